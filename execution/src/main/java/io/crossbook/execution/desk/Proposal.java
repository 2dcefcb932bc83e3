package io.crossbook.execution.desk;

import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An opportunity as orders.
final class Proposal {

    private static final BigDecimal WHOLE_BPS = BigDecimal.valueOf(10_000);

    private Proposal() {}

    /// What an attempt at it would be.
    static Attempt.Plan of(Opportunity opportunity, DeskTerms terms, int epoch, long attempt,
            long now) {
        List<OrderIntent> legs = new ArrayList<>();
        for (Leg leg : opportunity.legs()) {
            var id = new OrderId(epoch, attempt, OrderId.Role.LEG, legs.size(), legs.size());
            BigDecimal base = BigDecimal.valueOf(leg.size(), leg.sizeScale());
            // Sizes of legs are whole lots in base units: contracts come out whole, or the gate denies them.
            long multiplier = leg.listing().rules().multiplier();
            BigDecimal size = multiplier == 1
                    ? base
                    : base.divide(BigDecimal.valueOf(multiplier));
            legs.add(new OrderIntent(id, leg.listing(), leg.buys(), size,
                    BigDecimal.valueOf(leg.limit(), leg.priceScale()),
                    OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL,
                    now + terms.of(leg.listing().exchange()).windowNanos(), 0, false));
        }
        return new Attempt.Plan(attempt, opportunity.id(), opportunity.asset(), legs,
                budget(legs.getFirst(), terms),
                BigDecimal.valueOf(opportunity.net(), Money.SCALE),
                opportunity.kind() == Kind.REBALANCE, carries(opportunity));
    }

    /// What one of each asset is worth that stays where it is received: its step gives it up, the next says for how much.
    private static Map<String, BigDecimal> carries(Opportunity opportunity) {
        var carries = new TreeMap<String, BigDecimal>();
        Step given = null;
        for (Step step : opportunity.steps()) {
            if (step.what() != Step.What.CARRY) {
                continue;
            }
            if (step.amount() < 0) {
                given = step;
            } else if (given != null && step.asset().equals(opportunity.asset())) {
                carries.put(given.asset(), amount(step).divide(amount(given).negate(),
                        MathContext.DECIMAL64));
            }
        }
        return carries;
    }

    private static BigDecimal amount(Step step) {
        return BigDecimal.valueOf(step.amount(), step.scale());
    }

    /// The most that may be lost by ending an attempt with this first leg.
    static BigDecimal budget(OrderIntent first, DeskTerms terms) {
        return first.size().multiply(first.limit())
                .multiply(BigDecimal.valueOf(terms.lossBudgetBps())).divide(WHOLE_BPS);
    }
}
