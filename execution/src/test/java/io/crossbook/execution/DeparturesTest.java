package io.crossbook.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// When legs leave together, and which goes first until then.
final class DeparturesTest {

    private final ExecutionState state = new ExecutionState();
    private final Departures departures = state.record().departures();
    private long now = 1;
    private long attempts;
    private int trades;
    private int epoch;

    private static Attempt.Plan plan(long attempt, String buysAt, String sellsAt) {
        return plan(attempt, "BTC/USDT", buysAt, sellsAt);
    }

    private static Attempt.Plan plan(long attempt, String instrument, String buysAt,
            String sellsAt) {
        return new Attempt.Plan(attempt, attempt, "USDT",
                List.of(leg(attempt, 0, instrument, buysAt, true),
                        leg(attempt, 1, instrument, sellsAt, false)),
                BigDecimal.ONE, new BigDecimal("0.1"));
    }

    private static OrderIntent leg(long attempt, int number, String instrument, String exchange,
            boolean buys) {
        return new OrderIntent(new OrderId(1, attempt, OrderId.Role.LEG, number, number),
                Orders.listing(number, exchange, instrument), buys, BigDecimal.ONE,
                BigDecimal.valueOf(100), OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, 1, 0, false);
    }

    private void leaves(OrderIntent leg) {
        state.apply(new Entry.Acted(leg.id(), OrderNews.HANDED, "", now));
    }

    private void ends(OrderIntent leg, boolean fills) {
        now++;
        if (fills) {
            state.apply(new Entry.Told(new OrderEvent.Traded(new Fill(leg.id(),
                    leg.listing().exchange(), leg.listing().symbol(), "t" + trades++, leg.limit(),
                    leg.size(), BigDecimal.ZERO, "USDT", now, Fill.Source.STREAM)), now));
        }
        state.apply(new Entry.Told(new OrderEvent.Ended(leg.id(),
                fills ? OrderEvent.End.FILLED : OrderEvent.End.EXPIRED,
                fills ? leg.size() : BigDecimal.ZERO), now));
    }

    private void closes(Attempt.Plan plan, String brought) {
        state.apply(new Entry.Closed(plan.attempt(), Map.of("USDT", new BigDecimal(brought)),
                Map.of(), Map.of(), now));
    }

    private Attempt.Plan begins(String first, String second) {
        Attempt.Plan plan = plan(++attempts, first, second);
        state.apply(new Entry.Reserved(plan, now));
        return plan;
    }

    /// One leg after the other, if the first fills.
    private void careful(String first, String second, boolean one, boolean other, String brought) {
        Attempt.Plan plan = begins(first, second);
        leaves(plan.legs().getFirst());
        ends(plan.legs().getFirst(), one);
        if (one) {
            leaves(plan.legs().getLast());
            ends(plan.legs().getLast(), other);
        }
        closes(plan, brought);
    }

    private void together(boolean one, boolean other, String brought) {
        Attempt.Plan plan = begins("alpha", "beta");
        plan.legs().forEach(this::leaves);
        ends(plan.legs().getFirst(), one);
        ends(plan.legs().getLast(), other);
        closes(plan, brought);
    }

    /// So many of which the first always fills, and the second in three of five: waiting costs.
    private void waitingCosts(int times) {
        for (int i = 0; i < times; i++) {
            boolean fills = i % 5 < 3;
            String brought = fills ? "0.1" : "-0.3";
            careful(i % 2 == 0 ? "alpha" : "beta", i % 2 == 0 ? "beta" : "alpha", true, fills,
                    brought);
        }
    }

    private boolean better() {
        return departures.together(plan(9_999, "beta", "alpha"));
    }

    @Test
    void nothing_leaves_together_before_two_hundred_attempts_whatever_they_show() {
        waitingCosts(199);
        assertFalse(better());
        waitingCosts(1);
        assertTrue(better());
        waitingCosts(1);
        assertTrue(better());
        assertFalse(departures.together(plan(9_999, "alpha", "gamma")), "other exchanges");
        assertFalse(departures.together(plan(9_999, "alpha", "alpha")), "one of them alone");
    }

    @Test
    void what_one_pair_has_shown_proves_nothing_of_another_at_the_same_exchanges() {
        waitingCosts(400);
        Attempt.Plan other = plan(9_999, "XYZ/USDT", "alpha", "beta");
        assertFalse(departures.together(other));
        assertEquals(0, departures.fillRate(other, "alpha"));
    }

    /// A process died before it was written down whether, and when, the other leg left.
    @Test
    void an_attempt_of_which_nobody_knows_how_a_leg_left_is_none() {
        waitingCosts(199);
        for (boolean other : new boolean[]{false, true}) {
            Attempt.Plan plan = begins("alpha", "beta");
            leaves(plan.legs().getFirst());
            ends(plan.legs().getFirst(), true);
            state.apply(new Entry.Booted(++epoch, "b", "c", now));
            ends(plan.legs().getLast(), other);
            closes(plan, "0.1");
        }
        assertFalse(better());
        assertEquals(199, known());
        waitingCosts(1);
        assertTrue(better());
        assertEquals(200, known());
    }

    /// Of how many attempts it says that it knows.
    private long known() {
        String text = departures.toString();
        return Long.parseLong(text.substring(text.indexOf(": ") + 2, text.indexOf(" attempts")));
    }

    @Test
    void where_waiting_costs_nothing_nothing_leaves_together() {
        for (int i = 0; i < 400; i++) {
            careful(i % 2 == 0 ? "alpha" : "beta", i % 2 == 0 ? "beta" : "alpha", true, true,
                    "0.1");
        }
        assertFalse(better());
    }

    /// An edge of 8 bps that is filled in 40 of 100, and costs 25 where it is not, loses 11.8 an attempt.
    @Test
    void what_is_filled_too_rarely_does_not_leave_together() {
        for (int i = 0; i < 400; i++) {
            careful(i % 2 == 0 ? "alpha" : "beta", i % 2 == 0 ? "beta" : "alpha", i % 20 < 13,
                    i % 3 == 0, i % 20 < 13 ? i % 3 == 0 ? "0.08" : "-0.25" : "0");
        }
        assertFalse(better());
    }

    /// Of alpha nobody knows whether it fills what has not waited.
    @Test
    void of_an_exchange_at_which_no_leg_left_at_once_nothing_is_known() {
        for (int i = 0; i < 400; i++) {
            boolean fills = i % 5 < 3;
            careful("beta", "alpha", true, fills, fills ? "0.1" : "-0.3");
        }
        assertFalse(better());
        assertEquals(0, departures.fillRate(plan(1, "alpha", "beta"), "alpha"));
    }

    @Test
    void what_turns_out_worse_leaves_together_no_more() {
        waitingCosts(200);
        assertTrue(better());
        for (int i = 0; i < 100; i++) {
            together(true, i % 2 == 0, i % 2 == 0 ? "0.1" : "-0.9");
        }
        assertFalse(better());
    }

    @Test
    void the_less_is_known_of_an_exchange_the_more_doubtful_it_is() {
        Attempt.Plan plan = plan(9_999, "alpha", "beta");
        assertEquals(0, departures.fillRate(plan, "alpha"));
        careful("alpha", "beta", true, true, "0.1");
        assertEquals(0.27, departures.fillRate(plan, "alpha"), 0.01);
        assertEquals(0, departures.fillRate(plan, "beta"), "its leg had waited");
        careful("alpha", "beta", true, true, "0.1");
        assertEquals(0.42, departures.fillRate(plan, "alpha"), 0.01);
        careful("alpha", "beta", false, false, "0");
        assertEquals(0.25, departures.fillRate(plan, "alpha"), 0.01);
    }

    @Test
    void what_comes_to_light_late_counts_once() {
        waitingCosts(199);
        closes(plan(199, "alpha", "beta"), "-0.3");
        assertFalse(better());
    }

    @Test
    void what_never_left_was_adopted_or_only_rebalances_is_no_attempt() {
        waitingCosts(199);
        closes(begins("alpha", "beta"), "0"); // abandoned
        Attempt.Plan usual = plan(++attempts, "alpha", "beta");
        for (Attempt.Plan plan : List.of(
                new Attempt.Plan(attempts, 7, "USDT", usual.legs(), BigDecimal.ONE, BigDecimal.ONE,
                        true, Map.of()),
                new Attempt.Plan(++attempts, 0, "USDT", plan(attempts, "alpha", "beta").legs(),
                        BigDecimal.ONE, BigDecimal.ONE))) {
            state.apply(new Entry.Reserved(plan, now));
            plan.legs().forEach(this::leaves);
            plan.legs().forEach(leg -> ends(leg, true));
            closes(plan, "0.1");
        }
        assertFalse(better());
        waitingCosts(1);
        assertTrue(better());
    }
}
