package io.crossbook.books;

/// A snapshot or a change of one book; mutable, reused by its decoder.
///
/// Prices and sizes are absolute mantissas at `priceScale` and `sizeScale`; a size of zero deletes. Times: `eventNanos`
/// is the exchange's own, epoch nanoseconds, 0 when it sends none.
public final class BookUpdate implements FeedEvent {

    /// No checksum came with this update.
    public static final long NO_CHECKSUM = Long.MIN_VALUE;

    /// What was bid.
    public final Levels bids = new Levels();
    /// What was asked.
    public final Levels asks = new Levels();

    private int listing;
    private boolean snapshot;
    private int priceScale;
    private int sizeScale;
    private long eventNanos;
    private long updateId;
    private long checksum;
    private boolean bidsComplete;
    private boolean asksComplete;
    private int sizesRounded;

    /// Starts anew: no levels, no checksum, `complete`.
    public BookUpdate begin(int newListing, boolean newSnapshot, int newPriceScale,
            int newSizeScale) {
        listing = newListing;
        snapshot = newSnapshot;
        priceScale = newPriceScale;
        sizeScale = newSizeScale;
        eventNanos = 0;
        updateId = 0;
        checksum = NO_CHECKSUM;
        complete(true);
        sizesRounded = 0;
        bids.clear();
        asks.clear();
        return this;
    }

    @Override
    public int listing() {
        return listing;
    }

    /// Whether this replaces the book.
    public boolean snapshot() {
        return snapshot;
    }

    public int priceScale() {
        return priceScale;
    }

    public int sizeScale() {
        return sizeScale;
    }

    public long eventNanos() {
        return eventNanos;
    }

    /// The exchange's id of the state after this update; 0 when it has none.
    public long updateId() {
        return updateId;
    }

    /// What the exchange's checksum of the state after this update is, or [#NO_CHECKSUM].
    public long checksum() {
        return checksum;
    }

    /// False for a snapshot of which a side was cut at a limit: what lies beyond its last level is unknown.
    public boolean complete() {
        return bidsComplete && asksComplete;
    }

    /// The same of one side.
    public boolean complete(Side side) {
        return side == Side.BID ? bidsComplete : asksComplete;
    }

    /// How many sizes were rounded down to `sizeDecimals` of the configuration.
    public int sizesRounded() {
        return sizesRounded;
    }

    /// The levels of one side.
    public Levels levels(Side side) {
        return side == Side.BID ? bids : asks;
    }

    public BookUpdate listing(int value) {
        listing = value;
        return this;
    }

    public BookUpdate snapshot(boolean value) {
        snapshot = value;
        return this;
    }

    public BookUpdate eventNanos(long value) {
        eventNanos = value;
        return this;
    }

    public BookUpdate updateId(long value) {
        updateId = value;
        return this;
    }

    public BookUpdate checksum(long value) {
        checksum = value;
        return this;
    }

    public BookUpdate complete(boolean value) {
        return complete(value, value);
    }

    /// Says of each side whether it is all that the exchange has.
    public BookUpdate complete(boolean bidsAre, boolean asksAre) {
        bidsComplete = bidsAre;
        asksComplete = asksAre;
        return this;
    }

    /// Counts one size that was rounded down.
    public void sizeRounded() {
        sizesRounded++;
    }

    /// Raises the scales, levels included. Throws [ArithmeticException], with nothing changed, unless every price is
    /// above zero and below [Decimals#PRICE_BOUND] and every size from zero to below [Decimals#SIZE_BOUND] then.
    public void rescale(int newPriceScale, int newSizeScale) {
        if (!fits(newPriceScale, newSizeScale)) {
            throw new ArithmeticException("a price or size is out of bounds at " + newPriceScale
                    + " and " + newSizeScale + " decimals: bids " + bids + ", asks " + asks);
        }
        if (newPriceScale != priceScale || newSizeScale != sizeScale) {
            long pricePower = Decimals.power(newPriceScale - priceScale);
            long sizePower = Decimals.power(newSizeScale - sizeScale);
            bids.scale(pricePower, sizePower);
            asks.scale(pricePower, sizePower);
            priceScale = newPriceScale;
            sizeScale = newSizeScale;
        }
    }

    /// Whether [#rescale] would succeed.
    boolean fits(int newPriceScale, int newSizeScale) {
        if (newPriceScale > Decimals.MAX_SCALE || newSizeScale > Decimals.MAX_SCALE) {
            return false;
        }
        long pricePower = Decimals.power(newPriceScale - priceScale);
        long sizePower = Decimals.power(newSizeScale - sizeScale);
        return bids.fits(pricePower, sizePower) && asks.fits(pricePower, sizePower);
    }

    /// Takes over all of `other`, for those who hold an update back.
    public BookUpdate copy(BookUpdate other) {
        begin(other.listing, other.snapshot, other.priceScale, other.sizeScale);
        eventNanos = other.eventNanos;
        updateId = other.updateId;
        checksum = other.checksum;
        complete(other.bidsComplete, other.asksComplete);
        sizesRounded = other.sizesRounded;
        bids.copy(other.bids);
        asks.copy(other.asks);
        return this;
    }
}
