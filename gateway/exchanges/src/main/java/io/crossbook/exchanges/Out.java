package io.crossbook.exchanges;

import io.crossbook.books.FeedEvent;

/// Where a conversation puts what it has understood and what it wants.
public interface Out {

    /// A fact about a listing. Mutable events are valid during this call only.
    void event(FeedEvent event);

    /// Sends a text frame on this conversation's connection.
    void send(String frame);

    /// Asks over REST; the answer comes back to this conversation. Not sent before `request.delayMillis` has passed
    /// (jitter is added outside); never on the loop.
    void request(Request request);

    /// Something to count and report.
    void fault(Fault fault);

    /// Asks for this connection to be closed and opened anew, where the exchange allows no smaller repair.
    void reconnect(String why);
}
