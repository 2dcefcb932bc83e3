package io.crossbook.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Every form of a book against the naive one, over many seeded lives. `-Dcrossbook.seed=N` starts elsewhere.
final class OrderBookOracleTest {

    private static final int LIVES = Integer.getInteger("crossbook.lives", 1_500);
    private static final int STEPS = 40;

    @Test
    void every_book_is_the_naive_book_at_every_step() {
        long first = Long.getLong("crossbook.seed", 1);
        System.out.println("OrderBookOracleTest: seeds " + first + " to " + (first + LIVES - 1));
        for (long seed = first; seed < first + LIVES; seed++) {
            live(seed);
        }
    }

    @Test
    void a_ladder_that_widens_for_far_changes_is_still_the_naive_book() {
        for (long seed = 1; seed <= 20; seed++) {
            var random = new SplittableRandom(seed);
            boolean wires = seed % 2 == 0;
            OrderBook ladder = OrderBooks.ladder(2, 3, wires, 1);
            var oracle = new TreeBook();
            var update = new BookUpdate();
            for (int step = 0; step < 2_000; step++) {
                update.begin(1, step == 0, 2, 3);
                for (int i = 0; i < (step == 0 ? 4_000 : 3); i++) {
                    // One change in ten is near the best, the others are anywhere in 30,000 ticks.
                    int away = 1 + random.nextInt(random.nextInt(10) == 0 ? 30 : 30_000);
                    long size = step > 0 && random.nextInt(3) == 0 ? 0 : random.nextInt(1, 90);
                    boolean bid = random.nextBoolean();
                    update.levels(bid ? Side.BID : Side.ASK)
                            .add(bid ? 1_000_000 - away : 1_000_000 + away, size, i % 9);
                }
                oracle.apply(update);
                ladder.apply(update);
                if (step % 100 == 0 || step == 1_999) {
                    same(oracle, ladder, wires, "seed " + seed + ", step " + step);
                }
            }
        }
    }

    private static void live(long seed) {
        var tour = new BookTour(seed);
        boolean wires = seed % 2 == 0;
        var books = Map.of(
                "array", OrderBooks.array(tour.priceScale(), tour.sizeScale(), wires),
                "ladder", OrderBooks.ladder(tour.priceScale(), tour.sizeScale(), wires,
                        seed % 3 == 0 ? 0 : tour.tick()));
        var oracle = new TreeBook();
        var cursor = new Cursor();
        for (int step = 0; step < STEPS; step++) {
            String where = "seed " + seed + ", step " + step;
            BookTour.Step what = tour.next(step == 0);
            int depth = tour.depth();
            switch (what) {
                case UPDATE -> oracle.apply(tour.update);
                case OUT_OF_BOUNDS -> {
                }
                case TRUNCATE -> oracle.truncate(depth);
                case CLEAR -> oracle.clear();
            }
            books.forEach((name, book) -> {
                book.walk(Side.BID, cursor);
                String best = best(book);
                long bests = book.bests();
                act(book, what, tour.update, depth, where);
                assertTrue(book.bests() != bests || best(book).equals(best),
                        () -> where + ", " + name + ": " + best + ", now " + best(book));
                if (what != BookTour.Step.OUT_OF_BOUNDS) {
                    assertThrows(IllegalStateException.class, cursor::next, where);
                }
                same(oracle, book, wires, where + ", " + name);
            });
        }
    }

    private static String best(OrderBook book) {
        return book.bestBid() + " x " + book.bestBidSize() + ", " + book.bestAsk() + " x "
                + book.bestAskSize() + " at " + book.priceScale() + ", " + book.sizeScale();
    }

    private static void act(OrderBook book, BookTour.Step what, BookUpdate update, int depth,
            String where) {
        var own = new BookUpdate().copy(update);
        switch (what) {
            case UPDATE -> {
                book.apply(own);
                assertEquals(book.priceScale(), own.priceScale(), where);
                assertEquals(book.sizeScale(), own.sizeScale(), where);
            }
            case OUT_OF_BOUNDS -> {
                String before = own.priceScale() + " " + own.bids + " " + own.asks;
                assertThrows(ArithmeticException.class, () -> book.apply(own), where);
                assertEquals(before, own.priceScale() + " " + own.bids + " " + own.asks, where);
            }
            case TRUNCATE -> book.truncate(depth);
            case CLEAR -> book.clear();
        }
    }

    private static void same(TreeBook oracle, OrderBook book, boolean wires,
            String where) {
        for (Side side : Side.values()) {
            TreeBook.Half half = oracle.half(side);
            long price = side == Side.BID ? book.bestBid() : book.bestAsk();
            long size = side == Side.BID ? book.bestBidSize() : book.bestAskSize();
            var best = half.levels.firstEntry();

            assertEquals(half.levels.size(), book.levels(side), where);
            assertEquals(best == null ? 0 : best.getKey(),
                    TreeBook.raise(price, book.priceScale()), where);
            assertEquals(best == null ? 0 : best.getValue().size(),
                    TreeBook.raise(size, book.sizeScale()), where);
            sameWalk(half, book, side, wires, where);
        }
        assertEquals(oracle.bids.nearsHorizon() || oracle.asks.nearsHorizon(), book.nearsHorizon(),
                where);
    }

    private static void sameWalk(TreeBook.Half half, OrderBook book, Side side, boolean wires,
            String where) {
        var cursor = new Cursor();
        book.walk(side, cursor);
        for (var wanted : half.levels.entrySet()) {
            if (half.unknown(wanted.getKey())) {
                break;
            }
            assertTrue(cursor.next(), where);
            assertEquals(wanted.getKey(), TreeBook.raise(cursor.price(), book.priceScale()), where);
            assertEquals(wanted.getValue().size(),
                    TreeBook.raise(cursor.size(), book.sizeScale()), where);
            assertEquals(wires ? wanted.getValue().wire() : 0, cursor.wire(), where);
        }
        assertFalse(cursor.next(), where);
    }
}
