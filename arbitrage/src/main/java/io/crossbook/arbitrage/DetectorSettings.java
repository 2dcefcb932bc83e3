package io.crossbook.arbitrage;

/// What an opportunity must bring, how fresh its books must be, and how often it is told of.
///
/// `minNetBps` and `maxEdgeBps` are basis points at [#BPS_SCALE] decimals: an opportunity brings more than the first, net of
/// its costs, down to its last lot; above the second, before all costs, the best prices are taken for an error in the
/// data. A book is fresh while it is younger than `maxAgeNanos`, and two were received less than `maxSkewNanos` apart.
/// `maxQuote` bounds what one opportunity spends, without fees, in whole quote units (0: unbounded). An open opportunity
/// is told of again when its net or one of its limits moved by `stepBps`, or its size by `stepPercent`, against what was
/// told (0: at every change).
public record DetectorSettings(long minNetBps, long maxEdgeBps, long maxAgeNanos, long maxSkewNanos,
        long maxQuote, long stepBps, int stepPercent) {

    /// Decimals of fee fractions: 0.001 is 1_000_000.
    public static final int FEE_SCALE = 9;
    /// Decimals of basis points: 1 bp is 10_000.
    public static final int BPS_SCALE = 4;

    /// A fee of everything.
    static final long FEE_ONE = 1_000_000_000L;
    /// The whole in basis points.
    static final long BPS_ONE = 100_000_000L;

    /// What `exchanges.yaml` starts from: 0 to 500 bp, one second old, one second apart, unbounded, told at half a basis
    /// point or ten percent.
    public static final DetectorSettings DEFAULT = new DetectorSettings(0, 5_000_000,
            1_000_000_000L, 1_000_000_000L, 0, 5_000, 10);

    public DetectorSettings {
        if (minNetBps <= -BPS_ONE || maxEdgeBps <= minNetBps || maxEdgeBps > BPS_ONE) {
            throw new IllegalArgumentException("from " + minNetBps + " to " + maxEdgeBps
                    + " ten-thousandths of a basis point is no range within 100 %");
        }
        if (maxAgeNanos <= 0 || maxAgeNanos > Long.MAX_VALUE / 4 || maxSkewNanos <= 0
                || maxQuote < 0 || stepBps < 0
                || stepPercent < 0) {
            throw new IllegalArgumentException("limits out of range: age " + maxAgeNanos
                    + ", skew " + maxSkewNanos + ", quote " + maxQuote + ", steps " + stepBps
                    + ", " + stepPercent);
        }
    }

    /// The most that one opportunity spends, as [Money].
    long mostSpent() {
        return maxQuote == 0 || maxQuote >= Money.MOST / BPS_ONE ? Money.MOST : maxQuote * BPS_ONE;
    }
}
