package io.crossbook.books;

/// The levels of one listing, both sides, best first.
///
/// Fixed point at [#priceScale] and [#sizeScale], which grow with the digits seen; only a snapshot that would not fit the
/// grown scales takes them back to its own. Belongs to one thread. Nothing is allocated once
/// the arrays have grown. Says nothing about whether it may be believed: that is [ListingBook].
public interface OrderBook {

    /// The highest bid; 0 when there is none.
    long bestBid();

    /// The size at the highest bid; 0 when there is none.
    long bestBidSize();

    /// The lowest ask; 0 when there is none.
    long bestAsk();

    /// The size at the lowest ask; 0 when there is none.
    long bestAskSize();

    /// Moves whenever the best price or size of either side may have, or what they are counted in. Never zero once anything was applied.
    long bests();

    /// Reads what changes near the best will need, as far as it is known: all at once it takes as long as one of it. The number means
    /// nothing; whoever asks adds it up, so that no compiler leaves the reading out.
    default long prefetch() {
        return 0;
    }

    /// Decimals of prices.
    int priceScale();

    /// Decimals of sizes.
    int sizeScale();

    /// How many levels one side has, those beyond the horizon of a cut snapshot included.
    int levels(Side side);

    /// Whether it began with all that the exchange has; else a walk ends at the horizon.
    default boolean complete() {
        return true;
    }

    /// Whether the best of a side has come at least half the way to its horizon since the snapshot: time to renew it, for
    /// beyond the horizon the best that was told of may not be the best there is.
    default boolean nearsHorizon() {
        return false;
    }

    /// Applies a change, or replaces the book by a snapshot. Raises the scales first when the update has more digits,
    /// and the update's when the book has more. A delta that deletes what is not there changes nothing; of a price that
    /// comes twice, the last wins. Throws [ArithmeticException], with book and update as they were, when a price would
    /// not be above zero and below [Decimals#PRICE_BOUND] or a size not below [Decimals#SIZE_BOUND].
    void apply(BookUpdate update);

    /// Keeps the best `depth` levels of each side.
    void truncate(int depth);

    /// Drops all levels; the scales stay.
    void clear();

    /// Places a cursor before the best level of a side. It may be used until the next change of this book; then it
    /// throws. It ends at the horizon: beyond the last level of a snapshot that was not [BookUpdate#complete], a
    /// change may have told of a level, but not of those before it.
    void walk(Side side, Cursor cursor);

    /// The same past the horizon: all levels that were told of, whatever may lie between them. For reports, not for decisions.
    void walkAll(Side side, Cursor cursor);
}
