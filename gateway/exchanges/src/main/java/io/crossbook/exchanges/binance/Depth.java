package io.crossbook.exchanges.binance;

import io.crossbook.books.BookUpdate;

/// One `depthUpdate` or REST snapshot as read: the levels and the ids that its sequence rule needs. Mutable, reused.
final class Depth {

    final BookUpdate update = new BookUpdate();
    /// `U`: the first id that it covers.
    long first;
    /// `u` or `lastUpdateId`: the last id that it covers.
    long last;
    /// `pu` of futures: the last id of the event before; −1 on spot.
    long previous;

    Depth copy(Depth other) {
        update.copy(other.update);
        first = other.first;
        last = other.last;
        previous = other.previous;
        return this;
    }
}
