package io.crossbook.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is wrong with a private request is said in the exchange's own codes, and changes nothing.
class OwnWordsTest {

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

    private AccountTruth truth(Exchange exchange) {
        return TestClient.await(simulator.truth(exchange, Caller.KEY));
    }

    private static void said(String part, String answer) {
        assertTrue(answer.contains(part), answer);
    }

    private String binanceOrder(String params) {
        return caller.binance("POST", "/api/v3/order", "symbol=BTCUSDT&" + params);
    }

    @Test
    void binance_believes_nobody_without_key_signature_and_time() {
        String right = "timestamp=" + caller.now();
        String path = "/api/v3/account";
        said("401 {\"code\":-2014", caller.binanceRaw("GET", path, right, ""));
        said("401 {\"code\":-2015", caller.binanceRaw("GET", path, right, "nobody"));
        said("400 {\"code\":-1102", caller.binanceRaw("GET", path, right, Caller.KEY));
        said("400 {\"code\":-1022", caller.binanceRaw("GET", path,
                right + "&signature=" + Signatures.hex("other", right), Caller.KEY));
        for (long off : new long[]{-5_001, 1_000}) {
            String stamped = "timestamp=" + (caller.now() + off);
            said("400 {\"code\":-1021", caller.binanceRaw("GET", path, stamped + "&signature="
                    + Signatures.hex(Caller.SECRET, stamped), Caller.KEY));
        }
        String edge = "recvWindow=5000&timestamp=" + (caller.now() - 5_000);
        said("200 {", caller.binanceRaw("GET", path,
                edge + "&signature=" + Signatures.hex(Caller.SECRET, edge), Caller.KEY));
        String wide = "recvWindow=60001&" + right;
        said("-1131", caller.binanceRaw("GET", path,
                wide + "&signature=" + Signatures.hex(Caller.SECRET, wide), Caller.KEY));
    }

    @Test
    void binance_tells_what_trading_costs_pair_by_pair() {
        said("200 {\"symbol\":\"BTCUSDT\",\"standardCommission\":{\"maker\":\"0.00100000\","
                + "\"taker\":\"0.00100000\",\"buyer\":\"0.00000000\"",
                caller.binance("GET", "/api/v3/account/commission", "symbol=BTCUSDT"));
        said("-1121", caller.binance("GET", "/api/v3/account/commission", "symbol=NONE"));
    }

    @Test
    void binance_refuses_orders_in_its_own_codes() {
        String rest = "side=BUY&type=LIMIT&timeInForce=GTC&price=30000.00&quantity=0.1"
                + "&newClientOrderId=one";
        said("200 {\"symbol\":\"BTCUSDT\"", binanceOrder(rest));
        said("400 {\"code\":-2010,\"msg\":\"Duplicate order sent.\"}", binanceOrder(rest));
        String limit = "side=BUY&type=LIMIT&timeInForce=IOC&";
        said("-1013,\"msg\":\"Filter failure: PRICE_FILTER",
                binanceOrder(limit + "price=30000.001&quantity=0.1"));
        said("-1013,\"msg\":\"Filter failure: LOT_SIZE",
                binanceOrder(limit + "price=30000&quantity=0.0000001"));
        said("-1013,\"msg\":\"Filter failure: NOTIONAL",
                binanceOrder(limit + "price=30000&quantity=0.00001"));
        said("-2010,\"msg\":\"Account has insufficient balance",
                binanceOrder(limit + "price=30000&quantity=9"));
        said("-2010,\"msg\":\"Order would immediately match",
                binanceOrder("side=BUY&type=LIMIT_MAKER&price=900000&quantity=0.01"));
        said("-1121", caller.binance("POST", "/api/v3/order", "symbol=NOPE&side=BUY&type=MARKET"));
        said("-1116", binanceOrder("side=BUY&type=STOP_LOSS&quantity=1"));
        said("400 {\"code\":-2013", caller.binance("GET", "/api/v3/order",
                "symbol=BTCUSDT&origClientOrderId=nobody"));
        said("400 {\"code\":-2011", caller.binance("DELETE", "/api/v3/order",
                "symbol=BTCUSDT&origClientOrderId=nobody"));
        assertEquals(1, truth(Exchange.BINANCE).orders().size());
        said("200 {", caller.binance("DELETE", "/api/v3/order",
                "symbol=BTCUSDT&origClientOrderId=one"));
        said("400 {\"code\":-2011", caller.binance("DELETE", "/api/v3/order",
                "symbol=BTCUSDT&origClientOrderId=one"));
        said("200 {\"symbol\":\"BTCUSDT\"", binanceOrder(rest)); // free again, since the first has ended
        assertEquals(List.of("one", "one"), truth(Exchange.BINANCE).repeated());
    }

    @Test
    void a_request_that_never_arrived_counts_as_asked_for_too() {
        TestClient.await(simulator.inflict(Fault.of(Fault.Kind.ORDER_LIMITED).times(1)));
        String rest = "side=BUY&type=LIMIT&timeInForce=GTC&price=30000.00&quantity=0.1"
                + "&newClientOrderId=one";
        said("429 {\"code\":-1015", binanceOrder(rest));
        assertEquals(List.of(), truth(Exchange.BINANCE).repeated());
        said("200 {\"symbol\":\"BTCUSDT\"", binanceOrder(rest));
        assertEquals(List.of("one"), truth(Exchange.BINANCE).repeated());
    }

    @Test
    void a_suspended_listing_takes_no_orders() {
        TestClient.await(simulator.ask(market -> market.inject(Injection.Kind.SUSPENDED,
                market.listing(Exchange.BINANCE, Instrument.of("BTC/USDT")), 5_000, 300)));
        said("-2010,\"msg\":\"Market is closed.\"",
                binanceOrder("side=BUY&type=MARKET&quantity=0.1"));
        assertEquals(0, truth(Exchange.BINANCE).orders().size());
    }

    @Test
    void market_orders_take_what_is_displayed_by_size_or_by_budget() {
        said("\"status\":\"FILLED\"", binanceOrder("side=SELL&type=MARKET&quantity=0.5"));
        said("\"status\":\"FILLED\"", binanceOrder("side=BUY&type=MARKET&quoteOrderQty=1000"));
        AccountTruth truth = truth(Exchange.BINANCE);
        assertEquals(truth.sums(), truth.held());
        assertEquals(0, truth.locked("USDT").signum());
        BigDecimal spent = truth.executions().stream().filter(each -> each.side() == Side.BID)
                .map(Execution::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertTrue(spent.compareTo(new BigDecimal("1000")) <= 0
                && spent.compareTo(new BigDecimal("995")) > 0, spent.toPlainString());
        Execution sold = truth.executions().getFirst();
        assertEquals("USDT", sold.feeAsset());
        assertEquals(0, sold.cost().movePointLeft(3).setScale(8, RoundingMode.DOWN)
                .compareTo(sold.fee()));
        // The public trades have them too, under the same ids and on the book's other side.
        long known = TestClient.await(simulator.ask(market -> truth.executions().stream()
                .filter(each -> market.trades(each.listing()).stream()
                        .anyMatch(trade -> trade.id() == each.tradeId()
                                && trade.taker() == each.side()))
                .count()));
        assertEquals(truth.executions().size(), known);
    }

    @Test
    void kraken_believes_nobody_without_key_signature_and_a_new_nonce() {
        said("EAPI:Invalid key", caller.krakenRaw("Balance", 7, "", Caller.SECRET, "nobody"));
        said("EAPI:Invalid signature",
                caller.krakenRaw("Balance", 7, "", "b3RoZXI=", Caller.KEY));
        said("\"XXBT\":\"1\"", caller.krakenRaw("Balance", 7, "", Caller.SECRET, Caller.KEY));
        said("EAPI:Invalid nonce",
                caller.krakenRaw("Balance", 7, "", Caller.SECRET, Caller.KEY));
    }

    @Test
    void kraken_refuses_orders_in_its_own_words() {
        String rest = "pair=XBTUSDT&type=buy&ordertype=limit&price=30000.0&volume=0.1"
                + "&cl_ord_id=one";
        said("\"txid\":[\"O", caller.kraken("AddOrder", rest));
        said("EGeneral:Invalid arguments:cl_ord_id", caller.kraken("AddOrder", rest));
        String limit = "type=buy&ordertype=limit&timeinforce=IOC&pair=XBTUSDT&";
        said("EOrder:Tick size check failed",
                caller.kraken("AddOrder", limit + "price=30000.01&volume=0.1"));
        said("EOrder:Order minimum not met",
                caller.kraken("AddOrder", limit + "price=30000&volume=0.00001"));
        // 100,000 less the 3,000 that are locked, and the fee on top: one more cent is too much.
        said("EOrder:Insufficient funds",
                caller.kraken("AddOrder", limit + "price=30000&volume=3.222"));
        said("EQuery:Unknown asset pair", caller.kraken("AddOrder", "pair=NOPE&type=buy"));
        String soon = Instant.ofEpochMilli(caller.now() + 1_999).toString();
        said("EGeneral:Invalid arguments:deadline",
                caller.kraken("AddOrder", limit + "price=30000&volume=0.1&deadline=" + soon));
        said("EOrder:Unknown order", caller.kraken("CancelOrder", "cl_ord_id=nobody"));
        assertEquals(1, truth(Exchange.KRAKEN).orders().size());
        assertEquals(List.of("one"), truth(Exchange.KRAKEN).repeated());
        said("\"hold_trade\":\"3012\"", caller.kraken("BalanceEx", ""));
    }

    @Test
    void krakens_dead_mans_switch_cancels_everything_once() {
        String rest = "pair=XBTUSDT&type=buy&ordertype=limit&price=30000.0&volume=0.1";
        caller.kraken("AddOrder", rest);
        said("\"triggerTime\":\"2026-01-01T00:01:10Z\"",
                caller.kraken("CancelAllOrdersAfter", "timeout=60"));
        TestClient.await(simulator.advance(50_000));
        caller.kraken("CancelAllOrdersAfter", "timeout=60");
        TestClient.await(simulator.advance(59_000));
        assertEquals(OrderTruth.State.OPEN, truth(Exchange.KRAKEN).orders().getFirst().state());
        TestClient.await(simulator.advance(1_000));
        assertEquals(OrderTruth.State.CANCELLED,
                truth(Exchange.KRAKEN).orders().getFirst().state());
        caller.kraken("AddOrder", rest);
        TestClient.await(simulator.advance(200_000));
        assertEquals(OrderTruth.State.OPEN, truth(Exchange.KRAKEN).orders().getLast().state());
    }

    @Test
    void bybit_believes_nobody_without_key_signature_and_time() {
        String path = "/v5/account/wallet-balance";
        String query = "accountType=UNIFIED";
        long now = caller.now();
        said("\"retCode\":10003",
                caller.bybitRaw("GET", path, query, now, Caller.SECRET, "nobody"));
        said("\"retCode\":10004", caller.bybitRaw("GET", path, query, now, "other", Caller.KEY));
        for (long off : new long[]{-5_001, 1_000}) {
            said("\"retCode\":10002",
                    caller.bybitRaw("GET", path, query, now + off, Caller.SECRET, Caller.KEY));
        }
        said("\"retCode\":0",
                caller.bybitRaw("GET", path, query, now - 5_000, Caller.SECRET, Caller.KEY));
    }

    @Test
    void bybit_refuses_orders_in_its_own_codes_and_never_forgets_an_id() {
        String head = "{\"category\":\"spot\",\"symbol\":\"BTCUSDT\",\"side\":\"Buy\","
                + "\"orderType\":\"Limit\",\"timeInForce\":\"GTC\",";
        String rest = head + "\"price\":\"30000\",\"qty\":\"0.1\",\"orderLinkId\":\"one\"}";
        String path = "/v5/order/create";
        said("\"retCode\":0", caller.bybit("POST", path, rest));
        said("\"retCode\":170134",
                caller.bybit("POST", path, head + "\"price\":\"30000.01\",\"qty\":\"0.1\"}"));
        said("\"retCode\":170140",
                caller.bybit("POST", path, head + "\"price\":\"30000\",\"qty\":\"0.0001\"}"));
        said("\"retCode\":170131",
                caller.bybit("POST", path, head + "\"price\":\"30000\",\"qty\":\"9\"}"));
        said("\"retCode\":170033", caller.bybit("POST", path,
                head + "\"price\":\"30000\",\"qty\":\"0.1\",\"isLeverage\":1}"));
        String cancel = "{\"category\":\"spot\",\"symbol\":\"BTCUSDT\",\"orderLinkId\":\"one\"}";
        said("\"retCode\":0", caller.bybit("POST", "/v5/order/cancel", cancel));
        said("\"retCode\":170213", caller.bybit("POST", "/v5/order/cancel", cancel));
        said("\"retCode\":170141", caller.bybit("POST", path, rest));
        assertEquals(1, truth(Exchange.BYBIT).orders().size());
        assertEquals(List.of("one"), truth(Exchange.BYBIT).repeated());
        assertEquals(0, truth(Exchange.BYBIT).locked("USDT").signum());
    }

    @Test
    void bybits_protection_cancels_when_the_watching_connection_is_gone_too_long() {
        said("\"retCode\":0", caller.bybit("POST", "/v5/order/disconnected-cancel-all",
                "{\"product\":\"SPOT\",\"timeWindow\":10}"));
        caller.bybit("POST", "/v5/order/create",
                "{\"category\":\"spot\",\"symbol\":\"BTCUSDT\",\"side\":\"Buy\",\"orderType\":"
                        + "\"Limit\",\"price\":\"30000\",\"qty\":\"0.1\"}");
        for (boolean back : new boolean[]{true, false}) {
            try (TestClient client = new TestClient(vertx,
                    simulator.ws(Exchange.BYBIT) + "/v5/private")) {
                long expires = caller.now() + 5_000;
                client.say("{\"op\":\"auth\",\"args\":[\"" + Caller.KEY + "\"," + expires + ",\""
                        + Signatures.hex(Caller.SECRET, "GET/realtime" + expires) + "\"]}");
                said("\"success\":true", client.containing("\"auth\""));
                client.say("{\"op\":\"subscribe\",\"args\":[\"dcp.spot\"]}");
                said("\"success\":true", client.containing("\"subscribe\""));
                TestClient.await(simulator.advance(20_000));
                assertEquals(OrderTruth.State.OPEN,
                        truth(Exchange.BYBIT).orders().getFirst().state());
            }
            TestClient
                    .await(() -> TestClient.await(simulator.mischief(Mischief::connections)) == 0);
            TestClient.await(simulator.advance(back ? 9_000 : 10_000));
            assertEquals(back ? OrderTruth.State.OPEN : OrderTruth.State.CANCELLED,
                    truth(Exchange.BYBIT).orders().getFirst().state());
        }
        assertFalse(caller.bybit("GET", "/v5/order/realtime", "category=spot")
                .contains("orderId"));
    }
}
