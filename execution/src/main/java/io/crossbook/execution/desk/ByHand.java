package io.crossbook.execution.desk;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a human does of parked attempts. Each answers why it was not done; empty when it was.
final class ByHand {

    private final ExecutionState state;
    private final Pen pen;
    private final Alarm alarm;
    private final Steps steps;
    private final Recovery recovery;
    private final Function<Attempt, Steps.Climbing> climbing;

    ByHand(ExecutionState state, Pen pen, Alarm alarm, Steps steps, Recovery recovery,
            Function<Attempt, Steps.Climbing> climbing) {
        this.state = state;
        this.pen = pen;
        this.alarm = alarm;
        this.steps = steps;
        this.recovery = recovery;
        this.climbing = climbing;
    }

    String clear(long id, String why, long now) {
        Attempt parked = state.attempt(id);
        String refusal = notParked(parked, id);
        if (parked == null || !refusal.isEmpty()) {
            return refusal;
        }
        if (!parked.resolved()) {
            return parked + ": " + unresolved(parked);
        }
        pen.write(new Entry.Cleared(id, parked.residue(), why, now));
        return "";
    }

    /// Deliberately, of what nobody will ever tell; each order with what is assumed of it, in one commit with the human's word.
    String writeOff(long id, String why, long now) {
        Attempt parked = state.attempt(id);
        String refusal = notParked(parked, id);
        if (parked == null || !refusal.isEmpty()) {
            return refusal;
        }
        if (parked.resolved()) {
            return parked
                    + ": all is known of its orders, so there is nothing to write off: crossbook clear "
                    + id + " \"WHAT YOU DID\"";
        }
        List<Entry> entries = new ArrayList<>();
        for (Order order : parked.orders()) {
            if (order.state() == OrderState.INTENDED) {
                entries.add(new Entry.Acted(order.id(), OrderNews.ABANDONED, why, now));
            } else if (!order.resolved()) {
                String assumed = WrittenOff.assumed(order);
                entries.add(new Entry.Acted(order.id(), OrderNews.WRITTEN_OFF,
                        assumed + "; " + why, now));
                alarm.raise("Written off by hand: " + order + ": " + assumed, now);
            }
        }
        entries.add(new Entry.Cleared(id, parked.residue(), why, now));
        pen.write(entries.toArray(Entry[]::new));
        return "";
    }

    private static String notParked(@Nullable Attempt attempt, long id) {
        if (attempt == null) {
            return "there is no attempt " + id;
        }
        return attempt.state() == AttemptState.PARKED ? "" : attempt + ": it is not parked";
    }

    /// What nobody knows cannot have been taken care of: the rest of it may still come.
    static String unresolved(Attempt parked) {
        return "not known yet is what became of "
                + parked.orders().stream().filter(order -> !order.resolved())
                        .map(order -> order.id() + " at " + order.intent().listing().exchange())
                        .collect(Collectors.joining(", "))
                + "; it is asked after as long as that takes, so see to it that the exchange answers, and clear it then; where it never will: crossbook clear "
                + parked.id() + " \"WHAT YOU FOUND\" --write-off";
    }

    String unwind(long id, int maxLossBps, long now) {
        Attempt parked = state.attempt(id);
        if (parked == null) {
            return "there is no attempt " + id;
        }
        if (!Rung.sane(maxLossBps)) {
            return maxLossBps + " bps is not allowed: 1 to " + Rung.MOST_BPS + " is";
        }
        return switch (climbing.apply(parked)) {
            case NO_MORE -> "the journal has failed";
            case NOT_YET -> recovery.waitingFor();
            case NOT_AT_ONCE -> steps.hidden(parked, now)
                    ? recovery.waitingFor() + "; ask again in some seconds"
                    : steps.unwind(parked, maxLossBps, now);
            case YES -> steps.unwind(parked, maxLossBps, now);
        };
    }
}
