package io.crossbook.simulator;

import java.math.BigDecimal;

/// An order of an account as it stands at the exchange. `wireId` is what the exchange calls it,
/// `takenMillis` when it arrived there.
public record OrderTruth(String wireId, String clientId, Listing listing, Side side, State state,
        BigDecimal size, BigDecimal filled, long takenMillis) {

    /// Where an order stands.
    public enum State {
        /// In the book.
        OPEN,
        /// Filled whole.
        FILLED,
        /// Ended by a cancel.
        CANCELLED,
        /// Ended by the exchange, as what is not filled at once does.
        EXPIRED
    }
}
