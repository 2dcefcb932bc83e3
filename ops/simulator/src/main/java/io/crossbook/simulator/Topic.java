package io.crossbook.simulator;

/// What a frame is about. `symbol` is the exchange's own, empty where the frame names none.
public record Topic(Kind kind, String symbol) {

    /// Acknowledgements, heartbeats, status: frames about the connection.
    public static final Topic CONTROL = new Topic(Kind.CONTROL, "");

    /// What a frame carries.
    public enum Kind {
        /// A book snapshot or update.
        BOOK,
        /// A best quote, apart from the book.
        QUOTE,
        /// Trades.
        TRADE,
        /// Statistics of the day, instrument metadata.
        TICKER,
        /// Frames about the connection.
        CONTROL
    }
}
