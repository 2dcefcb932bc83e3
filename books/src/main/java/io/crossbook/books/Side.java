package io.crossbook.books;

/// One side of a book.
public enum Side {
    /// What others pay: the best is the highest.
    BID,
    /// What others ask: the best is the lowest.
    ASK;

    /// The side that trades against this one.
    public Side opposite() {
        return this == BID ? ASK : BID;
    }
}
