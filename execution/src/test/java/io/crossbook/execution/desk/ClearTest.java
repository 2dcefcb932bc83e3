package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderEvent;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a human has traded is not traded a second time.
final class ClearTest {

    private static final Map<String, BigDecimal> BOUGHT = Map.of("BTC", new BigDecimal("0.0009"));

    /// Bought at alpha, and beta has not said what became of the other leg: parked before any rung.
    private static Rig unresolved() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.told(new OrderEvent.Ambiguous(rig.placed.get(1).id(), "HTTP 504"));
        rig.passes(200 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        return rig;
    }

    /// The same, and beta has got nothing.
    private static Rig resolved() {
        Rig rig = unresolved();
        rig.fills(rig.placed.get(1), "0");
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        return rig;
    }

    @Test
    void what_is_not_known_is_not_cleared_and_the_refusal_says_what_to_do() {
        Rig rig = unresolved();
        String refusal = rig.desk.clear(1, "sold by hand", rig.now);
        assertTrue(refusal.contains(rig.placed.get(1).id() + " at beta"), refusal);
        assertTrue(refusal.contains("see to it that the exchange answers"), refusal);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        // And beta comes back without having heard of it.
        rig.desk.told(new AccountFact.Swept("beta", rig.now, 0, rig.now), rig.now);
        for (int i = 0; i < 30; i++) {
            rig.told(new OrderEvent.NotFound(rig.placed.get(1).id()));
        }
        assertTrue(rig.attempt().resolved());
        assertEquals("", rig.desk.clear(1, "sold by hand", rig.now));
        rig.passes(600 * Rig.SECOND);
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertEquals(2, rig.placed.size(), "the human has sold it");
    }

    @Test
    void after_it_was_cleared_only_what_comes_late_is_unwound() {
        Rig rig = resolved();
        assertEquals("", rig.desk.clear(1, "sold by hand", rig.now));
        assertEquals(BOUGHT, rig.attempt().cleared());
        assertEquals(Map.of(), rig.desk.state().exposure());
        rig.fills(rig.placed.get(1), "0.0004"); // sold after all
        assertEquals(3, rig.placed.size());
        assertTrue(rig.last().buys(), "what was sold too much comes back");
        assertEquals(0, new BigDecimal("0.0004").compareTo(rig.last().size()));
        rig.fills(rig.last(), "0.0004");
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertEquals(3, rig.placed.size());
    }

    @Test
    void what_was_cleared_stays_so_over_a_restart() {
        Rig rig = resolved();
        rig.desk.clear(1, "sold by hand", rig.now);
        assertTrue(rig.journal.stream()
                .anyMatch(
                        entry -> entry instanceof Entry.Cleared(long id, var amounts, String why, _)
                                && id == 1 && amounts.equals(BOUGHT)
                                && why.equals("sold by hand")));
        String before = rig.desk.state().toString();
        var again = new ExecutionState();
        rig.journal.forEach(again::apply);
        assertEquals(before, again.toString());
        rig.restarts(rig.journal.size());
        rig.recovers();
        rig.passes(600 * Rig.SECOND);
        assertEquals(2, rig.placed.size());
    }

    @Test
    void a_journal_that_does_not_say_what_was_cleared_means_all_that_was_left() {
        Rig rig = resolved();
        rig.journal.add(new Entry.Turned(1, AttemptNews.CLEARED, "sold by hand", rig.now));
        rig.restarts(rig.journal.size());
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertEquals(BOUGHT, rig.attempt().cleared());
    }

    @Test
    void what_is_not_parked_or_not_there_is_refused() {
        Rig rig = Rig.ready(true);
        assertEquals("there is no attempt 1", rig.desk.clear(1, "x", rig.now));
        rig.offers();
        assertEquals("attempt 1: reserved: it is not parked", rig.desk.clear(1, "x", rig.now));
    }
}
