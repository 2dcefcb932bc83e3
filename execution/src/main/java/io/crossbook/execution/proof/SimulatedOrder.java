package io.crossbook.execution.proof;

import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// An order as a simulated exchange has it.
final class SimulatedOrder {

    /// No order is presumed dead sooner after its deadline.
    private static final long DEAD = 15_000_000_000L;

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

    /// Whether it is one that only reduces and has arrived when it could be presumed dead: another was sent in its place, which nothing limits but what is left over.
    boolean late() {
        return intent.rung() > 0 && sinceNanos > intent.deadlineNanos() + DEAD;
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
