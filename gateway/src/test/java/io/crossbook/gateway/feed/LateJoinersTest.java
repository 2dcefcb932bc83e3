package io.crossbook.gateway.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;
import io.crossbook.gateway.engine.Floor;
import io.crossbook.gateway.stream.BookChannel;
import io.crossbook.gateway.stream.Hearer;
import io.crossbook.gateway.stream.Reader;
import io.crossbook.gateway.stream.Rounds;
import io.crossbook.gateway.stream.Wish;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Readers that join at any point, are away at any point and leave at any point: whenever one has heard all that there is, its book is the engine's.
final class LateJoinersTest {

    private static final int JOINERS = 1_000;
    private static final int WHOLE = 5_000;
    private static final int[] DEPTHS = {1, 5, 20, WHOLE};

    private final Studio studio = new Studio(0);
    private final Rounds rounds = new Rounds(0);
    private final Map<Integer, BookChannel> channels = new LinkedHashMap<>();
    /// How the book has stood, at any time; not noted of each of very many changes at once.
    private final Set<Long> stood = new HashSet<>();
    private boolean noted = true;
    private int compared;
    private int believed;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("crossbook.joiners.seeds", 1));
    }

    /// A book as somebody makes it of what he hears; written apart from what is tested.
    private final class Joiner {
        private final int depth;
        private final Hearer hearer = new Hearer();
        private final Reader reader = rounds.join(hearer);
        private final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>();
        private final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
        private long seq;
        private String health = "";

        Joiner(int depth) {
            this.depth = depth;
            reader.subscribe("book", channel(depth));
        }

        void reads() {
            for (JsonObject message : hearer.heard) {
                if (message.getBoolean("snapshot")) {
                    bids.clear();
                    asks.clear();
                } else {
                    assertEquals(seq + 1, message.getLong("seq"), "a hole");
                }
                seq = message.getLong("seq");
                JsonObject change = message.getJsonArray("data").getJsonObject(0);
                health = change.getString("health");
                apply(change.getJsonArray("bids"), bids);
                apply(change.getJsonArray("asks"), asks);
            }
            hearer.heard.clear();
        }

        private static void apply(JsonArray levels, Map<BigDecimal, BigDecimal> to) {
            for (Object each : levels) {
                var level = (JsonArray) each;
                var price = new BigDecimal(level.getString(0));
                var size = new BigDecimal(level.getString(1));
                if (size.signum() == 0) {
                    to.remove(price);
                } else {
                    to.put(price, size);
                }
            }
        }

        /// Both threads are somewhere: what is told to be live is a book that there was.
        void believes() {
            reads();
            if (noted && !hearer.full && depth == WHOLE && health.equals("live")) {
                assertTrue(stood.contains(digest(bids, asks)),
                        () -> "told as live at " + seq + ": " + bids + " | " + asks);
                believed++;
            }
        }

        void compare() {
            ListingBook book = studio.floor.book(Floor.NORTH);
            assertEquals(book.health().name().toLowerCase(Locale.ROOT), health);
            boolean broken = book.health() == Health.BROKEN;
            assertEquals(broken ? Map.of() : best(book, Side.BID, depth), bids);
            assertEquals(broken ? Map.of() : best(book, Side.ASK, depth), asks);
            compared++;
        }
    }

    private static long digest(Map<BigDecimal, BigDecimal> bids, Map<BigDecimal, BigDecimal> asks) {
        return (long) bids.hashCode() << 32 | asks.hashCode() & 0xFFFF_FFFFL;
    }

    private static Map<BigDecimal, BigDecimal> best(ListingBook book, Side side, int depth) {
        var best = new TreeMap<BigDecimal, BigDecimal>();
        var cursor = new Cursor();
        book.levels().walk(side, cursor);
        while (best.size() < depth && cursor.next()) {
            best.put(new BigDecimal(Decimals.format(cursor.price(), book.levels().priceScale())),
                    new BigDecimal(Decimals.format(cursor.size(), book.levels().sizeScale())));
        }
        return best;
    }

    private BookChannel channel(int depth) {
        return channels.computeIfAbsent(depth, _ -> {
            Listing listing = studio.floor.book(Floor.NORTH).listing();
            MirroredBook book = studio.broadcast.mirrored(listing);
            var channel = new BookChannel(rounds,
                    Wish.of(Map.of("topic", "book", "exchange", "north", "symbol", "BTCUSD",
                            "depth", depth)).head(),
                    depth);
            channel.of(book);
            studio.broadcast.tap(listing, new Tap() {
                @Override
                public void moved(MirroredBook moved) {
                    channel.moved();
                }

                @Override
                public void traded(MirroredBook moved, TradeUpdate trade, long localNanos) {}

                @Override
                public void lost(MirroredBook moved) {
                    channel.moved();
                }
            });
            channel.moved();
            return channel;
        });
    }

    private static String price(int cents) {
        return Decimals.format(cents, 2);
    }

    /// Mostly changes; now and then a gap, another beginning, or more at once than waits for the feed.
    private void happens(Random random) {
        int dice = random.nextInt(400);
        if (dice == 0) {
            studio.says("change BTCUSD " + (studio.update += 7) + " 0 bid 1 1"); // a gap breaks it
        } else if (dice < 4) {
            studio.says("snapshot BTCUSD " + ++studio.update + " 0 bid " + price(9_999) + " 1 ask "
                    + price(10_101) + " 1");
        } else if (dice == 4) {
            studio.says("trade BTCUSD 100.5 1");
        } else {
            studio.says("change BTCUSD " + ++studio.update + " 0 bid "
                    + price(9_950 + random.nextInt(50)) + " " + random.nextInt(4) + " ask "
                    + price(10_101 + random.nextInt(50)) + " " + random.nextInt(4));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_late_joiner_has_exactly_the_servers_book(long seed) {
        var random = new Random(seed);
        List<Joiner> joiners = new ArrayList<>();
        int joined = 0;
        while (joined < JOINERS || !joiners.isEmpty()) {
            happens(random);
            ListingBook book = studio.floor.book(Floor.NORTH);
            if (book.health() != Health.BROKEN) {
                stood.add(digest(best(book, Side.BID, WHOLE), best(book, Side.ASK, WHOLE)));
            }
            if (random.nextInt(4_000) == 0) {
                studio.changes(17_000); // more than waits for the feed: some is lost
                noted = false;
            }
            if (joined < JOINERS && random.nextInt(8) == 0) {
                joiners.add(new Joiner(DEPTHS[random.nextInt(DEPTHS.length)]));
                joined++;
            }
            joiners.forEach(each -> each.hearer.full ^= random.nextInt(10) == 0);
            int turn = random.nextInt(8);
            if (turn < 2) {
                if (turn == 0) {
                    studio.answerUnheard();
                }
                for (int facts = random.nextInt(8); facts >= 0; facts--) {
                    studio.broadcast.drain(1);
                    rounds.round();
                    joiners.forEach(Joiner::believes);
                }
            } else if (turn < 4) {
                do {
                    studio.answer(); // after a loss the feed asks again
                } while (studio.asked());
                rounds.round();
                noted = true;
                joiners.removeIf(each -> leaves(each, random));
            }
        }
        assertTrue(compared > JOINERS, compared + " comparisons");
        assertTrue(believed > JOINERS, believed + " in the middle");
    }

    private boolean leaves(Joiner joiner, Random random) {
        joiner.reads();
        if (joiner.hearer.full) {
            return false;
        }
        joiner.compare();
        boolean leaves = random.nextInt(20) == 0;
        if (leaves) {
            joiner.reader.gone();
        }
        return leaves;
    }
}
