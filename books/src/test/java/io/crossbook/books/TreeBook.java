package io.crossbook.books;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The oracle: the naive book that nobody can get wrong, in `BigDecimal`, without scales.
final class TreeBook {

    record Level(BigDecimal size, short wire) {}

    /// One side: its levels best first, and how far a cut snapshot reached.
    static final class Half {
        final TreeMap<BigDecimal, Level> levels;
        @Nullable
        BigDecimal horizon;

        Half(Comparator<BigDecimal> bestFirst) {
            levels = new TreeMap<>(bestFirst);
        }

        void apply(Levels update, int priceScale, int sizeScale) {
            for (int i = 0; i < update.count(); i++) {
                var price = BigDecimal.valueOf(update.price(i), priceScale).stripTrailingZeros();
                var size = BigDecimal.valueOf(update.size(i), sizeScale).stripTrailingZeros();
                if (size.signum() == 0) {
                    levels.remove(price);
                } else {
                    levels.put(price, new Level(size, update.wire(i)));
                }
            }
        }

        /// The worst price that a snapshot named, whatever it named after it.
        @Nullable
        BigDecimal worst(Levels update, int priceScale) {
            BigDecimal worst = null;
            for (int i = 0; i < update.count(); i++) {
                var price = BigDecimal.valueOf(update.price(i), priceScale);
                if (update.size(i) != 0
                        && (worst == null || levels.comparator().compare(price, worst) > 0)) {
                    worst = price;
                }
            }
            return worst;
        }

        void truncate(int depth) {
            while (levels.size() > depth) {
                levels.pollLastEntry();
            }
        }

        /// The levels that a walk may show.
        List<String> walk(boolean wires) {
            var out = new ArrayList<String>();
            levels.forEach((price, level) -> {
                if (horizon == null || levels.comparator().compare(price, horizon) <= 0) {
                    out.add(line(price, level.size, wires ? level.wire : 0));
                }
            });
            return out;
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
                half.horizon = update.complete()
                        ? null
                        : half.worst(update.levels(side), update.priceScale());
            }
            half.apply(update.levels(side), update.priceScale(), update.sizeScale());
        }
    }

    void truncate(int depth) {
        bids.truncate(depth);
        asks.truncate(depth);
    }

    void clear() {
        for (Side side : Side.values()) {
            half(side).levels.clear();
            half(side).horizon = null;
        }
    }

    static String line(BigDecimal price, BigDecimal size, int wire) {
        return price.stripTrailingZeros().toPlainString() + " x "
                + size.stripTrailingZeros().toPlainString() + " w" + wire;
    }
}
