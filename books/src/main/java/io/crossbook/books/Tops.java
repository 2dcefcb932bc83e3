package io.crossbook.books;

/// The unified top of book: of every instrument the best bid and the best ask over all live listings.
///
/// Prices and sizes are in base units (of 1000SHIB: of one SHIB), as mantissas at the scales beside them, which differ
/// from listing to listing. Must be told of every change of a book or its health by [#update]; then a best that is gone
/// has given way to the next in the same step. Mirrored books count once. One thread, no allocation.
public final class Tops {

    private final Books books;
    private final TopSide bids;
    private final TopSide asks;

    /// The tops of these books, all empty.
    public Tops(Books books) {
        this.books = books;
        bids = new TopSide(books, 1);
        asks = new TopSide(books, -1);
    }

    /// Looks at a book that has changed, or whose health has; true when the best of its instrument changed in price, size
    /// or exchange.
    public boolean update(ListingBook book) {
        Listing listing = book.listing();
        int id = listing.id();
        int instrument = books.instrumentOf(id);
        if (book.health() != Health.LIVE || !books.counts(id)) {
            boolean bidGone = bids.set(instrument, id, 0, 0, 0, 0);
            boolean askGone = asks.set(instrument, id, 0, 0, 0, 0);
            return bidGone || askGone;
        }
        OrderBook levels = book.levels();
        int zeros = Decimals.exponent(listing.rules().multiplier());
        int priceScale = levels.priceScale() + zeros;
        int sizeScale = levels.sizeScale() - zeros;
        long bidSize = levels.bestBidSize();
        long askSize = levels.bestAskSize();
        if (sizeScale < 0) {
            long power = Decimals.power(-sizeScale);
            bidSize = units(bidSize, power);
            askSize = units(askSize, power);
            sizeScale = 0;
        }
        boolean bidMoved = bids.set(instrument, id, levels.bestBid(), priceScale, bidSize,
                sizeScale);
        boolean askMoved = asks.set(instrument, id, levels.bestAsk(), priceScale, askSize,
                sizeScale);
        return bidMoved || askMoved;
    }

    /// Less than the whole rather than more than fits.
    private static long units(long contracts, long power) {
        return Math.min(contracts, (Decimals.SIZE_BOUND - 1) / power) * power;
    }

    /// The listing that bids most; −1 when no live one bids.
    public int bidListing(int instrument) {
        return bids.best(instrument);
    }

    /// The best bid; 0 when there is none.
    public long bid(int instrument) {
        return bids.price(instrument);
    }

    public int bidPriceScale(int instrument) {
        return bids.priceScale(instrument);
    }

    public long bidSize(int instrument) {
        return bids.size(instrument);
    }

    public int bidSizeScale(int instrument) {
        return bids.sizeScale(instrument);
    }

    /// The listing that asks least; −1 when no live one asks.
    public int askListing(int instrument) {
        return asks.best(instrument);
    }

    /// The best ask; 0 when there is none.
    public long ask(int instrument) {
        return asks.price(instrument);
    }

    public int askPriceScale(int instrument) {
        return asks.priceScale(instrument);
    }

    public long askSize(int instrument) {
        return asks.size(instrument);
    }

    public int askSizeScale(int instrument) {
        return asks.sizeScale(instrument);
    }

    /// Both sides as a record, for the feed and for tests.
    public Quote quote(int instrument) {
        return new Quote(best(instrument, bids), best(instrument, asks));
    }

    private Quote.Best best(int instrument, TopSide side) {
        int listing = side.best(instrument);
        if (listing < 0) {
            return Quote.Best.NONE;
        }
        ListingBook book = books.book(listing);
        return new Quote.Best(listing, book.listing().exchange(), side.price(instrument),
                side.priceScale(instrument), side.size(instrument), side.sizeScale(instrument),
                book.receivedNanos(), book.health());
    }
}
