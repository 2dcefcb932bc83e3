package io.crossbook.execution.desk;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Order;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// What becomes of parked attempts: each is called out until a human takes care of it, and with `parkedStopBps` traded away once it has lost so much.
///
/// Each try of a stop is an order in the journal, so that no restart forgets one. After one that got nothing the next waits twice as long; after
/// so many nothing goes by itself any more. Wherever a stop does not act, the call says why.
final class Parked {

    private static final long NEVER = Long.MAX_VALUE;
    /// Of an attempt, besides its ladder; those of a human are among them.
    static final int MOST_ORDERS = 32;
    private static final int MOST_DOUBLINGS = 6;

    private final DeskTerms terms;
    private final Alarm alarm;
    private final Unwinding unwinding;
    private final Orders orders;
    private final Map<Long, Long> callNanos = new HashMap<>();
    /// When a stop is looked at next: of those alone that may act.
    private final Map<Long, Long> lookNanos = new HashMap<>();
    /// Why a stop has not traded its attempt away, in the words of a call.
    private final Map<Long, String> unstopped = new HashMap<>();
    /// Whose last order was that of a stop.
    private final Set<Long> stopped = new HashSet<>();

    /// What sends orders besides the ladder.
    interface Orders {
        /// Whether a rung that the journal has lost may still come to light in time.
        boolean hidden(Attempt attempt, long now);

        /// Whether an order of this rung was intended.
        boolean intended(Attempt attempt, Rung rung, long now);

        /// Why the last one was not.
        String obstacle();
    }

    Parked(DeskTerms terms, Alarm alarm, Unwinding unwinding, Orders orders) {
        this.terms = terms;
        this.alarm = alarm;
        this.unwinding = unwinding;
        this.orders = orders;
    }

    /// It has just been parked. What the order of a stop left is so again: the call that is due tells of it.
    void begins(Attempt attempt, String why, long now) {
        boolean again = stopped.remove(attempt.id());
        if (!again || now >= callNanos.getOrDefault(attempt.id(), 0L)) {
            call(attempt, why, now);
        }
    }

    void look(Attempt attempt, Steps.Climbing climbing, long now) {
        if (terms.parkedStopBps() > 0) {
            stop(attempt, climbing, now);
        }
        if (attempt.state() == AttemptState.PARKED
                && now >= callNanos.getOrDefault(attempt.id(), 0L)) {
            call(attempt, "still parked" + unstopped.getOrDefault(attempt.id(), ""), now);
        }
    }

    long due(Attempt attempt) {
        return Math.min(callNanos.getOrDefault(attempt.id(), NEVER),
                lookNanos.getOrDefault(attempt.id(), NEVER));
    }

    private void call(Attempt attempt, String why, long now) {
        callNanos.put(attempt.id(), now + terms.parkedNanos());
        alarm.raise(attempt + ", " + why + ": " + attempt.exposure() + "; " + advice(attempt),
                now);
    }

    /// Nothing that would be refused.
    private String advice(Attempt attempt) {
        if (!attempt.resolved()) {
            return ByHand.unresolved(attempt);
        }
        String clear = "trade it yourself, then: crossbook clear " + attempt.id()
                + " \"WHAT YOU DID\"";
        return unwinding.untold(attempt).isEmpty()
                ? "look at it, then: crossbook unwind " + attempt.id()
                        + " --max-loss-bps N, or " + clear
                : "look at it and " + clear;
    }

    private void stop(Attempt attempt, Steps.Climbing climbing, long now) {
        String against = against(attempt, climbing);
        if (!against.isEmpty()) {
            lookNanos.remove(attempt.id()); // what changes it is told, and looked at then
            unstopped.put(attempt.id(), ", and its stop does not act: " + against);
        } else if (now >= lookNanos.getOrDefault(attempt.id(), 0L)) {
            lookNanos.put(attempt.id(), now + terms.rungNanos());
            tries(attempt, climbing, now);
        }
    }

    /// What keeps a stop from acting for as long as nothing else is told.
    private String against(Attempt attempt, Steps.Climbing climbing) {
        if (!attempt.resolved()) {
            return "not all that was sent for it is known";
        }
        if (attempt.writtenOff()) {
            return "a human has written an order of it off, and nobody here knows what he has done since";
        }
        if (besides(attempt) >= MOST_ORDERS) {
            return MOST_ORDERS + " orders went besides its ladder, and no more go by themselves";
        }
        return switch (climbing) {
            case NO_MORE -> "nothing can be written down any more";
            case NOT_YET -> "an exchange of it was not swept since the start";
            case NOT_AT_ONCE, YES -> "";
        };
    }

    private void tries(Attempt attempt, Steps.Climbing climbing, long now) {
        unstopped.remove(attempt.id());
        OptionalInt lost = unwinding.lost(attempt);
        if (lost.isEmpty()) {
            String untold = unwinding.untold(attempt);
            unstopped.put(attempt.id(), ", and its stop does not act: " + (untold.isEmpty()
                    ? "no live book has a price at which what is left could be traded"
                    : untold));
        } else if (lost.getAsInt() >= terms.parkedStopBps()) {
            reached(attempt, lost.getAsInt(), climbing, now);
        }
    }

    private void reached(Attempt attempt, int lost, Steps.Climbing climbing, long now) {
        String reached = "it has lost " + lost + " bps of its first leg, its stop is "
                + terms.parkedStopBps();
        Order last = attempt.orders().getLast();
        int fruitless = fruitless(attempt);
        if (now < next(last, fruitless)) {
            lookNanos.put(attempt.id(), next(last, fruitless));
            unstopped.put(attempt.id(), ", " + reached + ", and the last orders got nothing, "
                    + fruitless + " in a row: " + last + "; it is tried again, later each time");
        } else if (climbing == Steps.Climbing.NOT_AT_ONCE && orders.hidden(attempt, now)) {
            unstopped.put(attempt.id(), ", " + reached
                    + ", and waits some seconds for exchanges that may hide an order of it");
        } else if (orders.intended(attempt, Rung.STOP, now)) {
            stopped.add(attempt.id());
            if (fruitless == 0) {
                alarm.raise(attempt + ": " + reached + ": what is left is traded away", now);
            }
        } else {
            unstopped.put(attempt.id(), ", " + reached + ", and " + orders.obstacle());
        }
    }

    /// When the next try may go.
    private long next(Order last, int fruitless) {
        return fruitless == 0
                ? 0
                : last.heardNanos()
                        + (terms.rungNanos() << Math.min(fruitless - 1, MOST_DOUBLINGS));
    }

    private int fruitless(Attempt attempt) {
        int count = 0;
        for (Order order : attempt.orders().reversed()) {
            if (!besides(order) || order.filled().signum() > 0) {
                return count;
            }
            count++;
        }
        return count;
    }

    private long besides(Attempt attempt) {
        return attempt.orders().stream().filter(this::besides).count();
    }

    private boolean besides(Order order) {
        return order.intent().rung() > terms.ladder().size();
    }
}
