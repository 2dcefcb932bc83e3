package io.crossbook.execution.desk;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.OrderState;
import java.util.HashMap;
import java.util.Map;

/// Asks after orders of which not all is known, until it is. Nothing is ever sent again.
final class Questions {

    private static final long SWEEP_NANOS = 5_000_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final ExecutionState state;
    private final DeskTerms terms;
    private final Pen pen;
    private final Outbox outbox;
    private final Map<String, Long> sweptNanos = new HashMap<>();

    Questions(ExecutionState state, DeskTerms terms, Pen pen, Outbox outbox) {
        this.state = state;
        this.terms = terms;
        this.pen = pen;
        this.outbox = outbox;
    }

    /// Does what is due for an order.
    void look(Order order, long now) {
        Patience patience = terms.of(order.intent().listing().exchange());
        switch (order.state()) {
            case SENT, OPEN, PARTIAL, CANCEL_PENDING -> {
                if (now >= order.heardNanos() + patience.answerNanos()) {
                    silent(order, now);
                }
            }
            case UNKNOWN -> ask(order, patience, now);
            case FILLED, CANCELLED, EXPIRED, REJECTED -> {
                if (!order.resolved()) {
                    ask(order, patience, now); // at its end, and fills are missing
                }
            }
            case PRESUMED_DEAD -> {
                if (!order.watched() && now >= order.diedNanos() + patience.lateWatchNanos()) {
                    pen.write(new Entry.Acted(order.id(), OrderNews.WATCHED, "late watch over",
                            now));
                } else if (!order.watched() && now >= patience.nextAsk(order)) {
                    question(order, now); // its fill may have been told while nobody listened
                }
            }
            case INTENDED -> {
            }
        }
    }

    /// When something is due for it next.
    long due(Order order) {
        Patience patience = terms.of(order.intent().listing().exchange());
        return switch (order.state()) {
            case SENT, OPEN, PARTIAL, CANCEL_PENDING ->
                order.heardNanos() + patience.answerNanos();
            case UNKNOWN -> patience.nextAsk(order);
            case FILLED, CANCELLED, EXPIRED, REJECTED -> order.resolved()
                    ? NEVER
                    : patience.nextAsk(order);
            case PRESUMED_DEAD -> order.watched()
                    ? NEVER
                    : Math.min(order.diedNanos() + patience.lateWatchNanos(),
                            patience.nextAsk(order));
            case INTENDED -> NEVER;
        };
    }

    /// No order of ours is to rest: what still stands is cancelled, and asked after like any other.
    private void silent(Order order, long now) {
        boolean stands = order.state() == OrderState.OPEN || order.state() == OrderState.PARTIAL;
        if (stands) {
            pen.write(new Entry.Acted(order.id(), OrderNews.CANCEL_ASKED, "still stands", now));
            OrderIntent intent = order.intent();
            outbox.cancel(intent.listing().exchange(), intent.listing().symbol(), order.id());
        } else {
            pen.write(new Entry.Acted(order.id(), OrderNews.SILENT, "no answer", now));
        }
    }

    private void ask(Order order, Patience patience, long now) {
        if (patience.showsDeath(order, now)) {
            pen.write(new Entry.Acted(order.id(), OrderNews.DEATH_SHOWN,
                    "never seen; not found " + order.absences(patience.horizon(order))
                            + " times and not swept up after " + patience.horizon(order),
                    now));
        } else if (now >= patience.nextAsk(order)) {
            question(order, now);
            if (!order.seen() && now > patience.horizon(order)) {
                sweep(order.intent().listing().exchange(), now);
            }
        }
    }

    private void question(Order order, long now) {
        OrderIntent intent = order.intent();
        pen.write(new Entry.Asked(order.id(), now));
        outbox.ask(intent.listing().exchange(), intent.listing().symbol(), order.id());
    }

    /// Sweeps an exchange, and not too often.
    private void sweep(String exchange, long now) {
        if (now >= sweptNanos.getOrDefault(exchange, 0L) + SWEEP_NANOS) {
            sweptNanos.put(exchange, now);
            outbox.sweep(exchange, since(exchange, now));
        }
    }

    /// The oldest order at an exchange of which not all is known: a sweep must reach back so far.
    long since(String exchange, long now) {
        Patience patience = terms.of(exchange);
        long since = now - patience.windowNanos() - patience.skewNanos();
        for (Attempt attempt : state.live()) {
            for (Order order : attempt.orders()) {
                // What a parked attempt left is known: it may wait for a human for weeks.
                boolean open = !order.resolved() || order.rest().most().signum() > 0;
                if (open && order.intent().listing().exchange().equals(exchange)) {
                    since = Math.min(since, patience.earliest(order.intent()));
                }
            }
        }
        return since;
    }
}
