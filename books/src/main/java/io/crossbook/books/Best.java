package io.crossbook.books;

/// What stands at the best of both sides of a book, and where it belongs among all books: for those who look at it when it moves.
/// Apart from the book, of which nine messages in ten then touch a line of the cache less.
final class Best {

    static final int NOTHING = 0;
    static final int SIZES = 1;
    static final int PRICES = 2;
    static final int SCALES = 3;

    /// Mantissas at these scales; 0 where nobody stands.
    long bid;
    long bidSize;
    long ask;
    long askSize;
    private int priceScale;
    private int sizeScale;
    /// The zeros of the listing's multiplier: 3 of 1000SHIB.
    int zeros;

    /// By [Books]: its instrument, its place among that one's books, whether it counts there.
    int instrument = -1;
    int place;
    boolean counts;

    /// Takes over what stands there now; says what is not as before: the scales, a price, a size or nothing, the first of these.
    int show(OrderBook levels) {
        long newBid = levels.bestBid();
        long newAsk = levels.bestAsk();
        long newBidSize = levels.bestBidSize();
        long newAskSize = levels.bestAskSize();
        int moved = NOTHING;
        if (newBidSize != bidSize || newAskSize != askSize) {
            moved = SIZES;
        }
        if (newBid != bid || newAsk != ask) {
            moved = PRICES;
        }
        if (levels.priceScale() != priceScale || levels.sizeScale() != sizeScale) {
            moved = SCALES;
        }
        bid = newBid;
        bidSize = newBidSize;
        ask = newAsk;
        askSize = newAskSize;
        priceScale = levels.priceScale();
        sizeScale = levels.sizeScale();
        return moved;
    }
}
