package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Recorded sessions with frames lost, doubled, swapped and altered: a book is right, or says that it is not.
final class DamageTest {

    private static final int TRIALS = Integer.getInteger("crossbook.damages", 500);
    private static final Pattern SEQUENCE = Pattern
            .compile("\"(seqId|prevSeqId|sequence_num)\":-?([0-9]+)");

    /// What guards the books.
    enum Guard {
        KRAKEN_V1, KRAKEN_V2, OKX_CHECKSUM, OKX_SEQUENCE, COINBASE_ADVANCED;

        List<DamagedSession> sessions() {
            return switch (this) {
                case KRAKEN_V1 -> List.of("SC/EUR", "ADA/XBT", "XBT/CHF").stream()
                        .map(pair -> kraken("2021-04-17_v1_book1000_crc", pair,
                                "wss://ws.kraken.com", 1000, "book-1000\",\"" + pair))
                        .toList();
                case KRAKEN_V2 -> List.of("2026-08-16", "2026-07-05", "2026-08-24").stream()
                        .map(day -> kraken(day + "_v2_BTCUSD_d10_crc", "BTC/USD",
                                "wss://ws.kraken.com/v2", 10, "\"channel\":\"book\",\"type\""))
                        .toList();
                case OKX_CHECKSUM -> List.of(new DamagedSession(dialect("okx", "", 0), "BTC-USDT",
                        25, okx()));
                case OKX_SEQUENCE -> List.of(new DamagedSession(dialect("okx", "", 0), "BTC-USDT",
                        25, numbered(okx())));
                case COINBASE_ADVANCED -> List.of(new DamagedSession(
                        dialect("coinbase", "wss://advanced-trade-ws.coinbase.com", 0), "BTC-USD",
                        10,
                        DamagedSession.frames(
                                "coinbase_advanced/2026-08-24_advanced_level2_BTCUSD", "BTC-USD",
                                "l2_data", "subscriptions")));
            };
        }

        boolean summed() {
            return switch (this) {
                case KRAKEN_V1, KRAKEN_V2, OKX_CHECKSUM -> true;
                case OKX_SEQUENCE, COINBASE_ADVANCED -> false;
            };
        }

        private static DamagedSession kraken(String session, String pair, String url, int depth,
                String word) {
            return new DamagedSession(dialect("kraken", url, depth), pair, 10,
                    DamagedSession.frames("kraken/" + session, pair, word));
        }

        private static Dialect dialect(String name, String url, int depth) {
            return Dialects.of(name,
                    new Entry(name, url, "", depth, true, true, Map.of(), Map.of()));
        }

        private static List<String> okx() {
            return DamagedSession.frames("okx/2022-05-13_v5_books_crc", "BTC-USDT",
                    "\"books\"},\"action\"", "\"action\":");
        }

        /// As OKX sends them since: numbered, their checksum zero.
        private static List<String> numbered(List<String> frames) {
            var numbered = new ArrayList<String>();
            for (int i = 0; i < frames.size(); i++) {
                numbered.add(frames.get(i).replaceFirst("\"checksum\":-?[0-9]+",
                        "\"checksum\":0,\"seqId\":" + (1000 + 7 * i) + ",\"prevSeqId\":"
                                + (i == 0 ? -1 : 993 + 7 * i)));
            }
            return numbered;
        }
    }

    /// Damages each session often; says how many trials were heard.
    private static void each(Guard guard, int seed, Trial trial) {
        var random = new Random(seed);
        List<DamagedSession> sessions = guard.sessions();
        for (int i = 0; i < TRIALS; i++) {
            DamagedSession session = sessions.get(i % sessions.size());
            trial.damage(session, 1 + random.nextInt(session.frames.size() - 2), random);
        }
    }

    /// One damage at a place.
    @FunctionalInterface
    interface Trial {
        void damage(DamagedSession session, int place, Random random);
    }

    /// Hears the frames before `place` from the recording, then `damaged`, then the rest from `next` on; wherever the book
    /// lives and has just been checked, its checked levels are those of the recording after the frame `last` heard.
    private static DamagedSession.Run hear(DamagedSession session, int place,
            List<String> damaged, int last, int next, String what) {
        var run = session.run(true);
        for (int i = 0; i < place; i++) {
            run.hear(session.frames.get(i));
        }
        for (String frame : damaged) {
            run.hear(frame);
        }
        if (run.concerned && run.live() && !damaged.isEmpty()) {
            assertEquals(session.truth.get(last), run.checked(), what + " at " + place);
        }
        int end = Math.min(session.frames.size(), next + 60);
        for (int i = next; i < end; i++) {
            run.hear(session.frames.get(i));
            if (run.concerned && run.live()) {
                assertEquals(session.truth.get(i), run.checked(),
                        what + " at " + place + ", after " + i);
            }
        }
        return run;
    }

    @ParameterizedTest
    @EnumSource
    void a_lost_frame_is_noticed_or_makes_no_difference(Guard guard) {
        var noticed = new int[1];
        each(guard, 1, (session, place, random) -> {
            var run = hear(session, place, List.of(), place, place + 1, "lost");
            noticed[0] += run.breaks.isEmpty() ? 0 : 1;
            assertTrue(guard.summed() || !run.breaks.isEmpty(), "a number is missing");
        });
        assertTrue(noticed[0] > 0);
    }

    @ParameterizedTest
    @EnumSource
    void a_doubled_frame_is_no_alarm(Guard guard) {
        each(guard, 2, (session, place, random) -> {
            String frame = session.frames.get(place);
            var run = hear(session, place, List.of(frame, frame), place, place + 1, "doubled");
            assertEquals(List.of(), run.breaks);
            assertTrue(run.live());
        });
    }

    /// A checksum vouches for the state after its own frame: where the later of two changes only writes over the earlier,
    /// each is right when it comes, and the next one tells.
    @ParameterizedTest
    @EnumSource
    void swapped_frames_are_noticed_or_make_no_difference(Guard guard) {
        each(guard, 3, (session, place, random) -> {
            var run = hear(session, place,
                    List.of(session.frames.get(place + 1), session.frames.get(place)), place,
                    place + 2,
                    "swapped");
            assertTrue(guard.summed() || !run.breaks.isEmpty(), "the numbers are out of order");
        });
    }

    /// The book that compares nothing tells whether the checked levels are touched; then, and only then, the checksum must be.
    @ParameterizedTest
    @EnumSource(names = {"KRAKEN_V1", "KRAKEN_V2", "OKX_CHECKSUM"})
    void an_altered_digit_breaks_the_book_when_it_is_within_the_checked_levels(Guard guard) {
        var noticed = new int[2];
        each(guard, 4, (session, place, random) -> {
            String frame = session.frames.get(place);
            String altered = digit(frame, levelsOf(frame), random);
            var blind = session.run(false);
            for (int i = 0; i < place; i++) {
                blind.hear(session.frames.get(i));
            }
            blind.hear(altered);
            var run = hear(session, place, List.of(altered), place, place + 1, "altered");
            if (blind.faults == 0) {
                boolean touched = !blind.checked().equals(session.truth.get(place));
                noticed[touched ? 0 : 1]++;
                boolean atOnce = run.breaks.size() > 0 && !heardWell(session, place, altered);
                assertEquals(touched, atOnce, altered);
            }
        });
        assertTrue(noticed[0] > 0 && noticed[1] > 0, noticed[0] + " within, " + noticed[1]);
    }

    private static boolean heardWell(DamagedSession session, int place, String altered) {
        var run = session.run(true);
        for (int i = 0; i < place; i++) {
            run.hear(session.frames.get(i));
        }
        run.hear(altered);
        return run.live();
    }

    /// Where the levels of a frame begin and end.
    private static int[] levelsOf(String frame) {
        int start = Math.max(frame.indexOf("[["), frame.indexOf("\"bids\":["));
        int okx = frame.indexOf("\"asks\":[[");
        int end = Math.max(frame.indexOf("\"c\":"), Math.max(frame.indexOf("\"checksum\":"), 0));
        return new int[]{okx >= 0 && frame.contains("\"ts\":") ? okx : Math.max(0, start),
                frame.contains("\"ts\":") ? frame.indexOf("\"ts\":") : end};
    }

    private static String digit(String text, int[] range, Random random) {
        IntFunction<Boolean> is = at -> Character.isDigit(text.charAt(at));
        while (true) {
            int at = range[0] + random.nextInt(range[1] - range[0]);
            char other = (char) ('0' + random.nextInt(10));
            if (is.apply(at) && text.charAt(at) != other) {
                return text.substring(0, at) + other + text.substring(at + 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OKX_SEQUENCE", "COINBASE_ADVANCED"})
    void an_altered_number_is_noticed(Guard guard) {
        each(guard, 5, (session, place, random) -> {
            String frame = session.frames.get(place);
            var fields = SEQUENCE.matcher(frame).results().toList();
            var field = fields.get(random.nextInt(fields.size()));
            String altered = digit(frame, new int[]{field.start(2), field.end(2)}, random);

            var run = hear(session, place, List.of(altered), place, place + 1, "renumbered");

            assertFalse(run.breaks.isEmpty(), altered);
        });
    }

    @Test
    void the_guards_see_a_book_that_is_wrong() {
        DamagedSession session = Guard.KRAKEN_V2.sessions().getFirst();
        var blind = session.run(false);
        int wrong = 0;
        for (int i = 0; i < session.frames.size(); i++) {
            if (i != 5) {
                blind.hear(session.frames.get(i));
                wrong += blind.checked().equals(session.truth.get(i)) ? 0 : 1;
            }
        }
        assertTrue(wrong > 0, "this damage shows, to those who compare");
    }
}
