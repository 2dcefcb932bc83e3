package io.crossbook.gateway.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptNews;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderNews;
import io.crossbook.gateway.engine.Floor;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each cause seen from where it comes: the engine's books, its stock, and what execution knows.
final class LookTest {

    private static final long AT = 1_795_000_000_000_000_000L;
    private static final long UNIT = 1_000_000_000_000L;

    private final ExecutionState state = new ExecutionState();

    private static Map<String, String> look(Floor floor, Cause cause) {
        return Look.at(floor.engine, true).held().getOrDefault(cause, Map.of());
    }

    private Map<String, String> execution(Cause cause) {
        var held = new LinkedHashMap<Cause, Map<String, String>>();
        Look.attempts(held, state);
        Look.paused(held, state);
        return held.getOrDefault(cause, Map.of());
    }

    @Test
    void books_that_are_not_live_are_told_by_exchange_with_their_reasons() {
        var floor = new Floor().open();
        assertEquals(Map.of(), look(floor, Cause.FEED_LAG));

        floor.closes(2, "south");
        assertEquals(List.of("south: all books"),
                List.copyOf(look(floor, Cause.FEED_LAG).keySet()));
        assertTrue(look(floor, Cause.FEED_LAG).toString()
                .startsWith("{south: all books=1 of 1 books are not live: BTCUSD (cut"),
                look(floor, Cause.FEED_LAG).toString());

        floor.input(new Input.Command(new Input.Wish.Enable("south", false)));
        assertEquals(Map.of(), look(floor, Cause.FEED_LAG), "nobody wants it");
    }

    @Test
    void a_side_with_stock_for_fewer_than_three_trades_is_told_until_there_is_enough() {
        Settings plain = Floor.settings(true);
        var floor = new Floor(new Settings(plain.exchanges(), plain.detector(), 0, List.of(),
                List.of(), plain.chains(), plain.transfers(),
                new Settings.Holdings(Map.of("north", Map.of("USD", 299 * UNIT)),
                        Map.of("USD", 100 * UNIT)),
                0));
        assertEquals(List.of("north USD"),
                List.copyOf(look(floor, Cause.LOW_INVENTORY).keySet()));

        floor.input(new Input.Command(new Input.Wish.Enable("north", false)));
        assertEquals(Map.of(), look(floor, Cause.LOW_INVENTORY), "nobody wants to trade there");
        floor.input(new Input.Command(new Input.Wish.Enable("north", true)));
        assertEquals(1, look(floor, Cause.LOW_INVENTORY).size());

        floor.engine.desk().stock().moved("north", "USD", UNIT);
        assertEquals(Map.of(), look(floor, Cause.LOW_INVENTORY));
    }

    @Test
    void the_detector_is_seen_to_look_where_two_books_are_live() {
        var floor = new Floor().open();
        Look before = Look.at(floor.engine, true);
        assertTrue(before.comparable());

        floor.says(1, "change BTCUSD 8 0 bid 100 3");
        floor.says(1, "change BTCUSD 9 0 bid 100.5 3");
        assertTrue(Look.at(floor.engine, true).evaluations() > before.evaluations());
        assertEquals(-1, Look.at(floor.engine, false).evaluations());

        floor.closes(2, "south");
        assertEquals(false, Look.at(floor.engine, true).comparable());
    }

    @Test
    void one_stale_book_of_many_does_not_hide_that_later_all_are_gone() {
        assertEquals(Map.of("kraken: all books", "40 of 40 books", "kraken", "40 of 40 books"),
                Look.going(Map.of("kraken: all books", "40 of 40 books"), "kraken"::equals));
        assertEquals(Map.of("kraken: all books", "40 of 40 books"),
                Look.going(Map.of("kraken: all books", "40 of 40 books"), _ -> false));
        assertEquals(Map.of("kraken", "1 of 40 books"),
                Look.going(Map.of("kraken", "1 of 40 books"), _ -> true));
    }

    @Test
    void every_reason_of_a_halt_is_shown_the_last_one_first() {
        apply(new Entry.Booted(1, "b", "practice:c", AT));
        assertEquals(Map.of(), Look.halted(state));
        apply(new Entry.Halted("command: maintenance", AT));
        assertEquals(Map.of("", "command: maintenance"), Look.halted(state));
        apply(new Entry.Halted("this cannot be", AT));
        assertEquals(Map.of("", "this cannot be; before it: command: maintenance"),
                Look.halted(state));
    }

    private static OrderIntent leg(int leg, String exchange, boolean buys) {
        var listing = new Listing(leg, exchange, "BTCUSDT", Instrument.spot("BTC", "USDT"),
                new Rules(2, 8, 1, 10_000, 10_000, 500_000_000L, 1, Rules.Status.TRADING));
        return new OrderIntent(new OrderId(1, 1, OrderId.Role.LEG, 0, leg), listing, buys,
                new BigDecimal("0.01"), new BigDecimal("50000"),
                OrderIntent.TimeInForce.IMMEDIATE_OR_CANCEL, AT + 1, 0, false);
    }

    private void apply(Entry... entries) {
        for (Entry entry : entries) {
            assertTrue(state.apply(entry), entry.toString());
        }
    }

    private void oneLegFills() {
        OrderIntent buy = leg(0, "alpha", true);
        OrderIntent sell = leg(1, "beta", false);
        apply(new Entry.Booted(1, "b", "practice:c", AT),
                new Entry.Reserved(new Attempt.Plan(1, 77, "USDT", List.of(buy, sell),
                        new BigDecimal("1.5"), new BigDecimal("0.75")), AT),
                new Entry.Acted(buy.id(), OrderNews.HANDED, "", AT),
                new Entry.Acted(sell.id(), OrderNews.HANDED, "", AT),
                new Entry.Turned(1, AttemptNews.SENT, "", AT));
        assertEquals(Map.of(), execution(Cause.ONE_LEGGED), "both legs may still fill");
        apply(new Entry.Told(new OrderEvent.Traded(new Fill(buy.id(), "alpha", "BTCUSDT", "t1",
                new BigDecimal("50000"), new BigDecimal("0.01"), BigDecimal.ZERO, "BTC", AT,
                Fill.Source.STREAM)), AT));
    }

    @Test
    void an_attempt_with_one_leg_is_told_until_it_is_parked_which_is_told_instead() {
        oneLegFills();
        assertEquals(Map.of("attempt 1", "working, 0.01 BTC left over"),
                execution(Cause.ONE_LEGGED));
        assertEquals(Map.of(), execution(Cause.PARKED));

        apply(new Entry.Told(new OrderEvent.Ended(leg(1, "beta", false).id(),
                OrderEvent.End.EXPIRED, BigDecimal.ZERO), AT),
                new Entry.Turned(1, AttemptNews.UNEVEN, "", AT));
        assertEquals(Map.of("attempt 1", "imbalanced, 0.01 BTC left over"),
                execution(Cause.ONE_LEGGED));

        apply(new Entry.Turned(1, AttemptNews.EXHAUSTED, "no rung is left", AT));
        assertEquals(Map.of(), execution(Cause.ONE_LEGGED));
        assertEquals(Map.of("attempt 1", "0.01 BTC left over; crossbook attempts 1"),
                execution(Cause.PARKED));
    }

    @Test
    void what_nobody_can_explain_and_fees_of_another_rate_are_two_causes() {
        apply(new Entry.Booted(1, "b", "practice:c", AT),
                new Entry.Paused("asset BTC", "beta has 0.5 BTC less than the ledger, and nobody "
                        + "knows why", AT),
                new Entry.Paused("pair BTC/USDT alpha beta",
                        "alpha has 1 USDT less than the ledger: fees are not what was told", AT));

        assertEquals(List.of("asset BTC"),
                List.copyOf(execution(Cause.UNEXPLAINED_BALANCE).keySet()));
        assertEquals(List.of("pair BTC/USDT alpha beta"),
                List.copyOf(execution(Cause.FEE_MISMATCH).keySet()));

        apply(new Entry.Rearmed("looked", state.lastPause(), AT));
        assertEquals(Map.of(), execution(Cause.UNEXPLAINED_BALANCE));
    }
}
