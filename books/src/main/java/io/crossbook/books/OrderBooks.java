package io.crossbook.books;

/// Chooses the form of a book: the one place where that is decided.
public final class OrderBooks {

    private OrderBooks() {}

    /// An empty book for a listing, at the scales of its rules where they are known.
    public static OrderBook of(BookShape shape, Rules rules) {
        return new ArrayBook(Math.max(0, rules.priceScale()), Math.max(0, rules.sizeScale()),
                shape.checksum() != null);
    }
}
