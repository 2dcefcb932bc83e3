package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.AccountFact.Maintenance;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderIntent.TimeInForce;
import io.crossbook.execution.OrderNews;
import io.crossbook.execution.risk.ApprovedOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DeadMansSwitchTest implements Outbox {

    private static final long SECOND = 1_000_000_000L;
    private static final Rules RULES = new Rules(2, 5, 1, 1, 10, 0, 1, Rules.Status.TRADING);

    private final ExecutionState state = new ExecutionState();
    private final List<String> done = new ArrayList<>();
    private final DeadMansSwitch deadMan = new DeadMansSwitch(state, Set.of("kraken"), this);
    private long now = 1_000_000 * SECOND;

    /// One order of ours at an exchange, handed out.
    private OrderId order(String exchange, TimeInForce timeInForce) {
        long attempt = state.nextAttempt();
        var id = new OrderId(1, attempt, OrderId.Role.LEG, 0, 1);
        var listing = new Listing(0, exchange, "BTCUSDT", Instrument.spot("BTC", "USDT"), RULES);
        var intent = new OrderIntent(id, listing, true, BigDecimal.ONE, BigDecimal.TEN,
                timeInForce, now + SECOND, 0, false);
        state.apply(new Entry.Reserved(new Attempt.Plan(attempt, 1, "USDT", List.of(intent),
                BigDecimal.ONE, BigDecimal.ZERO), now));
        state.apply(new Entry.Acted(id, OrderNews.HANDED, "", now));
        return id;
    }

    private void looksAfter(long seconds) {
        now += seconds * SECOND;
        deadMan.look(now);
    }

    @Test
    void is_armed_and_renewed_while_an_order_rests_and_disarmed_after_it() {
        looksAfter(0);
        OrderId resting = order("kraken", TimeInForce.POST_ONLY);
        looksAfter(0);
        looksAfter(19);
        assertEquals(now + SECOND, deadMan.due());
        looksAfter(1);
        assertEquals(List.of("arm kraken 60000", "arm kraken 60000"), done);

        state.apply(new Entry.Told(new OrderEvent.Ended(resting, OrderEvent.End.CANCELLED,
                BigDecimal.ZERO), now));
        looksAfter(1);
        looksAfter(100);

        assertEquals(List.of("arm kraken 60000", "arm kraken 60000", "arm kraken 0"), done);
        assertEquals(Long.MAX_VALUE, deadMan.due());
    }

    @Test
    void what_is_filled_at_once_or_cancelled_needs_none() {
        order("kraken", TimeInForce.IMMEDIATE_OR_CANCEL);
        looksAfter(0);
        assertEquals(List.of(), done);
    }

    /// It would cancel orders of others there.
    @Test
    void is_never_armed_on_an_account_that_is_not_ours_alone() {
        order("bybit", TimeInForce.GOOD_TILL_CANCELLED);
        looksAfter(0);
        assertEquals(List.of(), done);
    }

    @Test
    void is_disarmed_before_a_maintenance_and_armed_again_after_it() {
        order("kraken", TimeInForce.GOOD_TILL_CANCELLED);
        looksAfter(0);
        deadMan.maintained("kraken", List.of(between(130, 700)));

        assertTrue(deadMan.due() <= now + 10 * SECOND);
        looksAfter(10);
        looksAfter(600);
        assertEquals(List.of("arm kraken 60000", "arm kraken 0"), done);

        looksAfter(90);
        assertEquals("arm kraken 60000", done.getLast());
    }

    @Test
    void one_maintenance_hides_no_other() {
        order("kraken", TimeInForce.GOOD_TILL_CANCELLED);
        deadMan.maintained("kraken", List.of(between(9_000, 9_100), between(130, 700)));
        looksAfter(0);
        looksAfter(10);
        assertEquals(List.of("arm kraken 60000", "arm kraken 0"), done);
    }

    private Maintenance between(int from, int until) {
        return new Maintenance(now + from * SECOND, now + until * SECOND);
    }

    @Test
    void one_that_was_moved_or_taken_back_disarms_nothing() {
        order("kraken", TimeInForce.GOOD_TILL_CANCELLED);
        deadMan.maintained("kraken", List.of(between(60, 700)));
        looksAfter(0);
        assertEquals(List.of(), done);
        deadMan.maintained("kraken", List.of(between(9_000, 9_100)));
        looksAfter(0);
        assertEquals(List.of("arm kraken 60000"), done);
        deadMan.maintained("kraken", List.of());
        assertFalse(deadMan.maintained("kraken"));
    }

    @Override
    public void arm(String exchange, long millis) {
        done.add("arm " + exchange + " " + millis);
    }

    @Override
    public void place(ApprovedOrder order) {
        done.add("place");
    }

    @Override
    public void cancel(String exchange, String symbol, OrderId id) {
        done.add("cancel");
    }

    @Override
    public void ask(String exchange, String symbol, OrderId id) {
        done.add("ask");
    }

    @Override
    public void sweep(String exchange, long sinceNanos) {
        done.add("sweep");
    }

    @Override
    public void balances(String exchange) {
        done.add("balances");
    }

    @Test
    void an_announcement_that_is_over_wakes_nobody() {
        order("kraken", TimeInForce.GOOD_TILL_CANCELLED);
        var soon = new AccountFact.Maintenance(now + 130 * SECOND, now + 700 * SECOND);
        deadMan.announced(new AccountFact.Announced("kraken", now, "q", List.of(soon), true));
        looksAfter(700);
        assertEquals(List.of("arm kraken 60000"), done);
        assertEquals(now + DeadMansSwitch.RENEW_NANOS, deadMan.due());
    }

    /// What an exchange has announced itself holds as long as it says so.
    @Test
    void a_maintenance_that_is_taken_back_does_not_disarm() {
        order("kraken", TimeInForce.POST_ONLY);
        var soon = new AccountFact.Maintenance(now + 100 * SECOND, now + 700 * SECOND);
        deadMan.announced(new AccountFact.Announced("kraken", now, "q", List.of(soon), true));
        deadMan.announced(new AccountFact.Announced("kraken", now, "q", List.of(), false));
        deadMan.announced(new AccountFact.Announced("kraken", now, "another", List.of(), true));
        looksAfter(0);
        assertEquals(List.of(), done);
        deadMan.announced(new AccountFact.Announced("kraken", now, "q", List.of(), true));
        looksAfter(0);
        assertEquals(List.of("arm kraken 60000"), done);
    }
}
