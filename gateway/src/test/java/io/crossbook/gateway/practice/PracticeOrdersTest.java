package io.crossbook.gateway.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderIntent.TimeInForce;
import io.crossbook.simulator.AccountTruth;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.Execution;
import io.crossbook.simulator.OrderTruth;
import io.crossbook.simulator.Side;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Our order dialects at the practice exchanges, over real sockets: what they are told is the exchange's truth.
@Timeout(240)
final class PracticeOrdersTest extends Trading {

    PracticeOrdersTest() {
        super(11);
    }

    private Trader connected(Exchange exchange) {
        Trader trader = trader(exchange);
        trader.connect();
        return trader;
    }

    /// Buys or sells what the first ranks of the other side display.
    private static OrderIntent taking(Trader trader, boolean buys, int ranks) {
        Side other = buys ? Side.ASK : Side.BID;
        return trader.order(buys, trader.displayed(other, ranks), trader.price(other, ranks - 1),
                TimeInForce.IMMEDIATE_OR_CANCEL);
    }

    /// A buy that stays: well below the market.
    private static OrderIntent resting(Trader trader, TimeInForce timeInForce) {
        return trader.order(true, new BigDecimal("0.01"), trader.price(Side.BID, 40), timeInForce);
    }

    @ParameterizedTest
    @EnumSource(value = Exchange.class, names = {"BINANCE", "KRAKEN", "BYBIT"})
    void what_the_dialect_is_told_is_the_exchanges_truth(Exchange exchange) {
        try (Trader trader = connected(exchange)) {
            OrderIntent rest = taking(trader, true, 3);
            trader.send(List.of(trader.orders.place(rest)));
            OrderIntent socket = taking(trader, false, 2);
            trader.socket().place(socket, trader.now());
            trader.until(() -> trader.said(socket, OrderEvent.Ended.class)
                    && trader.said(rest, OrderEvent.Ended.class));
            OrderIntent cancelled = resting(trader, TimeInForce.GOOD_TILL_CANCELLED);
            trader.send(List.of(trader.orders.place(cancelled)));
            OrderIntent dropped = resting(trader, TimeInForce.POST_ONLY);
            trader.socket().place(dropped, trader.now());
            trader.until(() -> trader.said(dropped, OrderEvent.Accepted.class));
            OrderIntent empty = trader.order(true, new BigDecimal("0.01"),
                    trader.price(Side.BID, 5), TimeInForce.IMMEDIATE_OR_CANCEL);
            trader.send(List.of(trader.orders.place(empty)));
            OrderIntent standing = resting(trader, TimeInForce.GOOD_TILL_CANCELLED);
            trader.send(List.of(trader.orders.place(standing),
                    trader.orders.cancel(trader.listing, cancelled.id())));
            trader.socket().cancel(trader.listing, dropped.id(), trader.now());
            trader.until(() -> trader.said(dropped, OrderEvent.Ended.class)
                    && trader.said(cancelled, OrderEvent.Ended.class)
                    && trader.said(empty, OrderEvent.Ended.class)
                    && trader.said(standing, OrderEvent.Standing.class));
            agrees(trader);

            trader.events.clear();
            for (OrderIntent order : List.of(rest, socket, cancelled, dropped, empty,
                    standing)) {
                trader.send(List.of(trader.orders.ask(trader.listing, order.id())));
            }
            agrees(trader);
            trader.events.clear();
            trader.reads.clear();
            trader.send(trader.orders.sweep((trader.now() - 60_000) * 1_000_000,
                    trader.now() * 1_000_000));
            agrees(trader);
            assertFalse(trader.reads.contains(false));
            OrderIntent unknown = resting(trader, TimeInForce.POST_ONLY);
            trader.send(List.of(trader.orders.ask(trader.listing, unknown.id()),
                    trader.orders.cancel(trader.listing, unknown.id())));
            assertTrue(trader.said(unknown, OrderEvent.NotFound.class));
            assertTrue(trader.said(unknown, OrderEvent.CancelRefused.class));
            balances(trader);
            assertEquals(List.of(), trader.faults);
            assertEquals(List.of(), trader.foreign);
            assertEquals(List.of(), trader.reconnects);
        }
    }

    /// Fills and ends as told are those of the exchange, and the exchange's own add up.
    private static void agrees(Trader trader) {
        AccountTruth truth = trader.truth();
        assertTrue(truth.executions().size() >= 5, "trades: " + truth.executions().size());
        assertEquals(
                truth.executions().stream().map(PracticeOrdersTest::line).sorted().toList(),
                trader.fills().values().stream().map(PracticeOrdersTest::line).sorted().toList());
        assertEquals(truth.sums(), truth.held());
        for (OrderTruth order : truth.orders()) {
            OrderEvent last = trader.events.stream()
                    .filter(event -> event.id().toString().equals(order.clientId())
                            && (event instanceof OrderEvent.Ended
                                    || event instanceof OrderEvent.Standing))
                    .reduce((_, next) -> next).orElseThrow();
            switch (last) {
                case OrderEvent.Ended(_, var end, var filled, _) -> {
                    assertEquals(0, filled.compareTo(order.filled()), order.toString());
                    assertEquals(order.state() == OrderTruth.State.FILLED,
                            end == OrderEvent.End.FILLED, order.toString());
                }
                case OrderEvent.Standing(_, var filled) -> {
                    assertEquals(OrderTruth.State.OPEN, order.state());
                    assertEquals(0, filled.compareTo(order.filled()));
                }
                default -> throw new AssertionError(last);
            }
        }
    }

    private static String line(Execution fill) {
        return fill.clientId() + " " + fill.wireId() + " " + plain(fill.size()) + " at "
                + plain(fill.price()) + " fee " + plain(fill.fee()) + " " + fill.feeAsset();
    }

    private static String line(Fill fill) {
        return fill.order() + " " + fill.tradeId() + " " + plain(fill.size()) + " at "
                + plain(fill.price()) + " fee " + plain(fill.fee()) + " " + fill.feeAsset();
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private static void balances(Trader trader) {
        trader.facts.clear();
        trader.send(List.of(trader.orders.balances(trader.now() * 1_000_000)));
        var told = new TreeMap<String, String>();
        for (AccountFact fact : trader.facts) {
            if (fact instanceof AccountFact.Balances balances) {
                balances.assets().forEach((asset, each) -> told.put(asset,
                        plain(each.free()) + " + " + plain(each.locked())));
            }
        }
        var truth = new TreeMap<String, String>();
        trader.truth().holdings().forEach((asset, each) -> truth.put(asset,
                plain(each.free()) + " + " + plain(each.locked())));
        assertEquals(truth, told);
    }
}
