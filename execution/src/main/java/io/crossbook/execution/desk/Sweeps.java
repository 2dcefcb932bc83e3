package io.crossbook.execution.desk;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Gaps;
import io.crossbook.execution.Order;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Has exchanges show all that they have of ours, as often as somebody wants to know, until they have.
///
/// A wish is a time: only what was asked for since then fulfils it. Each sweep reaches back to the oldest order of which not all is known, and into the
/// times of which the journal may tell too little.
final class Sweeps {

    private static final long AGAIN_NANOS = 5_000_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final ExecutionState state;
    private final DeskTerms terms;
    private final Outbox outbox;
    private final Map<String, Standing> standings = new TreeMap<>();

    /// How it stands with an exchange.
    private static final class Standing {
        final TreeSet<Long> wishes = new TreeSet<>();
        /// When it was asked last, and when that was asked which was told last.
        long askedNanos;
        long shownNanos;
        /// What somebody wants to be shown besides.
        long backTo = Gaps.NONE;

        long due() {
            return wishes.isEmpty()
                    ? NEVER
                    : Math.max(wishes.first(), askedNanos + AGAIN_NANOS);
        }
    }

    Sweeps(ExecutionState state, DeskTerms terms, Outbox outbox) {
        this.state = state;
        this.terms = terms;
        this.outbox = outbox;
        terms.patience().keySet().forEach(exchange -> standings.put(exchange, new Standing()));
    }

    /// A process has begun: what there is now, and where another was before, what it may have left behind, once that shows.
    void begin(long now) {
        for (String exchange : standings.keySet()) {
            Patience patience = terms.of(exchange);
            wish(exchange, now);
            if (state.gaps().since(exchange, patience.latestNanos(), now) != Gaps.NONE) {
                wish(exchange, now + patience.shownNanos());
                wish(exchange, now + patience.latestNanos());
            }
        }
    }

    /// Whoever asks wants one that is asked for then or later.
    void wish(String exchange, long fromNanos) {
        Standing standing = standings.get(exchange);
        if (standing != null) {
            standing.wishes.add(fromNanos);
        }
    }

    /// The same, and it reaches back so far.
    void wish(String exchange, long fromNanos, long backTo) {
        Standing standing = standings.get(exchange);
        if (standing != null) {
            standing.backTo = Math.min(standing.backTo, backTo);
            wish(exchange, fromNanos);
        }
    }

    /// The same, everywhere, now and once what is new today shows; and it reaches back so far.
    void wishAll(long backTo, long now) {
        for (String exchange : standings.keySet()) {
            wish(exchange, now, backTo);
            wish(exchange, now + terms.of(exchange).visibleNanos());
        }
    }

    /// Whether one that was asked for then or later was told.
    boolean shown(String exchange, long sinceNanos) {
        Standing standing = standings.get(exchange);
        return standing != null && standing.shownNanos >= sinceNanos;
    }

    /// The same of every exchange, once what was new then shows.
    boolean allShown(long sinceNanos) {
        return standings.keySet().stream().allMatch(
                each -> shown(each, sinceNanos + terms.of(each).visibleNanos()));
    }

    void told(AccountFact.Swept swept) {
        Standing standing = standings.get(swept.exchange());
        if (standing != null) {
            standing.shownNanos = Math.max(standing.shownNanos, swept.askedNanos());
            standing.wishes.headSet(swept.askedNanos(), true).clear();
            if (standing.wishes.isEmpty()) {
                standing.backTo = Gaps.NONE;
            }
        }
    }

    long due() {
        return standings.values().stream().mapToLong(Standing::due).min().orElse(NEVER);
    }

    void step(long now) {
        standings.forEach((exchange, standing) -> {
            if (standing.due() <= now) {
                standing.askedNanos = now;
                outbox.sweep(exchange, since(exchange, standing, now));
            }
        });
    }

    private long since(String exchange, Standing standing, long now) {
        Patience patience = terms.of(exchange);
        long since = Math.min(Math.min(now, standing.backTo),
                state.gaps().since(exchange, patience.latestNanos(), now))
                - patience.windowNanos() - patience.skewNanos();
        for (Attempt attempt : state.live()) {
            for (Order order : attempt.orders()) {
                // What a parked attempt left is known: it may wait for a human for weeks.
                boolean open = !order.resolved() || order.exposure().most().signum() > 0;
                if (open && order.intent().listing().exchange().equals(exchange)) {
                    since = Math.min(since, patience.earliest(order.intent()));
                }
            }
        }
        return since;
    }
}
