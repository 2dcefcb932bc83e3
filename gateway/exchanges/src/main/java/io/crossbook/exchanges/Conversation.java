package io.crossbook.exchanges;

import io.crossbook.books.Listing;

/// What is said on one connection, from its opening to its end; holds the exchange's sequence rules.
///
/// All calls come from the engine's thread, `now` in epoch nanoseconds. Nothing throws: what cannot be read becomes a
/// [Fault] and, where a book is concerned, a `BookBreak`; a frame is applied whole or not at all.
public interface Conversation {

    /// The connection stands: subscribe.
    void opened(long now);

    /// The connection is gone: everything it carried is void. No call follows.
    void closed(long now);

    /// About once a second: time-outs of subscriptions and snapshots, pings of the exchange's own.
    void tick(long now);

    /// One whole message.
    void frame(Bytes bytes, long now);

    /// What became of a request that went out through this conversation's [Out].
    void answer(Request request, Answer answer, long now);

    /// The book of a listing was found wrong outside (checksum, drift, crossed): start it anew, and only it where the
    /// exchange allows. The engine has already broken the book.
    void resync(Listing listing, String why, long now);

    /// The best of a listing's book nears the horizon of its last snapshot: fetch another, and go on meanwhile. May be
    /// called with every such move of the best; how often one is fetched is the conversation's own business.
    default void renew(Listing listing, long now) {
        // An exchange that sends all of a book, or all of its top, has no horizon to near.
    }
}
