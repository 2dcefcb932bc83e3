package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.Money;
import io.crossbook.books.Listing;
import io.crossbook.execution.risk.RiskGate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// How much of each asset one opportunity is to spend where somebody acts: what the risk gate lets an attempt spend, less a margin.
///
/// So sizes are chosen within the gate's limit instead of being denied by it. The margin is for what limits are worse than the prices that they
/// stand for. What nobody knows the worth of has no bound here, and the gate denies it.
final class Spending {

    private static final BigDecimal MARGIN = new BigDecimal("0.95");
    /// What moves by less is not told again: telling looks at every pair anew.
    private static final int TOLD_PARTS = 20;

    private Map<String, Long> told = Map.of();

    /// What was told last, by asset.
    Map<String, Long> bounds() {
        return told;
    }

    /// Looks at what assets are worth now; whether that has to be told.
    boolean look(RiskGate gate, Roster roster) {
        var now = new TreeMap<String, Long>();
        for (String asset : assets(roster)) {
            BigDecimal most = gate.mostSpent(asset);
            if (most != null) {
                now.put(asset, most.multiply(MARGIN).movePointRight(Money.SCALE)
                        .setScale(0, RoundingMode.DOWN).min(BigDecimal.valueOf(Money.MOST))
                        .longValueExact());
            }
        }
        if (now.keySet().equals(told.keySet()) && now.entrySet().stream()
                .allMatch(each -> near(each.getValue(), told.getOrDefault(each.getKey(), 0L)))) {
            return false;
        }
        told = Collections.unmodifiableMap(now);
        return true;
    }

    private static boolean near(long one, long other) {
        return Math.abs(one - other) <= other / TOLD_PARTS;
    }

    private static Set<String> assets(Roster roster) {
        var assets = new TreeSet<String>();
        for (Exchange exchange : roster.all()) {
            for (Listing listing : exchange.listings) {
                assets.add(listing.instrument().base());
                assets.add(listing.instrument().quote());
            }
        }
        return assets;
    }
}
