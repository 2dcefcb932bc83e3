package io.crossbook.execution.risk;

import static io.crossbook.execution.risk.Denials.denial;
import static io.crossbook.execution.risk.Denials.least;
import static io.crossbook.execution.risk.Denials.most;

import io.crossbook.arbitrage.Fees;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderState;
import io.crossbook.execution.TrackRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whether anything may be done now at all: the order itself, the halt, the lease, and how it went so far.
final class TradingChecks {

    private final ExecutionState state;
    private final Conditions conditions;
    private final Fees fees;
    private final LimitsInForce limits;
    private final Values values;
    private final KillSwitch kill;

    TradingChecks(ExecutionState state, Facts facts, LimitsInForce limits, Values values,
            KillSwitch kill) {
        this.state = state;
        conditions = facts.conditions();
        fees = facts.fees();
        this.limits = limits;
        this.values = values;
        this.kill = kill;
    }

    /// What adds is a leg of its plan, unchanged; what leaves is in the journal and has not left.
    @Nullable
    Denial order(Case at) {
        if (!at.intent().reduces() && !at.plan().legs().contains(at.intent())) {
            return denial(Check.ORDER, "no leg of its attempt", OrderState.INTENDED);
        }
        if (!at.leaves()) {
            return null;
        }
        Order order = state.order(at.intent().id());
        if (order == null || !order.intent().equals(at.intent())) {
            return denial(Check.ORDER, "not in the journal", OrderState.INTENDED);
        }
        return order.state() == OrderState.INTENDED
                ? null
                : denial(Check.ORDER, order.state(), OrderState.INTENDED);
    }

    @Nullable
    Denial deadline(Case at) {
        Duration left = Duration.ofNanos(at.intent().deadlineNanos() - at.now());
        return least(Check.DEADLINE, left, Duration.ofNanos(1));
    }

    @Nullable
    Denial halted() {
        String why = kill.why().isEmpty() ? state.halted() : kill.why();
        return why.isEmpty() ? null : denial(Check.HALTED, why, "not halted");
    }

    @Nullable
    Denial paused(Case at) {
        Map<String, String> paused = state.paused();
        List<String> names = new ArrayList<>();
        names.add(ExecutionState.pair(at.plan()));
        for (OrderIntent leg : at.plan().legs()) {
            names.add(ExecutionState.asset(leg.listing().instrument().base()));
            names.add(ExecutionState.asset(leg.listing().instrument().quote()));
            names.add(ExecutionState.asset(fees.coin(leg.listing())));
        }
        for (String name : names) {
            String why = paused.get(name);
            if (why != null) {
                return denial(Check.PAUSED, name + ": " + why, "not paused");
            }
        }
        return null;
    }

    @Nullable
    Denial lease(Case at) {
        Duration left = Duration.ofNanos(conditions.leaseNanos() - at.now());
        return least(Check.LEASE, left, limits.time(Setting.MIN_LEASE));
    }

    @Nullable
    Denial inFlight(Case at) {
        long others = 0;
        for (Attempt other : state.live()) {
            others += other.id() != at.plan().attempt() && other.occupies()
                    && meet(at.plan(), other.plan())
                            ? 1
                            : 0;
        }
        return most(Check.IN_FLIGHT, others + 1, limits.count(Setting.MAX_ATTEMPTS_PER_PAIR));
    }

    private static boolean meet(Attempt.Plan one, Attempt.Plan other) {
        for (OrderIntent leg : one.legs()) {
            for (OrderIntent there : other.legs()) {
                if (leg.listing().instrument().equals(there.listing().instrument())) {
                    return true;
                }
            }
        }
        return false;
    }

    @Nullable
    Denial coolDown(Case at) {
        // Never is long ago.
        long bad = state.record().badNanos(at.whole().pair());
        return least(Check.COOL_DOWN, Duration.ofNanos(at.now() - bad),
                limits.time(Setting.COOL_DOWN));
    }

    @Nullable
    Denial streak(Case at) {
        return most(Check.STREAK, state.record().losingStreak(at.whole().pair()),
                limits.count(Setting.MAX_LOSING_STREAK));
    }

    @Nullable
    Denial capture(Case at) {
        TrackRecord.Sum sum = state.record().last(at.whole().pair(),
                limits.count(Setting.CAPTURE_ATTEMPTS));
        return sum.attempts() < limits.count(Setting.CAPTURE_ATTEMPTS)
                ? null
                : least(Check.CAPTURE, Percent.ratio(sum.realised(), sum.planned()),
                        limits.percent(Setting.MIN_CAPTURE));
    }

    /// Of what is closed, what it is worth now; of what is not, its budget, though nothing of it may be lost in the end.
    @Nullable
    Denial loss(Case at) {
        Map<String, BigDecimal> worst = new TreeMap<>(state.record().today(at.now()));
        for (Attempt attempt : state.live()) {
            if (!attempt.closed() && attempt.id() != at.plan().attempt()) {
                worst.merge(attempt.plan().asset(), attempt.plan().lossBudget().negate(),
                        BigDecimal::add);
            }
        }
        worst.merge(at.plan().asset(), at.plan().lossBudget().negate(), BigDecimal::add);
        return most(Check.LOSS, values.lost(worst), limits.usdt(Setting.MAX_LOSS));
    }
}
