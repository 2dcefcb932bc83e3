package io.crossbook.execution;

import java.util.Locale;

/// What can become new of an order: told by its exchange, done by us, or passed with time. All that [OrderState] looks at.
///
/// Made of an [OrderEvent] by the order, which knows what was told before: a trade is a part or all of the order by the sum of its fills.
public enum OrderNews {
    /// Its intent is durable: it may leave.
    WRITTEN,
    /// It was given up before it left.
    ABANDONED,
    /// It was handed to the outbox: from here on it may stand at the exchange.
    HANDED,
    /// The exchange has taken it.
    ACCEPTED,
    /// The exchange has certainly refused it.
    REFUSED,
    /// No byte of it has left.
    NOT_SENT,
    /// Nobody can tell what became of it, or of what was asked of it.
    AMBIGUOUS,
    /// A trade; less than its size is filled.
    TRADED_PART,
    /// A trade; its size is filled.
    TRADED_ALL,
    /// A trade; more than its size is filled.
    TRADED_BEYOND,
    /// It stands on the book, and nothing of it is filled.
    STANDING,
    /// It stands on the book, and some of it is filled.
    STANDING_PART,
    /// The exchange says that it is filled.
    ENDED_FILLED,
    /// The exchange says that it is cancelled.
    ENDED_CANCELLED,
    /// The exchange says that it has expired.
    ENDED_EXPIRED,
    /// The exchange has taken it, and rejected it then.
    ENDED_REJECTED,
    /// Two things were told that cannot both be true: that it never stood there, and that it was seen; or one trade in two ways.
    CONTRADICTED,
    /// A question was answered: there is no such order.
    NOT_FOUND,
    /// We have asked to cancel it.
    CANCEL_ASKED,
    /// The exchange would not cancel it.
    CANCEL_REFUSED,
    /// The time is over in which an answer should have come.
    SILENT,
    /// The rule by which an order may be presumed dead is met.
    DEATH_SHOWN,
    /// A human has said that nobody will ever tell what became of it.
    WRITTEN_OFF,
    /// Nothing was heard of it for the whole late watch; or its exchange has shown that nothing of what was written off is there.
    WATCHED,
    /// This process has just started, and has read it in the journal.
    RESTARTED;

    /// How people and the journal read it: `cancel_asked`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
