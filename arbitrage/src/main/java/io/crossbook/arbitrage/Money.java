package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import java.math.BigInteger;

/// Amounts of an asset: a `long` at eight decimals.
public final class Money {

    /// Decimals of every amount.
    public static final int SCALE = 8;

    /// No single posting is larger: 23 billion.
    public static final long MOST = 1L << 61;

    private Money() {}

    /// Rounds a notional at `scale` decimals to money, up or down; destroys it. [Long#MAX_VALUE] when it does not fit.
    static long round(Wide notional, int scale, boolean up) {
        if (scale <= SCALE) {
            return notional.times(Decimals.power(SCALE - scale)).clamped();
        }
        boolean inexact = false;
        int digits = scale - SCALE;
        while (digits > 0) {
            int step = Math.min(digits, Decimals.MAX_SCALE);
            inexact |= notional.divide(Decimals.power(step)) != 0;
            digits -= step;
        }
        long floor = notional.clamped();
        return up && inexact && floor < Long.MAX_VALUE ? floor + 1 : floor;
    }

    /// An amount at `scale` decimals at as many as any has, [Decimals#MAX_SCALE]: so that all of them can be added.
    static BigInteger exact(long amount, int scale) {
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(Decimals.power(Decimals.MAX_SCALE - scale)));
    }

    /// `net` over `cost` in basis points at [DetectorSettings#BPS_SCALE] decimals, half to even; `cost` is positive.
    static long bps(long net, long cost, Wide scratch) {
        scratch.set(0).addProduct(Math.abs(net), DetectorSettings.BPS_ONE);
        long rest = scratch.divide(cost);
        long floor = scratch.clamped();
        int half = Long.compare(rest, cost - rest);
        long rounded = half > 0 || (half == 0 && (floor & 1) == 1) ? floor + 1 : floor;
        return net < 0 ? -rounded : rounded;
    }
}
