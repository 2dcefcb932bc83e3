package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Step;
import io.crossbook.arbitrage.Working;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderState;
import io.crossbook.execution.Range;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the desk does, step by step.
final class CoordinatorTest {

    @Test
    void nothing_leaves_before_it_is_durable_and_then_the_doubtful_leg_alone() {
        Rig rig = Rig.ready(false);
        assertTrue(rig.offers());
        assertEquals(List.of(), rig.done);
        assertEquals(AttemptState.RESERVED, rig.attempt().state());
        rig.keeps();
        assertEquals(List.of("place alpha"), rig.done);
        rig.fills(rig.last(), "0.0009");
        assertEquals(List.of("place alpha", "place beta"), rig.done);
        rig.fills(rig.last(), "0.0009");
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertTrue(rig.attempt().closed());
        assertEquals(0, new BigDecimal("0.18").compareTo(rig.attempt().net().get("USDT")));
    }

    /// Exchanges let ids be used again: what is asked after may be an order of a journal that was lost.
    @Test
    void what_an_older_order_of_the_same_id_traded_is_never_booked() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        var held = rig.desk.state().ledger().holdings("alpha").toString();
        rig.told(new OrderEvent.Traded(new Fill(rig.placed.getFirst().id(), "alpha", "BTCUSDT",
                "old", new BigDecimal("49000"), new BigDecimal("0.0009"), BigDecimal.ZERO, "USDT",
                rig.now - 63 * Rig.SECOND, Fill.Source.ASKED)));

        assertEquals(held, rig.desk.state().ledger().holdings("alpha").toString());
        assertEquals("0", String.valueOf(rig.attempt().orders().getFirst().filled()));
        assertTrue(rig.desk.state().halted().startsWith(
                "not booked, for it was traded before the order of this id was decided on"),
                rig.desk.state().halted());
    }

    @Test
    void reservation_and_all_intents_are_one_line_of_the_journal() {
        Rig rig = Rig.ready(true);
        int before = rig.journal.size();
        rig.offers();
        assertEquals(before + 1, rig.journal.size());
        assertTrue(rig.journal.getLast() instanceof Entry.Reserved(var plan, _)
                && plan.legs().size() == 2);
        rig.keeps();
        assertEquals(List.of("place alpha", "place beta"), rig.done);
    }

    @Test
    void who_listens_hears_every_entry_once_in_order_and_when_it_is_known() {
        Rig rig = Rig.ready(true);
        int before = rig.journal.size();
        var heard = new ArrayList<Entry>();
        rig.desk.listen(entry -> {
            heard.add(entry);
            if (entry instanceof Entry.Reserved(var plan, _)) {
                assertNotNull(rig.desk.state().attempt(plan.attempt()));
            }
        });
        rig.offers();
        rig.keeps();
        rig.told(new OrderEvent.Refused(rig.placed.getFirst().id(), "x", "y"));
        rig.told(new OrderEvent.Accepted(rig.placed.getFirst().id(), "1")); // that cannot be
        rig.fills(rig.placed.getLast(), "0.0009");
        rig.passes(Rig.SECOND);
        assertTrue(heard.stream().anyMatch(Entry.Halted.class::isInstance));
        assertEquals(rig.journal.subList(before, rig.journal.size()), heard);
    }

    @Test
    void of_opportunities_whose_end_nobody_tells_only_the_last_thousand_are_remembered() {
        Rig rig = Rig.ready(false);
        rig.desk.halt("somebody said so", rig.now);
        for (long id = 1; id <= 1_001; id++) {
            rig.offers(id);
            rig.offers(id);
        }
        assertEquals(1_001, denials(rig));
        rig.offers(1_001);
        rig.offers(2);
        assertEquals(1_001, denials(rig));
        rig.offers(1);
        assertEquals(1_002, denials(rig), "the first was forgotten");
    }

    private static long denials(Rig rig) {
        return rig.journal.stream().filter(Entry.Denied.class::isInstance).count();
    }

    @Test
    void a_second_leg_stays_when_the_first_got_nothing() {
        Rig rig = Rig.ready(false);
        rig.offers();
        rig.keeps();
        rig.fills(rig.last(), "0");
        assertEquals(List.of("place alpha", "balances alpha", "balances beta"), rig.done,
                "and it is closed");
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertEquals(OrderState.REJECTED, rig.attempt().orders().getLast().state());
    }

    @Test
    void what_changed_while_it_was_written_keeps_the_orders_back() {
        for (String what : List.of("halt", "dark", "journal", "late")) {
            Rig rig = Rig.ready(true);
            rig.offers();
            switch (what) {
                case "halt" -> rig.desk.halt("somebody said so", rig.now);
                case "dark" -> rig.darkens("beta");
                case "journal" -> rig.desk.journalFailed("disk full", rig.now);
                case "late" -> rig.now += 2 * Rig.SECOND;
                default -> throw new AssertionError(what);
            }
            rig.keeps();
            assertEquals(List.of(), rig.placed, what);
            assertEquals(AttemptState.SETTLED, rig.attempt().state(), what);
            assertEquals(0, rig.desk.state().tied("alpha", "USDT", BigDecimal.ZERO,
                    null).signum());
        }
    }

    @Test
    void one_attempt_at_a_time_where_it_trades_and_none_while_halted() {
        Rig rig = Rig.ready(false);
        assertTrue(rig.offers(1));
        assertFalse(rig.offers(2));
        assertFalse(rig.offers(2));
        assertEquals(1, rig.journal.stream().filter(Entry.Denied.class::isInstance).count(),
                "once for each reason");
        rig.desk.halt("somebody said so", rig.now);
        assertFalse(rig.offers(3));
        rig.desk.rearm("looked", Entry.Rearmed.ALL, rig.now);
        rig.keeps();
        assertFalse(rig.offers(4), "the halt kept the first back, and it is over only now");
        assertTrue(rig.desk.reluctance().isEmpty());
    }

    @Test
    void an_ambiguous_order_is_asked_after_and_never_sent_again() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(1), "0.0009");
        rig.told(new OrderEvent.Ambiguous(rig.placed.getFirst().id(), "HTTP 504"));
        rig.done.clear();
        rig.passes(10 * Rig.SECOND);
        assertEquals(AttemptState.RESOLVING, rig.attempt().state());
        assertEquals(2, rig.placed.size());
        assertTrue(rig.done.stream().allMatch("ask alpha"::equals), rig.done::toString);
        assertTrue(rig.done.size() >= 3, rig.done::toString);
        rig.fills(rig.placed.getFirst(), "0.0009");
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
    }

    @Test
    void an_order_is_presumed_dead_by_the_whole_rule_and_by_nothing_less() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        var lost = rig.placed.getFirst();
        rig.fills(rig.placed.get(1), "0");
        rig.told(new OrderEvent.Ambiguous(lost.id(), "HTTP 504"));
        rig.told(new OrderEvent.NotFound(lost.id())); // too early to count
        rig.told(new OrderEvent.NotFound(lost.id()));
        rig.passes(60 * Rig.SECOND);
        for (int i = 0; i < 20; i++) {
            rig.told(new OrderEvent.Ambiguous(lost.id(), "HTTP 502")); // errors never count
        }
        rig.passes(10 * Rig.SECOND);
        assertEquals(OrderState.UNKNOWN, rig.attempt().orders().getFirst().state());
        rig.desk.told(swept(rig), rig.now);
        rig.passes(10 * Rig.SECOND);
        assertEquals(OrderState.UNKNOWN, rig.attempt().orders().getFirst().state());
        for (int i = 0; i < 8; i++) { // as many may answer questions of before
            rig.told(new OrderEvent.NotFound(lost.id()));
        }
        assertEquals(OrderState.PRESUMED_DEAD, rig.attempt().orders().getFirst().state());
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertEquals(2, rig.placed.size());
    }

    private static AccountFact swept(Rig rig) {
        return new AccountFact.Swept("alpha", rig.now, 0, rig.now);
    }

    @Test
    void without_a_sweep_no_order_is_presumed_dead() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        var lost = rig.placed.getFirst();
        rig.fills(rig.placed.get(1), "0");
        rig.passes(60 * Rig.SECOND);
        for (int i = 0; i < 30; i++) {
            rig.told(new OrderEvent.NotFound(lost.id()));
        }
        assertEquals(OrderState.UNKNOWN, rig.attempt().orders().getFirst().state());
        assertTrue(rig.done.contains("sweep alpha"));
    }

    @Test
    void one_missing_leg_is_flat_by_the_second_rung() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.fills(rig.placed.get(1), "0");
        assertEquals(AttemptState.HEDGING, rig.attempt().state());
        assertEquals("beta", rig.last().listing().exchange(), "completing costs less");
        assertTrue(rig.last().reduces());
        rig.fills(rig.last(), "0.0004");
        assertEquals(AttemptState.UNWINDING, rig.attempt().state());
        assertEquals("alpha", rig.last().listing().exchange());
        assertEquals(2, rig.last().rung());
        rig.fills(rig.last(), "0.0005");
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertEquals(4, rig.placed.stream().map(each -> each.id()).distinct().count());
    }

    @Test
    void what_no_leg_could_give_back_by_itself_is_not_begun() {
        Rig rig = Rig.ready(true);
        var dollars = new Listing(7, "gamma", "USDTUSD", Instrument.parse("USDT/USD"),
                Rules.UNKNOWN);
        var coins = new Listing(8, "beta", "BTCUSD", Instrument.parse("BTC/USD"), Rules.UNKNOWN);
        var legs = List.of(new Leg(rig.listing("alpha"), Side.ASK, 90, 5, 5_000_000, 2),
                new Leg(coins, Side.BID, 90, 5, 5_020_000, 2),
                new Leg(dollars, Side.ASK, 45, 0, 100, 2));
        assertFalse(rig.desk.offered(new Opportunity(1, Kind.CONVERSION,
                Opportunity.State.OPENED, legs, "USDT", 0, 0, 0, Working.of(0, 0),
                List.of(Step.money(Step.What.BUY, "alpha", "USDT", 0, "")), true, "", rig.now,
                rig.now, 0, ""), rig.now));
        assertTrue(rig.journal.getLast() instanceof Entry.Denied(_, var denial, _)
                && denial.code().equals("unwind") && denial.measured().equals("USD"));
    }

    @Test
    void a_halt_lets_the_unwinding_go_on() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.desk.halt("somebody said so", rig.now);
        rig.fills(rig.placed.get(0), "0.0009");
        rig.fills(rig.placed.get(1), "0");
        assertEquals(3, rig.placed.size());
        rig.fills(rig.last(), "0.0009");
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
    }

    @Test
    void when_nothing_can_be_traded_it_is_parked_and_people_are_called_again_and_again() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        rig.listings.keySet().forEach(rig::darkens);
        rig.fills(rig.placed.get(1), "0");
        rig.passes(60 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        int called = rig.alarms.size();
        assertTrue(rig.alarms.getLast().contains("crossbook unwind 1"));
        assertEquals(Map.of("BTC", Range.of(new BigDecimal("0.0009"))),
                rig.desk.state().exposure());
        rig.passes(601 * Rig.SECOND);
        assertEquals(called + 2, rig.alarms.size());
        assertEquals(2, rig.placed.size());
        rig.shows("alpha", "49990", "50000");
        rig.shows("beta", "50200", "50210");
        assertFalse(rig.offers(2), "the pair stands still");
        assertEquals("", rig.desk.clear(1, "sold by hand", rig.now));
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
    }

    @Test
    void no_rung_costs_more_than_the_loss_budget() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0.0009");
        // 45 USDT, of which 1.5 % may be lost, fees included: 49 000 is too far.
        for (String name : rig.listings.keySet()) {
            rig.shows(name, "49000", "49010");
        }
        rig.fills(rig.placed.get(1), "0");
        rig.passes(60 * Rig.SECOND);
        assertEquals(2, rig.placed.size());
        assertEquals(AttemptState.PARKED, rig.attempt().state());
    }

    @Test
    void a_late_fill_opens_a_settled_attempt_and_is_unwound() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(0), "0");
        rig.fills(rig.placed.get(1), "0");
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        rig.fills(rig.placed.get(0), "0.0004");
        assertEquals(3, rig.placed.size());
        rig.fills(rig.last(), "0.0004");
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertTrue(rig.desk.state().live().isEmpty());
    }

    @Test
    void an_end_whose_fills_do_not_come_is_asked_after_and_parks_in_the_end() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(1), "0.0009");
        rig.told(new OrderEvent.Ended(rig.placed.getFirst().id(), OrderEvent.End.FILLED,
                new BigDecimal("0.0009")));
        assertEquals(AttemptState.WORKING, rig.attempt().state());
        rig.passes(3 * Rig.SECOND);
        assertEquals(AttemptState.RESOLVING, rig.attempt().state());
        assertTrue(rig.done.contains("ask alpha"));
        rig.passes(200 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        assertEquals(Map.of("BTC", Range.of(new BigDecimal("0.0000"))), scaled(rig),
                "what is told and not yet there counts");
    }

    private static Map<String, Range> scaled(Rig rig) {
        var exposure = new java.util.TreeMap<String, Range>();
        rig.desk.state().exposure().forEach((asset, range) -> exposure.put(asset,
                new Range(range.least().setScale(4), range.most().setScale(4))));
        return exposure;
    }

    @Test
    void a_standing_order_is_cancelled_and_asked_after() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(1), "0");
        rig.told(new OrderEvent.Standing(rig.placed.getFirst().id(), BigDecimal.ZERO));
        rig.passes(3 * Rig.SECOND);
        assertTrue(rig.done.contains("cancel alpha"));
        assertEquals(OrderState.CANCEL_PENDING, rig.attempt().orders().getFirst().state());
        rig.fills(rig.placed.getFirst(), "0");
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
    }

    @Test
    void what_cannot_be_halts_and_is_written_down() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.told(new OrderEvent.Refused(rig.placed.getFirst().id(), "x", "y"));
        rig.told(new OrderEvent.Accepted(rig.placed.getFirst().id(), "1"));
        assertTrue(rig.desk.state().halted().startsWith("this cannot be"));
        assertTrue(rig.journal.stream().anyMatch(Entry.Halted.class::isInstance));
    }

    @Test
    void what_halts_while_it_is_halted_is_written_down_too_and_each_once() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.desk.halt("lunch", rig.now);
        rig.desk.halt("lunch", rig.now);
        rig.told(new OrderEvent.Refused(rig.placed.getFirst().id(), "x", "y"));
        rig.told(new OrderEvent.Accepted(rig.placed.getFirst().id(), "1"));
        List<String> written = rig.journal.stream().filter(Entry.Halted.class::isInstance)
                .map(entry -> ((Entry.Halted) entry).why()).toList();
        assertEquals(2, written.size(), written::toString);
        assertEquals("lunch", rig.desk.state().halted());
        assertTrue(written.getLast().startsWith("this cannot be"), written::toString);
        assertEquals(written, rig.desk.state().halts().stream().map(ExecutionState.Halt::why)
                .toList());
        rig.desk.rearm("looked", Entry.Rearmed.ALL, rig.now);
        assertEquals(List.of(), rig.desk.state().halts());
        assertEquals("", rig.desk.state().halted());
    }

    @Test
    void after_a_restart_nothing_begins_before_everything_is_known() {
        Rig rig = Rig.ready(true);
        rig.offers();
        rig.keeps();
        rig.restarts(rig.journal.size());
        assertEquals(List.of("ask alpha", "ask beta", "sweep alpha", "sweep beta", "sweep gamma"),
                rig.done);
        assertFalse(rig.offers(2));
        rig.recovers();
        assertTrue(rig.desk.reluctance().contains("alpha to resolve orders"),
                rig.desk.reluctance());
        rig.fills(rig.placed.get(0), "0.0009");
        rig.fills(rig.placed.get(1), "0.0009");
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        rig.passes(10 * Rig.SECOND);
        for (int i = 0; i < 4; i++) { // what was asked before the last word of an order is of no use
            rig.holds("alpha", "0.0109", "955");
            rig.holds("beta", "0.0091", "1045.18");
        }
        assertEquals("", rig.desk.reluctance());
        assertEquals(2, rig.placed.size());
    }

    @Test
    void a_foreign_epoch_twice_is_impossible() {
        Rig rig = Rig.ready(true);
        rig.desk.boot(1, "b", "c", rig.now);
        assertFalse(rig.desk.state().halted().isEmpty());
    }
}
