package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.arbitrage.Working;
import io.crossbook.books.Side;
import io.crossbook.execution.Attempt;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProposalTest {

    private static Attempt.Plan plan(Step... steps) {
        Rig rig = Rig.ready(true);
        var buy = new Leg(rig.listing("alpha"), Side.ASK, 90, 5, 5_000_000, 2);
        var sell = new Leg(rig.listing("beta"), Side.BID, 90, 5, 5_020_000, 2);
        return Proposal.of(new Opportunity(7, Kind.CONVERSION, Opportunity.State.OPENED,
                List.of(buy, sell), "USDT", 18_000_000, 0, 0, Working.of(18_000_000, 0),
                List.of(steps), true, "", 1, 1, 0, ""),
                DeskTerms.of(
                        Map.of("alpha", Patience.ENFORCED, "beta", Patience.ENFORCED)),
                1, 1, 1);
    }

    @Test
    void what_is_to_be_carried_is_planned_at_what_the_book_between_gives_for_it() {
        assertEquals(Map.of("USDC", new BigDecimal("0.9")),
                plan(Step.money(Step.What.BUY, "alpha", "USDT", -4_500_000_000L, ""),
                        Step.money(Step.What.SELL, "beta", "USDC", 5_020_000_000L, ""),
                        Step.money(Step.What.CARRY, "beta", "USDC", -5_020_000_000L, ""),
                        Step.money(Step.What.CARRY, "beta", "USDT", 4_518_000_000L, ""))
                        .carries());
    }

    @Test
    void what_carries_nothing_plans_nothing_to_be_carried() {
        assertEquals(Map.of(),
                plan(Step.money(Step.What.BUY, "alpha", "USDT", -4_500_000_000L, ""),
                        Step.money(Step.What.SELL, "beta", "USDT", 4_518_000_000L, ""))
                        .carries());
    }
}
