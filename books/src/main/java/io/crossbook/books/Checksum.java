package io.crossbook.books;

/// How an exchange sums up a book, so that both sides can compare. Handed to a book by its dialect.
public interface Checksum {

    /// The checksum of the book as it stands, as the exchange would send it.
    long of(OrderBook book);
}
