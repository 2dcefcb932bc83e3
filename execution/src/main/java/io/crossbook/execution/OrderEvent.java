package io.crossbook.execution;

import java.math.BigDecimal;

/// What became known of an order of ours: evidence, never a guess.
///
/// Made by dialects from answers and private streams. `filled` is all that is filled of it so far, as the exchange says itself.
public sealed interface OrderEvent {

    /// The order that it is about.
    OrderId id();

    /// The exchange has taken it; `exchangeId` is what it calls it, empty when it does not say.
    record Accepted(OrderId id, String exchangeId) implements OrderEvent {}

    /// The exchange has certainly refused it: it never stood there. `code` is the exchange's own.
    record Refused(OrderId id, String code, String why) implements OrderEvent {}

    /// No byte of it has left us.
    record NotSent(OrderId id, String why) implements OrderEvent {}

    /// Nobody can tell: whatever no table knows. `evidence` keeps the raw answer, without secrets.
    record Ambiguous(OrderId id, String evidence) implements OrderEvent {}

    /// A trade of it.
    record Traded(Fill fill) implements OrderEvent {
        @Override
        public OrderId id() {
            return fill.order();
        }
    }

    /// It stands on the book.
    record Standing(OrderId id, BigDecimal filled) implements OrderEvent {}

    /// It has come to its end there.
    record Ended(OrderId id, End end, BigDecimal filled) implements OrderEvent {}

    /// A question was answered, and there is no such order.
    record NotFound(OrderId id) implements OrderEvent {}

    /// The exchange has refused to cancel it: too late, or not known there. Says nothing of the order itself.
    record CancelRefused(OrderId id, String code, String why) implements OrderEvent {}

    /// How an order ends.
    enum End {
        FILLED, CANCELLED, EXPIRED,
        /// Told on the private stream, after the order itself had been taken.
        REJECTED
    }
}
