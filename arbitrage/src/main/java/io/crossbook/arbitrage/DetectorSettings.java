package io.crossbook.arbitrage;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What an opportunity must bring, how fresh its books must be, and how often it is told of.
///
/// `minNetBps` and `maxEdgeBps` are basis points at [#BPS_SCALE] decimals: an opportunity brings more than the first, net of
/// its costs, down to its last lot; above the second, before all costs, the best prices are taken for an error in the
/// data. A book is fresh while it is younger than `maxAgeNanos`, and two were received less than `maxSkewNanos` apart.
/// `maxQuote` bounds what one opportunity spends, without fees, in whole quote units (0: unbounded). An open opportunity
/// is told of again when its net or one of its limits moved by `stepBps`, or its size by `stepPercent`, against what was
/// told (0: at every change). Of some assets less is spent than that: `bounds`, [Money] by asset, is what those who would act are allowed.
public record DetectorSettings(long minNetBps, long maxEdgeBps, long maxAgeNanos, long maxSkewNanos,
        long maxQuote, long stepBps, int stepPercent, Map<String, Long> bounds) {

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
        // A tape of before there were bounds has none.
        bounds = Collections.unmodifiableMap(
                new TreeMap<>(Objects.requireNonNullElse(bounds, Map.<String, Long>of())));
        if (bounds.values().stream().anyMatch(bound -> bound < 0)) {
            throw new IllegalArgumentException("spends less than nothing: " + bounds);
        }
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

    /// No asset has a bound of its own.
    public DetectorSettings(long minNetBps, long maxEdgeBps, long maxAgeNanos, long maxSkewNanos,
            long maxQuote, long stepBps, int stepPercent) {
        this(minNetBps, maxEdgeBps, maxAgeNanos, maxSkewNanos, maxQuote, stepBps, stepPercent,
                Map.of());
    }

    /// The same with these bounds, by asset.
    public DetectorSettings within(Map<String, Long> newBounds) {
        return new DetectorSettings(minNetBps, maxEdgeBps, maxAgeNanos, maxSkewNanos, maxQuote,
                stepBps, stepPercent, newBounds);
    }

    /// The same, bringing more than this.
    DetectorSettings bringing(long newMinNetBps) {
        return newMinNetBps == minNetBps
                ? this
                : new DetectorSettings(newMinNetBps, maxEdgeBps, maxAgeNanos, maxSkewNanos,
                        maxQuote, stepBps, stepPercent, bounds);
    }

    /// The most that one opportunity spends of the asset that it is counted in, as [Money].
    public long mostSpent(String asset) {
        long all = maxQuote == 0 || maxQuote >= Money.MOST / BPS_ONE
                ? Money.MOST
                : maxQuote * BPS_ONE;
        Long bound = bounds.get(asset); // no default, which would be a new object each time
        return bound == null ? all : Math.min(all, bound);
    }
}
