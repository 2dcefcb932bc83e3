package io.crossbook.bench;

import io.crossbook.books.OrderBook;
import io.crossbook.exchanges.Bytes;

/// One way from a frame's bytes to a decision.
interface Contender {

    /// What it is called in reports.
    String name();

    /// Starts anew from the snapshots; not timed.
    void start(Dataset dataset);

    /// Takes one frame and decides; timed. The bytes are valid during the call, as a connection's are.
    void frame(int listing, Bytes frame, long now);

    /// The book of a listing, for the comparison of answers; null for a contender that keeps none.
    OrderBook book(int listing);

    /// A hash over all opportunities told since the start.
    long told();
}
