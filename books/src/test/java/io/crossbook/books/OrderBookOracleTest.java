package io.crossbook.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every form of a book against the naive one, over many seeded lives. `-Dcrossbook.seed=N` starts elsewhere.
final class OrderBookOracleTest {

    private static final int LIVES = 12_000;
    private static final int STEPS = 40;

    @Test
    void every_book_is_the_naive_book_at_every_step() {
        long first = Long.getLong("crossbook.seed", 1);
        System.out.println("OrderBookOracleTest: seeds " + first + " to " + (first + LIVES - 1));
        for (long seed = first; seed < first + LIVES; seed++) {
            live(seed);
        }
    }

    private static void live(long seed) {
        var tour = new BookTour(seed);
        boolean wires = seed % 2 == 0;
        var books = Map.<String, OrderBook>of("array",
                new ArrayBook(tour.priceScale(), tour.sizeScale(), wires));
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
                act(book, what, tour.update, depth, where);
                if (what != BookTour.Step.OUT_OF_BOUNDS) {
                    assertThrows(IllegalStateException.class, cursor::next, where);
                }
                same(oracle, book, wires, where + ", " + name);
            });
        }
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

    private static void same(TreeBook oracle, OrderBook book, boolean wires, String where) {
        for (Side side : Side.values()) {
            var levels = oracle.half(side).levels;
            assertEquals(levels.size(), book.levels(side), where);
            assertEquals(oracle.half(side).walk(wires), walk(book, side), where);
            BigDecimal price = BigDecimal.valueOf(
                    side == Side.BID ? book.bestBid() : book.bestAsk(),
                    book.priceScale());
            BigDecimal size = BigDecimal.valueOf(
                    side == Side.BID ? book.bestBidSize() : book.bestAskSize(), book.sizeScale());
            var best = levels.firstEntry();
            assertEquals(0, price.compareTo(best == null ? BigDecimal.ZERO : best.getKey()), where);
            assertEquals(0, size.compareTo(best == null ? BigDecimal.ZERO : best.getValue().size()),
                    where);
        }
    }

    private static List<String> walk(OrderBook book, Side side) {
        var cursor = new Cursor();
        var out = new ArrayList<String>();
        book.walk(side, cursor);
        while (cursor.next()) {
            out.add(TreeBook.line(BigDecimal.valueOf(cursor.price(), book.priceScale()),
                    BigDecimal.valueOf(cursor.size(), book.sizeScale()), cursor.wire()));
        }
        return out;
    }
}
