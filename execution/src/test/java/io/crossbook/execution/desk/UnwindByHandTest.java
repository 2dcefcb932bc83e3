package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.AttemptState;
import io.crossbook.execution.OrderEvent;
import java.math.BigDecimal;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What a human has unwound of parked attempts.
final class UnwindByHandTest {

    /// Parked with 0.0009 BTC of 45 USDT on its hands, and the market 2 % below, where no budget reaches.
    private static Rig parked() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        for (String name : rig.listings.keySet()) {
            rig.shows(name, "49000", "49010");
        }
        rig.fills(rig.placed.get(1), "0");
        rig.passes(60 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        return rig;
    }

    /// It may wait for a human for weeks: a sweep must not reach back to it.
    @Test
    void what_is_parked_and_known_is_swept_for_no_more() {
        Rig rig = parked();
        rig.now += 7 * 86_400 * Rig.SECOND;
        rig.restarts(rig.journal.size());
        rig.passes(Rig.SECOND);
        // Only to where the journal ends, which may have lost what came behind.
        long begun = rig.attempt().orders().getFirst().intent().deadlineNanos();
        rig.swept.forEach((exchange, since) -> assertTrue(since > begun,
                exchange + " since " + since + ", not " + begun));
        assertEquals(3, rig.swept.size());
    }

    /// What is not known is looked for from before it left.
    @Test
    void what_is_parked_and_not_known_is_swept_for_from_its_beginning() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        long left = rig.now;
        rig.fills(rig.placed.get(0), "0.0009");
        rig.told(new OrderEvent.Ambiguous(rig.placed.get(1).id(), "HTTP 504"));
        rig.passes(200 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        rig.now += 3_600 * Rig.SECOND;
        rig.restarts(rig.journal.size());
        rig.passes(Rig.SECOND);
        assertTrue(Objects.requireNonNull(rig.swept.get("beta")) <= left,
                () -> rig.swept + " " + left);
        assertTrue(Objects.requireNonNull(rig.swept.get("alpha")) > left,
                () -> rig.swept + " " + left);
    }

    @Test
    void a_human_unwinds_what_is_parked_at_no_more_than_he_allows() {
        Rig rig = parked();
        rig.desk.halt("somebody said so", rig.now);
        assertEquals("", rig.desk.unwind(1, 250, rig.now));
        assertEquals(2, rig.placed.size(), "not before it is durable");
        assertEquals("attempt 1: unwinding: it is not parked", rig.desk.unwind(1, 250, rig.now));
        assertTrue(rig.desk.nextDeadline() > rig.now, "the ladder's waiting is over");
        rig.keeps();
        assertEquals("48945.79", rig.last().limit().toPlainString(),
                "(45 - 1.125) / 0.0009 / (1 - 40 bps), and not 49000 less 250 bps");
        assertTrue(rig.last().reduces());
        rig.fills(rig.last(), "0.0004");
        assertEquals(AttemptState.PARKED, rig.attempt().state(), "one order, and no rung after it");
        assertTrue(rig.alarms.getLast().contains("no rung is left"), rig.alarms.getLast());
        assertEquals("", rig.desk.unwind(1, 250, rig.now));
        rig.keeps();
        rig.fills(rig.last(), "0.0005");
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertEquals(4, rig.placed.stream().map(each -> each.id()).distinct().count());
        assertEquals("attempt 1: settled: it is not parked", rig.desk.unwind(1, 30, rig.now));
    }

    @Test
    void the_loss_is_bounded_and_not_how_far_it_goes_from_the_price_of_now() {
        Rig rig = parked();
        String refusal = rig.desk.unwind(1, 30, rig.now);
        assertEquals("attempt 1: parked: at 30 bps nothing can be done: at the best price of now, "
                + "49000 at alpha, it loses 241 bps of its first leg, fees included", refusal);
        assertEquals(2, rig.placed.size());
        assertEquals("", rig.desk.unwind(1, 241, rig.now));
        rig.keeps();
        assertEquals("48990.97", rig.last().limit().toPlainString());
        rig.fills(rig.last(), "0.0009"); // at its limit, the worst that it may get
        BigDecimal lost = rig.attempt().net()
                .getOrDefault("USDT", BigDecimal.ZERO).negate();
        assertTrue(lost.compareTo(new BigDecimal("1.0845")) < 0, lost + " of 45 is over 241 bps");
    }

    @Test
    void when_the_market_is_kind_it_goes_no_further_from_it_than_the_ladder() {
        Rig rig = parked();
        rig.shows("alpha", "50000", "50010");
        assertEquals("", rig.desk.unwind(1, 1_000, rig.now));
        rig.keeps();
        assertEquals("49250.00", rig.last().limit().toPlainString(), "50000 less 150 bps");
    }

    @Test
    void what_loses_more_than_may_be_allowed_is_left_to_the_human() {
        Rig rig = parked();
        for (String name : rig.listings.keySet()) {
            rig.shows(name, "40000", "40010");
        }
        String refusal = rig.desk.unwind(1, 1_000, rig.now);
        assertTrue(refusal.endsWith(
                "more than may be allowed: trade it yourself, then: crossbook clear 1"), refusal);
    }

    @Test
    void what_was_parked_before_the_ladder_was_tried_does_not_climb_it_after_a_human() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.told(new OrderEvent.Ambiguous(rig.placed.get(1).id(), "HTTP 504"));
        rig.passes(200 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        assertEquals("attempt 1: parked: not all that was sent for it is known",
                rig.desk.unwind(1, 30, rig.now));
        rig.fills(rig.placed.get(1), "0");
        assertEquals("", rig.desk.unwind(1, 50, rig.now));
        rig.keeps();
        rig.fills(rig.last(), "0.0004");
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        assertEquals(3, rig.placed.size());
    }

    @Test
    void what_is_told_late_while_a_rung_waits_is_waited_for_and_nothing_else() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.listings.keySet().forEach(rig::darkens);
        rig.fills(rig.placed.get(1), "0");
        assertEquals(AttemptState.IMBALANCED, rig.attempt().state());
        assertEquals(rig.now + Rig.SECOND / 4, rig.desk.nextDeadline());
        rig.now += Rig.SECOND / 4;
        rig.told(new OrderEvent.Ended(rig.placed.get(1).id(), OrderEvent.End.EXPIRED,
                new BigDecimal("0.0004"))); // and its fills do not come
        assertTrue(rig.desk.nextDeadline() > rig.now, "else it would be called at once for ever");
    }

    @Test
    void what_a_human_wants_passes_the_gate_and_says_why_it_does_not_go() {
        Rig rig = parked();
        assertEquals("there is no attempt 2", rig.desk.unwind(2, 30, rig.now));
        for (int bps : new int[]{-1, 0, 1_001}) {
            assertEquals(bps + " bps is not allowed: 1 to 1000 is",
                    rig.desk.unwind(1, bps, rig.now));
        }
        rig.listings.keySet().forEach(rig::darkens);
        assertEquals("attempt 1: parked: nothing can be traded there",
                rig.desk.unwind(1, 30, rig.now));
        rig.shows("alpha", "49000", "49010");
        assertEquals("", rig.desk.unwind(1, 300, rig.now));
        rig.darkens("alpha");
        rig.keeps();
        assertEquals(AttemptState.PARKED, rig.attempt().state(), "the gate is asked once more");
        rig.restarts(rig.journal.size());
        assertTrue(rig.desk.unwind(1, 30, rig.now).contains("waiting for alpha to be swept"));
        rig.desk.journalFailed("disk full", rig.now);
        assertEquals("the journal has failed", rig.desk.unwind(1, 30, rig.now));
        assertEquals(2, rig.placed.size());
    }
}
