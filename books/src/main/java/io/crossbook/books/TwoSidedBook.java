package io.crossbook.books;

/// An order book of two sides: what all forms of a book do alike, which is scales, bounds and horizons.
final class TwoSidedBook implements OrderBook, Cursor.Walkable {

    /// Everything of this side is known.
    private static final long NO_HORIZON = Long.MIN_VALUE;
    /// Beyond every key.
    private static final long FARTHEST = 1L << 62;

    private final BookSide bids;
    private final BookSide asks;
    private int priceScale;
    private int sizeScale;
    private long version;
    private long bidHorizon = NO_HORIZON;
    private long askHorizon = NO_HORIZON;
    /// The best keys when the horizons were set.
    private long bidBegan;
    private long askBegan;
    private final Cursor.Walkable everything = new Everything();

    TwoSidedBook(int priceScale, int sizeScale, BookSide bids, BookSide asks) {
        this.priceScale = priceScale;
        this.sizeScale = sizeScale;
        this.bids = bids;
        this.asks = asks;
    }

    @Override
    public long bestBid() {
        int best = bids.best();
        return best < 0 ? 0 : bids.key(best);
    }

    @Override
    public long bestBidSize() {
        int best = bids.best();
        return best < 0 ? 0 : bids.size(best);
    }

    @Override
    public long bestAsk() {
        int best = asks.best();
        return best < 0 ? 0 : -asks.key(best);
    }

    @Override
    public long bestAskSize() {
        int best = asks.best();
        return best < 0 ? 0 : asks.size(best);
    }

    @Override
    public long prefetch() {
        return bids.prefetch() + asks.prefetch();
    }

    @Override
    public long bests() {
        return bids.bests() + asks.bests();
    }

    @Override
    public int levels(Side side) {
        return of(side).count();
    }

    @Override
    public boolean complete() {
        return bidHorizon == NO_HORIZON && askHorizon == NO_HORIZON;
    }

    @Override
    public boolean nearsHorizon() {
        return !complete() && (nears(bids, bidHorizon, bidBegan)
                || nears(asks, askHorizon, askBegan));
    }

    private static boolean nears(BookSide side, long horizon, long began) {
        if (horizon == NO_HORIZON) {
            return false;
        }
        int best = side.best();
        return best < 0 || side.key(best) - horizon <= began - side.key(best);
    }

    @Override
    public void apply(BookUpdate update) {
        admit(update);
        version++;
        if (update.snapshot()) {
            bids.load(update.bids, BookSide.BIDS);
            asks.load(update.asks, BookSide.ASKS);
            bidHorizon = update.complete(Side.BID)
                    ? NO_HORIZON
                    : worst(update.bids, BookSide.BIDS);
            askHorizon = update.complete(Side.ASK)
                    ? NO_HORIZON
                    : worst(update.asks, BookSide.ASKS);
            bidBegan = bestKey(bids);
            askBegan = bestKey(asks);
        } else {
            bids.putAll(update.bids, BookSide.BIDS);
            asks.putAll(update.asks, BookSide.ASKS);
        }
    }

    @Override
    public void truncate(int depth) {
        version++;
        bids.dropWorst(Math.max(0, bids.count() - depth));
        asks.dropWorst(Math.max(0, asks.count() - depth));
    }

    @Override
    public void clear() {
        version++;
        bids.clear();
        asks.clear();
        bidHorizon = askHorizon = NO_HORIZON;
    }

    @Override
    public void walk(Side side, Cursor cursor) {
        cursor.place(this, side);
    }

    @Override
    public void walkAll(Side side, Cursor cursor) {
        cursor.place(everything, side);
    }

    @Override
    public int priceScale() {
        return priceScale;
    }

    @Override
    public int sizeScale() {
        return sizeScale;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public int after(Side side, int position) {
        BookSide levels = of(side);
        int next = position < 0 ? levels.best() : levels.worse(position);
        return next < 0 || levels.key(next) < horizon(side) ? -1 : next;
    }

    @Override
    public long price(Side side, int position) {
        return Math.abs(of(side).key(position));
    }

    @Override
    public long size(Side side, int position) {
        return of(side).size(position);
    }

    @Override
    public short wire(Side side, int position) {
        return of(side).wire(position);
    }

    boolean isLadder() {
        return bids instanceof LadderSide;
    }

    private BookSide of(Side side) {
        return side == Side.BID ? bids : asks;
    }

    /// The last key of a side that is known: what lies below was cut off the snapshot.
    private long horizon(Side side) {
        return side == Side.BID ? bidHorizon : askHorizon;
    }

    /// Brings update and book to the same scales, or throws [ArithmeticException] with both as they were.
    private void admit(BookUpdate update) {
        int commonPrice = Math.max(priceScale, update.priceScale());
        int commonSize = Math.max(sizeScale, update.sizeScale());
        if (update.snapshot() && !update.fits(commonPrice, commonSize)) {
            // Digits that one odd price brought must not keep a book broken for ever.
            commonPrice = update.priceScale();
            commonSize = update.sizeScale();
        }
        if (commonPrice == priceScale && commonSize == sizeScale) {
            update.rescale(commonPrice, commonSize);
            return;
        }
        if (update.snapshot()) {
            update.rescale(commonPrice, commonSize);
            bids.clear();
            asks.clear();
        } else {
            raise(update, commonPrice, commonSize);
        }
        priceScale = commonPrice;
        sizeScale = commonSize;
    }

    private void raise(BookUpdate update, int commonPrice, int commonSize) {
        long pricePower = Decimals.power(commonPrice - priceScale);
        long sizePower = Decimals.power(commonSize - sizeScale);
        fit(pricePower, sizePower);
        update.rescale(commonPrice, commonSize);
        bids.scale(pricePower, sizePower);
        asks.scale(pricePower, sizePower);
        bidHorizon = raised(bidHorizon, pricePower);
        askHorizon = raised(askHorizon, pricePower);
        bidBegan = raised(bidBegan, pricePower);
        askBegan = raised(askBegan, pricePower);
    }

    private void fit(long pricePower, long sizePower) {
        long price = Math.max(bids.highestPrice(), asks.highestPrice());
        long size = Math.max(bids.highestSize(), asks.highestSize());
        if (price > (Decimals.PRICE_BOUND - 1) / pricePower
                || size > (Decimals.SIZE_BOUND - 1) / sizePower) {
            throw new ArithmeticException("the book does not fit more digits: its highest price "
                    + Decimals.format(price, priceScale) + " times " + pricePower
                    + ", its largest size " + Decimals.format(size, sizeScale) + " times "
                    + sizePower);
        }
    }

    /// A key at the new scale; that of a level long gone may be beyond all that fits.
    private static long raised(long key, long pricePower) {
        if (key == NO_HORIZON) {
            return NO_HORIZON;
        }
        long most = FARTHEST / pricePower;
        return key > most ? FARTHEST : key < -most ? -FARTHEST : key * pricePower;
    }

    private static long bestKey(BookSide side) {
        int best = side.best();
        return best < 0 ? 0 : side.key(best);
    }

    /// The worst key that a cut snapshot brought; a side that came empty was not cut.
    private static long worst(Levels levels, int sign) {
        long worst = Long.MAX_VALUE;
        for (int i = 0; i < levels.count(); i++) {
            if (levels.size(i) != 0) {
                worst = Math.min(worst, levels.price(i) * sign);
            }
        }
        return worst == Long.MAX_VALUE ? NO_HORIZON : worst;
    }

    /// This book without its horizons.
    private final class Everything implements Cursor.Walkable {
        @Override
        public long version() {
            return version;
        }

        @Override
        public int after(Side side, int position) {
            return position < 0 ? of(side).best() : of(side).worse(position);
        }

        @Override
        public long price(Side side, int position) {
            return TwoSidedBook.this.price(side, position);
        }

        @Override
        public long size(Side side, int position) {
            return TwoSidedBook.this.size(side, position);
        }

        @Override
        public short wire(Side side, int position) {
            return TwoSidedBook.this.wire(side, position);
        }
    }
}
