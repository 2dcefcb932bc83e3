package io.crossbook.exchanges;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;

/// Where order entry puts what it has understood and what it wants.
public interface OrderOut {

    /// Something became known of an order of ours.
    void order(OrderEvent event);

    /// Something became known of the account.
    void account(AccountFact fact);

    /// An order that is none of ours, or a trade of one: to be counted and shown, never touched.
    void foreign(String symbol, String exchangeId);

    /// Whether this tells of trades that are not known: only then are they asked for, which costs the most of what may be asked.
    default boolean lacks(OrderEvent event) {
        return true;
    }

    /// Sends this, signed: a frame on this conversation's connection where its method is `WS`, else a REST request, answered as every other.
    void request(Request request);

    /// The answer to this has been read, and whatever more it takes has been asked for; `whole` is false when it told less than was asked.
    void read(Request request, boolean whole);

    /// The exchange refuses this part of what is asked, and will again: what it asks about stays unknown, and all else counts without it.
    default void untold(Request request, String why) {
        fault(new Fault(Fault.Kind.REST, request.task().symbol(),
                request.about() + " " + request.task().step() + " is refused: " + why));
    }

    /// The stream of our orders on this connection tells everything from now on (`live`), or no longer. What happened while it did not has to be
    /// asked for.
    void streaming(String link, boolean live);

    /// Asks for this connection to be closed and opened anew.
    void reconnect(String why);

    /// Something to count and report.
    void fault(Fault fault);
}
