package io.crossbook.gateway.wire;

import java.util.Map;

/// What an exchange allows one address of ours: connects within a time, REST weight within a time, and how many
/// requests at once (that last is our own manners).
///
/// Windows are kept a tenth longer than the exchange's: what left us evenly may arrive bunched.
public record Quota(int connects, long connectWindowMillis, int weight, long weightWindowMillis,
        int atOnce) {

    /// What anybody should stand.
    public static final Quota CAUTIOUS = of(2, 1_000, 300, 60_000, 4);

    // Public documents, November 2026; Kraken's connects are Cloudflare's limit, its REST one a second.
    private static final Map<String, Quota> BY_DIALECT = Map.of(
            "binance", of(300, 300_000, 6_000, 60_000, 8),
            "binance-futures", of(300, 300_000, 2_400, 60_000, 8),
            "kraken", of(150, 600_000, 5, 5_000, 2),
            "bybit", of(500, 300_000, 600, 5_000, 8),
            "okx", of(3, 1_000, 20, 2_000, 4),
            "coinbase", of(8, 1_000, 10, 1_000, 4));

    public Quota {
        if (connects < 1 || weight < 1 || atOnce < 1) {
            throw new IllegalArgumentException("A quota of nothing");
        }
    }

    /// The quota of the exchanges that speak this dialect.
    public static Quota ofDialect(String dialect) {
        return BY_DIALECT.getOrDefault(dialect, CAUTIOUS);
    }

    private static Quota of(int connects, long connectMillis, int weight, long weightMillis,
            int atOnce) {
        return new Quota(connects, connectMillis * 11 / 10, weight, weightMillis * 11 / 10, atOnce);
    }
}
