package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/// An exchange that does not answer after a restart.
final class SilentExchangeTest {

    /// Bought at alpha and not sold at beta when the process dies; the other one asks.
    private static Rig restarted() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.listings.keySet().forEach(rig::darkens);
        rig.fills(rig.placed.get(0), "0.0009");
        rig.fills(rig.placed.get(1), "0");
        assertEquals(AttemptState.IMBALANCED, rig.attempt().state());
        rig.shows("alpha", "49990", "50000");
        rig.shows("beta", "50200", "50210");
        rig.shows("gamma", "50190", "50300");
        rig.restarts(rig.journal.size());
        return rig;
    }

    private static void shows(Rig rig, String exchange) {
        rig.desk.told(new AccountFact.Swept(exchange, rig.now, 0, rig.now), rig.now);
        rig.keeps();
    }

    @Test
    void does_not_keep_others_from_being_flat_again() {
        Rig rig = restarted();
        shows(rig, "alpha");
        assertEquals(2, rig.placed.size(), "beta may still have something to say of it");
        shows(rig, "beta");
        rig.passes(4 * Rig.SECOND);
        assertEquals(2, rig.placed.size(), "gamma may have a rung that the journal has lost");
        rig.passes(2 * Rig.SECOND);
        assertEquals(3, rig.placed.size(), "a rung's time is over");
        rig.fills(rig.last(), "0.0009");
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertTrue(rig.desk.reluctance().contains("gamma to be swept"), "and nothing new begins");
    }

    @Test
    void that_has_a_lost_rung_is_heard_before_another_one_is_sent() {
        Rig rig = restarted();
        shows(rig, "alpha");
        shows(rig, "beta");
        rig.passes(4 * Rig.SECOND);
        comesToLight(rig, 2);
        shows(rig, "gamma");
        rig.passes(60 * Rig.SECOND);
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertEquals(2, rig.placed.size(), "and nothing is sold twice");
    }

    /// A rung at gamma that the journal has lost, and all of it has sold.
    private static void comesToLight(Rig rig, int number) {
        var lost = new OrderIntent(new OrderId(1, 1, OrderId.Role.HEDGE, 0, number),
                rig.listing("gamma"), false, new BigDecimal("0.0009"), new BigDecimal("50190"),
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, rig.now, 3, true);
        rig.desk.told(new AccountFact.Found(lost.id(), lost.listing(), false, lost.size(),
                lost.limit(), rig.now - 10 * Rig.SECOND), rig.now);
        rig.fills(lost, "0.0009");
    }

    @Test
    void that_was_waited_for_long_ago_is_waited_for_anew() {
        Rig rig = restarted();
        rig.passes(Rig.SECOND);
        comesToLight(rig, 2);
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        rig.passes(600 * Rig.SECOND);
        comesToLight(rig, 3);
        assertEquals(AttemptState.IMBALANCED, rig.attempt().state(), rig.alarms::toString);
        rig.passes(181 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
    }

    @Test
    void holds_up_a_human_for_no_longer() {
        Rig rig = restarted();
        rig.darkens("alpha");
        rig.darkens("beta");
        shows(rig, "alpha");
        shows(rig, "beta");
        rig.passes(60 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        rig.shows("alpha", "49990", "50000");
        rig.restarts(rig.journal.size());
        shows(rig, "alpha");
        shows(rig, "beta");
        String refusal = rig.desk.unwind(1, 300, rig.now);
        assertTrue(refusal.contains("gamma to be swept; ask again"), refusal);
        rig.passes(6 * Rig.SECOND);
        assertEquals("", rig.desk.unwind(1, 300, rig.now));
    }

    @Test
    void is_no_place_to_unwind() {
        Rig rig = restarted();
        rig.darkens("alpha");
        rig.darkens("beta");
        shows(rig, "alpha");
        shows(rig, "beta");
        rig.passes(60 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        assertEquals(2, rig.placed.size());
    }

    @Test
    void parks_what_was_begun_there_and_calls() {
        Rig rig = restarted();
        shows(rig, "alpha");
        shows(rig, "gamma");
        rig.passes(179 * Rig.SECOND);
        assertEquals(AttemptState.IMBALANCED, rig.attempt().state());
        rig.passes(2 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        assertTrue(rig.alarms.getLast().contains("has not shown what it has"),
                rig.alarms.getLast());
        assertTrue(rig.desk.unwind(1, 300, rig.now).contains("beta to be swept"));
        assertEquals(2, rig.placed.size());
    }
}
