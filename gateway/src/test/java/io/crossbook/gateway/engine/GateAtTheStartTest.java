package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.Setting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
}
