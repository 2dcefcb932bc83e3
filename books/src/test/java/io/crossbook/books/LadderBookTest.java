package io.crossbook.books;

/// See [OrderBookTest].
final class LadderBookTest extends OrderBookTest {

    @Override
    OrderBook book(int priceScale, int sizeScale) {
        return OrderBooks.ladder(priceScale, sizeScale, false, 0);
    }
}
