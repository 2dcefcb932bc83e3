package io.crossbook.gateway.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderIntent.TimeInForce;
import io.crossbook.simulator.AccountTruth;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Fault;
import io.crossbook.simulator.OrderTruth;
import io.crossbook.simulator.Side;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Orders at the practice exchanges while something goes wrong: what our dialects are told, beside what is true.
@Timeout(240)
final class PracticeMischiefTest extends Trading {

    PracticeMischiefTest() {
        super(12);
    }

    private void once(Exchange exchange, Fault.Kind kind) {
        Trader.wait(simulator.inflict(Fault.of(kind).on(exchange).times(1).millis(3_000)));
    }

    private static OrderIntent taking(Trader trader) {
        return trader.order(true, trader.displayed(Side.ASK, 2), trader.price(Side.ASK, 1),
                TimeInForce.IMMEDIATE_OR_CANCEL);
    }

    private static OrderIntent resting(Trader trader) {
        return trader.order(true, new BigDecimal("0.01"), trader.price(Side.BID, 40),
                TimeInForce.GOOD_TILL_CANCELLED);
    }

    private static void place(Trader trader, OrderIntent order) {
        trader.send(List.of(trader.orders.place(order)));
    }

    private static void ask(Trader trader, OrderIntent order) {
        trader.send(List.of(trader.orders.ask(trader.listing, order.id())));
    }

    private static List<OrderTruth> truth(Trader trader) {
        AccountTruth truth = trader.truth();
        assertEquals(truth.sums(), truth.held());
        return truth.orders();
    }

    private static boolean ambiguous(Trader trader, OrderIntent order) {
        return trader.of(order).size() == 1 && trader.said(order, OrderEvent.Ambiguous.class);
    }

    /// No answer, and no order; no answer, though there is one; a server's error, though there is one.
    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BINANCE", "KRAKEN", "BYBIT"})
    void an_order_without_an_answer_is_ambiguous_whether_it_was_taken_or_not(Exchange exchange) {
        try (Trader trader = trader(exchange)) {
            OrderIntent lost = taking(trader);
            once(exchange, Fault.Kind.ORDER_LOST);
            place(trader, lost);
            assertTrue(ambiguous(trader, lost), () -> trader.of(lost).toString());
            assertEquals(0, truth(trader).size());
            ask(trader, lost);
            assertTrue(trader.said(lost, OrderEvent.NotFound.class));

            for (Fault.Kind kind : List.of(Fault.Kind.ANSWER_LOST, Fault.Kind.ANSWER_FAILING)) {
                OrderIntent taken = taking(trader);
                once(exchange, kind);
                place(trader, taken);
                assertTrue(ambiguous(trader, taken), () -> trader.of(taken).toString());
                ask(trader, taken);
                assertTrue(trader.said(taken, OrderEvent.Traded.class));
                assertEquals(OrderTruth.State.FILLED, truth(trader).getLast().state());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BINANCE", "KRAKEN", "BYBIT"})
    void a_rejected_or_limited_order_was_certainly_refused(Exchange exchange) {
        try (Trader trader = trader(exchange)) {
            for (Fault.Kind kind : List.of(Fault.Kind.ORDER_REJECTED,
                    Fault.Kind.ORDER_LIMITED)) {
                OrderIntent refused = taking(trader);
                once(exchange, kind);
                place(trader, refused);
                assertTrue(trader.said(refused, OrderEvent.Refused.class),
                        () -> trader.of(refused).toString());
                assertEquals(0, truth(trader).size());
            }
        }
    }

    /// The order arrives after its deadline: the exchange does not take it.
    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BINANCE", "KRAKEN", "BYBIT"})
    void an_order_that_arrives_after_its_deadline_never_stands(Exchange exchange) {
        try (Trader trader = trader(exchange)) {
            trader.connect();
            OrderIntent late = taking(trader);
            Trader.wait(simulator
                    .inflict(Fault.of(Fault.Kind.ORDER_LATE).on(exchange).times(1).millis(6_000)));
            trader.socket().place(late, trader.now());
            trader.until(() -> Trader.wait(simulator.mischief(
                    mischief -> !mischief.strokes().isEmpty())));
            Trader.wait(simulator.advance(6_000));
            trader.until(() -> !trader.of(late).isEmpty());
            assertFalse(trader.said(late, OrderEvent.Accepted.class));
            assertEquals(0, truth(trader).size());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BINANCE", "KRAKEN", "BYBIT"})
    void half_a_fill_leaves_an_order_that_ended_with_half(Exchange exchange) {
        try (Trader trader = trader(exchange)) {
            OrderIntent half = taking(trader);
            once(exchange, Fault.Kind.PARTIAL_FILL);
            place(trader, half);
            OrderTruth order = truth(trader).getLast();
            assertEquals(OrderTruth.State.EXPIRED, order.state());
            assertTrue(order.filled().signum() > 0
                    && order.filled().compareTo(order.size()) < 0, order.toString());
            ask(trader, half);
            assertTrue(trader.of(half).stream().anyMatch(
                    event -> event instanceof OrderEvent.Ended(_, _, var filled, _)
                            && filled.compareTo(order.filled()) == 0));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BINANCE", "KRAKEN", "BYBIT"})
    void a_cancel_that_loses_the_race_finds_the_order_filled(Exchange exchange) {
        try (Trader trader = trader(exchange)) {
            OrderIntent raced = resting(trader);
            place(trader, raced);
            once(exchange, Fault.Kind.CANCEL_RACE);
            trader.send(List.of(trader.orders.cancel(trader.listing, raced.id())));
            assertTrue(trader.said(raced, OrderEvent.CancelRefused.class));
            assertEquals(OrderTruth.State.FILLED, truth(trader).getLast().state());
            assertTrue(trader.truth().executions().getLast().maker());
            ask(trader, raced);
            assertTrue(trader.said(raced, OrderEvent.Traded.class));
        }
    }

    /// Two questions in succession find nothing; later the order is there.
    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BINANCE", "KRAKEN", "BYBIT"})
    void questions_do_not_see_an_order_before_their_lag_is_over(Exchange exchange) {
        try (Trader trader = trader(exchange)) {
            OrderIntent blind = taking(trader);
            once(exchange, Fault.Kind.QUERY_BLIND);
            once(exchange, Fault.Kind.ANSWER_LOST);
            place(trader, blind);
            ask(trader, blind);
            assertTrue(trader.said(blind, OrderEvent.NotFound.class));
            assertEquals(1, truth(trader).size());
            Trader.wait(simulator.advance(3_000));
            ask(trader, blind);
            assertTrue(trader.said(blind, OrderEvent.Traded.class));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BINANCE", "KRAKEN", "BYBIT"})
    void fills_are_told_late_or_twice_and_count_once(Exchange exchange) {
        try (Trader trader = trader(exchange)) {
            trader.connect();
            once(exchange, Fault.Kind.FILL_LATE);
            once(exchange, Fault.Kind.FILL_TWICE);
            OrderIntent told = taking(trader);
            trader.socket().place(told, trader.now());
            trader.until(() -> trader.said(told, OrderEvent.Ended.class)
                    && trader.of(told).stream().filter(OrderEvent.Traded.class::isInstance)
                            .count() == 2);
            // Of two trades one was told twice, one not yet.
            assertEquals(2, trader.truth().executions().size());
            assertEquals(1, trader.fills().size());
            Trader.wait(simulator.advance(3_000));
            trader.until(() -> trader.fills().size() == 2);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BINANCE", "KRAKEN", "BYBIT"})
    void a_private_stream_that_closes_has_told_nothing_of_what_came_with_it(Exchange exchange) {
        try (Trader trader = trader(exchange)) {
            trader.connect();
            OrderIntent quiet = taking(trader);
            once(exchange, Fault.Kind.STREAM_CLOSED);
            place(trader, quiet);
            trader.until(() -> !trader.streaming());
            assertEquals(OrderTruth.State.FILLED, truth(trader).getLast().state());
            ask(trader, quiet);
            assertEquals(2, trader.fills().size());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BINANCE", "KRAKEN", "BYBIT"})
    void an_order_in_the_book_shows_there_and_fills_as_the_maker(Exchange exchange) {
        try (Trader trader = trader(exchange)) {
            trader.connect();
            BigDecimal best = trader.price(Side.BID, 0);
            BigDecimal size = new BigDecimal("0.25");
            BigDecimal before = trader.displayed(Side.BID, 1);
            OrderIntent stands = trader.order(true, size, best, TimeInForce.POST_ONLY);
            trader.socket().place(stands, trader.now());
            trader.until(() -> trader.said(stands, OrderEvent.Standing.class));
            assertEquals(0, before.add(size).compareTo(trader.displayed(Side.BID, 1)));
            for (int i = 0; i < 200
                    && truth(trader).getLast().state() == OrderTruth.State.OPEN; i++) {
                Trader.wait(simulator.advance(1_000));
                assertTrue(trader.price(Side.BID, 0).compareTo(trader.price(Side.ASK, 0)) < 0);
            }
            trader.until(() -> trader.said(stands, OrderEvent.Ended.class));
            assertEquals(OrderTruth.State.FILLED, truth(trader).getLast().state());
            assertTrue(trader.truth().executions().stream().allMatch(each -> each.maker()));
            assertEquals(trader.truth().executions().size(), trader.fills().size());
        }
    }
}
