package io.crossbook.bench;

import io.crossbook.books.OrderBook;

/// One way from a frame's bytes to a decision.
interface Contender {

    /// What it is called in reports.
    String name();

    /// Starts anew from the snapshots; not timed.
    void start(Dataset dataset);

    /// Takes one frame and decides; timed.
    void frame(Dataset.Frame frame, long now);

    /// The book of a listing, for the comparison of answers; null for a contender that keeps none.
    OrderBook book(int listing);

    /// A hash over all opportunities told since the start.
    long told();
}
