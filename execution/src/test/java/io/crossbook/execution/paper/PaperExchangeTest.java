package io.crossbook.execution.paper;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The coordinator trades on paper: by the same path as elsewhere, and the accounts are the ledger's.
final class PaperExchangeTest {

    private static final long MILLI = Floor.MILLI;

    private static void is(String expected, BigDecimal actual) {
        assertEquals(0, new BigDecimal(expected).compareTo(actual),
                expected + " is expected, not " + actual);
    }

    private static Attempt attempt(Floor floor, long id) {
        return requireNonNull(floor.desk.state().attempt(id));
    }

    private static BigDecimal held(Floor floor, String exchange, String asset) {
        return floor.paper.held(exchange).getOrDefault(asset, BigDecimal.ZERO);
    }

    @Test
    void both_legs_meet_the_books_after_the_latency_and_the_ledger_is_the_accounts() {
        Floor floor = Floor.ready();
        assertEquals("", floor.desk.reluctance());
        assertTrue(floor.offers(1));
        assertEquals(floor.now + 100 * MILLI, floor.paper.nextDeadline());
        floor.passes(99 * MILLI);
        assertEquals(List.of(), floor.told, "nothing is told before it has arrived");
        assertEquals(OrderState.SENT, attempt(floor, 1).orders().getFirst().state());
        floor.passes(MILLI);
        assertEquals(AttemptState.SETTLED, attempt(floor, 1).state());
        // 0.0009 x 200, less a thousandth of 45 and of 45.18.
        is("0.08982", requireNonNull(attempt(floor, 1).net().get("USDT")));
        is("954.955", held(floor, "alpha", "USDT"));
        is("0.0109", held(floor, "alpha", "BTC"));
        assertEquals("{}", floor.differences());
        assertEquals(List.of("alpha ASK", "beta BID"), floor.taken.stream().sorted().toList());
        assertEquals(List.of(), floor.alarms);
    }

    @Test
    void a_missing_leg_is_unwound() {
        Floor floor = Floor.ready();
        floor.offers(1);
        floor.passes(50 * MILLI);
        floor.shows("beta", "bid 49900 x 1 | ask 50210 x 1");
        floor.passes(50 * MILLI);
        assertEquals(AttemptState.UNWINDING, attempt(floor, 1).state());
        floor.passes(100 * MILLI);
        assertEquals(AttemptState.SETTLED, attempt(floor, 1).state());
        OrderIntent last = attempt(floor, 1).orders().getLast().intent();
        assertEquals("alpha", last.listing().exchange());
        // Bought for 50000, sold for 49990, twice a thousandth.
        is("-0.098991", requireNonNull(attempt(floor, 1).net().get("USDT")));
        assertEquals("{}", floor.differences());
    }

    @Test
    void what_was_taken_is_not_there_for_the_next_and_what_is_not_there_expires() {
        Floor floor = Floor.ready();
        floor.shows("alpha", "bid 49990 x 1 | ask 49995 x 0.0003, 50000 x 0.0003, 50001 x 1");
        floor.offers(1);
        floor.passes(100 * MILLI);
        Order first = attempt(floor, 1).orders().getFirst();
        assertEquals(OrderState.EXPIRED, first.state());
        is("0.0006", first.filled());
        is("49997.5", first.fills().iterator().next().price()); // one trade, at the average
        floor.passes(100 * MILLI);
        Order rung = attempt(floor, 1).orders().getLast();
        is("0.0003", rung.filled());
        is("50001", rung.fills().iterator().next().price()); // the others are taken
        assertEquals(AttemptState.SETTLED, attempt(floor, 1).state());
        assertEquals("{}", floor.differences());
    }

    @Test
    void a_fee_is_taken_in_what_was_bought() {
        Floor floor = Floor.ready();
        floor.inKind.put("alpha", true);
        floor.offers(1);
        floor.passes(100 * MILLI);
        is("0.0108991", held(floor, "alpha", "BTC"));
        is("955", held(floor, "alpha", "USDT"));
        assertEquals("{}", floor.differences());
    }

    @Test
    void where_the_coin_that_pays_fees_is_used_up_the_quote_asset_pays() {
        Floor floor = new Floor(0);
        floor.coin.put("alpha", "BNB"); // of which nobody knows the price: 0.2 at most
        var fees = new ArrayList<String>();
        for (int i = 0; i < 2; i++) {
            floor.paper.place(intent(floor, new OrderId(1, 1, OrderId.Role.LEG, 0, i),
                    OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, "0.001"));
            floor.paper.tick(floor.now, (event, _) -> {
                if (event instanceof OrderEvent.Traded(var fill)) {
                    fees.add(fill.fee().stripTrailingZeros() + " " + fill.feeAsset());
                }
            }, (_, _) -> {});
            floor.paper.held("alpha").put("BNB", new BigDecimal("0.2"));
        }
        assertEquals(List.of("0.05 USDT", "0.2 BNB"), fees);
    }

    @Test
    void the_coin_that_pays_fees_goes_down() {
        var floor = new Floor(100 * MILLI);
        floor.coin.put("beta", "BTC"); // at what is bid for it: 50200
        floor.boots();
        floor.passes(Floor.SECOND);
        floor.offers(1);
        floor.passes(100 * MILLI);
        is("1045.18", held(floor, "beta", "USDT"));
        is("0.0090991", held(floor, "beta", "BTC"));
        assertEquals("{}", floor.differences());
    }

    @Test
    void an_order_that_had_not_arrived_when_the_process_died_never_arrives() {
        Floor floor = Floor.ready();
        floor.offers(1);
        floor.restarts(floor.journal.size());
        assertTrue(floor.desk.reluctance().contains("recovering"), floor.desk.reluctance());
        floor.passes(60 * Floor.SECOND);
        assertEquals("", floor.desk.reluctance());
        assertTrue(floor.told.stream().anyMatch(OrderEvent.NotFound.class::isInstance));
        assertTrue(attempt(floor, 1).orders().stream()
                .allMatch(order -> order.state() == OrderState.PRESUMED_DEAD));
        assertEquals(AttemptState.SETTLED, attempt(floor, 1).state());
        is("1000", held(floor, "alpha", "USDT"));
        assertEquals("{}", floor.differences());
    }

    /// Wherever it dies: what the journal kept is what was, and it goes on from there.
    @Test
    void a_restart_in_the_middle_begins_with_what_the_ledger_says() {
        Floor whole = Floor.ready();
        whole.offers(1);
        int from = whole.journal.size() - 1;
        whole.passes(100 * MILLI);
        int until = whole.journal.size();
        assertTrue(until > from + 8, "handed, accepted, traded, ended of two orders");
        for (int kept = from; kept <= until; kept++) {
            Floor floor = Floor.ready();
            floor.offers(1);
            floor.passes(100 * MILLI);
            floor.restarts(kept);
            floor.passes(90 * Floor.SECOND);
            assertEquals("", floor.desk.state().halted(), "kept " + kept);
            assertEquals("", floor.desk.reluctance(), "kept " + kept);
            assertTrue(attempt(floor, 1).state().over() && attempt(floor, 1).closed());
            assertTrue(attempt(floor, 1).residue().isEmpty(), "kept " + kept);
            assertEquals("{}", floor.differences(), "kept " + kept);
            assertEquals(1,
                    floor.journal.stream()
                            .filter(entry -> entry instanceof Entry.Posted(var reference, _, _)
                                    && reference.equals("opening alpha"))
                            .count());
            floor.shows("alpha", "bid 49990 x 1 | ask 50000 x 2");
            floor.shows("beta", "bid 50200 x 2 | ask 50210 x 1");
            assertTrue(floor.offers(2), () -> floor.journal.getLast().toString());
        }
    }

    @Test
    void nothing_is_answered_from_within_a_call() {
        Floor floor = new Floor(0);
        var heard = new ArrayList<Object>();
        var id = new OrderId(1, 1, OrderId.Role.LEG, 0, 0);
        floor.paper.ask("alpha", "BTCUSDT", id);
        floor.paper.cancel("alpha", "BTCUSDT", id);
        floor.paper.sweep("alpha", 5);
        floor.paper.balances("alpha");
        floor.paper.place(intent(floor, id, OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, "1"));
        assertEquals(floor.now, floor.paper.nextDeadline());
        floor.paper.tick(floor.now, (event, _) -> heard.add(event), (fact, _) -> heard.add(fact));
        assertEquals(List.of("NotFound", "CancelRefused", "Swept", "Balances", "Refused"),
                heard.stream().map(each -> each.getClass().getSimpleName()).toList());
        var swept = assertInstanceOf(AccountFact.Swept.class, heard.get(2));
        assertEquals(List.of(5L, floor.now), List.of(swept.sinceNanos(), swept.askedNanos()));
        var balances = assertInstanceOf(AccountFact.Balances.class, heard.get(3));
        assertTrue(balances.complete());
        is("1000", requireNonNull(balances.assets().get("USDT")).total());
        var refused = assertInstanceOf(OrderEvent.Refused.class, heard.get(4));
        assertEquals("balance: 50050.00000000 USDT needed, 1000 held",
                refused.code() + ": " + refused.why());
        assertEquals(Long.MAX_VALUE, floor.paper.nextDeadline());
    }

    private static OrderIntent intent(Floor floor, OrderId id,
            OrderIntent.TimeInForce timeInForce, String size) {
        return new OrderIntent(id, floor.book("alpha").listing(), true, new BigDecimal(size),
                new BigDecimal("50000"), timeInForce, floor.now, 0, false);
    }

    @Test
    void what_would_rest_and_what_comes_late_is_refused() {
        Floor floor = new Floor(MILLI);
        var heard = new ArrayList<OrderEvent>();
        var id = new OrderId(1, 1, OrderId.Role.LEG, 0, 0);
        floor.paper.place(intent(floor, id, OrderIntent.TimeInForce.POST_ONLY, "0.001"));
        floor.paper.place(
                intent(floor, id, OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, "0.001"));
        floor.now += MILLI;
        floor.paper.tick(floor.now, (event, _) -> heard.add(event), (_, _) -> {});
        assertEquals(List.of("paper", "late"), heard.stream()
                .map(each -> assertInstanceOf(OrderEvent.Refused.class, each).code()).toList());
        assertFalse(floor.taken.contains("alpha ASK"));
    }
}
