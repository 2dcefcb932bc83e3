package io.crossbook.execution.proof;

import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// An order as a simulated exchange has it.
final class SimulatedOrder {

    final OrderIntent intent;
    final long sinceNanos;
    final List<Fill> fills = new ArrayList<>();
    /// How it has ended, once it does not rest.
    OrderEvent.End end = OrderEvent.End.EXPIRED;
    /// Whether it stands on the book although it was not to.
    boolean rests;
    /// Until when nobody is shown it, whoever asks and however often; 0 for an order like all others.
    long hiddenUntil;

    SimulatedOrder(OrderIntent intent, long now) {
        this.intent = intent;
        sinceNanos = now;
    }

    BigDecimal filled() {
        return fills.stream().map(Fill::size).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// Whether its exchange keeps it from us, or has filled more than all of it.
    boolean odd() {
        return hiddenUntil > 0 || filled().compareTo(intent.size()) > 0;
    }

    /// What may still fill.
    BigDecimal left() {
        return rests ? intent.size().subtract(filled()) : BigDecimal.ZERO;
    }

    /// What whoever asks is told of it, besides its trades.
    OrderEvent told() {
        return rests
                ? new OrderEvent.Standing(intent.id(), filled())
                : new OrderEvent.Ended(intent.id(), end, filled());
    }

    /// It ends, with whatever is filled of it.
    void ends(OrderEvent.End how) {
        rests = false;
        end = filled().compareTo(intent.size()) >= 0 ? OrderEvent.End.FILLED : how;
    }
}
