package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Levels;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Lists of pairs, the short way and the long way: what the template accepts, the general parser reads alike.
final class PairsTest {

    private static final Listing LISTING = listing(2, 5);

    @Test
    void pairs_that_are_written_alike_are_read_like_the_first() {
        assertEquals("61837.63 x 0.12345, 61837.6 x 1.5, 61837 x 0",
                template("""
                        [["61837.63000000","0.12345000"],["61837.60000000","1.50000000"],\
                        ["61837.00000000","0.00000000"]]"""));
    }

    @Test
    void a_pair_that_is_written_otherwise_is_read_as_well() {
        assertEquals("99999.99 x 1, 100000 x 12.5, 100000.01 x 1, 9.5 x 1234567.5, 9.5 x 0",
                template(
                        """
                                [["99999.99","1.0"],["100000.00","12.5"],["100000.01","1.00"],["9.50","1234567.5"],\
                                ["9.5","0"]]"""));
    }

    @Test
    void digits_beyond_the_scale_raise_it_for_those_before() {
        assertEquals("61837.63 x 0.1, 61837.631 x 0.1234567, 61837.6 x 0.2",
                template("""
                        [["61837.63000000","0.10000000"],["61837.63100000","0.12345670"],\
                        ["61837.60000000","0.20000000"]]"""));
    }

    @Test
    void what_is_odd_in_a_later_pair_is_refused_as_in_the_first() {
        for (String odd : List.of("061837.63\",\"1.0", "61837.63\",\"00.5", "61837.6a\",\"1.0",
                "61837.63\",\"1.", "61837.63\",\".5", "61837.63\",\"", "\",\"1.0",
                "00000.00\",\"1.0", "61837:63\",\"1.0", "61837.63\";\"1.0", "61837.63\",\"1.0\"",
                "61837.63\",\"-1.0", "61837.63\",\"1e5", "61837.63\",\"1.0\",\"0")) {
            assertEquals("", template("[[\"" + odd + "\"]]"), odd);
            assertEquals("", template("[[\"61837.63\",\"1.0\"],[\"" + odd + "\"]]"), odd);
        }
    }

    @Test
    void a_list_that_is_cut_anywhere_is_refused() {
        String whole = "[[\"61837.63\",\"1.5\"],[\"61837.62\",\"2.5\"],[\"61837.61\",\"0.5\"]]";
        for (int length = 0; length < whole.length(); length++) {
            // What lies behind the frame in its array is the rest of the list, as after a longer frame.
            var reader = new FrameReader().over(bytes(whole), 0, length);
            assertEquals("", read(reader), whole.substring(0, length));
        }
        assertTrue(template(whole).startsWith("61837.63 x 1.5"));
    }

    @Test
    void eight_decimals_everywhere_are_read_at_every_scale() {
        String text = """
                [["61837.00000000","1.00000000"],["61838.00000000","0.00000000"],\
                ["61839.00000000","9.00000000"],["61840.00000000","12.00000000"],\
                ["61841.00000000","7.00000000"]]""";
        for (int priceScale = 0; priceScale <= 4; priceScale++) {
            for (int sizeScale = 0; sizeScale <= 9; sizeScale++) {
                assertEquals("61837 x 1, 61838 x 0, 61839 x 9, 61840 x 12, 61841 x 7",
                        read(listing(priceScale, sizeScale), new FrameReader().over(bytes(text),
                                0, text.length())),
                        priceScale + " and " + sizeScale);
            }
        }
    }

    @Test
    void eight_decimals_keep_their_last_and_a_ninth_is_seen() {
        assertEquals("61837.63 x 1.5, 61837.62 x 2.12345, 61837.61 x 0.5",
                template("""
                        [["61837.63000000","1.50000000"],["61837.62000000","2.123450000"],\
                        ["61837.61000000","0.50000000"]]"""));
        assertEquals("0.12345678 x 0.12345678, 0.87654321 x 9.87654321, 9 x 0.00000001",
                template("""
                        [["0.12345678","0.12345678"],["0.87654321","9.87654321"],\
                        ["9.00000000","0.00000001"]]"""));
    }

    @Test
    void no_byte_of_pairs_of_eight_decimals_goes_unseen() {
        for (String price : List.of("1.00000000", "61837.63000000", "1234567.10000000")) {
            String text = "[[\"%s\",\"1.50000000\"],[\"%s\",\"2.50000000\"],[\"%s\",\"0.00000000\"]]"
                    .formatted(price, price, price);
            for (int at = 0; at < text.length(); at++) {
                for (int other = 0; other < 256; other++) {
                    byte[] bytes = bytes(text);
                    bytes[at] = (byte) other;
                    String read = read(new FrameReader().over(bytes, 0, text.length()));
                    var changed = new String(bytes, 0, text.length(), StandardCharsets.ISO_8859_1);
                    if (!read.isEmpty()) {
                        assertEquals(general(changed), read, changed);
                    } else {
                        assertTrue(general(changed) == null || other == ' ', changed);
                    }
                }
            }
        }
    }

    @Test
    void a_list_of_eight_decimals_that_is_cut_anywhere_is_refused() {
        String whole = "[[\"61837.63000000\",\"1.50000000\"],[\"61837.62000000\",\"2.50000000\"],"
                + "[\"61837.61000000\",\"0.50000000\"]]";
        for (int length = 0; length < whole.length(); length++) {
            var reader = new FrameReader().over(bytes(whole), 0, length);
            assertEquals("", read(reader), whole.substring(0, length));
        }
        assertTrue(template(whole).endsWith("61837.61 x 0.5"));
    }

    @Test
    void pairs_behind_a_frame_are_not_read() {
        // The array is full of them to its very end.
        byte[] text = ("[[\"61837.63000000\",\"1.50000000\"]"
                + ",[\"61837.62000000\",\"2.50000000\"]".repeat(20) + "]")
                .getBytes(StandardCharsets.US_ASCII);
        for (int end = text.length - 64; end > 40; end--) {
            var update = new BookUpdate();
            assertEquals("", read(LISTING, new FrameReader().over(text, 0, end), update));
            assertTrue(update.bids.count() <= end / 32 + 1, update.bids.toString());
        }
    }

    @Test
    void the_first_pair_of_an_array_is_read_as_any_other() {
        var digits = new Digits(LISTING, Entry.of("test"));
        for (String price : List.of("1.00000000", "22.00000000", "333.00000000", "4444.00000000")) {
            String text = "[[\"%s\",\"1.00000000\"]]".formatted(price);
            for (int i = 0; i < 2; i++) {
                var update = new BookUpdate();
                digits.begin(update, 0, false);
                var reader = new FrameReader().over(bytes(text), 0, text.length());
                assertTrue(Pairs.read(reader, digits, update, update.bids));
                assertEquals(general(text), show(update));
            }
        }
    }

    @Test
    void both_ways_read_the_same_of_random_lists() {
        for (int seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            String text = list(random);
            String short1 = template(text);
            if (!short1.isEmpty()) {
                assertEquals(general(text), short1, "seed " + seed + ": " + text);
                assertEquals(sent(text), templateWires(text), "seed " + seed + ": " + text);
            } else {
                // Only what it need not know may be left to the general parser.
                assertTrue(text.matches(".*(\\d{9}|\"0\\d|\\.\"|\"\"|[^0-9.\",\\[\\]]).*")
                        || general(text) == null, "seed " + seed + ": " + text);
            }
        }
    }

    private static String list(Random random) {
        int whole = 1 + random.nextInt(7);
        int fraction = 1 + random.nextInt(8);
        int sizeFraction = 1 + random.nextInt(8);
        boolean eights = random.nextInt(3) == 0;
        if (eights) {
            fraction = 8;
            sizeFraction = 8;
        }
        var text = new StringBuilder("[");
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            boolean alike = random.nextInt(4) > 0;
            text.append(i == 0 ? "" : ",").append("[\"")
                    .append(number(random, alike ? whole : 1 + random.nextInt(9),
                            alike ? fraction : random.nextInt(9)))
                    .append("\",\"")
                    .append(number(random, eights && alike ? 1 : 1 + random.nextInt(4),
                            alike ? sizeFraction : random.nextInt(9)))
                    .append("\"]");
        }
        text.append(']');
        if (random.nextInt(5) == 0) {
            text.setCharAt(random.nextInt(text.length()),
                    "0123456789.,\"[]a -".charAt(random.nextInt(18)));
        }
        return text.toString();
    }

    private static String number(Random random, int whole, int fraction) {
        var text = new StringBuilder();
        text.append(whole == 1 ? random.nextInt(10) : 1 + random.nextInt(9));
        for (int i = 1; i < whole; i++) {
            text.append(random.nextInt(10));
        }
        for (int i = 0; i < fraction; i++) {
            text.append(i == 0 ? "." : "").append(i < 2 ? random.nextInt(10) : 0);
        }
        return text.toString();
    }

    private static Listing listing(int priceScale, int sizeScale) {
        return new Listing(0, "test", "BTCUSDT", Instrument.spot("BTC", "USDT"),
                new Rules(priceScale, sizeScale, 1, 1, 1, 0, 1, Rules.Status.TRADING));
    }

    private static String template(String text) {
        return read(new FrameReader().over(bytes(text), 0, text.length()));
    }

    /// The levels in plain decimals; empty when the template does not take them.
    private static String read(FrameReader reader) {
        return read(LISTING, reader);
    }

    private static String read(Listing listing, FrameReader reader) {
        return read(listing, reader, new BookUpdate());
    }

    private static String read(Listing listing, FrameReader reader, BookUpdate update) {
        var digits = new Digits(listing, Entry.of("test"));
        digits.begin(update, 0, false);
        return Pairs.read(reader, digits, update, update.bids) && reader.done() ? show(update) : "";
    }

    private static @Nullable String general(String text) {
        var digits = new Digits(LISTING, Entry.of("test"));
        var update = new BookUpdate();
        digits.begin(update, 0, false);
        try {
            Json.Obj message = Json.parse(Bytes.of("{\"b\":" + text + "}")).asObject("message");
            Pairs.read(message.list("b"), digits, update, update.bids);
        } catch (Malformed e) {
            return null;
        }
        return show(update);
    }

    /// The decimals of each price and size, as the text shows them.
    private static List<Integer> sent(String text) {
        return Pattern.compile("\"(\\d+)(?:\\.(\\d+))?\",\"(\\d+)(?:\\.(\\d+))?\"").matcher(text)
                .results().map(pair -> Levels.wire(length(pair.group(2)), length(pair.group(4))))
                .toList();
    }

    private static int length(@Nullable String digits) {
        return digits == null ? 0 : digits.length();
    }

    private static List<Integer> templateWires(String text) {
        var update = new BookUpdate();
        read(LISTING, new FrameReader().over(bytes(text), 0, text.length()), update);
        return IntStream.range(0, update.bids.count()).mapToObj(i -> (int) update.bids.wire(i))
                .toList();
    }

    private static String show(BookUpdate update) {
        var shown = new ArrayList<String>();
        Levels levels = update.bids;
        for (int i = 0; i < levels.count(); i++) {
            shown.add(Decimals.format(levels.price(i), update.priceScale())
                    + " x "
                    + Decimals.format(levels.size(i), update.sizeScale()));
        }
        return String.join(", ", shown);
    }

    private static byte[] bytes(String text) {
        return Arrays.copyOf(
                text.getBytes(StandardCharsets.US_ASCII), text.length() + 128);
    }
}
