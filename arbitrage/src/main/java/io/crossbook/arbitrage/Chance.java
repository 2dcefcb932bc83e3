package io.crossbook.arbitrage;

import java.math.BigInteger;

/// What an opportunity is worth if it is taken: all legs fill with a chance of `permille`, else what has filled must be unwound.
///
/// `unwind` is what unwinding costs at the most, `expected` = p · net − (1 − p) · unwind; both [Money] of the asset that the opportunity is
/// counted in.
public record Chance(int permille, long unwind, long expected) {

    /// Nobody has asked yet.
    public static final Chance UNKNOWN = new Chance(0, 0, 0);

    private static final BigInteger ALL = BigInteger.valueOf(1_000);

    /// The expected value, rounded down.
    static Chance of(int permille, long net, long unwind) {
        BigInteger[] parts = BigInteger.valueOf(net).multiply(BigInteger.valueOf(permille))
                .subtract(BigInteger.valueOf(unwind)
                        .multiply(BigInteger.valueOf(1_000L - permille)))
                .divideAndRemainder(ALL);
        // Between the two, so it fits.
        return new Chance(permille, unwind,
                parts[0].longValueExact() - (parts[1].signum() < 0 ? 1 : 0));
    }
}
