package io.crossbook.exchanges.bybit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.AnswerTable;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Intents;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.OrdersContract;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Signed;
import io.crossbook.exchanges.Told;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderIntent.TimeInForce;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers are those of the documents (Bybit v5, "Trade" and "Account"), under our ids.
final class BybitOrdersTest extends OrdersContract {

    private static final Listing LISTING = Intents.listing("bybit", "BTCUSDT", "BTC", "USDT");
    private static final String ID = Intents.ID.toString();

    private final BybitOrders orders = new BybitOrders(Entry.of("bybit"), List.of(LISTING));

    private static final String ORDER = """
            {"orderId":"fd4300ae-7847-404e-b947-b46980a4d140","orderLinkId":"%s",
            "blockTradeId":"","symbol":"BTCUSDT","price":"100.25","qty":"0.5","side":"Buy",
            "isLeverage":"0","positionIdx":0,"orderStatus":"%s","cancelType":"UNKNOWN",
            "rejectReason":"EC_NoError","avgPrice":"","leavesQty":"0.5","leavesValue":"50",
            "cumExecQty":"%s","cumExecValue":"0","cumExecFee":"0","timeInForce":"IOC",
            "orderType":"Limit","createdTime":"1684738540559","updatedTime":"1684738540561"}""";

    private static String list(String... rows) {
        return page("", rows);
    }

    private static String page(String cursor, String... rows) {
        return "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"list\":[" + String.join(",", rows)
                + "],\"nextPageCursor\":\"" + cursor + "\",\"category\":\"spot\"},"
                + "\"retExtInfo\":{},\"time\":1684765770483}";
    }

    private static String trade(String id, String side, String fee, String currency,
            boolean maker) {
        return """
                {"symbol":"BTCUSDT","orderId":"8c065341-7b52-4ca9-ac2c-37e31ac55c94",
                "orderLinkId":"%s","side":"%s","orderPrice":"100.25","orderQty":"0.5",
                "leavesQty":"0.3","orderType":"Limit","stopOrderType":"","execFee":"%s",
                "execId":"2290000000007764263","execPrice":"100.24","execQty":"0.2",
                "execType":"Trade","execValue":"20.048","execTime":"1672282722429",
                "feeCurrency":"%s","isMaker":%s,"feeRate":"0.001","seq":4688002127}""".formatted(id,
                side, fee, currency, maker);
    }

    private static final String PLACED = "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"orderId\":"
            + "\"1321003749386327552\",\"orderLinkId\":\"" + ID
            + "\"},\"retExtInfo\":{},\"time\":1672211918471}";

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
        return "{\"retCode\":" + (code.isEmpty() ? "0" : code) + ",\"retMsg\":\"words\","
                + "\"result\":{},\"retExtInfo\":{},\"time\":1672211918471}";
    }

    @Override
    protected List<Success> successes() {
        Request ask = orders.ask(LISTING, Intents.ID);
        return List.of(new Success(place(), PLACED),
                new Success(orders.cancel(LISTING, Intents.ID), PLACED),
                new Success(ask, list(ORDER.formatted(ID, "New", "0.1"))),
                new Success(orders.history(ask), list()),
                new Success(orders.trades(ask, Intents.ID, "BTCUSDT"),
                        list(trade(ID, "Buy", "0.0002", "BTC", false))));
    }

    @Test
    void the_window_after_which_all_that_rests_is_cancelled() {
        Request arm = java.util.Objects.requireNonNull(orders.arm(60_000));
        assertEquals("{\"product\":\"SPOT\",\"timeWindow\":60}", arm.body());
        assertTrue(String.valueOf(java.util.Objects.requireNonNull(orders.arm(1)).body())
                .contains(":3}")); // the least that it takes
        assertNull(orders.arm(0)); // giving up the topic disarms
        assertEquals(List.of(true), read(arm, answered(200,
                "{\"retCode\":0,\"retMsg\":\"success\",\"result\":{},\"time\":7}")).reads);
    }

    @Test
    void an_order_that_takes_what_is_there() {
        assertEquals("https://api.bybit.com/v5/order/create", place().url());
        assertEquals("{\"category\":\"spot\",\"symbol\":\"BTCUSDT\",\"side\":\"Buy\","
                + "\"orderType\":\"Limit\",\"qty\":\"0.5\",\"price\":\"100.25\","
                + "\"timeInForce\":\"IOC\",\"orderLinkId\":\"" + ID
                + "\",\"isLeverage\":0,\"orderFilter\":\"Order\"}", place().body());
        assertTrue(String.valueOf(orders.place(Intents.order(LISTING, false, "1", "1",
                TimeInForce.POST_ONLY)).body()).contains("\"timeInForce\":\"PostOnly\""));
        assertNull(new BybitDialect(Entry.of("bybit-linear")).orders(List.of()));
    }

    @Test
    void the_window_is_what_is_left_until_the_deadline() {
        var ready = assertInstanceOf(Signed.Ready.class, orders.signer().sign(place(), key(),
                Intents.NOW_MILLIS + 2_000, 0));
        assertEquals("1000", ready.headers().get("X-BAPI-RECV-WINDOW"));
    }

    @Test
    void taken_is_taken_and_no_more() {
        assertEquals(List.of("accepted 1321003749386327552"),
                read(place(), answered(200, PLACED)).lines);
        assertEquals(List.of("ambiguous"), read(place(), answered(200, PLACED.replace(ID,
                Intents.OTHER.toString()))).lines);
        assertTrue(read(orders.cancel(LISTING, Intents.ID), answered(200, PLACED)).lines
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10000", "10014", "20006", "10016", "110072", "170001", "170007",
            "170032",
            "170035", "170141", "170146", "170149", "170234", "999999", "-1"})
    void what_may_have_been_a_success_is_ambiguous(String code) {
        assertEquals(List.of("ambiguous"), read(place(), answered(200, error(code))).lines);
    }

    @Test
    void a_question_goes_to_memory_first_and_then_to_the_history() {
        Request ask = orders.ask(LISTING, Intents.ID);
        assertEquals("https://api.bybit.com/v5/order/realtime?category=spot&symbol=BTCUSDT"
                + "&orderLinkId=" + ID + "&limit=50", ask.url());
        Told now = read(ask, answered(200, list()));
        assertTrue(now.lines.isEmpty());
        Request history = now.requests.getFirst();
        assertEquals("https://api.bybit.com/v5/order/history?category=spot&symbol=BTCUSDT"
                + "&orderLinkId=" + ID + "&limit=50", history.url());
        assertEquals(List.of("not found"), read(history, answered(200, list())).lines);
        assertEquals(List.of("ambiguous"), read(history, answered(200, list(
                ORDER.formatted("web-1", "Filled", "1")))).lines);
        assertEquals(List.of("ambiguous"), read(history, answered(200, error("110001"))).lines);
    }

    @ParameterizedTest
    @CsvSource({"New, standing 0.1", "PartiallyFilled, standing 0.1", "Filled, ended FILLED 0.1",
            "PartiallyFilledCanceled, ended CANCELLED 0.1", "Cancelled, ended CANCELLED 0.1",
            "Rejected, ended REJECTED 0.1", "Untriggered, ambiguous", "Active, ambiguous"})
    void what_an_order_has_come_to(String status, String line) {
        Told told = read(orders.ask(LISTING, Intents.ID), answered(200, list(ORDER.formatted(ID,
                status, "0.1"))));
        assertEquals(List.of(line), told.lines);
        assertEquals(line.equals("ambiguous") ? 0 : 1, told.requests.size());
    }

    /// Bybit v5, "Enums", "Spot fee currency instruction".
    @ParameterizedTest
    @CsvSource({"Buy, 0.0002, false, BTC", "Sell, 0.02, false, USDT", "Buy, 0.0002, true, BTC",
            "Buy, -0.01, true, USDT", "Sell, -0.0001, true, BTC", "Sell, -0.01, false, USDT"})
    void a_fee_is_taken_from_what_is_received_and_a_rebate_paid_in_the_other(String side,
            String fee, boolean maker, String asset) {
        Request trades = orders.trades(orders.ask(LISTING, Intents.ID), Intents.ID, "BTCUSDT");
        assertEquals(List.of("traded BTCUSDT 2290000000007764263 0.2 at 100.24 fee " + fee + " "
                + asset + " ASKED 1672282722429000000"),
                read(trades, answered(200, list(
                        trade(ID, side, fee, "", maker)))).lines);
        assertTrue(read(trades, answered(200, list(trade(ID, side, fee, "MNT", maker)))).lines
                .getFirst().contains("fee " + fee + " MNT "));
    }

    @Test
    void pages_follow_their_cursor_as_it_is() {
        Request trades = orders.trades(orders.ask(LISTING, Intents.ID), Intents.ID, "BTCUSDT");
        Request next = read(trades, answered(200, page("132766%3A2%2C132766%3A2",
                trade(ID, "Buy", "0", "BTC", false)))).requests.getFirst();
        assertEquals(trades.url() + "&cursor=132766%3A2%2C132766%3A2", next.url());
        assertEquals(trades.url() + "&cursor=x%3D", read(next, answered(200, page("x%3D",
                trade(ID, "Buy", "0", "BTC", false)))).requests.getFirst().url());
        assertTrue(read(next, answered(200, page("x%3D"))).requests.isEmpty(), "an empty page");
    }

    @Test
    void a_sweep_goes_by_weeks_and_tells_ours_and_counts_others() {
        long now = Intents.NOW_MILLIS * 1_000_000;
        List<Request> sweep = orders.sweep(now - 8L * 24 * 3_600 * 1_000_000_000, now);
        assertEquals(List.of("realtime?category=spot&openOnly=0&limit=50",
                "history?category=spot&startTime=1794571200000&endTime=1795175999999&limit=50",
                "list?category=spot&startTime=1794571200000&endTime=1795175999999&limit=100",
                "history?category=spot&startTime=1795176000000&endTime=1795262400000&limit=50",
                "list?category=spot&startTime=1795176000000&endTime=1795262400000&limit=100"),
                sweep.stream().map(one -> one.url().substring(one.url().lastIndexOf('/') + 1))
                        .toList());
        Told found = read(sweep.getFirst(), answered(200, list(ORDER.formatted("", "New", "0"),
                ORDER.formatted(ID, "PartiallyFilled", "0.2"))));
        assertEquals(List.of("found buy 0.5 BTCUSDT at 100.25 1684738540559000000",
                "standing 0.2"), found.lines);
        assertEquals(List.of("BTCUSDT fd4300ae-7847-404e-b947-b46980a4d140"), found.foreign);
        Told traded = read(sweep.getLast(), answered(200, list(
                trade("", "Buy", "0", "BTC", false), trade(ID, "Buy", "0", "BTC", false))));
        assertEquals(1, traded.lines.size());
        assertEquals(1, traded.foreign.size());
    }

    /// Who does not know it halts.
    @Test
    void a_sweep_tells_an_order_of_ours_on_a_symbol_that_is_not_traded_here() {
        var elsewhere = new BybitOrders(Entry.of("bybit"), List.of());
        long now = Intents.NOW_MILLIS * 1_000_000;
        Told told = new Told();
        elsewhere.read(elsewhere.sweep(now, now).getFirst(), answered(200, list(
                ORDER.formatted(ID, "Filled", "0.5"))), told);
        assertEquals(List.of("ended FILLED 0.5"), told.lines);
        assertEquals(1, told.faults.size());
        assertEquals(List.of(true), told.reads);

        Told trades = new Told();
        elsewhere.read(elsewhere.trades(elsewhere.ask(LISTING, Intents.ID), Intents.ID, "BTCUSDT"),
                answered(200, list(trade(ID, "Buy", "0", "BTC", false))), trades);
        assertEquals(List.of("ambiguous"), trades.lines, "asked for, and it cannot be read");
    }

    @Test
    void balances_show_what_is_borrowed() {
        Told told = read(orders.balances(7), answered(200, """
                {"retCode":0,"retMsg":"OK","result":{"list":[{"accountType":"UNIFIED","coin":[
                {"coin":"BTC","walletBalance":"1.5","locked":"0.5","borrowAmount":"0.0",
                "spotBorrow":"0"},{"coin":"USDT","walletBalance":"1200.00","locked":"0",
                "borrowAmount":"200.00","spotBorrow":"200.00"},
                {"coin":"MNT","walletBalance":"3","locked":"","borrowAmount":""}]}]},
                "retExtInfo":{},"time":1690872862481}"""));
        var fact = assertInstanceOf(AccountFact.Balances.class, told.facts.getFirst());
        assertEquals(1_690_872_862_481_000_000L, fact.toldNanos());
        assertEquals(new AccountFact.Balance(decimal("1.0"), decimal("0.5"), decimal("0.0")),
                fact.assets().get("BTC"));
        assertEquals(decimal("200.00"), java.util.Objects.requireNonNull(
                fact.assets().get("USDT")).borrowed());
        assertTrue(fact.complete());
    }

    private AccountFact.Permissions permitted(int readOnly, String spot, String wallet) {
        Told told = read(orders.permissions(7).getFirst(), answered(200, """
                {"retCode":0,"retMsg":"","result":{"id":"13770661","note":"readwrite",
                "apiKey":"XXXXXXXXXXXX","readOnly":%d,"secret":"","permissions":{
                "ContractTrade":[],"Spot":[%s],"Wallet":[%s],"Options":[]},"ips":["*"],"type":1,
                "uta":1,"isMaster":true},"retExtInfo":{},"time":1690872862481}"""
                .formatted(readOnly, spot, wallet)));
        return assertInstanceOf(AccountFact.Permissions.class, told.facts.getFirst());
    }

    private AccountFact.Permissions set(int request, String result) {
        Told told = read(orders.permissions(7).get(request),
                answered(200, "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":" + result
                        + ",\"time\":1}"));
        return assertInstanceOf(AccountFact.Permissions.class, told.facts.getFirst());
    }

    @Test
    void how_the_account_is_set() {
        assertEquals(List.of("https://api.bybit.com/v5/user/query-api",
                "https://api.bybit.com/v5/account/info",
                "https://api.bybit.com/v5/spot-margin-trade/state"),
                orders.permissions(7).stream().map(Request::url).toList());
        for (String mode : List.of("REGULAR_MARGIN", "ISOLATED_MARGIN")) {
            assertEquals(new AccountFact.Permissions("bybit", 7, true, false, false, mode),
                    set(1, "{\"marginMode\":\"" + mode + "\",\"spotHedgingStatus\":\"OFF\"}"));
        }
        for (String mode : List.of("PORTFOLIO_MARGIN", "SOMETHING_NEW")) {
            assertTrue(set(1, "{\"marginMode\":\"" + mode + "\"}").mayBorrow(), mode);
        }
        assertFalse(set(2, "{\"spotLeverage\":\"\",\"spotMarginMode\":\"0\"}").mayBorrow());
        assertTrue(set(2, "{\"spotLeverage\":\"10\",\"spotMarginMode\":\"1\"}").mayBorrow());
        assertEquals(List.of(false), read(orders.permissions(7).get(2), answered(200,
                "{\"retCode\":0,\"retMsg\":\"\",\"result\":{\"spotMarginMode\":\"2\"},\"time\":1}")).reads);
    }

    @Test
    void what_the_key_may_do() {
        Request asked = orders.permissions(7).getFirst();
        assertEquals("GET https://api.bybit.com/v5/user/query-api",
                asked.method() + " " + asked.url());
        assertEquals(new AccountFact.Permissions("bybit", 7, true, false, false, ""),
                permitted(0, "\"SpotTrade\"", "\"AccountTransfer\""));
        assertEquals(new AccountFact.Permissions("bybit", 7, false, true, false, ""),
                permitted(1, "\"SpotTrade\"", "\"AccountTransfer\",\"Withdraw\""));
        assertEquals(new AccountFact.Permissions("bybit", 7, false, false, false, ""),
                permitted(0, "", ""));
        assertEquals(List.of(false), read(asked, answered(200,
                "{\"retCode\":0,\"retMsg\":\"\",\"result\":{},\"time\":1}")).reads);
    }

    @Test
    void what_came_into_the_unified_account_and_left_it() {
        long week = 7L * 24 * 3_600_000;
        List<Request> asked = orders.transfers(1_000_000, (1 + week) * 1_000_000);
        String url = "https://api.bybit.com/v5/account/transaction-log?accountType=UNIFIED&";
        assertEquals(
                Stream.of("startTime=1&endTime=" + week,
                        "startTime=" + (1 + week) + "&endTime=" + (1 + week))
                        .flatMap(times -> Stream
                                .of("", "type=TRANSFER_IN&", "type=TRANSFER_OUT&")
                                .map(type -> url + type + times + "&limit=50"))
                        .toList(),
                asked.stream().map(Request::url).toList());
        String row = """
                {"retCode":0,"retMsg":"OK","result":{"nextPageCursor":"a%%3D1","list":[{"id":
                "592324_XRPUSDT_161440249321","symbol":"","category":"","side":"None",
                "transactionTime":"1672128000000","type":"%s","qty":"","size":"","currency":"USDT",
                "tradePrice":"","funding":"","fee":"","cashFlow":"-500.25","change":"-500.25",
                "cashBalance":"100","feeRate":"","tradeId":"","orderId":"","orderLinkId":""}]},
                "time":1672132481405}""";
        Told told = read(asked.get(2), answered(200, row.formatted("TRANSFER_OUT")));
        assertEquals(List.of(new AccountFact.Transfer("bybit", 1_672_128_000_000_000_000L, "USDT",
                decimal("-500.25"), "transaction 592324_XRPUSDT_161440249321", false)),
                told.facts);
        assertTrue(told.requests.getFirst().url().endsWith("&limit=50&cursor=a%3D1"));
        assertEquals(List.of(false), read(asked.get(2), answered(200,
                row.formatted("TRADE"))).reads, "not what was asked for");
        for (String type : List.of("INTEREST", "AIRDROP", "CURRENCY_SELL", "TRANSFER_OUT",
                "not heard of yet")) {
            assertEquals(told.facts, read(asked.getFirst(),
                    answered(200, row.formatted(type))).facts, type);
        }
    }

    @Test
    void what_was_traded_at_spot_is_no_transfer_and_what_contracts_paid_is() {
        Request asked = orders.transfers(1_000_000, 2_000_000).getFirst();
        String row = """
                {"retCode":0,"retMsg":"OK","result":{"nextPageCursor":"","list":[{"id":"7",
                "symbol":"BTCUSDT","category":"%s","side":"Buy","transactionTime":"1672128000000",
                "type":"TRADE","qty":"1","size":"","currency":"USDT","tradePrice":"9","funding":"",
                "fee":"0.01","cashFlow":"%s","change":"%2$s","cashBalance":"100","feeRate":"",
                "tradeId":"","orderId":"","orderLinkId":""}]},"time":1672132481405}""";
        assertEquals(List.of(),
                read(asked, answered(200, row.formatted("spot", "-9"))).facts);
        assertEquals(List.of(), read(asked, answered(200, row.formatted("linear", "0"))).facts);
        assertEquals(List.of(new AccountFact.Transfer("bybit", 1_672_128_000_000_000_000L, "USDT",
                decimal("-0.01"), "transaction 7", false)),
                read(asked, answered(200, row.formatted("linear", "-0.01"))).facts);
    }

    @Test
    void when_it_will_not_be_there() {
        assertEquals("https://api.bybit.com/v5/system/status",
                orders.status().getFirst().url());
        String rows = """
                {"retCode":0,"retMsg":"","result":{"list":[
                {"id":"a","title":"t","state":"scheduled","begin":"9000","end":"12000","href":"",
                "serviceTypes":[2,3],"product":[1,2],"uidSuffix":[],"maintainType":1,"env":1},
                {"id":"b","title":"t","state":"ongoing","begin":"1000","end":"","product":[]},
                {"id":"c","title":"t","state":"completed","begin":"9000","end":"12000"},
                {"id":"d","title":"t","state":"scheduled","begin":"9000","end":"12000",
                "product":[1,3]},
                {"id":"e","title":"t","state":"scheduled","begin":"1000","end":"2000"}]},"time":1}""";
        long now = 2_000_000_000L;
        assertEquals(List.of(
                new AccountFact.Maintenance(9_000_000_000L, 12_000_000_000L),
                new AccountFact.Maintenance(1_000_000_000L,
                        now + Orders.ABSENT_NANOS)),
                orders.status(answered(200, rows), now).all());
        assertTrue(orders.status(answered(200, rows), now).whole());
        var odd = orders.status(answered(200, rows.replaceFirst("\"9000\"", "\"soon\"")), now);
        assertEquals(1, odd.all().size(), "the others count");
        assertFalse(odd.whole());
        for (String none : List.of("{}", "{\"retCode\":10016,\"result\":{\"list\":[]}}")) {
            assertFalse(orders.status(answered(200, none), now).whole(), none);
        }
        assertFalse(orders.status(answered(500, rows), now).whole());
    }
}
