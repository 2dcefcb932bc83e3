package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.OrderId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A new journal in an account where another has traded: at each login Kraken tells the last fifty trades, whatever their age.
final class OlderJournalTest {

    private static final long MINUTE = 60_000;

    private final long begun = new Pit().now / Pit.MILLI;

    private static OrderId older(Pit pit) {
        return new OrderId(OrderId.epochAt(pit.now) - 86_400, 1, OrderId.Role.LEG, 0, 1);
    }

    /// Alpha's stream begins anew and tells this trade of an order that this journal never had.
    private void logsIn(Pit pit, int connection, OrderId id, long tradedMillis) {
        pit.input(new Input.Closed(connection - 1, "alpha/orders", "cut"));
        pit.input(new Input.Opened(connection, "alpha/orders"));
        pit.says(connection, "welcome");
        pit.says(connection, "traded " + id + " 0.4 100 t1 0 USDT " + tradedMillis);
        for (int i = 0; i < 30; i++) {
            pit.keeps().answers().pass(1_000);
        }
    }

    @Test
    void what_was_traded_before_it_began_is_somebody_else_s_and_counted_once() {
        Pit pit = Pit.ready();
        OrderId older = older(pit);
        logsIn(pit, 101, older, begun - 60 * MINUTE);
        logsIn(pit, 102, older, begun - 60 * MINUTE);
        assertEquals("", pit.state().halted());
        assertEquals(List.of("alpha BTCUSDT " + older), pit.foreign);
    }

    @Test
    void who_trades_there_since_halts() {
        for (long traded : List.of(begun, begun - MINUTE + 1)) {
            Pit pit = Pit.ready();
            logsIn(pit, 101, older(pit), traded);
            assertTrue(pit.state().halted().contains("not in the journal"), pit.state().halted());
            assertEquals(List.of(), pit.foreign);
        }
    }

    /// Of an epoch of this journal, or between two of them: its own end was lost.
    @Test
    void what_it_has_lost_itself_halts() {
        Pit pit = Pit.ready();
        int first = pit.state().epoch();
        pit.pass(90 * MINUTE);
        Pit again = new Pit(Kept.of(pit.journal.entries), Pit.settings(Pit.THREE),
                Pit.execution(Pit.THREE));
        again.now = pit.now;
        again.begins().recovers();
        logsIn(again, 101, new OrderId(first + 1, 1, OrderId.Role.LEG, 0, 1), begun + 60 * MINUTE);
        assertTrue(again.state().halted().contains("not in the journal"),
                again.state().halted());
    }
}
