package io.crossbook.cli;

import java.math.BigDecimal;

/// Decimals for reports: no exponent, no trailing zeros.
final class Plain {

    private Plain() {}

    static String of(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
