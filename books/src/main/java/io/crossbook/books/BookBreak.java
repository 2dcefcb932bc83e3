package io.crossbook.books;

/// A book can no longer be believed: it is broken from now until its next snapshot.
public record BookBreak(int listing, Kind kind, String why) implements FeedEvent {

    /// What broke it. Only the first three are the exchange's own rules; [#name] in lower case is shown to people.
    public enum Kind {
        /// A hole in the sequence.
        GAP,
        /// The exchange's checksum is not ours.
        CHECKSUM,
        /// The exchange restarted its sequence, or asked for a new start, without a snapshot in the same message.
        RESET,
        /// A frame that could not be read.
        MALFORMED,
        /// More digits than fixed point can hold.
        TOO_PRECISE,
        /// Crossed or locked for longer than allowed.
        CROSSED,
        /// No live connection carries this listing.
        DISCONNECTED,
        /// The exchange refused, ended or never answered the subscription.
        UNSUBSCRIBED,
        /// The exchange says that it does not trade, or takes no order that would: the book stands for nothing meanwhile.
        HALTED,
        /// The auditor found that the exchange's own snapshot differs.
        DRIFT,
        /// Input was lost on our side.
        LOST_INPUT
    }
}
