package io.crossbook.books;

/// A well-formed book message that rightly changed nothing; told so that it can be counted, and its lag measured.
///
/// `eventNanos` is the exchange's own time, epoch nanoseconds; 0 when the message bears none.
public record BookSkip(int listing, Reason reason, long eventNanos) implements FeedEvent {

    /// One without a time of its own.
    public BookSkip(int listing, Reason reason) {
        this(listing, reason, 0);
    }

    /// Why it changed nothing.
    public enum Reason {
        /// Older than the snapshot, or a repetition of what was applied.
        STALE,
        /// Held back until the snapshot arrives; it will be applied or dropped with it.
        BUFFERED,
        /// The book is broken and waits for a snapshot that this is not.
        UNSYNCED,
        /// The exchange only says that nothing changed.
        KEEP_ALIVE
    }
}
