package io.crossbook.books;

/// What an exchange demands of an order on one listing, and the digits that it quotes in.
///
/// `priceScale` and `sizeScale` are decimals (−1: unknown, the digits seen decide). `tick` is a mantissa at
/// `priceScale`; `lot` and `minSize` are mantissas at `sizeScale`; `minNotional` is in quote units at
/// [#NOTIONAL_SCALE]. Zero means that the exchange states none. `multiplier` is how many base units one contract is
/// (1 for spot; 1000 for 1000SHIB: the price is that of a thousand), a power of ten, so that prices and sizes of
/// different listings can be compared.
public record Rules(int priceScale, int sizeScale, long tick, long lot, long minSize,
        long minNotional, long multiplier,
        Status status) {

    /// Decimals of `minNotional`.
    public static final int NOTIONAL_SCALE = 8;

    /// Nothing known: for recordings, and until metadata has arrived.
    public static final Rules UNKNOWN = new Rules(-1, -1, 0, 0, 0, 0, 1, Status.UNKNOWN);

    /// Whether the exchange lets this listing trade.
    public enum Status {
        TRADING, HALTED, UNKNOWN
    }

    public Rules {
        if (priceScale < -1 || priceScale > Decimals.MAX_SCALE || sizeScale < -1
                || sizeScale > Decimals.MAX_SCALE) {
            throw new IllegalArgumentException(
                    "decimals out of range: " + priceScale + ", " + sizeScale);
        }
        if (tick < 0 || lot < 0 || minSize < 0 || minNotional < 0 || multiplier < 1) {
            throw new IllegalArgumentException(
                    "rules are never negative: tick " + tick + ", lot " + lot + ", minimum "
                            + minSize + ", notional " + minNotional + ", multiplier " + multiplier);
        }
        Decimals.exponent(multiplier);
    }
}
