package io.crossbook.arbitrage;

/// Why a pair of listings was not worth doing: a reason and, kept by each [Pair], a counter.
///
/// In the order in which the detector asks: of several reasons the first is the one that is counted.
public enum Pass {
    /// One of the books is not live.
    NOT_LIVE,
    /// A listing is halted.
    HALTED,
    /// One side is empty.
    EMPTY,
    /// No listing between the two quotes can be traded and is fresh.
    CONVERSION,
    /// Their scales or multipliers are too far apart to be compared exactly.
    TOO_PRECISE,
    /// The price of the one is not below the price of the other.
    NO_SPREAD,
    /// The spread does not pay the fees and the threshold.
    FEES,
    /// It pays the fees, but not what else it costs: transfer, latency, leaving again, funding.
    CHARGES,
    /// What is bought cannot be brought to where it is sold: no network is known to be open.
    TRANSFER_SHUT,
    /// The two are not known to be the same asset, or are one and the same book.
    IDENTITY,
    /// Too good to be true: quarantined as an error in the data.
    ABOVE_CAP,
    /// One of the books is older than allowed.
    TOO_OLD,
    /// The books were received too far apart.
    SKEWED,
    /// The best of a book lies beyond all that its cut snapshot showed: what else is there is unknown.
    BEYOND_HORIZON,
    /// It would be worth doing, but what is displayed is already counted as taken.
    CONSUMED,
    /// Nothing that pays is left at the minimum size, notional, lot or tick, or within the most that may be spent.
    TOO_SMALL,
    /// It is worth doing, and told of as something else: a cycle over all exchanges that lies on one, or one that is a declared conversion.
    ELSEWHERE,
    /// It is not looked for any more.
    UNASKED;

    static final int COUNT = values().length;

    /// How people and tools read it: `no_spread`.
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
