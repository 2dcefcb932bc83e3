package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.OrderState;
import io.crossbook.execution.Range;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a human has traded is not traded a second time.
final class ClearTest {

    private static final Map<String, BigDecimal> BOUGHT = Map.of("BTC", new BigDecimal("0.0009"));

    /// Bought at alpha, and beta has not said what became of the other leg: parked before any rung.
    static Rig unresolved() {
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

    /// Beta is gone for good, and nobody will ever say what became of the other leg.
    @Test
    void what_nobody_will_ever_tell_is_written_off_and_the_instrument_is_free_again() {
        Rig rig = unresolved();
        OrderIntent lost = rig.placed.get(1);
        String refusal = rig.desk.clear(1, "beta is gone", rig.now);
        assertTrue(refusal.endsWith(
                "where it never will: crossbook clear 1 \"WHAT YOU FOUND\" --write-off"), refusal);
        assertEquals("", rig.desk.writeOff(1, "beta is gone", rig.now));
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertFalse(rig.attempt().occupies());
        assertEquals(BOUGHT, rig.attempt().cleared());
        Order order = Objects.requireNonNull(rig.desk.state().order(lost.id()));
        assertEquals(OrderState.WRITTEN_OFF, order.state());
        Entry.Acted written = rig.journal.stream().filter(Entry.Acted.class::isInstance)
                .map(Entry.Acted.class::cast)
                .filter(acted -> acted.act() == OrderNews.WRITTEN_OFF).findFirst().orElseThrow();
        assertEquals("taken to have filled 0 and no more; 0 to 0.00090 more of it counts as "
                + "exposure until beta shows what became of it; beta is gone", written.why());
        assertTrue(written.lasting());
        assertTrue(rig.alarms.stream().anyMatch(each -> each.startsWith("Written off by hand: "
                + lost)), rig.alarms::toString);
        // What may have been sold counts on, and is not waited for.
        Range btc = Objects.requireNonNull(rig.desk.state().exposure().get("BTC"));
        assertEquals(new Range(new BigDecimal("-0.00090"), BigDecimal.ZERO), btc);
        assertEquals(Range.NOTHING, order.rest());
        assertEquals("", rig.desk.reluctance());
        rig.passes(600 * Rig.SECOND);
        assertEquals(2, rig.placed.size());
    }

    @Test
    void what_was_written_off_stays_so_over_a_restart_and_is_swept_for() {
        Rig rig = unresolved();
        long left = rig.placed.get(1).deadlineNanos();
        rig.desk.writeOff(1, "beta is gone", rig.now);
        var again = new ExecutionState();
        rig.journal.forEach(again::apply);
        assertEquals(rig.desk.state().toString(), again.toString());
        rig.now += 86_400 * Rig.SECOND;
        rig.restarts(rig.journal.size());
        rig.passes(Rig.SECOND);
        assertEquals(AttemptState.SETTLED, rig.attempt().state());
        assertTrue(rig.desk.state().exposure().containsKey("BTC"));
        assertTrue(rig.done.contains("ask beta"), rig.done::toString);
        assertTrue(Objects.requireNonNull(rig.swept.get("beta")) < left);
    }

    /// Beta comes back after all, and holds what the ledger has.
    @Test
    void what_balances_show_to_be_nothing_counts_no_more() {
        Rig rig = unresolved();
        rig.desk.writeOff(1, "beta is gone", rig.now);
        rig.passes(60 * Rig.SECOND);
        rig.holds("beta", "0.0091", "1045.18");
        assertTrue(rig.desk.state().exposure().containsKey("BTC"), "it may be the sale");
        rig.passes(60 * Rig.SECOND);
        rig.holds("beta", Map.of("BTC", new AccountFact.Balance(new BigDecimal("0.0091"),
                new BigDecimal("0.0009"), BigDecimal.ZERO), "USDT", Rig.whole("1000")));
        assertTrue(rig.desk.state().exposure().containsKey("BTC"), "it may stand there");
        rig.passes(60 * Rig.SECOND);
        rig.holds("beta", "0.01", "1000");
        assertEquals(Map.of(), rig.desk.state().exposure());
        assertTrue(rig.desk.state().live().isEmpty());
    }

    /// Once an hour, for ever: an exchange may come back.
    @Test
    void it_is_asked_after_now_and_then_and_what_is_not_there_counts_no_more() {
        Rig rig = unresolved();
        rig.desk.writeOff(1, "beta is gone", rig.now);
        rig.done.clear();
        for (int i = 0; i < 3; i++) {
            rig.passes(3_600 * Rig.SECOND);
            rig.told(new OrderEvent.Ambiguous(rig.placed.get(1).id(), "HTTP 504"));
        }
        assertEquals(3, rig.done.stream().filter("ask beta"::equals).count());
        assertTrue(rig.desk.state().exposure().containsKey("BTC"), "an error is no answer");
        rig.sweepsUp();
        for (int i = 0; i < 40; i++) { // more than all questions that were ever asked
            rig.told(new OrderEvent.NotFound(rig.placed.get(1).id()));
        }
        rig.passes(3_600 * Rig.SECOND);
        assertEquals(Map.of(), rig.desk.state().exposure());
    }

    @Test
    void of_an_exchange_that_is_configured_no_more_it_counts_no_more() {
        Rig rig = unresolved();
        rig.desk.writeOff(1, "beta is gone", rig.now);
        Rig without = Rig.after(rig.journal, terms -> {
            var left = new TreeMap<>(terms.patience());
            left.remove("beta");
            return DeskTerms.of(left);
        });
        without.passes(Rig.SECOND);
        assertTrue(without.journal.stream().anyMatch(entry -> entry instanceof Entry.Acted acted
                && acted.act() == OrderNews.WATCHED && acted.why().equals(
                        "what was written off counts no more: its exchange is configured no more")));
        assertEquals(Map.of(), without.desk.state().exposure());
        without.shows("gamma", "50200", "50210");
        without.passes(600 * Rig.SECOND); // its cool-down
        without.holds("alpha", "0.0109", "955");
        assertTrue(without.offers(2, "gamma"), () -> without.journal.getLast().toString());
    }

    @Test
    void what_was_written_off_and_filled_after_all_is_booked_and_called_out_and_waits_for_a_human() {
        Rig rig = unresolved();
        rig.desk.writeOff(1, "beta is gone", rig.now);
        rig.passes(600 * Rig.SECOND);
        rig.fills(rig.placed.get(1), "0.0009");
        assertEquals(0, new BigDecimal("0.0091")
                .compareTo(rig.desk.state().ledger().holding("beta", "BTC")));
        assertTrue(rig.alarms.stream().anyMatch(each -> each.startsWith(
                "Written off, and now it is told of: Traded")), rig.alarms::toString);
        assertEquals(AttemptState.PARKED, rig.attempt().state(), "a human has done who knows what");
        assertTrue(rig.alarms.getLast().contains(
                "an order that was written off has turned out to have filled"),
                rig.alarms.getLast());
        assertTrue(rig.alarms.getLast().endsWith(
                "trade it yourself, then: crossbook clear 1 \"WHAT YOU DID\""),
                rig.alarms.getLast());
        assertEquals(2, rig.placed.size());
        assertEquals("", rig.desk.clear(1, "it was never sold at alpha", rig.now));
        assertEquals(Map.of(), rig.desk.state().exposure());
    }

    @Test
    void what_is_known_or_not_parked_is_not_written_off() {
        assertEquals("there is no attempt 1", Rig.ready(true).desk.writeOff(1, "x", 1));
        Rig rig = resolved();
        assertEquals("attempt 1: parked: all is known of its orders, so there is nothing to write "
                + "off: crossbook clear 1 \"WHAT YOU DID\"",
                rig.desk.writeOff(1, "beta is gone", rig.now));
        rig.desk.clear(1, "sold by hand", rig.now);
        assertEquals("attempt 1: settled: it is not parked",
                rig.desk.writeOff(1, "beta is gone", rig.now));
    }

    @Test
    void the_call_of_what_is_not_known_says_what_may_be_done() {
        Rig rig = unresolved();
        String call = rig.alarms.getLast();
        assertTrue(call.contains(rig.placed.get(1).id() + " at beta"), call);
        assertTrue(call.endsWith("crossbook clear 1 \"WHAT YOU FOUND\" --write-off"), call);
        assertFalse(call.contains("unwind 1"), call);
    }
}
