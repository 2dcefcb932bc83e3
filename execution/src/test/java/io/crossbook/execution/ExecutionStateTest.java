package io.crossbook.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.OrderEvent.End;
import io.crossbook.execution.OrderEvent.Ended;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What the journal's entries make, one after the other.
final class ExecutionStateTest {

    private static final Account OUTSIDE = new Account(Account.Kind.EXTERNAL, "");
    private static final OrderIntent BUY = Orders.leg(0, Orders.listing(0, "alpha", "BTC/USDT"),
            "buy 1 at 100");
    private static final OrderIntent SELL = Orders.leg(1, Orders.listing(1, "beta", "BTC/USDT"),
            "sell 1 at 101");
    private static final Entry RESERVED = new Entry.Reserved(
            new Attempt.Plan(1, 9, "USDT", List.of(BUY, SELL), BigDecimal.TEN, BigDecimal.ONE), 2);

    private final ExecutionState state = new ExecutionState();

    private void apply(Entry... entries) {
        for (Entry entry : entries) {
            assertTrue(state.apply(entry), entry::toString);
        }
    }

    private static Entry acted(OrderIntent order, OrderNews act, long now) {
        return new Entry.Acted(order.id(), act, "", now);
    }

    private static Entry told(OrderEvent event) {
        return new Entry.Told(event, 5);
    }

    private static Commit deposit(String exchange, String asset, String amount) {
        return Commit.of("opening").move(OUTSIDE, Account.holding(exchange), asset,
                new BigDecimal(amount)).done();
    }

    private Attempt attempt() {
        return Objects.requireNonNull(state.attempt(1));
    }

    private Order order(OrderIntent intent) {
        return Objects.requireNonNull(state.order(intent.id()));
    }

    private void settled() {
        apply(new Entry.Booted(1, "b", "c", 1),
                new Entry.Posted("1", deposit("alpha", "USDT", "1000"), 1),
                new Entry.Posted("2", deposit("beta", "BTC", "2"), 1), RESERVED,
                acted(BUY, OrderNews.HANDED, 3), acted(SELL, OrderNews.HANDED, 3),
                new Entry.Turned(1, AttemptNews.SENT, "", 3),
                told(Orders.traded(BUY, "a", "1", "100", "0.001", "BTC")),
                told(Orders.traded(SELL, "b", "1", "101", "0.101", "USDT")),
                new Entry.Turned(1, AttemptNews.SMALL, "", 6));
        apply(new Entry.Closed(1, attempt().net(), attempt().fees(),
                attempt().residue(), 7));
    }

    @Test
    void an_attempt_is_booked_to_the_last_digit_and_the_ledger_sums_to_nothing() {
        settled();
        assertEquals("""
                holding alpha: 0.999 BTC
                holding alpha: 900 USDT
                holding beta: 1 BTC
                holding beta: 100.899 USDT
                market: 0.001 BTC
                market alpha: -1 BTC
                market alpha: 100 USDT
                market beta: 1 BTC
                market beta: -101 USDT
                fees alpha: 0.001 BTC
                fees beta: 0.101 USDT
                dust: -0.001 BTC
                external: -2 BTC
                external: -1000 USDT
                """, state.ledger().toString());
        assertEquals(0, state.ledger().sum("BTC").signum());
        assertEquals(0, state.ledger().sum("USDT").signum());
        assertEquals(Map.of("BTC", Range.of(new BigDecimal("-0.001"))), state.exposure(),
                "its dust");
        assertTrue(state.live().isEmpty());
        assertEquals(2, state.nextAttempt());
    }

    @Test
    void a_fill_after_everything_was_closed_is_booked_and_opens_it_again() {
        settled();
        assertFalse(state.apply(told(Orders.traded(BUY, "late", "0.1", "100", "0", "USDT"))),
                "more than its size");
        assertEquals(new BigDecimal("1.099"), state.ledger().holding("alpha", "BTC"));
        assertEquals(1, state.live().size());
        assertFalse(attempt().closed());
    }

    @Test
    void what_is_told_twice_is_booked_once() {
        apply(RESERVED, acted(BUY, OrderNews.HANDED, 3));
        Entry fill = told(Orders.traded(BUY, "a", "0.5", "100", "0", "USDT"));
        apply(fill, fill);
        assertEquals(new BigDecimal("0.5"), state.ledger().holding("alpha", "BTC"));
        apply(new Entry.Posted("1", deposit("alpha", "BTC", "2"), 1));
        assertFalse(state.apply(new Entry.Posted("1", deposit("alpha", "BTC", "2"), 1)));
        assertEquals(new BigDecimal("2.5"), state.ledger().holding("alpha", "BTC"));
    }

    @Test
    void a_restart_makes_all_that_may_have_left_unknown() {
        apply(new Entry.Booted(1, "b", "c", 1), RESERVED, acted(BUY, OrderNews.HANDED, 3),
                told(new Ended(BUY.id(), End.EXPIRED, BigDecimal.ZERO)),
                new Entry.Booted(2, "b", "c", 50));
        assertEquals(OrderState.EXPIRED, order(BUY).state());
        assertEquals(OrderState.UNKNOWN, order(SELL).state());
        assertEquals(AttemptState.RESOLVING, attempt().state());
        assertFalse(state.apply(new Entry.Booted(2, "b", "c", 60)), "an epoch twice");
    }

    @Test
    void what_the_journal_does_not_have_cannot_be() {
        assertFalse(state.apply(acted(BUY, OrderNews.HANDED, 3)));
        assertFalse(state.apply(told(new OrderEvent.Accepted(BUY.id(), ""))));
        assertFalse(state.apply(new Entry.Turned(1, AttemptNews.EVEN, "", 3)));
        assertFalse(state.apply(new Entry.Intended(BUY, 3)));
        apply(RESERVED);
        assertFalse(state.apply(RESERVED), "an id is given once");
        assertFalse(state.apply(new Entry.Intended(BUY, 3)));
        apply(acted(BUY, OrderNews.HANDED, 3));
        assertFalse(state.apply(acted(BUY, OrderNews.HANDED, 4)), "nothing is sent twice");
        assertThrows(IllegalArgumentException.class, () -> acted(BUY, OrderNews.ACCEPTED, 3));
    }

    @Test
    void what_open_orders_can_take_is_tied() {
        apply(RESERVED);
        var percent = new BigDecimal("0.01");
        assertEquals(0, new BigDecimal("101").compareTo(
                state.tied("alpha", "USDT", percent, null)));
        assertEquals(0, state.tied("alpha", "USDT", percent, BUY.id()).signum());
        assertEquals(0, BigDecimal.ONE.compareTo(state.tied("beta", "BTC", percent, null)));
        apply(acted(BUY, OrderNews.ABANDONED, 3));
        assertEquals(0, state.tied("alpha", "USDT", percent, null).signum());
        assertEquals(new Range(new BigDecimal("-1"), new BigDecimal("0")),
                state.exposure().get("BTC"));
    }

    @Test
    void a_halt_stays_until_a_human_takes_it_back_and_the_first_reason_counts() {
        apply(new Entry.Halted("one", 1), new Entry.Halted("two", 2));
        assertEquals("one", state.halted());
        apply(new Entry.Rearmed("looked", Entry.Rearmed.ALL, 3));
        assertEquals("", state.halted());
    }

    @Test
    void a_pause_that_nobody_was_shown_is_not_allowed_again() {
        String btc = ExecutionState.asset("BTC");
        String eth = ExecutionState.asset("ETH");
        apply(new Entry.Paused(btc, "0.5 are missing", 1),
                new Entry.Paused(eth, "2 are missing", 2),
                new Entry.Rearmed("looked", 1, 3));
        assertEquals(Map.of(eth, "2 are missing"), state.paused());
        apply(new Entry.Paused(btc, "missing once more", 4), new Entry.Rearmed("looked", 2, 5));
        assertEquals(Map.of(btc, "missing once more"), state.paused());
        apply(new Entry.Paused(btc, "and still more", 6));
        assertEquals(Map.of(btc, "missing once more; and still more"), state.paused());
        assertEquals(3, state.pause(btc));
        apply(new Entry.Rearmed("looked", 3, 7));
        assertEquals(Map.of(btc, "and still more"), state.paused(),
                "the newer reason was not shown");
        assertEquals(4, state.pause(btc));
        apply(new Entry.Rearmed("as it was", Entry.Rearmed.ALL, 7));
        assertEquals(Map.of(), state.paused());
    }

    @Test
    void the_same_entries_make_the_same() {
        settled();
        var first = state.toString();
        var again = new ExecutionStateTest();
        again.settled();
        assertEquals(first, again.state.toString());
    }

    @Test
    void what_cannot_be_found_again_must_last() {
        for (Entry lasting : List.of(new Entry.Booted(1, "b", "c", 1), new Entry.Halted("", 1),
                new Entry.Paused("asset BTC", "", 1), new Entry.Rearmed("", Entry.Rearmed.ALL, 1),
                new Entry.Posted("1", deposit("alpha", "USDT", "1"), 1),
                new Entry.Turned(1, AttemptNews.EXHAUSTED, "", 1),
                new Entry.Cleared(1, Map.of(), "", 1))) {
            assertTrue(lasting.lasting(), lasting::toString);
        }
        for (Entry fleeting : List.of(RESERVED, new Entry.Intended(BUY, 1),
                acted(BUY, OrderNews.HANDED, 3), new Entry.Asked(BUY.id(), 1),
                new Entry.Swept("alpha", 1, 1, 1),
                new Entry.Turned(1, AttemptNews.EVEN, "", 1))) {
            assertFalse(fleeting.lasting(), fleeting::toString);
        }
    }

    @Test
    void a_time_of_which_too_little_is_told_is_looked_at_until_it_was_swept_late_enough_or_is_a_day_ago() {
        long shown = 17;
        apply(new Entry.Booted(1, "b", "c", 100));
        assertEquals(Gaps.NONE, state.gaps().since("alpha", shown, 100),
                "there was nothing before");
        apply(new Entry.Swept("alpha", 0, 150, 151), new Entry.Booted(2, "b", "c", 200));
        assertEquals(151, state.gaps().since("alpha", shown, 200));
        apply(new Entry.Swept("alpha", 0, 216, 217));
        assertEquals(151, state.gaps().since("alpha", shown, 217), "some of it need not show yet");
        apply(new Entry.Booted(3, "b", "c", 300), new Entry.Swept("alpha", 0, 217, 301));
        assertEquals(217, state.gaps().since("alpha", shown, 301));
        assertEquals(151, state.gaps().since("beta", shown, 301), "of that nothing was told");
        apply(new Entry.Swept("alpha", 0, 317, 318));
        assertEquals(Gaps.NONE, state.gaps().since("alpha", shown, 318));
        assertEquals(217, state.gaps().since("beta", shown, 200 + 86_400_000_000_000L));
        assertEquals(151, state.gaps().since(1));
        assertEquals(217, state.gaps().since(2));
        assertEquals(Gaps.NONE, state.gaps().since(3));
    }
}
