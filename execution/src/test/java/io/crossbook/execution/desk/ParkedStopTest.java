package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.AttemptState;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is parked waits for a human, or with `parkedStopBps` until it has lost so much.
final class ParkedStopTest {

    /// Parked with 0.0009 BTC of 45 USDT on its hands and the market 2 % below: sold there it loses 240 bps, a reserve for fees included.
    private static Rig parked(int stopBps) {
        Rig rig = Rig.ready(terms -> terms.allTogether().stoppingAt(stopBps));
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        shows(rig, "49000");
        rig.fills(rig.placed.get(1), "0");
        rig.passes(60 * Rig.SECOND);
        return rig;
    }

    private static void shows(Rig rig, String bid) {
        String ask = new BigDecimal(bid).add(BigDecimal.TEN).toPlainString();
        rig.listings.keySet().forEach(name -> rig.shows(name, bid, ask));
    }

    @Test
    void without_a_stop_it_waits_whatever_it_loses() {
        Rig rig = parked(0);
        shows(rig, "46000");
        rig.passes(3_600 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        assertEquals(2, rig.placed.size());
    }

    @Test
    void at_its_stop_it_is_traded_away_and_not_before() {
        Rig before = parked(241);
        before.passes(60 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, before.attempt().state());
        assertEquals(2, before.placed.size());

        Rig at = parked(240);
        assertEquals(3, at.placed.size());
        assertTrue(at.alarms.contains("attempt 1: unwinding: it has lost 240 bps of its first leg, "
                + "its stop is 240: what is left is traded away"), at.alarms.toString());
        at.fills(at.last(), "0.0009");
        at.passes(Rig.SECOND);
        assertEquals(AttemptState.SETTLED, at.attempt().state());
        assertEquals(Map.of(), at.attempt().residue());
    }

    @Test
    void the_market_moves_until_it_is_reached() {
        Rig rig = parked(300);
        assertEquals(2, rig.placed.size());
        shows(rig, "48600");
        rig.passes(6 * Rig.SECOND);
        assertEquals(3, rig.placed.size(), rig.alarms::toString);
    }

    @Test
    void what_it_leaves_is_parked_again_and_tried_again() {
        Rig rig = parked(240);
        rig.fills(rig.last(), "0.0004");
        rig.passes(6 * Rig.SECOND);
        assertEquals(4, rig.placed.size());
        assertEquals("0.00050", rig.last().size().toPlainString());
    }

    /// A human may allow 10 % at most; so may a stop.
    @Test
    void beyond_what_a_human_may_allow_it_waits_and_says_so() {
        Rig rig = parked(300);
        shows(rig, "44000");
        rig.passes(400 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        assertTrue(
                rig.alarms.getLast().contains("it has lost 1236 bps of its first leg, its stop is "
                        + "300, and at 1000 bps nothing can be done"),
                rig.alarms.getLast());
    }

    @Test
    void a_stop_within_the_budget_is_refused() {
        DeskTerms terms = DeskTerms.of(Map.of("alpha", Patience.ENFORCED));
        assertThrows(IllegalArgumentException.class, () -> terms.stoppingAt(150));
        assertThrows(IllegalArgumentException.class, () -> terms.stoppingAt(1_001));
        assertEquals(151, terms.stoppingAt(151).parkedStopBps());
    }
}
