package io.crossbook.simulator;

import java.math.BigDecimal;

/// Decimals as clients write them, counted in ticks or lots.
final class Steps {

    private Steps() {}

    /// How many steps of `10^-decimals` a text is; -1 where it is no plain positive decimal, not on a
    /// step, or beyond all bounds.
    static long count(String text, int decimals) {
        if (!text.matches("\\d{1,15}(\\.\\d{1,18})?")) {
            return -1;
        }
        BigDecimal steps = new BigDecimal(text).movePointRight(decimals).stripTrailingZeros();
        return steps.scale() > 0 || steps.precision() - steps.scale() > 18
                ? -1
                : steps.longValueExact();
    }
}
