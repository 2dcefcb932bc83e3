package io.crossbook.execution;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whether legs fill that leave at once, and what attempts brought whose legs left one after another: by pair, as [TrackRecord#pair] calls it.
///
/// A part of the fold over the journal: a restart forgets nothing. Only what was begun for its edge counts, only when something of it has left, and only when of all that has it is written down
/// when. What is not known speaks for care: an exchange of which few legs are known fills rarely, and what it costs when some legs fill and others do not is the whole loss budget.
public final class Departures {

    /// Of fewer attempts nobody can tell which way is better.
    public static final int FEWEST_ATTEMPTS = 200;

    /// Of each way so many of the last are looked at.
    private static final int WINDOW = 200;
    /// One-sided, 95 in a hundred.
    private static final double CONFIDENCE = 1.645;

    private final Map<String, Known> known = new TreeMap<>();
    /// Legs of which it is written down that they left: whether after others of their attempt were known.
    private final Map<OrderId, Boolean> waited = new HashMap<>();

    /// A leg that has left: at once, or after another had filled.
    private record Leg(String exchange, boolean atOnce, boolean filled) {}

    /// What came of an attempt of so many legs, those that left being `legs`; `result` is in loss budgets of it, 0 where nothing was traded.
    private record Outcome(int planned, List<Leg> legs, boolean traded, double result) {

        boolean together() {
            return planned > 1 && legs.size() == planned && legs.stream().allMatch(Leg::atOnce);
        }

        boolean whole() {
            return legs.size() == planned && legs.stream().allMatch(Leg::filled);
        }
    }

    /// What there was of one thing: how often, and what it brought together.
    private static final class Sum {
        private int times;
        private double brought;

        void add(double result, int sign) {
            times += sign;
            brought += sign * result;
        }

        double mean() {
            return times == 0 ? 0 : brought / times;
        }
    }

    /// Legs that left at once.
    private static final class Legs {
        private int left;
        private int filled;

        void add(boolean fills, int sign) {
            left += sign;
            filled += fills ? sign : 0;
        }

        /// What part of them fills: the lower end of Wilson's interval.
        double rate() {
            if (left == 0) {
                return 0;
            }
            double count = left;
            double square = CONFIDENCE * CONFIDENCE;
            double rate = filled / count;
            double spread = CONFIDENCE * Math.sqrt(
                    rate * (1 - rate) / count + square / (4 * count * count));
            return Math.max(0, (rate + square / (2 * count) - spread) / (1 + square / count));
        }
    }

    /// Of one pair.
    private static final class Known {
        private final Map<Long, Outcome> careful = new LinkedHashMap<>();
        private final Map<Long, Outcome> together = new LinkedHashMap<>();
        private final Set<Long> attempts = new HashSet<>();
        private final Map<String, Legs> legs = new TreeMap<>();
        private final Sum wholes = new Sum();
        private final Sum breaks = new Sum();
        private final Sum waited = new Sum();
        private boolean better;

        Known() {
            breaks.add(-1, 1); // one, though there was none yet
        }

        void closed(long attempt, Outcome outcome, List<String> exchanges) {
            attempts.add(attempt);
            forget(careful.remove(attempt));
            forget(together.remove(attempt));
            Map<Long, Outcome> way = outcome.together() ? together : careful;
            way.put(attempt, outcome);
            count(outcome, 1);
            if (way.size() > WINDOW) {
                forget(way.remove(way.keySet().iterator().next()));
            }
            better = attempts.size() >= FEWEST_ATTEMPTS && better(exchanges);
        }

        private void forget(@Nullable Outcome outcome) {
            if (outcome != null) {
                count(outcome, -1);
            }
        }

        private void count(Outcome outcome, int sign) {
            for (Leg leg : outcome.legs) {
                if (leg.atOnce) {
                    legs.computeIfAbsent(leg.exchange, _ -> new Legs()).add(leg.filled, sign);
                }
            }
            if (outcome.whole()) {
                wholes.add(outcome.result, sign);
            } else if (outcome.traded) {
                breaks.add(outcome.result, sign);
            }
            if (!outcome.together()) {
                waited.add(outcome.result, sign);
            }
        }

        double rate(String exchange) {
            Legs there = legs.get(exchange);
            return there == null ? 0 : there.rate();
        }

        /// What an attempt brings on average: together when all of its legs fill, which they do independently of each other, as rarely as their rates allow, and when
        /// they do not; and, as it was measured, one after another. What brings nothing is no better than what loses.
        private boolean better(List<String> exchanges) {
            double whole = 1;
            for (String exchange : exchanges) {
                whole *= rate(exchange);
            }
            double together = whole * wholes.mean() + (1 - whole) * Math.min(0, breaks.mean());
            return together > Math.max(0, waited.mean());
        }
    }

    /// Whether the legs of a plan had better leave together, by what has become of at least [#FEWEST_ATTEMPTS] of its pair.
    public boolean together(Attempt.Plan plan) {
        Known there = known.get(TrackRecord.pair(plan));
        return there != null && there.better;
    }

    /// What part of the legs that leave at once fills at one of the exchanges of a plan's pair, at least: the less is known the less it is, and 0 where nothing is.
    public double fillRate(Attempt.Plan plan, String exchange) {
        Known there = known.get(TrackRecord.pair(plan));
        return there == null ? 0 : there.rate(exchange);
    }

    /// One of an attempt's legs leaves.
    void leaves(Attempt attempt, Order leg) {
        waited.put(leg.id(),
                attempt.orders().stream().anyMatch(other -> other != leg && other.resolved()));
    }

    /// An attempt was closed, perhaps once more because something was told of it late.
    void closed(Attempt attempt, BigDecimal realised) {
        Attempt.Plan plan = attempt.plan();
        List<Leg> legs = legs(attempt);
        if (plan.rebalances() || plan.opportunity() == 0 || plan.lossBudget().signum() <= 0
                || legs.isEmpty() || left(attempt) != legs.size()) {
            return;
        }
        boolean traded = attempt.orders().stream().anyMatch(each -> each.filled().signum() > 0);
        known.computeIfAbsent(TrackRecord.pair(plan), _ -> new Known()).closed(attempt.id(),
                new Outcome(plan.legs().size(), legs, traded, traded
                        ? realised.divide(plan.lossBudget(), MathContext.DECIMAL64).doubleValue()
                        : 0),
                plan.legs().stream().map(leg -> leg.listing().exchange()).toList());
    }

    /// How many legs have left for all that is known: of what a restart found nobody knows when.
    private static long left(Attempt attempt) {
        return attempt.orders().stream().filter(
                order -> order.id().role() == OrderId.Role.LEG && order.leftNanos() != 0)
                .count();
    }

    /// Those of which it is written down that they left.
    private List<Leg> legs(Attempt attempt) {
        List<Leg> legs = new ArrayList<>();
        for (Order order : attempt.orders()) {
            Boolean behind = waited.get(order.id());
            if (behind != null) {
                legs.add(new Leg(order.intent().listing().exchange(), !behind,
                        order.filled().compareTo(order.intent().size()) >= 0));
            }
        }
        return legs;
    }

    /// Everything that it knows, as text.
    @Override
    public String toString() {
        var text = new StringBuilder();
        known.forEach((name, there) -> {
            text.append("legs of ").append(name).append(": ").append(there.attempts.size())
                    .append(" attempts");
            there.legs.forEach((exchange, legs) -> text.append(", ").append(exchange).append(' ')
                    .append(legs.filled).append(" of ").append(legs.left));
            text.append(there.better ? ", together\n" : "\n");
        });
        return text.toString();
    }
}
