package io.crossbook.gateway.feed;

import io.crossbook.books.Listing;
import io.crossbook.books.OrderBook;

/// The feed's copy of one book, to be read on the feed's thread.
public interface MirroredBook {

    Listing listing();

    /// Whether anything was told of it yet.
    boolean known();

    /// Whether `levels` are the exchange's, as far as they are known.
    boolean whole();

    OrderBook levels();

    /// `live`, `stale` or `broken`.
    String health();

    /// Why it is not live.
    String why();

    /// The exchange's own time of the last change, 0 where it sends none.
    long eventNanos();

    /// When we received it.
    long localNanos();
}
