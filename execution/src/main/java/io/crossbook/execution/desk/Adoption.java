package io.crossbook.execution.desk;

import io.crossbook.books.Instrument;
import io.crossbook.execution.AccountFact.Found;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes over orders of ours that were found at an exchange and that the journal has lost: into their attempt, where that is still known, else into one
/// that is made up of what was found of it.
///
/// Of such an attempt nobody knows what it was to bring, nor which of its legs never left: what must not stay is the base of each leg that was found.
final class Adoption {

    private static final int MOST_LEGS = 4;

    private final ExecutionState state;
    private final DeskTerms terms;

    Adoption(ExecutionState state, DeskTerms terms) {
        this.state = state;
        this.terms = terms;
    }

    /// Why an order cannot be one that was lost; empty when it can.
    String objection(Found found) {
        OrderId id = found.order();
        Attempt attempt = state.attempt(id.attempt());
        if (id.epoch() >= state.epoch()) {
            return "it is of boot " + id.epoch() + ", and this is boot " + state.epoch()
                    + ": another journal trades in this account";
        }
        if (attempt != null && attempt.plan().legs().getFirst().rung() == 0
                && attempt.plan().legs().getFirst().id().epoch() > id.epoch()) {
            return "attempt " + id.attempt() + " was begun later";
        }
        if (found.listing().instrument().kind() != Instrument.Kind.SPOT
                || found.size().signum() <= 0 || found.limit().signum() <= 0) {
            return "it is no limited order of spot: " + found;
        }
        return "";
    }

    /// The entry by which it is ours again.
    Entry.Adopted of(Found found, long now) {
        Attempt attempt = state.attempt(found.order().attempt());
        boolean leg = found.order().role() == OrderId.Role.LEG;
        int rung = leg ? 0 : attempt == null ? 1 : attempt.rungs() + 1;
        // When it was placed is the latest at which it can have been meant to be.
        var order = new OrderIntent(found.order(), found.listing(), found.buys(), found.size(),
                found.limit(), OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL,
                Math.max(1, found.toldNanos()), rung, !leg);
        return new Entry.Adopted(plan(attempt, order), order, now);
    }

    private Attempt.Plan plan(@Nullable Attempt attempt,
            OrderIntent order) {
        if (attempt == null) {
            return madeUp(List.of(order));
        }
        Attempt.Plan plan = attempt.plan();
        if (plan.opportunity() != 0 || order.rung() > 0) {
            return plan;
        }
        List<OrderIntent> legs = new ArrayList<>(plan.legs());
        legs.removeIf(each -> each.rung() > 0); // it only stood for them
        legs.add(order);
        return legs.size() > MOST_LEGS ? plan : madeUp(legs);
    }

    private Attempt.Plan madeUp(List<OrderIntent> legs) {
        OrderIntent first = legs.getFirst();
        return new Attempt.Plan(first.id().attempt(), 0, asset(legs), legs,
                Proposal.budget(first, terms), BigDecimal.ZERO);
    }

    /// What it is counted in is paid with or received, and is no base of another leg.
    private static String asset(List<OrderIntent> legs) {
        return legs.stream().map(leg -> leg.listing().instrument().quote())
                .filter(quote -> legs.stream()
                        .noneMatch(leg -> leg.listing().instrument().base().equals(quote)))
                .findFirst().orElse(legs.getFirst().listing().instrument().quote());
    }
}
