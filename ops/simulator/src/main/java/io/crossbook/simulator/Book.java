package io.crossbook.simulator;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;

/// A whole book at one moment, best level first, in ticks and lots. It never changes once made.
public final class Book {

    private final long[] bids;
    private final long[] asks;
    private final long updateId;

    private Book(long[] bids, long[] asks, long updateId) {
        this.bids = bids;
        this.asks = asks;
        this.updateId = updateId;
    }

    /// Copies sides that iterate best first; keeps at most `depth` levels of each.
    static Book of(NavigableMap<Long, Long> bids, NavigableMap<Long, Long> asks, int depth,
            long updateId) {
        return new Book(side(bids, depth), side(asks, depth), updateId);
    }

    private static long[] side(NavigableMap<Long, Long> levels, int depth) {
        long[] side = new long[2 * Math.min(depth, levels.size())];
        int i = 0;
        for (Map.Entry<Long, Long> level : levels.entrySet()) {
            if (i == side.length) {
                break;
            }
            side[i++] = level.getKey();
            side[i++] = level.getValue();
        }
        return side;
    }

    /// The same book with at most `depth` levels a side.
    public Book top(int depth) {
        return new Book(Arrays.copyOf(bids, Math.min(bids.length, 2 * depth)),
                Arrays.copyOf(asks, Math.min(asks.length, 2 * depth)), updateId);
    }

    /// The last update id that this book contains.
    public long updateId() {
        return updateId;
    }

    /// How many levels a side has.
    public int depth(Side side) {
        return levels(side).length / 2;
    }

    /// The price of a level in ticks; rank 0 is the best.
    public long price(Side side, int rank) {
        return levels(side)[2 * rank];
    }

    /// The size of a level in lots; rank 0 is the best.
    public long size(Side side, int rank) {
        return levels(side)[2 * rank + 1];
    }

    private long[] levels(Side side) {
        return side == Side.BID ? bids : asks;
    }

    /// Whether prices and sizes are the same; the update id does not count.
    @Override
    public boolean equals(Object other) {
        return other instanceof Book book && Arrays.equals(bids, book.bids)
                && Arrays.equals(asks, book.asks);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bids) + Arrays.hashCode(asks);
    }

    @Override
    public String toString() {
        return "bids " + Arrays.toString(bids) + " asks " + Arrays.toString(asks);
    }
}
