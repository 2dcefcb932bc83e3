package io.crossbook.arbitrage;

/// Why a pair of listings was not worth doing: a reason and, kept by the `Detector`, a counter each.
public enum Pass {
    /// One of the books is not live.
    NOT_LIVE,
    /// One of the books is older than allowed.
    TOO_OLD,
    /// The books were received too far apart.
    SKEWED,
    /// One side is empty.
    EMPTY,
    /// The price of the one is not below the price of the other.
    NO_SPREAD,
    /// The spread does not pay the fees and the threshold.
    FEES,
    /// Nothing that pays is left at the minimum size, notional, lot or tick.
    TOO_SMALL,
    /// What was displayed is already counted as taken.
    CONSUMED,
    /// Too good to be true.
    ABOVE_CAP,
    /// A listing is halted.
    HALTED,
    /// The two are not known to be the same asset, or are one and the same book.
    IDENTITY
}
