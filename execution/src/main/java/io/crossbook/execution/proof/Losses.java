package io.crossbook.execution.proof;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.risk.Setting;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What attempts may lose: each its budget, all of them the loss of a day.
///
/// A rung reckons with more fees than are taken, so an attempt stays within its budget to the last digit, but for what its dust is worth meanwhile.
final class Losses {

    /// What a stop may lose, of what the first leg is worth.
    private static final BigDecimal STOPPED = new BigDecimal("0.1");
    /// By how much prices may have changed since dust was left.
    private static final BigDecimal CHANGED = new BigDecimal("0.05");
    /// What is rounded.
    private static final BigDecimal SOME = new BigDecimal("0.02");
    /// So far beyond its stop nothing stays for long.
    private static final BigDecimal BEYOND = new BigDecimal("0.008");
    private static final BigDecimal FEE = new BigDecimal("0.004");

    private final World world;
    private final List<String> wrongs;

    Losses(World world, List<String> wrongs) {
        this.world = world;
        this.wrongs = wrongs;
    }

    /// A leg of an attempt leaves: with its budget, and what is closed, no more is lost than a day may lose.
    void begins(Attempt begun, ExecutionState state) {
        Past past = world.scene.past();
        BigDecimal lost = begun.plan().lossBudget();
        BigDecimal most = BigDecimal.valueOf(world.scene.limit(Setting.MAX_LOSS, 0)).add(SOME);
        for (Attempt attempt : state.attempts()) {
            boolean earlier = past != null && attempt.id() <= past.attempts();
            if (!earlier && attempt.closed() && attempt.id() != begun.id()) {
                lost = lost.subtract(brought(attempt));
                most = most.add(left(attempt).abs().multiply(CHANGED));
            }
        }
        if (lost.compareTo(most) > 0) {
            wrongs.add(begun + " begins, and lost may be " + lost + ", no more than " + most);
        }
    }

    /// In the end.
    void finished(ExecutionState state, List<Entry> entries) {
        Past past = world.scene.past();
        Map<Long, Integer> closings = closings(entries);
        BigDecimal lost = BigDecimal.ZERO;
        BigDecimal most = BigDecimal
                .valueOf(world.scene.limit(Setting.MAX_LOSS, 0));
        for (Attempt attempt : state.attempts()) {
            if (past != null && attempt.id() <= past.attempts()) {
                continue;
            }
            BigDecimal brought = brought(attempt);
            BigDecimal budget = attempt.plan().lossBudget();
            BigDecimal dust = left(attempt).abs().multiply(CHANGED).add(SOME);
            if (ended(attempt) && brought.add(allowed(attempt)).add(dust).signum() < 0) {
                wrongs.add(attempt + " brought " + brought + ", it may lose " + budget);
            }
            stays(attempt);
            lost = lost.subtract(brought.max(budget.negate()));
            // What came to light late was not known to whoever allowed the next one.
            most = most.add(dust).add(closings.getOrDefault(attempt.id(), 0) > 1
                    ? budget
                    : BigDecimal.ZERO);
        }
        if (lost.compareTo(most) > 0) {
            wrongs.add("lost " + lost + " in all, no more than " + most + " may be");
        }
    }

    private static Map<Long, Integer> closings(List<Entry> entries) {
        var closings = new HashMap<Long, Integer>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Closed closed) {
                closings.merge(closed.attempt(), 1, Integer::sum);
            }
        }
        return closings;
    }

    private static boolean ended(Attempt attempt) {
        return attempt.state() != AttemptState.PARKED && attempt.cleared().isEmpty();
    }

    private BigDecimal allowed(Attempt attempt) {
        boolean stopped = world.scene.stopBps() > 0 && besides(attempt);
        return stopped
                ? Conduct.worth(attempt).multiply(STOPPED)
                : attempt.plan().lossBudget();
    }

    /// Whether there was an order behind the ladder.
    private boolean besides(Attempt attempt) {
        return attempt.orders().stream()
                .anyMatch(order -> order.intent().rung() > world.terms.ladder().size());
    }

    /// What is left of more than a leg is more than any order besides may be.
    private static boolean overfilled(Attempt attempt) {
        return attempt.orders().stream()
                .anyMatch(order -> order.filled().compareTo(order.intent().size()) > 0);
    }

    private static OrderIntent first(Attempt attempt) {
        return attempt.plan().legs().getFirst();
    }

    /// What is left of its coin, at the limit of its first leg.
    private static BigDecimal left(Attempt attempt) {
        return attempt.net()
                .getOrDefault(first(attempt).listing().instrument().base(), BigDecimal.ZERO)
                .multiply(first(attempt).limit());
    }

    private static BigDecimal brought(Attempt attempt) {
        return attempt.net()
                .getOrDefault(first(attempt).listing().instrument().quote(), BigDecimal.ZERO)
                .add(left(attempt));
    }

    /// What has lost far more than its stop was at least tried to be traded away.
    private void stays(Attempt attempt) {
        int stop = world.scene.stopBps();
        boolean waits = stop > 0 && attempt.state() == AttemptState.PARKED && attempt.resolved()
                && attempt.cleared().isEmpty() && !besides(attempt) && !overfilled(attempt)
                && world.exchanges.stream().noneMatch(SimulatedExchange::isGone);
        if (!waits || attempt.residue().isEmpty()) {
            return;
        }
        BigDecimal most = Conduct.worth(attempt)
                .multiply(BigDecimal.valueOf(stop).movePointLeft(4).add(BEYOND));
        boolean buys = attempt.residue().values().iterator().next().signum() < 0;
        boolean beyond = attempt.plan().legs().stream()
                .map(leg -> world.markets.shown(leg.listing()).touch(buys)).allMatch(
                        price -> Conduct.ends(attempt, buys, price, FEE).add(most).signum() < 0);
        if (beyond) {
            wrongs.add(attempt + " has lost more than its stop of " + stop
                    + " bps, and nothing was tried");
        }
    }
}
