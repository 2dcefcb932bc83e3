package io.crossbook.execution;

import java.math.BigDecimal;

/// What became known of an order of ours: evidence, never a guess.
///
/// Made by dialects from answers and private streams. `filled` is all that is filled of it so far, as the exchange says itself.
/// `evidence` keeps the head of the answer or frame that said so, without secrets; empty where none is kept.
public sealed interface OrderEvent {

    /// The order that it is about.
    OrderId id();

    /// The exchange has taken it; `exchangeId` is what it calls it, empty when it does not say.
    record Accepted(OrderId id, String exchangeId) implements OrderEvent {}

    /// The exchange has certainly refused it: it never stood there. `code` is the exchange's own.
    record Refused(OrderId id, String code, String why, String evidence) implements OrderEvent {

        /// Of which no answer is kept.
        public Refused(OrderId id, String code, String why) {
            this(id, code, why, "");
        }
    }

    /// No byte of it has left us.
    record NotSent(OrderId id, String why) implements OrderEvent {}

    /// Nobody can tell: whatever no table knows.
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
    record Ended(OrderId id, End end, BigDecimal filled, String evidence) implements OrderEvent {

        /// Of which no answer is kept.
        public Ended(OrderId id, End end, BigDecimal filled) {
            this(id, end, filled, "");
        }
    }

    /// A question was answered, and there is no such order.
    record NotFound(OrderId id, String evidence) implements OrderEvent {

        /// Of which no answer is kept.
        public NotFound(OrderId id) {
            this(id, "");
        }
    }

    /// The exchange has refused to cancel it: too late, or not known there. Says nothing of the order itself.
    record CancelRefused(OrderId id, String code, String why, String evidence)
            implements
                OrderEvent {

        /// Of which no answer is kept.
        public CancelRefused(OrderId id, String code, String why) {
            this(id, code, why, "");
        }
    }

    /// Whether it decides for good what became of an order or a cancel, or that there is none: then the answer is kept with it.
    default boolean decides() {
        return switch (this) {
            case Refused _,Ended _,NotFound _,CancelRefused _ -> true;
            case Accepted _,NotSent _,Ambiguous _,Traded _,Standing _ -> false;
        };
    }

    /// The same, resting on this; as it was where it decides nothing.
    default OrderEvent restingOn(String evidence) {
        return switch (this) {
            case Refused(var id, var code, var why, _) -> new Refused(id, code, why, evidence);
            case Ended(var id, var end, var filled, _) -> new Ended(id, end, filled, evidence);
            case NotFound(var id, _) -> new NotFound(id, evidence);
            case CancelRefused(var id, var code, var why, _) ->
                new CancelRefused(id, code, why, evidence);
            case Accepted _,NotSent _,Ambiguous _,Traded _,Standing _ -> this;
        };
    }

    /// How an order ends.
    enum End {
        FILLED, CANCELLED, EXPIRED,
        /// Told on the private stream, after the order itself had been taken.
        REJECTED
    }
}
