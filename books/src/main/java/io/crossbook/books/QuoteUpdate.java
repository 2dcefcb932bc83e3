package io.crossbook.books;

/// The best bid and ask from a channel of its own, faster than the book; never mixed into it. Mutable, reused.
///
/// Mantissas at `priceScale` and `sizeScale`; a price of zero means that the side is empty.
public final class QuoteUpdate implements FeedEvent {

    public int listing;
    public int priceScale;
    public int sizeScale;
    public long bid;
    public long bidSize;
    public long ask;
    public long askSize;
    /// The exchange's time, epoch nanoseconds; 0 when it sends none.
    public long eventNanos;
    /// The exchange's update id, comparable with [BookUpdate#updateId]; 0 when it has none.
    public long updateId;

    @Override
    public int listing() {
        return listing;
    }
}
