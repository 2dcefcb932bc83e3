package io.crossbook.gateway.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an exchange allows one address of ours: connects within a time, REST weight within a time, and how many
/// requests at once (that last is our own manners).
///
/// `account` is what it allows an account for signed requests, where that is counted apart; null where both share. With `falls` the weight is a counter that falls from
/// its most to nothing within the window, else a sum over the window. Windows are kept a tenth longer than the exchange's: what left us evenly may arrive bunched.
public record Quota(int connects, long connectWindowMillis, int weight, long weightWindowMillis,
        int atOnce, boolean falls, @Nullable Quota account) {

    /// What anybody should stand.
    public static final Quota CAUTIOUS = of(2, 1_000, 300, 60_000, 4);

    /// What an account's counter holds, and how long it takes to fall to nothing: docs.kraken.com, "Spot REST Rate Limits", 0.33, 0.5 and 1 a second.
    /// Nonces have to arrive in order: one at a time.
    private static final Map<String, Quota> KRAKEN_TIERS = Map.of(
            "starter", counter(15, 45_455), "intermediate", counter(20, 40_000),
            "pro", counter(20, 20_000));

    // Public documents, November 2026; Kraken's connects are Cloudflare's limit, its REST one a second.
    private static final Map<String, Quota> BY_DIALECT = Map.of(
            "binance", of(300, 300_000, 6_000, 60_000, 8),
            "binance-futures", of(300, 300_000, 2_400, 60_000, 8),
            "kraken", of(150, 600_000, 5, 5_000, 2).with(KRAKEN_TIERS.get("starter")),
            "bybit", of(500, 300_000, 600, 5_000, 8),
            "okx", of(3, 1_000, 20, 2_000, 4),
            "coinbase", of(8, 1_000, 10, 1_000, 4));

    public Quota {
        if (connects < 1 || weight < 1 || atOnce < 1) {
            throw new IllegalArgumentException("A quota of nothing");
        }
    }

    /// Signed requests and others together.
    public Quota(int connects, long connectWindowMillis, int weight, long weightWindowMillis,
            int atOnce) {
        this(connects, connectWindowMillis, weight, weightWindowMillis, atOnce, false, null);
    }

    private static Quota counter(int most, long emptyMillis) {
        return new Quota(1, 1, most, emptyMillis * 11 / 10, 1, true, null);
    }

    private Quota with(@Nullable Quota newAccount) {
        return new Quota(connects, connectWindowMillis, weight, weightWindowMillis, atOnce, falls,
                newAccount);
    }

    /// The same for an account of this tier, where the exchange has such; the lowest one counts where nothing is said.
    public static Quota ofDialect(String dialect, Map<String, String> options) {
        Quota lowest = ofDialect(dialect);
        Quota tier = KRAKEN_TIERS.get(options.getOrDefault("tier", ""));
        return lowest.account == null || tier == null ? lowest : lowest.with(tier);
    }

    Limit limit() {
        return falls
                ? new Counter(weight, weightWindowMillis)
                : new Budget(weight, weightWindowMillis);
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
