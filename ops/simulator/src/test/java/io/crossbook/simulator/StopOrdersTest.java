package io.crossbook.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A stop order stands in no book: its exchange lists it in its own words until somebody cancels it.
class StopOrdersTest {

    private final Vertx vertx = Vertx.vertx();
    private final Simulator simulator = TestClient.await(Simulator.start(vertx,
            Settings.DEFAULT.withManualClock().withoutDislocations().withSeed(5)));
    private final Caller caller = new Caller(simulator);

    @BeforeEach
    void accounts() {
        for (Exchange exchange : Settings.DEFAULT.exchanges()) {
            TestClient.await(simulator.openAccount(exchange, Caller.KEY, Caller.SECRET,
                    Map.of("USDT", new BigDecimal("100000"), "BTC", new BigDecimal("1"))));
        }
        TestClient.await(simulator.advance(10_000));
    }

    @AfterEach
    void close() {
        caller.close();
        simulator.close();
        TestClient.await(vertx.close());
    }

    private static void said(String part, String answer) {
        assertTrue(answer.contains(part), answer);
    }

    /// The only order there, some trading later.
    private OrderTruth later(Exchange exchange, String locked) {
        TestClient.await(simulator.advance(2_000));
        AccountTruth truth = TestClient.await(simulator.truth(exchange, Caller.KEY));
        assertEquals(0, new BigDecimal(locked).compareTo(truth.locked("BTC")));
        assertEquals(1, truth.orders().size());
        return truth.orders().getFirst();
    }

    private void stands(Exchange exchange, String locked) {
        OrderTruth order = later(exchange, locked);
        assertEquals(OrderTruth.State.OPEN, order.state());
        assertEquals(0, order.filled().signum());
    }

    private void isGone(Exchange exchange) {
        assertEquals(OrderTruth.State.CANCELLED, later(exchange, "0").state());
    }

    @Test
    void binance_lists_it_as_not_working_and_cancels_it_with_all_others() {
        String stop = "symbol=BTCUSDT&side=SELL&type=STOP_LOSS_LIMIT&timeInForce=GTC&quantity=0.1"
                + "&newClientOrderId=stop&price=";
        String path = "/api/v3/order";
        said("'stopPrice' was not sent",
                caller.binance("POST", path, stop + "29900"));
        said("-2010,\"msg\":\"Stop price would trigger immediately.\"",
                caller.binance("POST", path, stop + "29900&stopPrice=900000"));
        said("PRICE_FILTER", caller.binance("POST", path, stop + "29900&stopPrice=30000.001"));
        said("\"clientOrderId\":\"stop\"",
                caller.binance("POST", path, stop + "29900&stopPrice=30000"));
        stands(Exchange.BINANCE, "0.1");
        String listed = caller.binance("GET", "/api/v3/openOrders", "symbol=BTCUSDT");
        said("\"status\":\"NEW\",\"timeInForce\":\"GTC\",\"type\":\"STOP_LOSS_LIMIT\"", listed);
        said("\"stopPrice\":\"30000.00000000\"", listed);
        said("\"isWorking\":false,\"workingTime\":-1", listed);
        said("\"status\":\"CANCELED\"",
                caller.binance("DELETE", "/api/v3/openOrders", "symbol=BTCUSDT"));
        isGone(Exchange.BINANCE);
    }

    @Test
    void bybit_lists_it_as_untriggered_locks_nothing_and_cancels_it_only_by_its_filter() {
        String head = "{\"category\":\"spot\",\"symbol\":\"BTCUSDT\",\"side\":\"Sell\","
                + "\"price\":\"29900\",\"qty\":\"0.1\",\"orderLinkId\":\"stop\",";
        String path = "/v5/order/create";
        said("triggerPrice", caller.bybit("POST", path,
                head + "\"orderType\":\"Limit\",\"orderFilter\":\"StopOrder\"}"));
        said("no market order", caller.bybit("POST", path, head
                + "\"orderType\":\"Market\",\"orderFilter\":\"StopOrder\",\"triggerPrice\":\"1\"}"));
        said("orderFilter", caller.bybit("POST", path, head
                + "\"orderType\":\"Limit\",\"orderFilter\":\"tpslOrder\",\"triggerPrice\":\"1\"}"));
        said("\"retCode\":0", caller.bybit("POST", path, head + "\"orderType\":\"Limit\","
                + "\"orderFilter\":\"StopOrder\",\"triggerPrice\":\"30000\"}"));
        stands(Exchange.BYBIT, "0");
        String listed = caller.bybit("GET", "/v5/order/realtime", "category=spot");
        said("\"orderStatus\":\"Untriggered\"", listed);
        said("\"stopOrderType\":\"Stop\"", listed);
        said("\"triggerPrice\":\"30000", listed);
        assertFalse(caller.bybit("GET", "/v5/order/realtime", "category=spot&orderFilter=Order")
                .contains("Untriggered"));
        String all = "{\"category\":\"spot\"";
        said("\"list\":[]", caller.bybit("POST", "/v5/order/cancel-all", all + "}"));
        stands(Exchange.BYBIT, "0");
        said("\"orderLinkId\":\"stop\"", caller.bybit("POST", "/v5/order/cancel-all",
                all + ",\"orderFilter\":\"StopOrder\"}"));
        isGone(Exchange.BYBIT);
        said("\"orderStatus\":\"Deactivated\"",
                caller.bybit("GET", "/v5/order/history", "category=spot"));
    }

    @Test
    void kraken_lists_it_with_both_prices_and_cancels_it_with_all_others() {
        String stop = "pair=XBTUSDT&type=sell&ordertype=stop-loss-limit&volume=0.1&cl_ord_id=stop"
                + "&price2=29900&price=";
        said("EOrder:Tick size check failed", caller.kraken("AddOrder", stop + "30000.01"));
        said("EOrder:Invalid price", caller.kraken("AddOrder", stop + "900000"));
        said("EGeneral:Invalid arguments:ordertype", caller.kraken("AddOrder",
                "pair=XBTUSDT&type=sell&ordertype=stop-loss&volume=0.1&price=30000"));
        said("@ stop loss 30000.0 -> limit 29900.0", caller.kraken("AddOrder", stop + "30000"));
        stands(Exchange.KRAKEN, "0.1004"); // with its fee
        String listed = caller.kraken("OpenOrders", "");
        said("\"status\":\"open\"", listed);
        said("\"ordertype\":\"stop-loss-limit\",\"price\":\"30000.0\",\"price2\":\"29900.0\"",
                listed);
        said("\"count\":1", caller.kraken("CancelAll", ""));
        isGone(Exchange.KRAKEN);
    }
}
