package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.Setting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the daemon makes of its limits before anything is traded.
final class GateAtTheStartTest {

    private static Pit pit(Mode mode, GateSettings risk) {
        Execution plain = Pit.execution(Pit.THREE);
        return new Pit(new Kept(), Pit.settings(Pit.THREE), new Execution(mode, risk,
                plain.patience(), Map.of(), plain.legs(), plain.lossBudgetBps(), 0, plain.paper(),
                Set.of())).begins();
    }

    @Test
    void the_gate_is_tested_before_anything_is_written_and_once() {
        Pit pit = new Pit(new Kept(), Pit.settings(Pit.THREE), Pit.execution(Pit.THREE));
        assertEquals(List.of(), pit.tests);
        pit.begins();
        assertEquals(List.of(""), pit.tests);
        pit.recovers().pass(10_000);
        assertEquals(List.of(""), pit.tests);
        assertEquals("", pit.state().halted());
    }

    /// Between the journal's word and the order somebody else has placed one of his own on the account.
    @Test
    void what_somebody_else_has_locked_meanwhile_is_not_spent() {
        for (var each : Map.of("959", 2, "960", 0).entrySet()) {
            Pit pit = Pit.ready();
            pit.offers();
            pit.locked.put("alpha USDT", each.getKey());
            pit.streams("alpha", "balances").answers();
            pit.keeps();
            assertEquals(each.getValue(), pit.placed().size(), each.getKey());
        }
    }

    @Test
    void with_real_money_it_says_once_a_second_what_does_not_count_yet() {
        GateSettings risk = GateSettings.DEFAULT.with(Setting.MAX_LOSS, 100);
        assertEquals("maxLossUsdt is 100 and counts as 20 until 50 attempts are reconciled: 0 are",
                pit(Mode.LIVE, risk).recovers().pass(1_000).standings.getLast().limits());
        assertEquals("",
                pit(Mode.PRACTICE, risk).recovers().pass(1_000).standings.getLast().limits());
        assertEquals("", pit(Mode.LIVE, GateSettings.DEFAULT).recovers().pass(1_000).standings
                .getLast().limits());
    }

    private static Execution losing(Mode mode, int budgetBps, int stopBps) {
        Execution plain = Pit.execution(Pit.THREE);
        return new Execution(mode, plain.risk().with(Setting.MAX_LOSS, 100), plain.patience(),
                Map.of(), plain.legs(), budgetBps, stopBps, plain.paper(), Set.of());
    }

    @ParameterizedTest
    @CsvSource({"LIVE, 300, 400, 49, 150, 0", "LIVE, 300, 400, 50, 300, 400",
            "LIVE, 90, 120, 49, 90, 0", "LIVE, 90, 0, 49, 90, 0",
            "PRACTICE, 300, 400, 0, 300, 400", "PAPER, 300, 400, 0, 300, 400",
            "TESTNET, 300, 400, 0, 300, 400"})
    void with_real_money_what_an_attempt_may_lose_has_to_be_earned(Mode mode, int budget, int stop,
            int reconciled, int counts, int stopCounts) {
        Execution execution = losing(mode, budget, stop);
        assertEquals(counts, execution.inForce(reconciled).terms().lossBudgetBps());
        assertEquals(stopCounts, execution.inForce(reconciled).terms().parkedStopBps());
        assertEquals(counts == budget && stopCounts == stop,
                execution.held(reconciled).isEmpty());
    }

    /// What is planned is what counts: 150 bps of 40 USDT.
    @Test
    void it_is_what_the_coordinator_plans_with_and_what_is_told() {
        var pit = new Pit(new Kept(), Pit.settings(Pit.THREE), losing(Mode.LIVE, 300, 400))
                .begins().recovers().pass(1_000);
        assertEquals("maxLossUsdt is 100 and counts as 20 until 50 attempts are reconciled: 0 are;"
                + " lossBudgetBps is 300 and counts as 150, parkedStopBps is 400 and counts as 0"
                + " until the first start after 50 attempts are reconciled",
                pit.standings.getLast().limits());
        Pit.THREE.forEach(each -> pit.input(new Input.Account(new Input.Word.Rates(each, pit.now,
                Map.of("BTC/USDT", new FeeModel.Rate(0, 0))))));
        pit.offers();
        assertEquals(List.of("0.6"), pit.state().live().stream().map(attempt -> attempt.plan()
                .lossBudget().stripTrailingZeros().toPlainString()).toList());
    }
}
