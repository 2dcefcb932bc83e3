package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The machine has died, and the end of the journal with it: orders have left of which it tells nothing.
final class AdoptionTest {

    private static final long SECOND = Rig.SECOND;

    /// A desk that took an opportunity and sent both legs, and whose journal ends before that when it starts again.
    private static Rig forgot() {
        Rig rig = Rig.ready(true);
        int kept = rig.journal.size();
        rig.offers();
        rig.keeps();
        assertEquals(2, rig.placed.size());
        rig.now += 10 * SECOND;
        rig.restarts(kept);
        return rig;
    }

    private static void shows(Rig rig, OrderIntent order) {
        rig.desk.told(new AccountFact.Found(order.id(), order.listing(), order.buys(),
                order.size(), order.limit(), rig.now - 10 * SECOND), rig.now);
        rig.keeps();
    }

    private static Attempt attempt(Rig rig, OrderIntent of) {
        return Objects.requireNonNull(rig.desk.state().attempt(of.id().attempt()));
    }

    @Test
    void orders_that_the_journal_has_lost_are_adopted_and_their_fills_booked_once() {
        Rig rig = forgot();
        for (OrderIntent leg : List.copyOf(rig.placed)) {
            shows(rig, leg);
            shows(rig, leg);
            rig.fills(leg, "0.0009");
        }

        assertEquals(2, rig.journal.stream().filter(Entry.Adopted.class::isInstance).count());
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertTrue(rig.attempt().closed());
        assertEquals(0, new BigDecimal("0.0109")
                .compareTo(rig.desk.state().ledger().holding("alpha", "BTC")));
        assertEquals(2, rig.placed.size(), "nothing is left over, nothing is sent");
        assertTrue(rig.alarms.getFirst().startsWith("Adopted: "
                + rig.placed.getFirst() + ": the journal has lost it"), rig.alarms::toString);
    }

    @Test
    void what_a_leg_got_whose_other_leg_is_lost_is_traded_back() {
        Rig rig = forgot();
        OrderIntent bought = rig.placed.getFirst();
        shows(rig, bought);
        rig.fills(bought, "0.0009");
        assertEquals(AttemptState.IMBALANCED, rig.attempt().state());
        assertEquals(2, rig.placed.size(), "before all was swept no rung is tried");
        rig.sweepsUp();
        rig.keeps();

        assertEquals(3, rig.placed.size());
        assertFalse(rig.last().buys());
        assertEquals("alpha", rig.last().listing().exchange());
        rig.fills(rig.last(), "0.0009");
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
    }

    @Test
    void a_leg_that_comes_to_light_later_belongs_to_the_same_attempt() {
        Rig rig = forgot();
        shows(rig, rig.placed.get(1));
        shows(rig, rig.placed.getFirst());

        Attempt.Plan plan = rig.attempt().plan();
        assertEquals(List.of(rig.placed.get(1).id(), rig.placed.getFirst().id()),
                plan.legs().stream().map(OrderIntent::id).toList());
        assertEquals("USDT", plan.asset());
        assertEquals(0, plan.opportunity());
        assertEquals(List.of("BTC"), List.copyOf(rig.attempt().between()));
        assertEquals(rig.desk.state().toString(), again(rig));
    }

    private static String again(Rig rig) {
        var state = new ExecutionState();
        rig.journal.forEach(state::apply);
        return state.toString();
    }

    @Test
    void a_rung_that_is_lost_belongs_to_its_attempt_and_uses_up_a_rung() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        int kept = rig.journal.size();
        rig.fills(rig.placed.get(1), "0");
        OrderIntent rung = rig.placed.get(2);
        rig.now += 10 * SECOND;
        rig.restarts(kept);
        shows(rig, rung);

        assertEquals(3, rig.attempt().orders().size());
        assertEquals(1, rig.attempt().rungs());
        assertEquals(2, rig.attempt().plan().legs().size());
        assertTrue(rig.attempt().plan().opportunity() != 0);
        rig.fills(rung, rung.size().toPlainString());
        rig.told(new OrderEvent.Ended(rig.placed.get(1).id(), OrderEvent.End.EXPIRED,
                BigDecimal.ZERO));
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
    }

    @Test
    void a_rung_of_a_later_boot_may_come_to_light_before_its_legs() {
        Rig rig = forgot();
        rig.restarts(rig.journal.size());
        OrderIntent leg = rig.placed.getFirst();
        var rung = new OrderId(2, 1, OrderId.Role.UNWIND, 0, 2);
        rig.desk.told(new AccountFact.Found(rung, leg.listing(), false, leg.size(), leg.limit(),
                rig.now - SECOND), rig.now);
        shows(rig, leg);

        assertEquals("", rig.desk.state().halted());
        assertEquals(List.of(leg.id()),
                rig.attempt().plan().legs().stream().map(OrderIntent::id).toList());
        assertEquals(2, rig.attempt().orders().size());
    }

    @Test
    void an_order_is_not_taken_for_one_of_an_attempt_that_was_begun_later() {
        Rig rig = Rig.ready(true);
        rig.restarts(rig.journal.size());
        rig.recovers();
        rig.offers();
        rig.keeps();
        rig.restarts(rig.journal.size());
        OrderIntent leg = rig.last();
        var lost = new OrderId(1, leg.id().attempt(), OrderId.Role.LEG, 0, 0);
        rig.desk.told(new AccountFact.Found(lost, leg.listing(), true, leg.size(), leg.limit(),
                rig.now), rig.now);

        assertEquals("an order of ours that is not in the journal: " + lost + ": attempt "
                + leg.id().attempt() + " was begun later", rig.desk.state().halted());
    }

    @Test
    void the_number_of_an_attempt_is_not_given_again() {
        Rig rig = forgot();
        rig.sweepsUp();
        for (String name : rig.listings.keySet()) {
            rig.holds(name, "0.01", "1000");
        }
        assertTrue(rig.offers(2), rig.desk::reluctance);
        assertNull(rig.desk.state().attempt(1));
        rig.keeps();
        assertTrue(rig.last().id().attempt() > 1_000, rig.last()::toString);
        shows(rig, rig.placed.getFirst());
        assertEquals("", rig.desk.state().halted());
        assertEquals(1, attempt(rig, rig.placed.getFirst()).orders().size());
    }

    @Test
    void a_sweep_reaches_back_to_where_the_journal_ends_until_all_must_show() {
        Rig rig = forgot();
        long ends = rig.now - 10 * SECOND;
        assertEquals(3, rig.sweeps.size());
        rig.sweeps.forEach(swept -> assertTrue(swept.sinceNanos() < ends, swept::toString));
        rig.sweepsUp();
        rig.passes(10 * SECOND);
        assertEquals(List.of(), rig.sweeps);
        rig.passes(10 * SECOND);
        assertEquals(3, rig.sweeps.stream().map(AccountFact.Swept::exchange).distinct().count(),
                "once more, when it must show");
        rig.sweeps.forEach(swept -> assertTrue(swept.sinceNanos() < ends, swept::toString));
        rig.sweepsUp();
        rig.passes(100 * SECOND);
        assertEquals(List.of(), rig.sweeps);
        rig.restarts(rig.journal.size());
        rig.sweeps.forEach(swept -> assertTrue(swept.sinceNanos() > ends, swept::toString));
    }

    @Test
    void a_difference_is_not_explained_before_a_sweep_has_shown_that_it_is_no_order() {
        Rig rig = forgot();
        rig.sweepsUp(); // it does not show yet
        for (int i = 0; i < 5; i++) {
            rig.holds("alpha", "0.0109", "955");
            rig.holds("beta", "0.01", "1000");
            rig.holds("gamma", "0.01", "1000");
            rig.passes(6 * SECOND);
        }
        assertTrue(rig.desk.reluctance().contains("alpha to tell balances"),
                rig.desk::reluctance);
        OrderIntent bought = rig.placed.getFirst();
        shows(rig, bought);
        rig.fills(bought, "0.0009");
        rig.sweepsUp();

        assertTrue(rig.journal.stream()
                .noneMatch(entry -> entry instanceof Entry.Posted(var reference, _, _)
                        && !reference.startsWith("opening")));
        assertEquals(0, new BigDecimal("0.0109")
                .compareTo(rig.desk.state().ledger().holding("alpha", "BTC")));
    }

    @Test
    void what_is_told_of_an_order_that_nobody_knows_is_looked_for() {
        Rig rig = forgot();
        rig.sweepsUp();
        rig.passes(60 * SECOND);
        rig.sweepsUp();
        OrderIntent bought = rig.placed.getFirst();
        rig.told(new OrderEvent.Standing(bought.id(), BigDecimal.ZERO));
        assertEquals("", rig.desk.state().halted());
        rig.passes(5 * SECOND);
        assertEquals(3, rig.sweeps.stream().map(AccountFact.Swept::exchange).distinct().count());
        long booted = rig.now - 65 * SECOND;
        rig.sweeps.forEach(swept -> assertTrue(swept.sinceNanos() < booted, swept::toString));
        shows(rig, bought);
        rig.sweepsUp();
        rig.passes(10 * SECOND);
        rig.sweepsUp();
        assertEquals("", rig.desk.state().halted());
        assertEquals(1, rig.attempt().orders().size());
    }

    @Test
    void what_no_sweep_shows_halts() {
        Rig rig = forgot();
        rig.sweepsUp();
        rig.told(new OrderEvent.NotFound(rig.placed.getFirst().id()));
        rig.told(new OrderEvent.Standing(rig.placed.getFirst().id(), BigDecimal.ZERO));
        rig.passes(4 * SECOND);
        rig.sweepsUp();
        assertEquals("", rig.desk.state().halted(), "it need not show yet");
        rig.passes(10 * SECOND);
        rig.sweepsUp();
        assertEquals("an order of ours that is not in the journal, and no sweep shows: "
                + rig.placed.getFirst().id(), rig.desk.state().halted());
    }

    @Test
    void what_no_earlier_process_can_have_sent_halts() {
        Rig rig = forgot();
        OrderIntent sent = rig.placed.getFirst();
        var later = new OrderId(2, 1, OrderId.Role.LEG, 0, 0);
        rig.desk.told(new AccountFact.Found(later, sent.listing(), true, sent.size(),
                sent.limit(), rig.now), rig.now);
        assertEquals("an order of ours that is not in the journal: " + later + ": it is of boot 2,"
                + " and this is boot 2: another journal trades in this account",
                rig.desk.state().halted());
        assertNull(rig.desk.state().order(later));
    }

    @Test
    void what_has_no_size_or_limit_is_not_guessed() {
        Rig rig = forgot();
        OrderIntent sent = rig.placed.getFirst();
        rig.desk.told(new AccountFact.Found(sent.id(), sent.listing(), true, sent.size(),
                BigDecimal.ZERO, rig.now), rig.now);
        assertTrue(rig.desk.state().halted().contains("no limited order of spot"),
                rig.desk.state()::halted);
    }
}
