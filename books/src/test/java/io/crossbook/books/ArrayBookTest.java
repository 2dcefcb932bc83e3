package io.crossbook.books;

/// See [OrderBookTest].
final class ArrayBookTest extends OrderBookTest {

    @Override
    OrderBook book(int priceScale, int sizeScale) {
        return OrderBooks.array(priceScale, sizeScale, false);
    }
}
