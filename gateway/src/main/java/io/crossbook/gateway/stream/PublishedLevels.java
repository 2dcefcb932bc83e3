package io.crossbook.gateway.stream;

import io.crossbook.books.Cursor;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import java.util.Arrays;

/// The best levels of a book as they were published last, and what is different now.
final class PublishedLevels {

    private static final int FIRST_ROOM = 32;

    private final int depth;
    private final Half bids = new Half(Side.BID);
    private final Half asks = new Half(Side.ASK);
    private final Cursor cursor = new Cursor();
    private int priceScale = -1;
    private int sizeScale = -1;

    /// One side, best first.
    private static final class Half {
        private final Side side;
        private long[] prices = new long[FIRST_ROOM];
        private long[] sizes = new long[FIRST_ROOM];
        private int count;

        Half(Side side) {
            this.side = side;
        }

        void add(long price, long size) {
            if (count == prices.length) {
                prices = Arrays.copyOf(prices, 2 * count);
                sizes = Arrays.copyOf(sizes, 2 * count);
            }
            prices[count] = price;
            sizes[count++] = size;
        }

        /// Whether `price` comes before `other` on this side.
        boolean better(long price, long other) {
            return side == Side.BID ? price > other : price < other;
        }
    }

    PublishedLevels(int depth) {
        this.depth = depth;
    }

    /// Whether the book counts in other digits than what was published.
    boolean rescaled(OrderBook book) {
        return book.priceScale() != priceScale || book.sizeScale() != sizeScale;
    }

    void clear() {
        bids.count = 0;
        asks.count = 0;
    }

    /// Takes the book over as it is.
    boolean renew(OrderBook book) {
        priceScale = book.priceScale();
        sizeScale = book.sizeScale();
        take(bids, book);
        take(asks, book);
        return true;
    }

    private void take(Half half, OrderBook book) {
        half.count = 0;
        book.walk(half.side, cursor);
        while (half.count < depth && cursor.next()) {
            half.add(cursor.price(), cursor.size());
        }
    }

    /// Takes the book over, and writes down what is different; false where nothing is.
    boolean change(OrderBook book, BookWords to) {
        boolean bidsDiffer = change(bids, book, to);
        return change(asks, book, to) || bidsDiffer;
    }

    private boolean change(Half half, OrderBook book, BookWords to) {
        long[] prices = Arrays.copyOf(half.prices, half.count);
        long[] sizes = Arrays.copyOf(half.sizes, half.count);
        take(half, book);
        boolean differs = false;
        int old = 0;
        for (int i = 0; i < half.count || old < prices.length;) {
            if (i == half.count || (old < prices.length
                    && half.better(prices[old], half.prices[i]))) {
                to.level(half.side, prices[old++], 0);
                differs = true;
            } else if (old == prices.length || half.prices[i] != prices[old]) {
                to.level(half.side, half.prices[i], half.sizes[i++]);
                differs = true;
            } else {
                if (half.sizes[i] != sizes[old]) {
                    to.level(half.side, half.prices[i], half.sizes[i]);
                    differs = true;
                }
                i++;
                old++;
            }
        }
        return differs;
    }

    /// Writes all of it down.
    void all(BookWords to) {
        for (Half half : new Half[]{bids, asks}) {
            for (int i = 0; i < half.count; i++) {
                to.level(half.side, half.prices[i], half.sizes[i]);
            }
        }
    }
}
