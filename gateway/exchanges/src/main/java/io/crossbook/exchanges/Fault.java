package io.crossbook.exchanges;

/// Something an exchange did that it should not, in words for people; counted by kind.
///
/// `symbol` is empty when the message names none. `text` is a sentence without the exchange's name: "subscription to book BTC/USDX
/// refused: Currency pair not supported".
public record Fault(Kind kind, String symbol, String text) {

    private static final int SHOWN = 200;

    /// A frame that could not be read.
    public static Fault malformed(String symbol, String why, Bytes frame) {
        return new Fault(Kind.MALFORMED, symbol, "could not read (" + why + "): "
                + frame.head(SHOWN));
    }

    /// A message of a type that we do not know.
    public static Fault unknownMessage(Bytes frame) {
        return new Fault(Kind.UNKNOWN_MESSAGE, "", "unknown message: " + frame.head(SHOWN));
    }

    /// What kind of fault; bounded, so that it can label a counter.
    public enum Kind {
        /// A frame that could not be read; `text` holds its first 200 bytes.
        MALFORMED,
        /// A message of a type that we do not know; not fatal.
        UNKNOWN_MESSAGE,
        /// A symbol that we did not ask for.
        UNKNOWN_SYMBOL,
        /// A subscription that the exchange refused.
        REFUSED,
        /// A subscription that was not answered in time.
        UNANSWERED,
        /// A REST request that failed.
        REST,
        /// The exchange reported an error of its own, or maintenance.
        EXCHANGE
    }
}
