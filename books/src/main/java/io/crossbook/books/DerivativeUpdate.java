package io.crossbook.books;

/// Mark, index and funding of a perpetual; mutable, reused. What a message does not carry is [#NONE].
public final class DerivativeUpdate implements FeedEvent {

    /// Not in this message.
    public static final long NONE = Long.MIN_VALUE;
    /// Decimals of every field here.
    public static final int SCALE = 10;

    public int listing;
    public long markPrice = NONE;
    public long indexPrice = NONE;
    public long lastPrice = NONE;
    /// As a fraction of notional, for the coming payment.
    public long fundingRate = NONE;
    /// When the coming funding is paid, epoch nanoseconds, or [#NONE].
    public long fundingNanos = NONE;
    public long openInterest = NONE;
    /// The exchange's time, epoch nanoseconds; 0 when it sends none.
    public long eventNanos;

    @Override
    public int listing() {
        return listing;
    }

    /// Forgets all fields.
    public DerivativeUpdate begin(int newListing) {
        listing = newListing;
        markPrice = indexPrice = lastPrice = fundingRate = fundingNanos = openInterest = NONE;
        eventNanos = 0;
        return this;
    }
}
