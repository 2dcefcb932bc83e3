package io.crossbook.arbitrage;

/// What an opportunity must bring, and how fresh its books must be.
///
/// `minNetBps` and `maxEdgeBps` are basis points at [#BPS_SCALE] decimals: below the first it is not worth doing, above
/// the second it is taken for an error in the data. `maxSkewNanos` bounds how far apart the two books were received;
/// `maxQuote` bounds one opportunity's notional in quote units (0: unbounded).
public record DetectorSettings(long minNetBps, long maxEdgeBps, long maxAgeNanos, long maxSkewNanos,
        long maxQuote) {

    /// Decimals of fee fractions: 0.001 is 1_000_000.
    public static final int FEE_SCALE = 9;
    /// Decimals of basis points: 1 bp is 10_000.
    public static final int BPS_SCALE = 4;

    /// What `exchanges.yaml` starts from: 0 to 500 bp, one second old, one second apart, unbounded.
    public static final DetectorSettings DEFAULT = new DetectorSettings(0, 5_000_000,
            1_000_000_000L, 1_000_000_000L, 0);

    public DetectorSettings {
        if (maxEdgeBps <= minNetBps || maxAgeNanos <= 0 || maxSkewNanos <= 0 || maxQuote < 0) {
            throw new IllegalArgumentException("not a range: " + minNetBps + " to " + maxEdgeBps);
        }
    }
}
