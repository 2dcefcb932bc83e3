package io.crossbook.execution;

import java.util.Locale;

/// What can become new of an attempt: all that [AttemptState] looks at.
public enum AttemptNews {
    /// What it needs is reserved, and its reservation and intents are in the journal's queue.
    RESERVED,
    /// The gate, or a lack of money, has said no.
    DENIED,
    /// It was given up before anything left.
    ABANDONED,
    /// An order of its legs was handed out.
    SENT,
    /// What became of one of its orders is not known in the time in which it should be.
    UNRESOLVED,
    /// All of its orders are resolved, and nothing is left over.
    EVEN,
    /// All are resolved, and what is left over is less than can be traded.
    SMALL,
    /// All are resolved, and what is left over can be traded.
    UNEVEN,
    /// A rung that completes what is missing was intended.
    HEDGE_INTENDED,
    /// A rung that gives back what is too much was intended.
    UNWIND_INTENDED,
    /// There is no rung left that may be tried, or nothing left to ask.
    EXHAUSTED,
    /// A human has said that what is left of it was taken care of.
    CLEARED,
    /// This process has just started, and has read it in the journal.
    RESTARTED;

    /// How people and the journal read it: `hedge_intended`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
