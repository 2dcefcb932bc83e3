package io.crossbook.execution.desk;

import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Money;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

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
                opportunity.kind() == Kind.REBALANCE);
    }

    /// The most that may be lost by ending an attempt with this first leg.
    static BigDecimal budget(OrderIntent first, DeskTerms terms) {
        return first.size().multiply(first.limit())
                .multiply(BigDecimal.valueOf(terms.lossBudgetBps())).divide(WHOLE_BPS);
    }
}
