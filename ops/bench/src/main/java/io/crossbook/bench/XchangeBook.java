package io.crossbook.bench;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.util.List;
import org.knowm.xchange.dto.trade.LimitOrder;

/// XChange's order book behind our face, so that the same detector can look at it; reads through, copies nothing.
final class XchangeBook implements OrderBook, Cursor.Walkable {

    private org.knowm.xchange.dto.marketdata.OrderBook book = new org.knowm.xchange.dto.marketdata.OrderBook(
            null, List.of(), List.of());
    private long version;
    private long bests;
    private long bid;
    private long bidSize;
    private long ask;
    private long askSize;

    /// Takes over the book as it is now; true when it is another one than before. XChange does not tell whether the best has moved, so it is compared:
    /// tops and detector then look as rarely as at our books.
    @SuppressWarnings("ReferenceEquality") // XChange changes its book in place.
    boolean show(org.knowm.xchange.dto.marketdata.OrderBook changed) {
        boolean fresh = book != changed;
        book = changed;
        version++;
        long newBid = bestBid();
        long newBidSize = bestBidSize();
        long newAsk = bestAsk();
        long newAskSize = bestAskSize();
        if (newBid != bid || newBidSize != bidSize || newAsk != ask || newAskSize != askSize) {
            bid = newBid;
            bidSize = newBidSize;
            ask = newAsk;
            askSize = newAskSize;
            bests++;
        }
        return fresh;
    }

    private List<LimitOrder> orders(Side side) {
        return side == Side.BID ? book.getBids() : book.getAsks();
    }

    private static long price(List<LimitOrder> orders) {
        return orders.isEmpty()
                ? 0
                : mantissa(orders.getFirst().getLimitPrice(), Dataset.PRICE_SCALE);
    }

    private static long size(List<LimitOrder> orders) {
        return orders.isEmpty()
                ? 0
                : mantissa(orders.getFirst().getRemainingAmount(), Dataset.SIZE_SCALE);
    }

    private static long mantissa(BigDecimal value, int scale) {
        return value.movePointRight(scale).longValue();
    }

    @Override
    public long bestBid() {
        return price(book.getBids());
    }

    @Override
    public long bestBidSize() {
        return size(book.getBids());
    }

    @Override
    public long bestAsk() {
        return price(book.getAsks());
    }

    @Override
    public long bestAskSize() {
        return size(book.getAsks());
    }

    @Override
    public void walkAll(Side side, Cursor cursor) {
        walk(side, cursor);
    }

    @Override
    public long bests() {
        return bests;
    }

    @Override
    public int priceScale() {
        return Dataset.PRICE_SCALE;
    }

    @Override
    public int sizeScale() {
        return Dataset.SIZE_SCALE;
    }

    @Override
    public int levels(Side side) {
        return orders(side).size();
    }

    @Override
    public void apply(BookUpdate update) {
        // XChange has applied it already.
    }

    @Override
    public void truncate(int depth) {
        throw new IllegalStateException("XChange keeps all levels");
    }

    @Override
    public void clear() {
        throw new IllegalStateException("a book of the benchmark broke");
    }

    @Override
    public void walk(Side side, Cursor cursor) {
        cursor.place(this, side);
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public int after(Side side, int position) {
        return position + 1 < orders(side).size() ? position + 1 : -1;
    }

    @Override
    public long price(Side side, int position) {
        return mantissa(orders(side).get(position).getLimitPrice(), Dataset.PRICE_SCALE);
    }

    @Override
    public long size(Side side, int position) {
        return mantissa(orders(side).get(position).getRemainingAmount(), Dataset.SIZE_SCALE);
    }

    @Override
    public short wire(Side side, int position) {
        return 0;
    }
}
