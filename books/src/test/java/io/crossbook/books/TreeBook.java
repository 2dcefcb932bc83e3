package io.crossbook.books;

import java.util.Comparator;
import java.util.TreeMap;

/// The oracle: the naive book that nobody can get wrong, at one scale for everything.
final class TreeBook {

    /// Decimals of all prices and sizes here: as many as a [BookTour] ever shows.
    static final int SCALE = 8;

    record Level(long size, short wire) {}

    /// One side: its levels best first, and how far a cut snapshot reached.
    static final class Half {
        final TreeMap<Long, Level> levels;
        /// The last price that is known, or 0.
        long horizon;
        /// The best price of the snapshot, or 0.
        long began;

        Half(Comparator<Long> bestFirst) {
            levels = new TreeMap<>(bestFirst);
        }

        void apply(Levels update, int priceScale, int sizeScale) {
            for (int i = 0; i < update.count(); i++) {
                long price = raise(update.price(i), priceScale);
                if (update.size(i) == 0) {
                    levels.remove(price);
                } else {
                    levels.put(price, new Level(raise(update.size(i), sizeScale), update.wire(i)));
                }
            }
        }

        /// The worst price that a snapshot named with a size, whatever it named after it.
        long worst(Levels update, int priceScale) {
            long worst = 0;
            for (int i = 0; i < update.count(); i++) {
                long price = raise(update.price(i), priceScale);
                if (update.size(i) != 0 && (worst == 0 || beyond(price, worst))) {
                    worst = price;
                }
            }
            return worst;
        }

        long best() {
            return levels.isEmpty() ? 0 : levels.firstKey();
        }

        /// Whether the best has passed the horizon, or is no further from it than from where it began.
        boolean nearsHorizon() {
            return horizon != 0 && (levels.isEmpty() || beyond(best(), horizon)
                    || (!beyond(began, best())
                            && Math.abs(best() - horizon) <= Math.abs(began - best())));
        }

        boolean unknown(long price) {
            return horizon != 0 && beyond(price, horizon);
        }

        private boolean beyond(long price, long other) {
            return levels.comparator().compare(price, other) > 0;
        }

        void truncate(int depth) {
            while (levels.size() > depth) {
                levels.pollLastEntry();
            }
        }
    }

    final Half bids = new Half(Comparator.reverseOrder());
    final Half asks = new Half(Comparator.naturalOrder());

    Half half(Side side) {
        return side == Side.BID ? bids : asks;
    }

    void apply(BookUpdate update) {
        for (Side side : Side.values()) {
            Half half = half(side);
            if (update.snapshot()) {
                half.levels.clear();
                half.horizon = update.complete(side)
                        ? 0
                        : half.worst(update.levels(side), update.priceScale());
            }
            half.apply(update.levels(side), update.priceScale(), update.sizeScale());
            if (update.snapshot()) {
                half.began = half.best();
            }
        }
    }

    void truncate(int depth) {
        bids.truncate(depth);
        asks.truncate(depth);
    }

    void clear() {
        for (Side side : Side.values()) {
            half(side).levels.clear();
            half(side).horizon = 0;
            half(side).began = 0;
        }
    }

    static long raise(long mantissa, int scale) {
        return Math.multiplyExact(mantissa, Decimals.power(SCALE - scale));
    }
}
