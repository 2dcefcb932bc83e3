package io.crossbook.execution.desk;

import io.crossbook.execution.Entry;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.OrderState;

/// Asks after orders of which not all is known, until it is. Nothing is ever sent again.
///
/// One question after an order is under way at a time: where an account may ask little, the next would only wait behind it and use up what a sweep needs.
final class Questions {

    private static final long NEVER = Long.MAX_VALUE;

    private final DeskTerms terms;
    private final Pen pen;
    private final Outbox outbox;
    private final Sweeps sweeps;
    private final WrittenOff writtenOff;
    /// When it was last looked what is due.
    private long lookedNanos;

    Questions(DeskTerms terms, Pen pen, Outbox outbox, Sweeps sweeps, WrittenOff writtenOff) {
        this.writtenOff = writtenOff;
        this.terms = terms;
        this.pen = pen;
        this.outbox = outbox;
        this.sweeps = sweeps;
    }

    /// Does what is due for an order.
    void look(Order order, long now) {
        lookedNanos = now;
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
                } else if (!order.watched() && now >= patience.nextAsk(order)
                        && !asking(order)) {
                    question(order, now); // its fill may have been told while nobody listened
                }
            }
            case WRITTEN_OFF -> {
                writtenOff.look(order, patience, now);
                if (!order.watched() && now >= patience.nextAsk(order)) {
                    askOnce(order, patience, now);
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
            case UNKNOWN -> nextLook(order, patience);
            case FILLED, CANCELLED, EXPIRED, REJECTED -> order.resolved()
                    ? NEVER
                    : nextLook(order, patience);
            case PRESUMED_DEAD -> order.watched()
                    ? NEVER
                    : Math.min(order.diedNanos() + patience.lateWatchNanos(),
                            nextLook(order, patience));
            case WRITTEN_OFF -> order.watched() ? NEVER : nextLook(order, patience);
            case INTENDED -> NEVER;
        };
    }

    /// Nobody says when a question ends of which nothing becomes known.
    private long nextLook(Order order, Patience patience) {
        long next = patience.nextAsk(order);
        return asking(order) ? Math.max(next, lookedNanos + patience.askNanos()) : next;
    }

    private boolean asking(Order order) {
        return outbox.asking(order.intent().listing().exchange(), order.id());
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
            askOnce(order, patience, now);
        }
    }

    private void askOnce(Order order, Patience patience, long now) {
        if (!asking(order)) {
            question(order, now);
        }
        sweep(order, patience, now);
    }

    private void sweep(Order order, Patience patience, long now) {
        long horizon = patience.horizon(order);
        if (!order.seen() && now > horizon && order.sweptNanos() <= horizon) {
            sweeps.wish(order.intent().listing().exchange(), horizon + 1);
        }
    }

    private void question(Order order, long now) {
        OrderIntent intent = order.intent();
        pen.write(new Entry.Asked(order.id(), now));
        outbox.ask(intent.listing().exchange(), intent.listing().symbol(), order.id());
    }
}
