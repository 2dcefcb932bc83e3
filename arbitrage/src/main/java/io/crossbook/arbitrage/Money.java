package io.crossbook.arbitrage;

/// Amounts of an asset: a `long` at eight decimals.
public final class Money {

    /// Decimals of every amount.
    public static final int SCALE = 8;

    private Money() {}
}
