package io.crossbook.simulator;

/// A side of the book.
public enum Side {
    /// Those who want to buy.
    BID,
    /// Those who want to sell.
    ASK
}
