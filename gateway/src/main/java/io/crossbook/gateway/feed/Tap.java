package io.crossbook.gateway.feed;

import io.crossbook.books.TradeUpdate;

/// Who follows a listing by what is told, not by messages; all calls on the feed's thread.
public interface Tap {

    /// The book or its health has changed.
    void moved(MirroredBook book);

    /// A trade, valid during the call.
    void traded(MirroredBook book, TradeUpdate trade, long localNanos);

    /// Whether it reads the book, and not only what is traded.
    default boolean readsBook() {
        return true;
    }

    /// Some of what there was to tell was lost on the way.
    void lost(MirroredBook book);
}
