package io.crossbook.gateway.xchange;

/// How patient the bridge is. Milliseconds.
///
/// `connectMillis` bounds making a client, metadata included, and connecting it; `pollMillis` is how often it is asked whether it
/// lives; the wait before the next client doubles from `firstWaitMillis` to `mostWaitMillis`, and begins anew after one
/// that lived for `stableMillis`.
public record BridgeTiming(long connectMillis, long pollMillis, long firstWaitMillis,
        long mostWaitMillis, long stableMillis) {

    /// For real exchanges.
    public static final BridgeTiming DEFAULT = new BridgeTiming(30_000, 100, 100, 30_000, 30_000);
}
