package io.crossbook.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.AnswerTable;
import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Intents;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.OrdersContract;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Signed;
import io.crossbook.exchanges.Told;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderIntent.TimeInForce;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers are those of the documents (binance-spot-api-docs, rest-api.md), under our ids.
final class BinanceOrdersTest extends OrdersContract {

    private static final Listing LISTING = Intents.listing("binance", "BTCUSDT", "BTC", "USDT");
    private static final String ID = Intents.ID.toString();

    private final BinanceOrders orders = new BinanceOrders(Entry.of("binance"), List.of(LISTING));

    private static final String PLACED = """
            {"symbol":"BTCUSDT","orderId":28,"orderListId":-1,"clientOrderId":"%s",
            "transactTime":1507725176595,"price":"100.25000000","origQty":"0.50000000",
            "executedQty":"0.30000000","origQuoteOrderQty":"0.000000",
            "cummulativeQuoteQty":"30.07400000","status":"EXPIRED","timeInForce":"IOC",
            "type":"LIMIT","side":"BUY","workingTime":1507725176595,
            "selfTradePreventionMode":"NONE","fills":[
            {"price":"100.25000000","qty":"0.20000000","commission":"0.00020000",
            "commissionAsset":"BTC","tradeId":56},
            {"price":"100.24000000","qty":"0.10000000","commission":"0.00010000",
            "commissionAsset":"BTC","tradeId":57}]}""".formatted(ID);

    private static final String ASKED = """
            {"symbol":"BTCUSDT","orderId":28,"orderListId":-1,"clientOrderId":"%s",
            "price":"100.25","origQty":"0.5","executedQty":"%s","cummulativeQuoteQty":"0.0",
            "status":"%s","timeInForce":"IOC","type":"LIMIT","side":"BUY","stopPrice":"0.0",
            "icebergQty":"0.0","time":1499827319559,"updateTime":1499827319559,"isWorking":true,
            "workingTime":1499827319559,"origQuoteOrderQty":"0.0",
            "selfTradePreventionMode":"NONE"}""";

    private static final String TRADES = """
            [{"symbol":"BTCUSDT","id":56,"orderId":28,"orderListId":-1,"price":"100.25",
            "qty":"0.20000000","quoteQty":"20.05","commission":"0.00012","commissionAsset":"BNB",
            "time":1499865549590,"isBuyer":true,"isMaker":false,"isBestMatch":true}]""";

    private static final String CANCELLED = """
            {"symbol":"BTCUSDT","origClientOrderId":"%s","orderId":4,"orderListId":-1,
            "clientOrderId":"cancelMyOrder1","transactTime":1684804350068,"price":"2.00000000",
            "origQty":"1.00000000","executedQty":"0.10000000","cummulativeQuoteQty":"0.00000000",
            "status":"CANCELED","timeInForce":"GTC","type":"LIMIT","side":"BUY",
            "selfTradePreventionMode":"NONE"}""".formatted(ID);

    @Override
    protected Orders orders() {
        return orders;
    }

    @Override
    protected Listing listing() {
        return LISTING;
    }

    @Override
    protected AnswerTable table() {
        return OrderCodes.table();
    }

    @Override
    protected String error(String code) {
        int space = code.indexOf(' ');
        return code.isEmpty()
                ? "{}"
                : space < 0
                        ? "{\"code\":" + code + ",\"msg\":\"words\"}"
                        : "{\"code\":" + code.substring(0, space) + ",\"msg\":\""
                                + code.substring(space + 1) + "\"}";
    }

    @Override
    protected List<Success> successes() {
        Request ask = orders.ask(LISTING, Intents.ID);
        return List.of(new Success(place(), PLACED),
                new Success(orders.cancel(LISTING, Intents.ID), CANCELLED),
                new Success(ask, ASKED.formatted(ID, "0.2", "PARTIALLY_FILLED")),
                new Success(orders.trades(ask, Intents.ID, "BTCUSDT", 28), TRADES));
    }

    @Test
    void an_order_that_takes_what_is_there() {
        assertEquals("https://api.binance.com/api/v3/order", place().url());
        assertEquals("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=IOC&quantity=0.5"
                + "&price=100.25&newClientOrderId=" + ID + "&newOrderRespType=FULL",
                place().body());
        assertTrue(String.valueOf(orders.place(Intents.order(LISTING, false, "1", "1",
                TimeInForce.POST_ONLY)).body()).startsWith(
                        "symbol=BTCUSDT&side=SELL&type=LIMIT_MAKER&quantity=1&price=1&"));
    }

    /// Binance, "Request security", the example of the documents.
    @Test
    void the_signature_is_that_of_the_documents() {
        var key = new ApiKey(ApiKey.Kind.SHA256,
                "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
                "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j");
        var unsigned = new Request(Request.About.PLACE, 4, "POST",
                "https://api.binance.com/api/v3/order",
                "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1", 1, 0,
                io.crossbook.exchanges.Errand.of(Intents.ID, "LTCBTC", 0, "order"));
        var ready = assertInstanceOf(Signed.Ready.class,
                orders.signer().sign(unsigned, key, 1_499_827_319_559L, 0));
        assertEquals(unsigned.body() + "&recvWindow=5000&timestamp=1499827319559&signature="
                + "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71",
                ready.body());
        assertEquals(key.id(), ready.headers().get("X-MBX-APIKEY"));
    }

    @Test
    void the_window_is_what_is_left_until_the_deadline() {
        var ready = assertInstanceOf(Signed.Ready.class, orders.signer().sign(place(), key(),
                Intents.NOW_MILLIS + 2_000, 0));
        assertTrue(String.valueOf(ready.body()).contains("&recvWindow=1000&"), ready.body());
        var early = assertInstanceOf(Signed.Ready.class, orders.signer().sign(place(), key(),
                Intents.NOW_MILLIS - 3_600_000, 0));
        assertTrue(String.valueOf(early.body()).contains("&recvWindow=60000&"), early.body());
    }

    @Test
    void an_answer_tells_order_fills_and_end_in_one() {
        assertEquals(List.of("accepted 28",
                "traded BTCUSDT 56 0.20000000 at 100.25000000 fee 0.00020000 BTC ANSWER "
                        + "1507725176595000000",
                "traded BTCUSDT 57 0.10000000 at 100.24000000 fee 0.00010000 BTC ANSWER "
                        + "1507725176595000000",
                "ended EXPIRED 0.30000000"), read(place(), answered(200, PLACED)).lines);
    }

    /// Whole or not at all: the first fill is not told when the second makes no sense.
    @Test
    void an_answer_that_stops_making_sense_halfway_tells_nothing() {
        for (String[] wrong : new String[][]{{"\"qty\":\"0.10000000\"", "\"qty\":\"0\""},
                {"\"tradeId\":57", "\"tradeId\":-57"}, {"EXPIRED", "HIBERNATING"}}) {
            Told told = read(place(), answered(200, PLACED.replace(wrong[0], wrong[1])));
            assertEquals(List.of("ambiguous"), told.lines, wrong[1]);
            assertEquals(1, told.faults.size());
        }
    }

    @Test
    void an_answer_about_another_order_is_no_answer() {
        assertEquals(List.of("ambiguous"), read(place(), answered(200,
                PLACED.replace(ID, Intents.OTHER.toString()))).lines);
        assertEquals(List.of("ambiguous"), read(place(), answered(200,
                PLACED.replace("BTCUSDT", "ETHUSDT"))).lines);
        assertEquals(List.of("ambiguous"), read(orders.ask(LISTING, Intents.ID), answered(200,
                ASKED.formatted(Intents.OTHER, "0", "NEW"))).lines);
    }

    /// An order of this id may stand there.
    @Test
    void a_duplicate_is_not_refused() {
        assertEquals(List.of("ambiguous"), read(place(), answered(400,
                error("-2010 Duplicate order sent."))).lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1000", "-1001", "-1006", "-1007", "-1008", "-1016", "-2010 New words",
            "-1010 Unknown order sent.", "-9999"})
    void what_may_have_been_a_success_is_ambiguous(String code) {
        for (int status : new int[]{200, 400, 500, 503}) {
            assertEquals(List.of("ambiguous"), read(place(), answered(status,
                    error(code))).lines);
        }
    }

    @Test
    void a_question_that_is_late_or_too_many_says_nothing_of_the_order() {
        Request ask = orders.ask(LISTING, Intents.ID);
        assertEquals("https://api.binance.com/api/v3/order?symbol=BTCUSDT&origClientOrderId=" + ID,
                ask.url());
        for (String code : List.of("-1021", "-1003", "-1121", "-2015")) {
            assertEquals(List.of("ambiguous"), read(ask, answered(400, error(code))).lines);
        }
        assertEquals(List.of("not found"), read(ask, answered(400, error("-2013"))).lines);
    }

    @Test
    void an_order_with_fills_is_asked_for_its_trades() {
        Told told = read(orders.ask(LISTING, Intents.ID), answered(200,
                ASKED.formatted(ID, "0.2", "EXPIRED")));
        assertEquals(List.of("ended EXPIRED 0.2"), told.lines);
        Request trades = told.requests.getFirst();
        assertEquals("https://api.binance.com/api/v3/myTrades?symbol=BTCUSDT&orderId=28&limit=1000",
                trades.url());
        assertEquals(List.of("traded BTCUSDT 56 0.20000000 at 100.25 fee 0.00012 BNB ASKED "
                + "1499865549590000000"), read(trades, answered(200, TRADES)).lines);
        assertEquals(List.of("ambiguous"), read(trades, answered(200, TRADES.replace(
                "\"orderId\":28", "\"orderId\":29"))).lines);
        assertTrue(read(orders.ask(LISTING, Intents.ID), answered(200, ASKED.formatted(ID, "0.0",
                "NEW"))).requests.isEmpty());
    }

    @Test
    void trades_that_are_known_are_not_asked_for() {
        var answer = answered(200, ASKED.formatted(ID, "0.3", "FILLED"));
        Request ask = orders.ask(LISTING, Intents.ID);
        assertEquals(List.of(), read(ask, answer, "0.3").requests);
        assertEquals(1, read(ask, answer, "0.2").requests.size());
    }

    @Test
    void a_cancelled_order_that_carries_the_cancels_id_is_still_ours() {
        assertEquals(List.of("ended CANCELLED 0"), read(orders.ask(LISTING, Intents.ID),
                answered(200, ASKED.formatted("cancelMyOrder1", "0", "CANCELED"))).lines);
        assertEquals(List.of("ended CANCELLED 0.10000000"), read(orders.cancel(LISTING, Intents.ID),
                answered(200, CANCELLED)).lines);
        assertEquals("DELETE", orders.cancel(LISTING, Intents.ID).method());
    }

    @Test
    void a_status_that_nobody_knows_is_ambiguous() {
        assertEquals(List.of("ambiguous"), read(orders.ask(LISTING, Intents.ID), answered(200,
                ASKED.formatted(ID, "0.2", "HIBERNATING"))).lines);
    }

    @Test
    void a_sweep_tells_ours_and_counts_others() {
        List<Request> sweep = orders.sweep(1_700_000_000_123_456_789L, 0);
        assertEquals("https://api.binance.com/api/v3/openOrders", sweep.getFirst().url());
        assertEquals("https://api.binance.com/api/v3/allOrders?symbol=BTCUSDT"
                + "&startTime=1700000000123&limit=1000", sweep.getLast().url());
        Told told = read(sweep.getLast(), answered(200, "[" + ASKED.formatted("web_1", "1",
                "FILLED") + "," + ASKED.formatted(ID, "0.1", "CANCELED") + "]"));
        assertEquals(List.of("found buy 0.5 BTCUSDT at 100.25 1499827319559000000",
                "ended CANCELLED 0.1"), told.lines);
        assertEquals(List.of("BTCUSDT 28"), told.foreign);
        assertEquals(Intents.ID, told.requests.getFirst().task().order());
        assertEquals(Request.About.SWEEP, told.requests.getFirst().about());
    }

    @Test
    void a_sweep_goes_by_days() {
        long now = 1_700_000_000_000_000_000L;
        assertEquals(List.of("&startTime=1699784000000&endTime=1699870399999&limit=1000",
                "&startTime=1699870400000&endTime=1699956799999&limit=1000",
                "&startTime=1699956800000&limit=1000"),
                orders.sweep(now - 60L * 3_600 * 1_000_000_000, now).stream().skip(1)
                        .map(one -> one.url().substring(one.url().indexOf("&startTime"))).distinct()
                        .toList());
    }

    @Test
    void a_full_page_is_followed_by_the_next() {
        String rows = String.join(",", java.util.Collections.nCopies(1_000,
                ASKED.formatted("web_1", "1", "FILLED")));
        Told told = read(orders.sweep(0, 0).getLast(), answered(200, "[" + rows + "]"));
        assertEquals(
                "https://api.binance.com/api/v3/allOrders?symbol=BTCUSDT&orderId=29&limit=1000",
                told.requests.getFirst().url());
        assertTrue(read(orders.sweep(0, 0).getFirst(), answered(200, "[" + rows + "]")).requests
                .isEmpty());
    }

    @Test
    void a_sweep_that_fails_is_a_fault_and_not_the_end_of_anything() {
        Told told = read(orders.sweep(0, 0).getFirst(), answered(502, ""));
        assertEquals(1, told.faults.size());
        assertTrue(told.events.isEmpty());
        assertFalse(told.reads.getFirst());
    }

    /// Else nothing at all could be swept while an order of ours is on it.
    @Test
    void a_symbol_that_was_taken_off_keeps_no_sweep_from_being_whole() {
        Told told = read(orders.sweep(0, 0).getLast(),
                answered(400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"));
        assertEquals(1, told.faults.size());
        assertTrue(told.events.isEmpty());
        assertTrue(told.reads.getFirst());
        assertFalse(read(orders.sweep(0, 0).getLast(),
                answered(400, "{\"code\":-1100,\"msg\":\"Illegal characters.\"}")).reads
                .getFirst());
    }

    @Test
    void balances() {
        Told told = read(orders.balances(7), answered(200, """
                {"makerCommission":15,"canTrade":true,"canWithdraw":true,"updateTime":123456789,
                "accountType":"SPOT","balances":[{"asset":"BTC","free":"4723846.89208129",
                "locked":"0.50000000"},{"asset":"LTC","free":"0","locked":"0"}],
                "permissions":["SPOT"],"uid":354937868}"""));
        var fact = assertInstanceOf(AccountFact.Balances.class, told.facts.getFirst());
        assertTrue(fact.complete());
        assertEquals(new AccountFact.Balance(decimal("4723846.89208129"), decimal("0.50000000"),
                decimal("0")), fact.assets().get("BTC"));
        assertEquals(1, read(orders.balances(7), answered(200,
                "{\"accountType\":\"MARGIN\"}")).faults.stream().filter(
                        fault -> fault.kind() == io.crossbook.exchanges.Fault.Kind.REST)
                .count());
    }

    private AccountFact.Permissions permitted(String trade, String withdraw, String margin) {
        Told told = read(orders.permissions(7).getFirst(), answered(200, """
                {"ipRestrict":false,"createTime":1698645219000,"enableInternalTransfer":false,
                "enableFutures":false,"enablePortfolioMarginTrading":false,"enableReading":true,
                "enableSpotAndMarginTrading":%s,"enableWithdrawals":%s,"enableMargin":%s}"""
                .formatted(trade, withdraw, margin)));
        return assertInstanceOf(AccountFact.Permissions.class, told.facts.getFirst());
    }

    @Test
    void what_the_key_may_do() {
        Request asked = orders.permissions(7).getFirst();
        assertEquals("GET https://api.binance.com/sapi/v1/account/apiRestrictions",
                asked.method() + " " + asked.url());
        assertTrue(asked.about().signed());
        assertEquals(new AccountFact.Permissions("binance", 7, true, false, false, ""),
                permitted("true", "false", "false"));
        assertEquals(new AccountFact.Permissions("binance", 7, false, true, true, ""),
                permitted("false", "true", "true"));
        assertEquals(List.of(false), read(asked, answered(200, "{\"ipRestrict\":true}")).reads);
        assertEquals(List.of(false), read(asked, answered(404, "")).reads);
    }

    @Test
    void what_came_to_the_account_and_left_it() {
        long day = 24L * 3_600_000;
        List<Request> asked = orders.transfers(2 * day * 1_000_000, 7);
        String url = "https://api.binance.com/sapi/v1/capital/";
        assertEquals(List.of(url + "deposit/hisrec?startTime=" + day + "&limit=1000",
                url + "withdraw/history?startTime=" + 2 * day + "&limit=1000"),
                asked.subList(0, 2).stream().map(Request::url).toList());
        assertEquals(List.of(new AccountFact.Transfer("binance", 1_661_493_146_000_000_000L,
                "BNB", new BigDecimal("0.00999800"), "deposit 769800519366885376", false)),
                read(asked.getFirst(), answered(200, """
                        [{"id":"769800519366885376","amount":"0.00999800","coin":"BNB","network":
                        "BNB","status":1,"address":"a","addressTag":"","txId":"t","insertTime":
                        1661490000000,"completeTime":1661493146000,"transferType":0,
                        "confirmTimes":"1/1","unlockConfirm":0,"walletType":0},
                        {"id":"2","amount":"1","coin":"BNB","status":0,"insertTime":1661493146000,
                        "walletType":0},
                        {"id":"3","amount":"1","coin":"BNB","status":1,"insertTime":1661493146000,
                        "walletType":1}]""")).facts,
                "not what has not come, nor to another wallet");
        assertEquals(List.of(new AccountFact.Transfer("binance", 1_570_877_522_000_000_000L,
                "USDT", new BigDecimal("-8.91400000"), "withdrawal b6ae22b3", false)),
                read(asked.get(1), answered(200, """
                        [{"id":"b6ae22b3","amount":"8.91000000","transactionFee":"0.004","coin":
                        "USDT","status":4,"address":"a","txId":"t","applyTime":
                        "2019-10-12 10:52:02","network":"ETH","transferType":0},
                        {"id":"2","amount":"1","transactionFee":"0","coin":"USDT","status":5,
                        "applyTime":"2019-10-12 10:52:02"}]""")).facts, "not what has failed");
    }

    @Test
    void whether_it_is_there() {
        assertEquals("https://api.binance.com/sapi/v1/system/status",
                orders.status().getFirst().url());
        assertEquals(List.of(),
                orders.status(answered(200, "{\"status\":0,\"msg\":\"normal\"}"), 5).all());
        assertEquals(List.of(new AccountFact.Maintenance(5,
                5 + Orders.ABSENT_NANOS)),
                orders.status(answered(200, "{\"status\":1,\"msg\":\"system_maintenance\"}"), 5)
                        .all());
    }

    @Test
    void its_testnet_has_no_wallet_to_ask() {
        var testnet = new BinanceOrders(new Entry("binance", "",
                "https://testnet.binance.vision", 0, true, true, Map.of(), Map.of()),
                List.of(LISTING));
        assertEquals(List.of(), testnet.permissions(7));
        assertEquals(List.of(), testnet.transfers(7, 8));
        assertEquals(List.of(), testnet.status());
    }
}
