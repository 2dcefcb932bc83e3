package io.crossbook.execution.desk;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Instrument;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.risk.PreTradeGate;
import org.jspecify.annotations.Nullable;

/// Whether an opportunity may become an attempt.
final class Admission {

    private final ExecutionState state;
    private final DeskTerms terms;
    private final PreTradeGate gate;

    Admission(ExecutionState state, DeskTerms terms, PreTradeGate gate) {
        this.state = state;
        this.terms = terms;
        this.gate = gate;
    }

    /// Why not, by what it is and what is under way; `reluctance` is why nothing is begun at all.
    @Nullable
    Denial refusal(Opportunity opportunity, String reluctance) {
        if (!reluctance.isEmpty()) {
            return new Denial("desk", reluctance, "ready", "state");
        }
        if (!opportunity.executable()) {
            return new Denial("executable", opportunity.reason(), "executable", "opportunity");
        }
        for (var leg : opportunity.legs()) {
            if (leg.listing().instrument().kind() != Instrument.Kind.SPOT) {
                return new Denial("kind", leg.listing().instrument().toString(), "SPOT", "kind");
            }
            if (!terms.patience().containsKey(leg.listing().exchange())) {
                return new Denial("exchange", leg.listing().exchange(), "configured",
                        "exchange");
            }
            for (Attempt attempt : state.live()) {
                if (attempt.occupies() && attempt.plan().legs().stream()
                        .anyMatch(other -> other.listing().sameAs(leg.listing()))) {
                    return new Denial("busy", attempt.toString(), "none", "attempts");
                }
            }
        }
        return null;
    }

    /// What must not stay can be traded by itself: else nobody could tell whether it is dust, and no rung could move it.
    @Nullable
    Denial objection(Attempt.Plan plan, long now) {
        for (String asset : Attempt.between(plan)) {
            if (plan.legs().stream()
                    .noneMatch(leg -> leg.listing().instrument().base().equals(asset))) {
                return new Denial("unwind", asset, "the base of a leg", "asset");
            }
        }
        return gate.objection(plan, now);
    }
}
