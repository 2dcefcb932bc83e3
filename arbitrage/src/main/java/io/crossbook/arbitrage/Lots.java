package io.crossbook.arbitrage;

import java.util.function.LongPredicate;

/// How many lots something holds for, by halving what is left: first in steps from the end, near which the answer nearly always is.
final class Lots {

    private Lots() {}

    /// The most, up to `limit`, for which it holds: it does for none, and for all below one for which it does.
    static long most(long limit, LongPredicate holds) {
        if (limit == 0 || holds.test(limit)) {
            return limit;
        }
        long fails = limit;
        long step = 1;
        long below = limit - 1;
        while (below > 0 && !holds.test(below)) {
            fails = below;
            step *= 2;
            below = Math.max(0, limit - step);
        }
        return boundary(below, fails, holds);
    }

    /// The fewest for which it holds: it does for `limit`, and not for none.
    static long fewest(long limit, LongPredicate holds) {
        long enough = limit;
        long step = 1;
        long below = limit - 1;
        while (below > 0 && holds.test(below)) {
            enough = below;
            step *= 2;
            below = Math.max(0, limit - step);
        }
        return 1 + boundary(below, enough, count -> !holds.test(count));
    }

    /// The last from `holding` on, and before `failing`, for which it holds.
    private static long boundary(long holding, long failing, LongPredicate holds) {
        long low = holding;
        long high = failing;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (holds.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
