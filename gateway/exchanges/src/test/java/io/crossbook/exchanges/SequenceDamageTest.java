package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBooks;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Recorded sessions of Binance and Bybit, whose books only numbers guard, with frames lost, doubled, swapped, renumbered: from the
/// frame after the damage on, a book that says it is live is the recorded one.
final class SequenceDamageTest {

    private static final int TRIALS = Integer.getInteger("crossbook.damages", 500);
    private static final int FRAMES = 49;
    private static final Pattern NUMBERS = Pattern.compile("\"(U|u|pu|seq)\":([0-9]+)");

    /// A session: how its book starts, and the changes that follow.
    enum Session {
        SPOT("binance", "BTCUSDT", "binance/2024-08-08_spot_BTCUSDT_depth100ms_bbo_trade",
                "@depth"), USD_M("binance-futures", "BTCUSDT",
                        "binance_futures/2024-08-08_usdm_BTCUSDT_depth0ms_bbo_trade",
                        "@depth"), BYBIT("bybit", "XRPUSDT",
                                "bybit/2024-12-01_v5_linear_XRPUSDT_orderbook500", "\"delta\"");

        private final String dialect;
        private final String symbol;
        private final String file;
        private final String word;

        Session(String dialect, String symbol, String file, String word) {
            this.dialect = dialect;
            this.symbol = symbol;
            this.file = file;
            this.word = word;
        }

        String start() {
            return Corpus.frames(file + ".jsonl.gz", this == BYBIT ? "recv" : "rest").getFirst();
        }

        /// The changes behind the start.
        List<String> changes() {
            var frames = new ArrayList<String>();
            long from = this == BYBIT
                    ? 0
                    : Json.parse(Bytes.of(start())).asObject("start").whole("lastUpdateId");
            for (String frame : Corpus.frames(file + ".jsonl.gz", "recv")) {
                if (frame.contains(word) && frames.size() < FRAMES && (this == BYBIT
                        || Json.parse(Bytes.of(frame)).asObject("frame").object("data")
                                .whole("u") >= from)) {
                    frames.add(frame);
                }
            }
            return frames;
        }
    }

    /// A session as recorded: reading the file takes longer than all the damage.
    private record Loaded(String start, List<String> changes, List<Long> truth) {

        static Loaded of(Session session) {
            String start = session.start();
            var truth = new ArrayList<Long>();
            List<String> changes = session.changes();
            assertEquals(FRAMES, changes.size());
            var whole = new Run(session, start);
            for (String frame : changes) {
                whole.hear(frame);
                truth.add(whole.levels());
            }
            assertTrue(whole.live() && whole.breaks.isEmpty());
            return new Loaded(start, changes, truth);
        }
    }

    private static final Map<Session, Loaded> LOADED = new EnumMap<>(Session.class);

    /// A conversation and the book that follows it.
    private static final class Run extends Heard {

        private final Conversation conversation;
        private final ListingBook book;

        Run(Session session, String start) {
            Dialect dialect = Dialects.of(session.dialect,
                    new Entry(session.dialect, "", "", 0, true, true, Map.of(), Map.of()));
            var listing = new Listing(0, session.dialect, session.symbol,
                    java.util.Objects.requireNonNull(dialect.instrument(session.symbol)),
                    Rules.UNKNOWN);
            var shape = dialect.shape(listing);
            book = new ListingBook(listing, shape, OrderBooks.of(shape, Rules.UNKNOWN),
                    BookLimits.NONE);
            conversation = dialect.converse(dialect.links(List.of(listing)).getFirst(), this);
            conversation.opened(0);
            if (session == Session.BYBIT) {
                hear(start);
            } else {
                conversation.answer(Request.get(Request.About.SNAPSHOT, 0, "", 0),
                        Answer.ok(Bytes.of(start)), 0);
            }
        }

        void hear(String frame) {
            conversation.frame(Bytes.of(frame), 0);
        }

        @Override
        public void event(FeedEvent event) {
            if (event instanceof BookUpdate update) {
                book.apply(update, 0);
            } else if (event instanceof BookBreak broken) {
                breaks.add(broken);
                book.fail(broken.kind(), broken.why());
            }
        }

        boolean live() {
            return book.health() != Health.BROKEN;
        }

        /// A fingerprint of the best hundred levels of both sides, whatever the scales.
        long levels() {
            long print = 17;
            long price = Decimals.power(10 - book.levels().priceScale());
            long size = Decimals.power(10 - book.levels().sizeScale());
            var cursor = new Cursor();
            for (Side side : Side.values()) {
                book.levels().walk(side, cursor);
                for (int i = 0; i < 100 && cursor.next(); i++) {
                    print = (print * 31 + cursor.price() * price) * 31 + cursor.size() * size;
                }
            }
            return print;
        }
    }

    /// What a damage makes of the frames: `frames` is altered from `place` on; true when the rules must notice it.
    private interface Damage {
        boolean apply(List<String> frames, int place, Random random);
    }

    /// `settled` is how many frames from `place` on may pass before the book has to be right.
    private static void each(Session session, int seed, int settled, int shift, Damage damage) {
        Loaded loaded = LOADED.computeIfAbsent(session, Loaded::of);
        var random = new Random(seed);
        for (int trial = 0; trial < TRIALS; trial++) {
            int place = random.nextInt(FRAMES - 5);
            var frames = new ArrayList<>(loaded.changes());
            boolean noticed = damage.apply(frames, place, random);
            var run = new Run(session, loaded.start());
            for (int i = 0; i < frames.size() && i < place + 20; i++) {
                run.hear(frames.get(i));
                if ((i < place || i >= place + settled) && run.live()) {
                    assertEquals(loaded.truth().get(i + (i < place ? 0 : shift)), run.levels(),
                            session + " damaged at " + place + ", after " + i);
                }
            }
            assertEquals(noticed, !run.breaks.isEmpty(), session + " damaged at " + place);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_lost_frame_is_noticed(Session session) {
        each(session, 1, 0, 1, (frames, place, _) -> {
            frames.remove(place);
            return true;
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_doubled_frame_is_no_alarm(Session session) {
        each(session, 2, 1, -1, (frames, place, _) -> {
            frames.add(place, frames.get(place));
            return false;
        });
    }

    @ParameterizedTest
    @EnumSource
    void swapped_frames_are_noticed(Session session) {
        each(session, 3, 0, 0, (frames, place, _) -> {
            frames.add(place, frames.remove(place + 1));
            return true;
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_renumbered_frame_is_noticed_where_its_numbers_count(Session session) {
        each(session, 4, 1, 0, (frames, place, random) -> {
            String frame = frames.get(place);
            var fields = NUMBERS.matcher(frame).results().toList();
            assertFalse(fields.isEmpty());
            var field = fields.get(random.nextInt(fields.size()));
            int at = field.start(2) + random.nextInt(field.end(2) - field.start(2));
            char other = (char) ('0' + (frame.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
            frames.set(place, frame.substring(0, at) + other + frame.substring(at + 1));
            return counts(session, field.group(1), place, frames.get(place));
        });
    }

    /// Which numbers no rule compares: U of futures as long as it is not above u, seq of Bybit; and the ids of the first event may
    /// straddle the snapshot.
    private static boolean counts(Session session, String field, int place, String frame) {
        return switch (session) {
            case SPOT -> !field.equals("U") || place > 0
                    || number(frame, "U") > number(session.start(), "lastUpdateId") + 1;
            case USD_M -> switch (field) {
                case "U" -> frame.contains("\"U\":0") || number(frame, "U") > number(frame, "u");
                case "pu" -> place > 0;
                case String _ -> true;
            };
            case BYBIT -> field.equals("u") || frame.contains("\"seq\":0");
        };
    }

    private static long number(String frame, String name) {
        var found = Pattern.compile("\"" + name + "\":0*([0-9]+)").matcher(frame);
        return found.find() ? Long.parseLong(found.group(1)) : -1;
    }
}
