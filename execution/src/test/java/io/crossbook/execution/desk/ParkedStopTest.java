package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import java.math.BigDecimal;
import java.util.List;
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

    /// Refused by its exchange each time: it would be an order every five seconds, and no id left within two hours.
    @Test
    void what_is_refused_is_tried_later_each_time_and_not_for_ever() {
        Rig rig = parked(240);
        long first = rig.now;
        while (rig.now < first + 14_400 * Rig.SECOND) {
            int placed = rig.placed.size();
            rig.told(new OrderEvent.Refused(rig.last().id(), "-2010", "trading is disabled"));
            while (rig.placed.size() == placed && rig.now < first + 14_400 * Rig.SECOND) {
                rig.passes(5 * Rig.SECOND);
            }
        }
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        assertEquals(2 + Parked.MOST_ORDERS, rig.placed.size());
        long[] waits = {5, 10, 20, 40, 80, 160, 320, 320};
        for (int i = 1; i < waits.length; i++) { // the first was answered late
            long waited = rig.placed.get(3 + i).deadlineNanos()
                    - rig.placed.get(2 + i).deadlineNanos();
            assertEquals(waits[i], waited / Rig.SECOND, "after " + (i + 1));
        }
        assertTrue(rig.alarms.getLast().contains("still parked, and its stop does not act: "
                + "32 orders went besides its ladder, and no more go by themselves"),
                rig.alarms.getLast());
        long called = rig.alarms.stream().filter(each -> each.startsWith("attempt 1")).count();
        assertTrue(called < 14_400 / 300 + 5,
                called + " calls in four hours: one every five minutes");
    }

    @Test
    void between_two_tries_the_call_says_what_became_of_the_last() {
        Rig rig = parked(240);
        rig.told(new OrderEvent.Refused(rig.last().id(), "-2010", "trading is disabled"));
        for (int i = 0; i < 7; i++) {
            rig.passes(321 * Rig.SECOND);
            rig.told(new OrderEvent.Refused(rig.last().id(), "-2010", "trading is disabled"));
        }
        assertTrue(rig.alarms.stream().anyMatch(each -> each.contains("still parked, it has lost "
                + "240 bps of its first leg, its stop is 240, and the last orders got nothing, ")
                && each.contains(": rejected, 0 filled; it is tried again, later each time")),
                rig.alarms::toString);
    }

    @Test
    void a_restart_forgets_no_try_and_begins_with_the_wait_that_was_due() {
        Rig rig = parked(240);
        for (int i = 0; i < 3; i++) {
            rig.told(new OrderEvent.Refused(rig.last().id(), "-2010", "trading is disabled"));
            rig.passes(41 * Rig.SECOND);
        }
        int placed = rig.placed.size();
        assertEquals(6, placed, "after 5, 10 and 20 s");
        rig.told(new OrderEvent.Refused(rig.last().id(), "-2010", "trading is disabled"));
        rig.restarts(rig.journal.size());
        rig.recovers();
        rig.passes(35 * Rig.SECOND);
        assertEquals(placed, rig.placed.size());
        rig.passes(10 * Rig.SECOND);
        assertEquals(placed + 1, rig.placed.size());
    }

    /// An id has room for so many; whatever sends them, none is made beyond.
    @Test
    void without_an_id_left_nothing_is_thrown() {
        Rig rig = parked(240);
        rig.fills(rig.last(), "0");
        rig.restarts(rig.journal.size());
        int number = 3;
        while (number < OrderId.MOST_ORDERS) {
            OrderIntent last = rig.last();
            var id = new OrderId(last.id().epoch(), 1, last.id().role(), last.id().leg(), number);
            var next = new OrderIntent(id, last.listing(), last.buys(), last.size(), last.limit(),
                    last.timeInForce(), last.deadlineNanos(), 3 + number++, true);
            rig.journal.add(new Entry.Intended(next, rig.now));
            rig.journal.add(new Entry.Acted(id, OrderNews.ABANDONED, "", rig.now));
        }
        rig.restarts(rig.journal.size());
        rig.recovers();
        rig.passes(20 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, rig.attempt().state());
        assertTrue(rig.desk.unwind(1, 300, rig.now).contains(
                "it has had 1296 orders, and no id is left for one more"));
    }

    @Test
    void when_the_journal_has_failed_it_wants_nothing_at_once_and_says_why_it_does_not_act() {
        Rig rig = parked(300);
        rig.desk.journalFailed("disk full", rig.now);
        rig.now += 6 * Rig.SECOND;
        rig.desk.tick(rig.now);
        assertTrue(rig.desk.nextDeadline() > rig.now, "else it is called at once for ever");
        rig.now += 300 * Rig.SECOND;
        rig.desk.tick(rig.now);
        assertTrue(rig.alarms.getLast().contains(
                "its stop does not act: nothing can be written down any more"),
                rig.alarms.getLast());
    }

    @Test
    void while_something_is_not_known_it_wants_nothing_at_once_and_says_so() {
        Rig rig = parked(300);
        rig.told(new OrderEvent.Ended(rig.placed.get(1).id(), OrderEvent.End.EXPIRED,
                new BigDecimal("0.0004"))); // and its fills do not come
        rig.now += 6 * Rig.SECOND;
        rig.desk.tick(rig.now);
        rig.keeps();
        assertTrue(rig.desk.nextDeadline() > rig.now, "else it is called at once for ever");
        rig.passes(300 * Rig.SECOND);
        assertTrue(rig.alarms.getLast().contains(
                "its stop does not act: not all that was sent for it is known"),
                rig.alarms.getLast());
        assertTrue(rig.alarms.getLast().contains(rig.placed.get(1).id() + " at beta"),
                rig.alarms.getLast());
    }

    /// Gamma has no part in it, and is down for hours.
    @Test
    void a_silent_exchange_that_has_no_part_in_it_is_not_waited_for_for_ever() {
        Rig rig = parked(300);
        assertEquals(2, rig.placed.size());
        rig.restarts(rig.journal.size());
        for (String name : List.of("alpha", "beta")) {
            rig.desk.told(new AccountFact.Swept(name, rig.now, 0, rig.now), rig.now);
        }
        shows(rig, "48000");
        rig.passes(4 * Rig.SECOND);
        assertEquals(2, rig.placed.size(), "gamma may hide an order of it");
        rig.passes(8 * Rig.SECOND);
        assertEquals(3, rig.placed.size(), rig.alarms::toString);
    }

    @Test
    void an_exchange_of_it_that_shows_nothing_is_named_as_the_reason() {
        Rig rig = parked(300);
        rig.restarts(rig.journal.size());
        rig.passes(Rig.SECOND);
        assertTrue(rig.alarms.getLast().contains("still parked, and its stop does not act: "
                + "an exchange of it was not swept since the start"),
                rig.alarms.getLast());
        assertTrue(rig.desk.nextDeadline() > rig.now);
    }

    /// Nothing was known of it when it was written off, so that nothing of it was cleared.
    @Test
    void what_was_written_off_and_filled_after_all_waits_for_a_human_whatever_it_loses() {
        Rig rig = Rig.ready(terms -> terms.allTogether().stoppingAt(240));
        rig.offers();
        rig.keeps();
        rig.fills(rig.placed.get(1), "0");
        rig.told(new OrderEvent.Ambiguous(rig.placed.get(0).id(), "HTTP 504"));
        rig.passes(200 * Rig.SECOND);
        assertEquals("", rig.desk.writeOff(1, "it never answers", rig.now));
        assertEquals(Map.of(), rig.attempt().cleared());
        rig.fills(rig.placed.get(0), "0.0009");
        assertEquals(AttemptState.PARKED, rig.attempt().state());

        shows(rig, "49000");
        rig.passes(301 * Rig.SECOND);
        assertEquals(2, rig.placed.size(), rig.alarms::toString);
        assertTrue(rig.alarms.getLast().contains("its stop does not act: a human has written an "
                + "order of it off, and nobody here knows what he has done since"),
                rig.alarms.getLast());
        assertEquals("", rig.desk.unwind(1, 300, rig.now), "a human may say so");
    }

    @Test
    void where_nobody_can_tell_what_it_loses_the_call_says_so() {
        Rig dark = parked(300);
        dark.listings.keySet().forEach(dark::darkens);
        dark.passes(310 * Rig.SECOND);
        assertTrue(dark.alarms.getLast().contains("its stop does not act: no live book has a price "
                + "at which what is left could be traded"), dark.alarms.getLast());

        Rig cleared = parked(300);
        assertEquals("", cleared.desk.clear(1, "sold by hand", cleared.now));
        cleared.fills(cleared.placed.get(1), "0.0004"); // sold after all
        for (int i = 0; i < 10 && cleared.attempt().state() != AttemptState.PARKED; i++) {
            cleared.fills(cleared.last(), "0");
            cleared.passes(10 * Rig.SECOND);
        }
        cleared.passes(310 * Rig.SECOND);
        assertEquals(AttemptState.PARKED, cleared.attempt().state());
        assertTrue(cleared.alarms.getLast().contains("its stop does not act: a human has cleared "
                + "some of it, so nobody can tell what it loses in all"),
                cleared.alarms.getLast());
        assertTrue(cleared.alarms.getLast().endsWith(
                "trade it yourself, then: crossbook clear 1 \"WHAT YOU DID\""),
                cleared.alarms.getLast());
    }
}
