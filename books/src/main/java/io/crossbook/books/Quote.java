package io.crossbook.books;

/// The best bid and the best ask, of one listing or over all of an instrument; for the feed, opportunities and tests.
public record Quote(Best bid, Best ask) {

    /// Nobody bids, nobody asks, or nothing is known.
    public static final Quote NONE = new Quote(Best.NONE, Best.NONE);

    /// The best of one side: who shows it, how much of it, since when and how believable.
    ///
    /// Mantissas at the scales beside them. `receivedNanos` is when the last message of that book came, epoch nanoseconds.
    public record Best(int listing, String exchange, long price, int priceScale, long size,
            int sizeScale, long receivedNanos, Health health) {

        /// An empty side.
        public static final Best NONE = new Best(-1, "", 0, 0, 0, 0, 0, Health.BROKEN);

        /// How long ago the last message of that book came.
        public long ageNanos(long now) {
            return now - receivedNanos;
        }

        /// How people read it: `0.4 @ 27010 kraken`.
        @Override
        public String toString() {
            return listing < 0
                    ? "none"
                    : Decimals.format(size, sizeScale) + " @ " + Decimals.format(price, priceScale)
                            + " " + exchange;
        }
    }

    /// The top of one book, in the exchange's own units: [#NONE] when it is broken, else with its health.
    public static Quote of(ListingBook book) {
        if (book.health() == Health.BROKEN) {
            return NONE;
        }
        OrderBook levels = book.levels();
        return new Quote(best(book, levels.bestBid(), levels.bestBidSize()),
                best(book, levels.bestAsk(), levels.bestAskSize()));
    }

    private static Best best(ListingBook book, long price, long size) {
        return price == 0
                ? Best.NONE
                : new Best(book.listing().id(), book.listing().exchange(), price,
                        book.levels().priceScale(), size, book.levels().sizeScale(),
                        book.receivedNanos(), book.health());
    }

    @Override
    public String toString() {
        return bid + " | " + ask;
    }
}
