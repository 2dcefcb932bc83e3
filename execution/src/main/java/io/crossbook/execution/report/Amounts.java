package io.crossbook.execution.report;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/// So much of each asset: sums to the last digit.
final class Amounts {

    private Amounts() {}

    static void add(Map<String, BigDecimal> to, Map<String, BigDecimal> more) {
        more.forEach((asset, amount) -> to.merge(asset, amount, BigDecimal::add));
    }

    static Map<String, BigDecimal> less(Map<String, BigDecimal> from,
            Map<String, BigDecimal> what) {
        var left = new TreeMap<>(from);
        what.forEach((asset, amount) -> left.merge(asset, amount.negate(), BigDecimal::add));
        return left;
    }

    /// At these prices; what has none counts nothing.
    static BigDecimal worth(Map<String, BigDecimal> amounts, Map<String, BigDecimal> prices) {
        BigDecimal worth = BigDecimal.ZERO;
        for (var each : amounts.entrySet()) {
            worth = worth.add(each.getValue()
                    .multiply(prices.getOrDefault(each.getKey(), BigDecimal.ZERO)));
        }
        return worth;
    }
}
