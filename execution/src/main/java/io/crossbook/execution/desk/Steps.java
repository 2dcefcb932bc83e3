package io.crossbook.execution.desk;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.OrderState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An attempt's next step: a function of what its orders got, and of nothing else.
final class Steps implements Parked.Orders {

    private static final long NEVER = Long.MAX_VALUE;

    /// Whether rungs may be begun.
    enum Climbing {
        YES,
        /// Not before the exchanges of the attempt have shown what they have of ours.
        NOT_YET,
        /// Not before all other exchanges have too, or as much time as a rung has is over: one of them may hide a rung that the journal has lost.
        NOT_AT_ONCE,
        /// Nothing can be written down any more.
        NO_MORE
    }

    /// Keeps an order back until the entry of that number is durable.
    @FunctionalInterface
    interface Hold {
        void until(long number, Order order);
    }

    private final ExecutionState state;
    private final DeskTerms terms;
    private final Pen pen;
    private final Alarm alarm;
    private final Unwinding unwinding;
    private final Hold hold;
    private final Parked parked;
    /// Since when a rung waits for books, money or the gate.
    private final Map<Long, Long> waitsSince = new HashMap<>();
    private final Map<Long, Long> resolvingSince = new HashMap<>();
    /// Since when an exchange of the attempt does not show what it has.
    private final Map<Long, Long> unshownSince = new HashMap<>();
    /// Since when one may hide a rung of the attempt, and of which attempts that was waited for.
    private final Map<Long, Long> hiddenSince = new HashMap<>();
    private final Set<Long> waited = new HashSet<>();
    /// What was called as dust that can be traded, by asset.
    private final Map<String, BigDecimal> calledDust = new HashMap<>();
    private final Map<Long, Long> triedNanos = new HashMap<>();

    Steps(ExecutionState state, DeskTerms terms, Pen pen, Alarm alarm, Unwinding unwinding,
            Hold hold) {
        this.state = state;
        this.terms = terms;
        this.pen = pen;
        this.alarm = alarm;
        this.unwinding = unwinding;
        this.hold = hold;
        parked = new Parked(terms, alarm, unwinding, this);
    }

    /// Goes one step further where that can be done now. `climbing` says whether a rung may be begun.
    void step(Attempt attempt, Climbing climbing, long now) {
        if (attempt.state() != AttemptState.RESOLVING) {
            resolvingSince.remove(attempt.id());
        }
        if (!climbs(attempt)) {
            waitsSince.remove(attempt.id()); // a rung has its time from when it can be tried
            unshownSince.remove(attempt.id()); // and so has an exchange, from when it is waited for
        }
        switch (attempt.state()) {
            case PROPOSED, RESERVED -> {
            }
            case WORKING -> {
                if (unknown(attempt, now)) {
                    abandon(attempt, null, "a leg is not known", now);
                    turn(attempt, AttemptNews.UNRESOLVED, "a leg is not known", now);
                } else if (attempt.resolved()) {
                    evaluate(attempt, now);
                }
            }
            case RESOLVING -> {
                if (attempt.resolved()) {
                    evaluate(attempt, now);
                } else if (now >= resolveEnd(attempt, now)) {
                    park(attempt, "not resolved in time", now);
                }
            }
            case IMBALANCED, HEDGING, UNWINDING -> {
                if (unknown(attempt, now)) {
                    abandon(attempt, null, "an order is not known", now);
                    turn(attempt, AttemptNews.UNRESOLVED, "an order is not known", now);
                } else if (attempt.resolved()) {
                    evaluate(attempt, now);
                    climb(attempt, climbing, now);
                }
            }
            case SETTLED, DUST -> {
                if (!attempt.resolved()) {
                    turn(attempt, AttemptNews.UNRESOLVED, "something was told of it late", now);
                } else if (!attempt.closed()) {
                    evaluate(attempt, now);
                    close(attempt, now);
                }
            }
            case PARKED -> parked(attempt, climbing, now);
        }
    }

    /// When it wants to be looked at next, besides its orders.
    long due(Attempt attempt) {
        return switch (attempt.state()) {
            case PROPOSED, RESERVED, WORKING, SETTLED, DUST -> NEVER;
            case RESOLVING -> after(resolvingSince, attempt, terms.resolveNanos());
            // While something is not known, its question is what is waited for.
            case IMBALANCED, HEDGING, UNWINDING -> !attempt.resolved()
                    ? NEVER
                    : Math.min(after(triedNanos, attempt, terms.retryNanos()),
                            Math.min(after(unshownSince, attempt, terms.resolveNanos()),
                                    after(hiddenSince, attempt, terms.rungNanos())));
            case PARKED -> parked.due(attempt);
        };
    }

    private static long after(Map<Long, Long> times, Attempt attempt, long nanos) {
        Long since = times.get(attempt.id());
        return since == null ? NEVER : since + nanos;
    }

    /// Gives up what has not left: one order, or all of them.
    void abandon(Attempt attempt, @Nullable Order only, String why, long now) {
        List<Entry> entries = new ArrayList<>();
        for (Order order : attempt.orders()) {
            boolean meant = only == null || order.id().equals(only.id());
            if (meant && order.state() == OrderState.INTENDED) {
                entries.add(new Entry.Acted(order.id(), OrderNews.ABANDONED, why, now));
            }
        }
        if (attempt.state() == AttemptState.RESERVED) {
            entries.add(new Entry.Turned(attempt.id(), AttemptNews.ABANDONED, why, now));
        }
        if (!entries.isEmpty()) {
            pen.write(entries.toArray(Entry[]::new));
        }
    }

    /// Whether something must be asked before anything else: an order of which nobody knows, or one at its end whose fills do not come.
    private boolean unknown(Attempt attempt, long now) {
        for (Order order : attempt.orders()) {
            if (order.state() == OrderState.UNKNOWN
                    || (order.state().ended() && !order.resolved()
                            && now >= order.heardNanos() + terms
                                    .of(order.intent().listing().exchange()).answerNanos())) {
                return true;
            }
        }
        return false;
    }

    private long resolveEnd(Attempt attempt, long now) {
        return since(resolvingSince, attempt, now) + terms.resolveNanos();
    }

    private static long since(Map<Long, Long> times, Attempt attempt, long now) {
        return times.computeIfAbsent(attempt.id(), _ -> now);
    }

    /// Whether it is where rungs are begun.
    private static boolean climbs(Attempt attempt) {
        return attempt.state() == AttemptState.IMBALANCED
                || attempt.state() == AttemptState.HEDGING
                || attempt.state() == AttemptState.UNWINDING;
    }

    private void evaluate(Attempt attempt, long now) {
        AttemptNews news = attempt.residue().isEmpty()
                ? AttemptNews.EVEN
                : unwinding.tradable(attempt) ? AttemptNews.UNEVEN : AttemptNews.SMALL;
        turn(attempt, news, attempt.residue().toString(), now);
    }

    /// Writes it down, where it leads anywhere.
    private void turn(Attempt attempt, AttemptNews news, String why, long now) {
        var next = attempt.state().on(news);
        if (!next.possible() || next.state() != attempt.state()) {
            pen.write(new Entry.Turned(attempt.id(), news, why, now));
        }
    }

    private void close(Attempt attempt, long now) {
        if (attempt.state() == AttemptState.SETTLED || attempt.state() == AttemptState.DUST
                || attempt.state() == AttemptState.PARKED) {
            Map<String, BigDecimal> dust = attempt.state() == AttemptState.DUST
                    ? attempt.residue()
                    : Map.of();
            pen.write(new Entry.Closed(attempt.id(), attempt.net(), attempt.fees(), dust, now));
            dust.keySet().forEach(asset -> swept(attempt, asset, now));
        }
    }

    /// Each attempt leaves too little to be traded; many of them need not. It is called again when it has doubled.
    private void swept(Attempt attempt, String asset, long now) {
        BigDecimal all = state.dust().getOrDefault(asset, BigDecimal.ZERO);
        BigDecimal called = calledDust.getOrDefault(asset, BigDecimal.ZERO);
        if (called.signum() != all.signum()) {
            calledDust.remove(asset);
            called = BigDecimal.ZERO;
        }
        // Not here, maybe; another pair of the same coin has other minimums.
        if (!unwinding.tradable(attempt, asset, all)
                || all.abs().compareTo(called.abs().add(called.abs())) < 0) {
            return;
        }
        calledDust.put(asset, all);
        alarm.raise("Dust: attempts have left " + all.toPlainString() + " " + asset
                + " over in all, enough to be traded, and it counts as exposure; "
                + (all.signum() > 0 ? "sell" : "buy") + " it at an exchange that has it", now);
    }

    /// The next rung, or R5.
    private void climb(Attempt attempt, Climbing climbing, long now) {
        if (!climbs(attempt)) {
            return;
        }
        if (attempt.writtenOff()) {
            // What a human has done on the word that it would never be told nobody here knows.
            park(attempt, "an order that was written off has turned out to have filled", now);
            return;
        }
        if (climbing == Climbing.NOT_YET) {
            hiddenSince.remove(attempt.id());
            if (now >= since(unshownSince, attempt, now) + terms.resolveNanos()) {
                park(attempt, "an exchange of it has not shown what it has since the start", now);
            }
            return;
        }
        unshownSince.remove(attempt.id());
        if (climbing == Climbing.NOT_AT_ONCE && hidden(attempt, now)) {
            return;
        }
        hiddenSince.remove(attempt.id());
        int number = attempt.rungs() + 1;
        if (climbing == Climbing.NO_MORE || number > terms.ladder().size()) {
            park(attempt, climbing == Climbing.YES
                    ? "no rung is left"
                    : "nothing can be written down any more", now);
            return;
        }
        long since = since(waitsSince, attempt, now);
        Rung rung = terms.ladder().get(number - 1);
        OrderIntent intent = unwinding.next(attempt, rung, state.epoch(), number, now);
        if (intent != null) {
            intend(attempt, intent, rung, now);
        } else if (now >= since + terms.rungNanos()) {
            waitsSince.remove(attempt.id());
            pen.write(new Entry.Skipped(attempt.id(), number, obstacle(), now));
        } else {
            triedNanos.put(attempt.id(), now);
        }
    }

    /// Whether a rung that the journal has lost may still come to light in time: an exchange that does not answer holds nobody up for longer.
    @Override
    public boolean hidden(Attempt attempt, long now) {
        boolean over = waited.contains(attempt.id())
                || now >= since(hiddenSince, attempt, now) + terms.rungNanos();
        if (over) {
            hiddenSince.remove(attempt.id());
            waited.add(attempt.id());
        }
        return !over;
    }

    @Override
    public String obstacle() {
        return unwinding.why().isEmpty() ? "nothing can be traded there" : unwinding.why();
    }

    private void intend(Attempt attempt, OrderIntent intent, Rung rung, long now) {
        waitsSince.remove(attempt.id());
        triedNanos.remove(attempt.id());
        AttemptNews news = intent.id().role() == OrderId.Role.UNWIND
                ? AttemptNews.UNWIND_INTENDED
                : AttemptNews.HEDGE_INTENDED;
        long last = pen.write(new Entry.Intended(intent, now),
                new Entry.Turned(attempt.id(), news, rung.name(), now));
        hold.until(last, attempt.orders().getLast());
    }

    /// One order more of a parked attempt, because a human wants it and says how far from the best price it may go. Empty when it was intended, else why
    /// it was not.
    String unwind(Attempt attempt, int maxLossBps, long now) {
        if (attempt.state() != AttemptState.PARKED) {
            return attempt + ": it is not parked";
        }
        if (!attempt.resolved()) {
            return attempt + ": not all that was sent for it is known";
        }
        return intended(attempt, Rung.byHand(maxLossBps), now) ? "" : attempt + ": " + obstacle();
    }

    /// Whether an order besides the ladder was intended. Its number is behind that of all rungs: what it leaves is parked again.
    @Override
    public boolean intended(Attempt attempt, Rung rung, long now) {
        int number = Math.max(attempt.rungs(), terms.ladder().size()) + 1;
        OrderIntent intent = unwinding.next(attempt, rung, state.epoch(), number, now);
        if (intent != null) {
            intend(attempt, intent, rung, now);
        }
        return intent != null;
    }

    private void park(Attempt attempt, String why, long now) {
        pen.write(new Entry.Turned(attempt.id(), AttemptNews.EXHAUSTED, why, now));
        parked.begins(attempt, why, now);
    }

    private void parked(Attempt attempt, Climbing climbing, long now) {
        if (!attempt.closed()) {
            boolean small = attempt.resolved() && !unwinding.tradable(attempt);
            if (small) {
                evaluate(attempt, now);
            }
            close(attempt, now);
        }
        if (attempt.state() == AttemptState.PARKED) {
            parked.look(attempt, climbing, now);
        }
    }
}
