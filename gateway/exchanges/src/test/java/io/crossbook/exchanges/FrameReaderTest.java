package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameReaderTest {

    private final FrameReader reader = new FrameReader();

    @ParameterizedTest
    @CsvSource({"61837.63000000,2,6183763,8", "61837.6,2,6183760,1", "0.00006547,8,6547,8",
            "5548.00000000,0,5548,8", "813,3,813000,0", "0,4,0,0", "0.0,0,0,1",
            "12345678.12345678,8,1234567812345678,8", "1234567.5,8,123456750000000,1",
            "0.0000000123,10,123,10", "123456789012.5,1,1234567890125,1",
            "1.000000000000,2,100,12"})
    void a_decimal_is_a_mantissa_at_the_wanted_scale(String text, int scale, long mantissa,
            int sent) {
        assertEquals(mantissa, over(text + "\"").decimal(scale));
        assertEquals(sent, reader.decimals());
        assertTrue(reader.skip('"') && reader.done());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", ".5", "5.", "00.1", "01", "007", "NaN", "Infinity",
            "x", " 1", "1 ", "1e3", "1.5e3", "1.5E-7", "1,5", "0x10", "1.2.3", "1_000",
            "12345678.", "123456789.", "٣"})
    void what_is_no_plain_decimal_is_refused(String text) {
        for (int scale = 0; scale <= 12; scale += 4) {
            boolean whole = over(text).decimal(scale) >= 0 && reader.done();
            assertFalse(whole, text);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.12345,2,5", "61837.63000100,2,6", "1.00000001,7,8", "1.000000001,8,9",
            "123456789.25,1,2"})
    void digits_beyond_the_scale_say_how_many_decimals_are_needed(String text, int scale,
            int finer) {
        assertEquals(FrameReader.FINER, over(text + "\"").decimal(scale));
        assertEquals(finer, reader.finer());
        assertEquals(new BigDecimal(text).setScale(finer).unscaledValue().longValueExact(),
                reader.decimal(finer));
        assertTrue(reader.skip('"') && reader.done());
    }

    @Test
    void what_does_not_fit_is_too_large_and_never_wraps() {
        assertEquals(FrameReader.TOO_LARGE, over("9".repeat(40)).decimal(0));
        assertEquals(FrameReader.TOO_LARGE, over("9223372036854775808").decimal(0));
        assertEquals(FrameReader.TOO_LARGE, over("12345678.5").decimal(18));
        assertEquals(FrameReader.TOO_LARGE, over("18446744073709551617.0").decimal(2));
        assertEquals(FrameReader.TOO_LARGE, over("1.5").decimal(30));
    }

    @Test
    void sizes_may_be_cut_and_it_shows() {
        assertEquals(12, over("0.129").decimalDown(2));
        assertEquals(3, reader.finer());
        assertEquals(12, over("0.1200").decimalDown(2));
        assertEquals(2, reader.finer());
    }

    @Test
    void random_decimals_read_as_a_big_decimal_does() {
        var random = new SplittableRandom(20260816);
        for (int i = 0; i < 300_000; i++) {
            String text = randomDecimal(random);
            int scale = random.nextInt(13);
            var exact = new BigDecimal(text);
            long found = over(text + "\"").decimal(scale);
            var scaled = exact.setScale(scale, RoundingMode.DOWN);
            if (scaled.compareTo(exact) != 0) {
                assertEquals(FrameReader.FINER, found, text + " at " + scale);
                assertEquals(exact.stripTrailingZeros().scale(), reader.finer(), text);
            } else if (scaled.unscaledValue().bitLength() <= 60) {
                assertEquals(scaled.unscaledValue().longValueExact(), found, text + " at " + scale);
                assertEquals(exact.scale(), reader.decimals(), text);
            }
        }
    }

    private static String randomDecimal(SplittableRandom random) {
        long whole = random.nextLong(1L << random.nextInt(1, 40));
        int decimals = random.nextInt(13);
        if (decimals == 0) {
            return Long.toString(whole);
        }
        var fraction = new StringBuilder();
        int zerosFrom = random.nextInt(decimals + 1);
        for (int i = 0; i < decimals; i++) {
            fraction.append(i < zerosFrom ? random.nextInt(10) : 0);
        }
        return whole + "." + fraction;
    }

    @Test
    void whole_numbers_have_one_to_eighteen_digits() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 100_000; i++) {
            long value = random.nextLong(1L << random.nextInt(1, 60)) % 1_000_000_000_000_000_000L;
            assertEquals(value, over(value + ",").unsigned());
            assertTrue(reader.skip(',') && reader.done());
        }
        for (String text : new String[]{"", "-1", "01", "00", "x", "1234567890123456789",
                "0123456789", " 1"}) {
            assertEquals(FrameReader.NOTHING, over(text).unsigned(), text);
        }
        assertEquals(123456789012345678L, over("123456789012345678").unsigned());
        assertEquals(1234567890123456L, over("1234567890123456").unsigned());
    }

    @Test
    void times_in_milliseconds_are_read_as_any_other_whole_number() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 100_000; i++) {
            long value = random.nextLong(1_000_000_000_000L, 10_000_000_000_000L)
                    / new long[]{1, 1, 10, 1_000_000}[random.nextInt(4)]
                    * new long[]{1, 1, 10, 100_000}[random.nextInt(4)];
            assertEquals(value, over(value + ",").millis());
            assertTrue(reader.skip(',') && reader.done());
        }
        for (String text : new String[]{"1723075200000", "0723075200000", "172307520000", "0", "",
                "17230752000001", "1723075200x00", "x723075200000", "172307520000x", "-1"}) {
            long whole = over(text).unsigned();
            int stands = reader.position();
            assertEquals(whole, over(text).millis(), text);
            assertTrue(whole < 0 || stands == reader.position(), text);
        }
        byte[] cut = "1723075200000".getBytes(StandardCharsets.UTF_8);
        assertEquals(FrameReader.NOTHING,
                reader.over(java.util.Arrays.copyOf(cut, 200), 0, 12).millis());
    }

    @Test
    void literals_of_every_length_match_themselves_and_nothing_else() {
        String text = "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{";
        for (int length = 1; length <= Literal.MOST; length++) {
            var literal = Literal.of(text.substring(0, length));
            assertTrue(over(text).literal(literal), "length " + length);
            assertEquals(length, reader.position());
            for (int i = 0; i < length; i++) {
                var other = text.toCharArray();
                other[i] = (char) (other[i] ^ 1);
                assertFalse(over(new String(other)).literal(literal), length + " at " + i);
            }
            assertFalse(over(text.substring(0, length - 1)).literal(literal));
        }
    }

    @Test
    void bytes_behind_the_frame_are_never_believed() {
        String frame = "{\"u\":123,\"p\":\"61837.63\",\"s\":\"BTCUSDT\",\"t\":2026-08-16T12:34:56Z}";
        var literal = Literal.of("{\"u\":");
        byte[] roomy = java.util.Arrays.copyOf(frame.getBytes(StandardCharsets.UTF_8),
                frame.length() + 200);
        for (int end = 0; end <= frame.length(); end++) {
            reader.over(roomy, 0, end);
            boolean read = reader.literal(literal) && reader.unsigned() == 123
                    && reader.literal(Literal.of(",\"p\":\"")) && reader.decimal(2) == 6183763
                    && reader.literal(Literal.of("\",\"s\":\"")) && reader.string()
                    && reader.literal(Literal.of(",\"t\":")) && reader.time() > 0
                    && reader.skip('}') && reader.done();
            assertEquals(end == frame.length(), read, "cut at " + end);
            assertTrue(end == frame.length() || !over(frame.substring(0, end)).done() || end == 0);
        }
    }

    @Test
    void strings_are_printable_ascii_without_escapes() {
        for (int length = 0; length < 40; length++) {
            assertTrue(over("A".repeat(length) + "\"").string());
            assertEquals(length, reader.textLength());
            assertTrue(reader.done());
            assertFalse(over("A".repeat(length)).string());
            for (String odd : new String[]{"\\", "\n", "é", "\u0000"}) {
                assertFalse(over("A".repeat(length) + odd + "BCD\"").string());
            }
        }
    }

    @Test
    void booleans_are_spelt_out() {
        assertEquals(1, over("true").bool());
        assertEquals(0, over("false").bool());
        assertEquals(-1, over("tru").bool());
        assertEquals(-1, over("null").bool());
    }

    private FrameReader over(String text) {
        return reader.over(Bytes.of(text));
    }
}
