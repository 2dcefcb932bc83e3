package io.crossbook.books;

/// What every order book here does alike: scales, bounds, horizons, the count of changes.
///
/// Its sides are sorted by key (see [SortedLevels]): the price of a bid, the negated price of an ask.
abstract sealed class SidedBook implements OrderBook, Cursor.Walkable permits ArrayBook {

    static final int BIDS = 1;
    static final int ASKS = -1;

    /// Everything of this side is known.
    private static final long NO_HORIZON = Long.MIN_VALUE;

    private int priceScale;
    private int sizeScale;
    private long version;
    private long bidHorizon = NO_HORIZON;
    private long askHorizon = NO_HORIZON;

    SidedBook(int priceScale, int sizeScale) {
        this.priceScale = priceScale;
        this.sizeScale = sizeScale;
    }

    /// Sets the levels of an update that was found good.
    abstract void change(BookUpdate update);

    /// Drops all levels and takes those of a snapshot that was found good.
    abstract void replace(BookUpdate snapshot);

    /// Multiplies all prices and sizes; the products are within bounds.
    abstract void scale(long pricePower, long sizePower);

    abstract long highestPrice();

    abstract long highestSize();

    abstract void drop();

    abstract void cut(int depth);

    @Override
    public final void apply(BookUpdate update) {
        admit(update);
        version++;
        if (update.snapshot()) {
            replace(update);
            bidHorizon = update.complete() ? NO_HORIZON : worst(update.bids, BIDS);
            askHorizon = update.complete() ? NO_HORIZON : worst(update.asks, ASKS);
        } else {
            change(update);
        }
    }

    @Override
    public final void truncate(int depth) {
        version++;
        cut(depth);
    }

    @Override
    public final void clear() {
        version++;
        drop();
        bidHorizon = askHorizon = NO_HORIZON;
    }

    @Override
    public final void walk(Side side, Cursor cursor) {
        cursor.place(this, side);
    }

    @Override
    public final int priceScale() {
        return priceScale;
    }

    @Override
    public final int sizeScale() {
        return sizeScale;
    }

    @Override
    public final long version() {
        return version;
    }

    /// The last key of a side that is known: what lies below was cut off the snapshot.
    final long horizon(Side side) {
        return side == Side.BID ? bidHorizon : askHorizon;
    }

    /// Brings update and book to the same scales, or throws [ArithmeticException] with both as they were.
    private void admit(BookUpdate update) {
        int commonPrice = Math.max(priceScale, update.priceScale());
        int commonSize = Math.max(sizeScale, update.sizeScale());
        if (commonPrice != priceScale || commonSize != sizeScale) {
            long pricePower = Decimals.power(commonPrice - priceScale);
            long sizePower = Decimals.power(commonSize - sizeScale);
            if (update.snapshot()) {
                update.rescale(commonPrice, commonSize);
                drop();
            } else {
                fit(pricePower, sizePower);
                update.rescale(commonPrice, commonSize);
                scale(pricePower, sizePower);
                bidHorizon = bidHorizon == NO_HORIZON ? NO_HORIZON : bidHorizon * pricePower;
                askHorizon = askHorizon == NO_HORIZON ? NO_HORIZON : askHorizon * pricePower;
            }
            priceScale = commonPrice;
            sizeScale = commonSize;
        } else {
            update.rescale(commonPrice, commonSize);
        }
    }

    private void fit(long pricePower, long sizePower) {
        if (highestPrice() > (Decimals.PRICE_BOUND - 1) / pricePower
                || highestSize() > (Decimals.SIZE_BOUND - 1) / sizePower) {
            throw new ArithmeticException("the book does not fit more digits: its highest price "
                    + Decimals.format(highestPrice(), priceScale) + " times " + pricePower
                    + ", its largest size " + Decimals.format(highestSize(), sizeScale) + " times "
                    + sizePower);
        }
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
}
