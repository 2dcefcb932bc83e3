package io.crossbook.simulator;

/// How much an account has asked of Kraken's private REST. Kraken, "Spot REST Rate Limits": orders and cancels are counted elsewhere.
final class KrakenCounter {

    private double level;
    private long atMillis;

    /// Counts a request; false where the counter is too high for it, which is refused.
    boolean takes(String method, long nowMillis, Pacing pacing) {
        double fallen = (nowMillis - atMillis) * (double) pacing.krakenFallPerMinute() / 60_000;
        level = Math.max(0, level - fallen);
        atMillis = nowMillis;
        int cost = switch (method) {
            case "AddOrder", "CancelOrder" -> 0;
            case "ClosedOrders", "QueryTrades", "TradesHistory", "Ledgers" -> 2;
            default -> 1;
        };
        if (cost > 0 && level + cost > pacing.krakenCounter()) {
            return false;
        }
        level += cost;
        return true;
    }
}
