package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.Setting;
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

    /// An edge of 1.5 % cannot be where prices may lie a basis point apart.
    @Test
    void a_gate_that_lets_nothing_through_or_too_much_halts_and_no_human_can_allow_it() {
        Pit pit = pit(Mode.PRACTICE, GateSettings.DEFAULT.with(Setting.MIN_NET, 150)
                .with(Setting.MAX_TWO_DEVIATION, 1).with(Setting.MAX_DEVIATION, 1));
        pit.keeps().pass(1_000);
        String why = pit.state().halted();
        assertTrue(why.startsWith("the gate fails its test at the start: an attempt that is as it "
                + "must be is refused: "), why);
        assertEquals(1, pit.halts.size(), "the latch is pulled outside as well");

        pit.input(new Input.Command(new Input.Wish.Rearm("go on", 1))).keeps();
        assertEquals(why, pit.state().halted());
    }

    @Test
    void with_real_money_it_says_once_a_second_what_does_not_count_yet() {
        GateSettings risk = GateSettings.DEFAULT.with(Setting.MAX_LOSS, 100);
        assertEquals("maxLossUsdt is 100 and counts as 20 until 50 attempts are reconciled: 0 are",
                pit(Mode.LIVE, risk).recovers().pass(1_000).standings.getLast().limits());
        assertEquals("", pit(Mode.PRACTICE, risk).recovers().pass(1_000).standings.getLast().limits());
        assertEquals("", pit(Mode.LIVE, GateSettings.DEFAULT).recovers().pass(1_000).standings
                .getLast().limits());
    }
}
