package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/// An exchange tells of more trades than an order has room for: what it told is in the ledger, everything halts, and there is a way on.
final class OverfilledTest {

    private static final BigDecimal SIZE = new BigDecimal("0.0009");

    private static Rig begun() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        return rig;
    }

    /// Bought 0.0006 and 0.0005 by an order of 0.0009; sold 0.0009.
    private static Rig overfilled() {
        Rig rig = begun();
        trades(rig, rig.placed.get(0), "a", "0.0006");
        trades(rig, rig.placed.get(0), "b", "0.0005");
        rig.fills(rig.placed.get(1), "0.0009");
        return rig;
    }

    private static void trades(Rig rig, OrderIntent order, String trade, String size) {
        rig.told(new OrderEvent.Traded(new Fill(order.id(), order.listing().exchange(), "BTCUSDT",
                trade, order.limit(), new BigDecimal(size), BigDecimal.ZERO, "USDT", rig.now,
                Fill.Source.STREAM)));
    }

    private static void parks(Rig rig) {
        for (int i = 0; i < 10 && rig.attempt().state() != AttemptState.PARKED; i++) {
            if (!rig.attempt().orders().getLast().state().ended()) {
                rig.fills(rig.last(), "0");
            }
            rig.passes(6 * Rig.SECOND);
        }
        assertEquals(AttemptState.PARKED, rig.attempt().state());
    }

    @Test
    void it_halts_and_all_that_was_told_is_in_the_ledger() {
        Rig rig = overfilled();
        assertTrue(rig.desk.state().halted().startsWith("this cannot be: Told"),
                rig.desk.state().halted());
        assertEquals(0, new BigDecimal("0.0111")
                .compareTo(rig.desk.state().ledger().holding("alpha", "BTC")));
        assertEquals(0, new BigDecimal("0.0002")
                .compareTo(rig.attempt().net().getOrDefault("BTC", BigDecimal.ZERO)));
    }

    @Test
    void its_end_resolves_it_and_what_is_too_much_goes_or_is_cleared() {
        Rig rig = overfilled();
        rig.told(new OrderEvent.Ended(rig.placed.get(0).id(), OrderEvent.End.FILLED, SIZE));
        assertTrue(rig.attempt().orders().getFirst().resolved());
        assertEquals(3, rig.placed.size(), "a rung gives back what is too much");
        parks(rig);
        assertEquals("", rig.desk.clear(1, "0.0002 BTC sold by hand", rig.now));
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
    }

    @Test
    void what_it_is_told_with_for_ever_halts_once_and_lets_a_resume_last() {
        Rig rig = overfilled();
        var end = new OrderEvent.Ended(rig.placed.get(0).id(), OrderEvent.End.FILLED,
                new BigDecimal("0.0011"));
        rig.told(end);
        rig.told(end);
        assertTrue(rig.attempt().orders().getFirst().resolved());
        rig.desk.rearm("looked at it", Entry.Rearmed.ALL, rig.now);
        int written = rig.journal.size();
        for (int i = 0; i < 5; i++) {
            rig.told(end);
        }
        assertEquals("", rig.desk.state().halted());
        assertEquals(0, rig.journal.subList(written, rig.journal.size()).stream()
                .filter(Entry.Told.class::isInstance).count());
    }

    @Test
    void a_trade_that_it_insists_on_and_does_not_tell_is_asked_for_before_it_is_somebody_elses() {
        Rig rig = begun();
        OrderIntent buy = rig.placed.get(0);
        trades(rig, buy, "a", "0.0009");
        rig.fills(rig.placed.get(1), "0.0009");
        var end = new OrderEvent.Ended(buy.id(), OrderEvent.End.FILLED, new BigDecimal("0.0011"));
        rig.told(end);
        rig.told(end);
        isAskedFor(rig, buy);
    }

    /// And it is not said again: the order is not found any more.
    @Test
    void so_is_one_that_was_said_once_before_the_others_were_told() {
        Rig rig = begun();
        OrderIntent buy = rig.placed.get(0);
        trades(rig, buy, "a", "0.0002");
        rig.told(new OrderEvent.Ended(buy.id(), OrderEvent.End.FILLED, new BigDecimal("0.0011")));
        trades(rig, buy, "b", "0.0007");
        rig.told(new OrderEvent.NotFound(buy.id()));
        rig.fills(rig.placed.get(1), "0.0009");
        isAskedFor(rig, buy);
    }

    /// Its trades make up its size, so nobody asks, and the word of their sum was lost.
    @Test
    void so_is_one_of_an_order_of_which_no_sum_was_ever_told() {
        Rig rig = begun();
        OrderIntent buy = rig.placed.get(0);
        trades(rig, buy, "a", "0.0009");
        rig.fills(rig.placed.get(1), "0.0009");
        isAskedFor(rig, buy);
    }

    /// Alpha has 0.0002 BTC more than it has told.
    private static void isAskedFor(Rig rig, OrderIntent buy) {
        rig.done.clear();
        BigDecimal left = new BigDecimal("1000")
                .subtract(buy.limit().multiply(new BigDecimal("0.0011")));
        for (int i = 0; i < 5; i++) {
            rig.passes(6 * Rig.SECOND);
            rig.sweepsUp();
            rig.holds("alpha", "0.0111", left.toPlainString());
            rig.keeps();
        }
        assertTrue(rig.done.contains("ask alpha"), rig.done.toString());
        trades(rig, buy, "c", "0.0002");
        assertEquals(0, new BigDecimal("0.0002")
                .compareTo(rig.attempt().net().getOrDefault("BTC", BigDecimal.ZERO)));
    }

    @Test
    void after_a_restart_everything_begins_again() {
        Rig rig = overfilled();
        rig.told(new OrderEvent.Ended(rig.placed.get(0).id(), OrderEvent.End.FILLED, SIZE));
        parks(rig);
        rig.desk.clear(1, "0.0002 BTC sold by hand", rig.now);
        rig.desk.rearm("looked at it", Entry.Rearmed.ALL, rig.now);
        rig.restarts(rig.journal.size());
        rig.sweepsUp();
        for (String name : rig.listings.keySet()) {
            rig.holds(name, rig.desk.state().ledger().holding(name, "BTC").toPlainString(),
                    rig.desk.state().ledger().holding(name, "USDT").toPlainString());
        }
        assertEquals("", rig.desk.reluctance());
    }
}
