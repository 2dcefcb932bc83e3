package io.crossbook.books;

/// An order book of sorted arrays, the best last: small, and quick where changes are near the best.
final class ArrayBook extends SidedBook {

    private final SortedLevels bids;
    private final SortedLevels asks;

    ArrayBook(int priceScale, int sizeScale, boolean keepsWires) {
        super(priceScale, sizeScale);
        bids = new SortedLevels(keepsWires);
        asks = new SortedLevels(keepsWires);
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
    public int levels(Side side) {
        return of(side).count();
    }

    @Override
    public int after(Side side, int position) {
        SortedLevels levels = of(side);
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

    @Override
    void change(BookUpdate update) {
        bids.putAll(update.bids, BIDS);
        asks.putAll(update.asks, ASKS);
    }

    @Override
    void replace(BookUpdate snapshot) {
        bids.load(snapshot.bids, BIDS);
        asks.load(snapshot.asks, ASKS);
    }

    @Override
    void scale(long pricePower, long sizePower) {
        bids.scale(pricePower, sizePower);
        asks.scale(pricePower, sizePower);
    }

    @Override
    long highestPrice() {
        return Math.max(bids.highestPrice(), asks.highestPrice());
    }

    @Override
    long highestSize() {
        return Math.max(bids.highestSize(), asks.highestSize());
    }

    @Override
    void drop() {
        bids.clear();
        asks.clear();
    }

    @Override
    void cut(int depth) {
        bids.dropWorst(Math.max(0, bids.count() - depth));
        asks.dropWorst(Math.max(0, asks.count() - depth));
    }

    private SortedLevels of(Side side) {
        return side == Side.BID ? bids : asks;
    }
}
