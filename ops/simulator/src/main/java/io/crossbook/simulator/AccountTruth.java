package io.crossbook.simulator;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An account of a practice exchange at one moment: what clients' ledgers are compared with.
///
/// `moved` is what was deposited less what was withdrawn or has vanished, fees and all, by asset.
/// `repeated` has a client's id each time that an order of it was asked for again: a refusal leaves
/// no other trace, nor does a request that was lost.
public record AccountTruth(Exchange exchange, Map<String, BigDecimal> moved,
        Map<String, Holding> holdings, List<OrderTruth> orders, List<Execution> executions,
        List<String> repeated) {

    /// Copies.
    public AccountTruth {
        moved = Map.copyOf(moved);
        holdings = Map.copyOf(holdings);
        orders = List.copyOf(orders);
        executions = List.copyOf(executions);
        repeated = List.copyOf(repeated);
    }

    /// What is held of an asset, free and locked.
    public BigDecimal total(String asset) {
        return holdings.getOrDefault(asset, Holding.NONE).total();
    }

    /// What is locked of an asset for orders that stand.
    public BigDecimal locked(String asset) {
        return holdings.getOrDefault(asset, Holding.NONE).locked();
    }

    /// What deposits, withdrawals and executions come to by asset, to the last digit: equal to what
    /// is held, or the exchange is wrong. Zeros are left out.
    public Map<String, BigDecimal> sums() {
        Map<String, BigDecimal> sums = new TreeMap<>(moved);
        for (Execution each : executions) {
            each.brought().forEach((asset, amount) -> sums.merge(asset, amount, BigDecimal::add));
        }
        sums.values().removeIf(sum -> sum.signum() == 0);
        sums.replaceAll((_, sum) -> sum.stripTrailingZeros());
        return sums;
    }

    /// What is held, as [#sums()] writes it.
    public Map<String, BigDecimal> held() {
        Map<String, BigDecimal> held = new TreeMap<>();
        holdings.forEach((asset, holding) -> {
            if (holding.total().signum() != 0) {
                held.put(asset, holding.total().stripTrailingZeros());
            }
        });
        return held;
    }
}
