package io.crossbook.execution.proof;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an account at a simulated exchange holds.
final class SimulatedAccount {

    private final String exchange;
    private final List<String> wrongs;
    private final Map<String, BigDecimal> balances = new TreeMap<>();
    private final Map<String, BigDecimal> started = new TreeMap<>();
    private int changes;

    SimulatedAccount(String exchange, List<String> wrongs) {
        this.exchange = exchange;
        this.wrongs = wrongs;
    }

    String exchange() {
        return exchange;
    }

    void holds(String asset, String amount) {
        balances.put(asset, new BigDecimal(amount));
        started.put(asset, new BigDecimal(amount));
    }

    /// What it held in the beginning.
    BigDecimal started(String asset) {
        return started.getOrDefault(asset, BigDecimal.ZERO);
    }

    BigDecimal balance(String asset) {
        return balances.getOrDefault(asset, BigDecimal.ZERO);
    }

    Map<String, BigDecimal> balances() {
        return balances;
    }

    /// So much more of an asset, or less: by trades, or because somebody takes it.
    void moves(String asset, BigDecimal amount) {
        BigDecimal now = balance(asset).add(amount);
        balances.put(asset, now);
        changes++;
        if (now.signum() < 0) {
            wrongs.add(exchange + " has " + now + " " + asset + ": something was borrowed");
        }
    }

    /// How often anything of it has changed.
    int changes() {
        return changes;
    }

    /// Whether there is enough for all of an order at its limit.
    boolean covers(OrderIntent intent) {
        var instrument = intent.listing().instrument();
        return intent.buys()
                ? balance(instrument.quote())
                        .compareTo(intent.size().multiply(intent.limit())) >= 0
                : balance(instrument.base()).compareTo(intent.size()) >= 0;
    }

    /// How it is told: what stands on the books is locked.
    AccountFact.Balances told(Collection<String> assets, Collection<SimulatedOrder> orders,
            boolean complete, long now) {
        var told = new TreeMap<String, AccountFact.Balance>();
        for (String asset : assets) {
            BigDecimal locked = orders.stream().map(order -> locked(order, asset))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            told.put(asset, new AccountFact.Balance(balance(asset).subtract(locked), locked,
                    BigDecimal.ZERO));
        }
        return new AccountFact.Balances(exchange, now, told, complete);
    }

    private static BigDecimal locked(SimulatedOrder order, String asset) {
        var instrument = order.intent.listing().instrument();
        BigDecimal left = order.left();
        if (order.intent.buys()) {
            return asset.equals(instrument.quote())
                    ? left.multiply(order.intent.limit())
                    : BigDecimal.ZERO;
        }
        return asset.equals(instrument.base()) ? left : BigDecimal.ZERO;
    }
}
