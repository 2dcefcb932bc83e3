package io.crossbook.exchanges.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.AnswerTable;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Intents;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.OrdersContract;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Told;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderIntent.TimeInForce;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Answers are those of the documents (docs.kraken.com, Spot REST), under our ids.
final class KrakenOrdersTest extends OrdersContract {

    private static final Listing LISTING = Intents.listing("kraken", "BTC/USD", "BTC", "USD");
    private static final Listing TETHER = Intents.listing("kraken", "USDT/USD", "USDT", "USD");
    private static final String ID = Intents.ID.toString();

    private final KrakenOrders orders = new KrakenOrders(Entry.of("kraken"),
            List.of(LISTING, TETHER));

    private static final String TRADE = """
            {"error":[],"result":{"THVRQM-33VKH-UCI7BS":{"ordertxid":"OQCLML-BW3P3-BUCMWZ",
            "postxid":"TKH2SE-M7IF5-CFI7LT","pair":"XXBTZUSD","time":1688667796.8802,"type":"buy",
            "ordertype":"limit","price":"30010.00000","cost":"600.20000","fee":"1.44048",
            "vol":"0.02000000","margin":"0.00000","misc":"","trade_id":40274859,"maker":false}}}""";

    private static String order(String txid, String id, String status, String filled,
            String trades) {
        return """
                "%s":{"refid":null,"userref":null,"cl_ord_id":%s,"status":"%s",
                "opentm":1688583840.8648,"starttm":0,"expiretm":0,"descr":{"pair":"XBTUSD",
                "type":"buy","ordertype":"limit","price":"100.2","price2":"0","leverage":"none",
                "order":"buy 0.5 XBTUSD @ limit 100.2","close":""},"vol":"0.50000000",
                "vol_exec":"%s","cost":"0","fee":"0","price":"0","stopprice":"0","limitprice":"0",
                "misc":"","oflags":"fciq"%s}""".formatted(txid,
                id.equals("null") ? id : "\"" + id + "\"", status, filled,
                trades);
    }

    private static String found(String where, String... rows) {
        return "{\"error\":[],\"result\":{\"" + where + "\":{" + String.join(",", rows)
                + "},\"count\":" + rows.length + "}}";
    }

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
        return KrakenOrderCodes.table();
    }

    @Override
    protected String error(String code) {
        return "{\"error\":[" + (code.isEmpty() ? "" : "\"" + code + "\"") + "],\"result\":{}}";
    }

    private static final String PLACED = "{\"error\":[],\"result\":{\"descr\":{\"order\":\"buy 0.5 "
            + "XBTUSD @ limit 100.2\"},\"txid\":[\"OUF4EM-FRGI2-MQMWZD\"]}}";

    @Override
    protected List<Success> successes() {
        Request ask = orders.ask(LISTING, Intents.ID);
        return List.of(new Success(place(), PLACED),
                new Success(orders.cancel(LISTING, Intents.ID),
                        "{\"error\":[],\"result\":{\"count\":0}}"),
                new Success(ask, found("open", order("O1", ID, "open", "0.1", ""))),
                new Success(orders.closed(ask), found("closed")),
                new Success(orders.trades(ask, Intents.ID, "BTC/USD", List.of("T")), TRADE));
    }

    @Test
    void an_order_that_takes_what_is_there() {
        assertEquals("https://api.kraken.com/0/private/AddOrder", place().url());
        assertEquals("pair=XBTUSD&type=buy&ordertype=limit&volume=0.5&price=100.25&timeinforce=IOC"
                + "&oflags=fciq&cl_ord_id=" + ID + "&deadline=2026-11-21T12%3A00%3A03Z",
                place().body());
        assertEquals("2026-11-21T12:00:03.999Z",
                KrakenOrders.deadline(Intents.DEADLINE_NANOS + 999_999_999));
        assertTrue(String.valueOf(orders.place(Intents.order(LISTING, false, "1", "1",
                TimeInForce.POST_ONLY)).body()).contains("&price=1&oflags=fciq%2Cpost&"));
    }

    @Test
    void taken_is_taken_and_no_more() {
        assertEquals(List.of("accepted OUF4EM-FRGI2-MQMWZD"),
                read(place(), answered(200, PLACED)).lines);
        assertEquals(List.of("ambiguous"), read(place(), answered(200, PLACED.replace("[\"OU",
                "[\"X\",\"OU"))).lines);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EService:Unavailable", "EService:Busy", "EService:Deadline elapsed",
            "EService:Market in cancel_only mode", "EGeneral:Internal error",
            "EGeneral:Internal error:77", "EOrder:Unknown position", "EOrder:Duplicate order",
            "EGeneral:Invalid arguments:cl_ord_id", "ESomething:New"})
    void what_may_have_been_a_success_is_ambiguous(String code) {
        assertEquals(List.of("ambiguous"), read(place(), answered(200, error(code))).lines);
        assertEquals(List.of("ambiguous"), read(place(), answered(200, "{\"error\":[\"" + code
                + "\",\"EOrder:Insufficient funds\"]}")).lines);
    }

    @Test
    void a_wrong_argument_refuses_whichever_it_is() {
        assertEquals(List.of("refused EGeneral:Invalid arguments: "
                + "EGeneral:Invalid arguments:volume"),
                read(place(), answered(200,
                        error("EGeneral:Invalid arguments:volume"))).lines);
    }

    @Test
    void a_question_goes_to_the_open_orders_first_and_then_to_the_closed_ones() {
        Request ask = orders.ask(LISTING, Intents.ID);
        assertEquals("https://api.kraken.com/0/private/OpenOrders", ask.url());
        assertEquals("trades=true&cl_ord_id=" + ID, ask.body());
        Told open = read(ask, answered(200, found("open")));
        assertTrue(open.lines.isEmpty());
        Request closed = open.requests.getFirst();
        assertEquals("https://api.kraken.com/0/private/ClosedOrders", closed.url());
        assertEquals("trades=true&consolidate_taker=false&cl_ord_id=" + ID, closed.body());
        assertEquals(List.of("not found"), read(closed, answered(200, found("closed"))).lines);
    }

    @Test
    void its_trades_are_asked_for_twenty_at_a_time() {
        String ids = IntStream.range(0, 41).mapToObj(i -> "\"T" + i + "\"").collect(
                Collectors.joining(","));
        Told told = read(orders.closed(orders.ask(LISTING, Intents.ID)), answered(200,
                found("closed", order("O1", ID, "canceled", "0.3", ",\"trades\":[" + ids + "]"))));
        assertEquals(List.of("ended CANCELLED 0.3"), told.lines);
        assertEquals(3, told.requests.size());
        assertEquals("txid=T40", told.requests.getLast().body());
        assertEquals(List.of("traded BTC/USD THVRQM-33VKH-UCI7BS 0.02000000 at 30010.00000 fee "
                + "1.44048 USD ASKED 1688667796880200000"),
                read(told.requests.getLast(), answered(200, TRADE)).lines);
        assertTrue(read(told.requests.getLast(), answered(200, TRADE)).reads.getFirst());
        assertEquals(List.of("ambiguous"), read(told.requests.getLast(), answered(200,
                TRADE.replace("XXBTZUSD", "USDTZUSD"))).lines, "of another pair");
        assertFalse(read(told.requests.getFirst(), answered(200, TRADE)).reads.getFirst(),
                "nineteen are missing");
    }

    /// Fifty filled orders a page would be fifty questions, each of which counts twice.
    @Test
    void trades_that_are_known_are_not_asked_for() {
        var page = answered(200, found("closed",
                order("O1", ID, "canceled", "0.3", ",\"trades\":[\"T1\"]")));
        for (Request request : List.of(orders.closed(orders.ask(LISTING, Intents.ID)),
                orders.sweep(1_700_000_000_123_456_789L, 0).getLast())) {
            Told known = read(request, page, "0.3");
            assertEquals("ended CANCELLED 0.3", known.lines.getLast());
            assertEquals(List.of(), known.requests);
            assertEquals(1, read(request, page, "0.29").requests.size());
        }
    }

    @Test
    void what_was_paid_is_what_kraken_says_and_not_what_we_reckon() {
        Request trades = orders.trades(orders.ask(LISTING, Intents.ID), Intents.ID, "BTC/USD",
                List.of("T"));
        String odd = TRADE.replace("\"vol\":\"0.02000000\"", "\"vol\":\"0.00012345\"");

        assertTrue(read(trades, answered(200, odd.replace("600.20000", "3.70473"))).lines
                .getFirst().contains(" 0.00012345 at 30010.00000 for 3.70473 fee "));
        assertTrue(read(trades, answered(200, odd)).lines.getFirst()
                .contains(" 0.00012345 at 30010.00000 fee "), "600.2 is no rounding of 3.7");
    }

    /// Kraken, "Spot REST Rate Limits".
    @Test
    void each_question_costs_what_the_account_s_counter_takes() {
        Request ask = orders.ask(LISTING, Intents.ID);
        assertEquals(0, place().weight());
        assertEquals(0, orders.cancel(LISTING, Intents.ID).weight());
        assertEquals(1, ask.weight());
        assertEquals(1, orders.balances(0).weight());
        assertEquals(2, orders.closed(ask).weight());
        assertEquals(2, orders.trades(ask, Intents.ID, "BTC/USD", List.of("T")).weight());
        assertTrue(orders.signer().limited(answered(200, error("EAPI:Rate limit exceeded"))));
        assertFalse(orders.signer().limited(answered(200, error("EOrder:Insufficient funds"))));
    }

    /// In percent; 0.16 for a maker. A pair that is on no such schedule has one fee for both.
    @Test
    void what_trading_costs() {
        assertEquals("https://api.kraken.com/0/private/TradeVolume", orders.fees().url());
        assertEquals("pair=XBTUSD%2CUSDTUSD", orders.fees().body());
        assertEquals(Map.of("BTC/USD", new FeeModel.Rate(2_600_000, 1_600_000), "USDT/USD",
                new FeeModel.Rate(2_000_000, 2_000_000)),
                orders.fees(answered(200, """
                        {"error":[],"result":{"currency":"ZUSD","volume":"200709587.4223","fees":{
                        "XXBTZUSD":{"fee":"0.2600","minfee":"0.1000","maxfee":"0.2600"},
                        "USDTZUSD":{"fee":"0.2000"},"XETHZUSD":{"fee":"0.1"}},
                        "fees_maker":{"XXBTZUSD":{"fee":"0.1600"}}}}""")));
        for (String none : List.of("", "{", "{\"error\":[\"EAPI:Invalid nonce\"]}",
                "{\"error\":[],\"result\":{\"fees\":{\"XXBTZUSD\":{\"fee\":\"much\"}}}}")) {
            assertEquals(Map.of(), orders.fees(answered(200, none)), none);
        }
    }

    /// A filter that was not heard would make every order of ours look missing.
    @Test
    void orders_that_were_not_asked_for_make_an_answer_no_answer() {
        for (String other : List.of("null", "web_1", Intents.OTHER.toString())) {
            assertEquals(List.of("ambiguous"), read(orders.closed(orders.ask(LISTING, Intents.ID)),
                    answered(200, found("closed", order("O1", other, "closed", "1", "")))).lines);
        }
    }

    @Test
    void a_cancel_that_cancels_nothing_is_refused() {
        Request cancel = orders.cancel(LISTING, Intents.ID);
        assertEquals("cl_ord_id=" + ID, cancel.body());
        assertTrue(read(cancel, answered(200, "{\"error\":[],\"result\":{\"count\":1}}")).lines
                .isEmpty());
        assertEquals(List.of("cancel refused count 0: nothing was cancelled"), read(cancel,
                answered(200, "{\"error\":[],\"result\":{\"count\":0}}")).lines);
        assertEquals(List.of("cancel refused EOrder:Unknown order: EOrder:Unknown order"),
                read(cancel, answered(200, error("EOrder:Unknown order"))).lines);
    }

    @Test
    void a_sweep_tells_ours_and_counts_others() {
        List<Request> sweep = orders.sweep(1_700_000_000_123_456_789L, 0);
        assertEquals("trades=true&consolidate_taker=false&start=1700000000&ofs=0&closetime=both",
                sweep.getLast().body());
        Told told = read(sweep.getLast(), answered(200, found("closed",
                order("O1", ID, "closed", "0.5", ",\"trades\":[\"T1\"]"),
                order("O2", "null", "closed", "1", ",\"trades\":[\"T2\"]"))));
        assertEquals(List.of("found buy 0.5 BTC/USD at 100.2 1688583840864800000",
                "ended FILLED 0.5"), told.lines);
        assertEquals(List.of("XBTUSD O2"), told.foreign);
        assertEquals(List.of("txid=T1"), told.requests.stream().map(Request::body).toList());
    }

    /// Who does not know it halts; its trades cannot be read.
    @Test
    void a_sweep_tells_an_order_of_ours_on_a_pair_that_is_not_traded_here() {
        var elsewhere = new KrakenOrders(Entry.of("kraken"), List.of());
        Told told = new Told();
        elsewhere.read(elsewhere.sweep(1_700_000_000_123_456_789L, 0).getLast(),
                answered(200, found("closed", order("O1", ID, "closed", "0.5",
                        ",\"trades\":[\"T1\"]"))),
                told);
        assertEquals(List.of("ended FILLED 0.5"), told.lines);
        assertEquals(1, told.faults.size());
        assertTrue(told.requests.isEmpty());
        assertEquals(List.of(true), told.reads);
    }

    @Test
    void a_full_page_is_followed_by_the_next() {
        String[] rows = IntStream.range(0, 50).mapToObj(i -> order("O" + i, "null", "closed", "1",
                "")).toArray(String[]::new);
        Request last = orders.sweep(1_700_000_000_123_456_789L, 0).getLast();
        Request next = read(last, answered(200, found("closed", rows))).requests.getFirst();
        assertEquals("trades=true&consolidate_taker=false&start=1700000000&ofs=50&closetime=both",
                next.body());
        assertTrue(String.valueOf(read(next, answered(200, found("closed", rows))).requests
                .getFirst().body()).contains("&ofs=100&"));
    }

    @Test
    void a_switch_that_cancels_all_when_we_fall_silent() {
        Request arm = orders.arm(59_001);
        assertEquals("timeout=60", arm.body());
        assertTrue(arm.url().endsWith("/0/private/CancelAllOrdersAfter"), arm.url());
        assertEquals("timeout=0", orders.arm(0).body());
        Told told = read(arm, answered(200, "{\"error\":[],\"result\":{\"currentTime\":"
                + "\"2023-03-24T17:41:56Z\",\"triggerTime\":\"2023-03-24T17:42:56Z\"}}"));
        assertEquals(List.of(true), told.reads);

        Told refused = read(arm, answered(200, "{\"error\":[\"EGeneral:Permission denied\"]}"));
        assertEquals(List.of(false), refused.reads);
        assertEquals(1, refused.faults.size());
    }

    @Test
    void balances_by_the_names_that_we_know() {
        Told told = read(orders.balances(7), answered(200, """
                {"error":[],"result":{"ZUSD":{"balance":"25435.21","hold_trade":"8249.76"},
                "XXBT":{"balance":"1.2435","hold_trade":"0.8423"},
                "XBT.M":{"balance":"0.5","hold_trade":"0"},"XXDG":{"balance":"7"},
                "USDT":{"balance":"3","credit":"9","credit_used":"1","hold_trade":"0"}}}"""));
        var fact = assertInstanceOf(AccountFact.Balances.class, told.facts.getFirst());
        assertEquals(7, fact.toldNanos());
        assertEquals(new AccountFact.Balance(decimal("17185.45"), decimal("8249.76"),
                decimal("0")), fact.assets().get("USD"));
        assertEquals(decimal("0.4012"), balance(fact, "BTC").free());
        assertEquals(decimal("0.5"), balance(fact, "BTC.M").free());
        assertEquals(decimal("7"), balance(fact, "DOGE").free());
        assertEquals(decimal("1"), balance(fact, "USDT").borrowed());
    }

    /// Kraken, "Get Extended Balance": "use the base asset (e.g. USDT to transact with your USDT and USDT.F balances)". What is held for orders stands at the base, and may be more
    /// than is there.
    @Test
    void what_earns_by_itself_trades_with_its_coin_and_what_is_staked_does_not() {
        Told told = read(orders.balances(7), answered(200, """
                {"error":[],"result":{"XXBT":{"balance":"0.2","hold_trade":"0.3"},
                "XBT.F":{"balance":"0.5","hold_trade":"0"},"SOL.F":{"balance":"8"},
                "ETH.B":{"balance":"2"},"XETH":{"balance":"1"}}}"""));
        var fact = assertInstanceOf(AccountFact.Balances.class, told.facts.getFirst());
        assertEquals("{BTC=Balance[free=0.4, locked=0.3, borrowed=0], ETH=Balance[free=1, locked=0,"
                + " borrowed=0], ETH.B=Balance[free=2, locked=0, borrowed=0], SOL=Balance[free=8,"
                + " locked=0, borrowed=0]}", fact.assets().toString());
        assertEquals(List.of(false), read(orders.balances(7), answered(200,
                "{\"error\":[],\"result\":{\"XXBT\":{\"balance\":\"1\"},\"XBT\":{\"balance\":\"1\"}}}")).reads,
                "one coin twice");
    }

    private static AccountFact.Balance balance(AccountFact.Balances fact, String asset) {
        return java.util.Objects.requireNonNull(fact.assets().get(asset));
    }

    @Test
    void a_pair_is_known_by_each_of_its_names() {
        assertEquals(Map.of("XBTUSD", LISTING, "XXBTUSD", LISTING, "XBTZUSD", LISTING, "XXBTZUSD",
                LISTING),
                KrakenNames.pairs("BTC/USD").stream().collect(Collectors.toMap(pair -> pair,
                        pair -> java.util.Objects.requireNonNull(orders.listing(pair)))));
        assertEquals(TETHER, orders.listing("USDTZUSD"));
    }

    @Test
    void what_the_key_may_do() {
        Request asked = orders.permissions(7).getFirst();
        assertEquals("POST https://api.kraken.com/0/private/GetApiKeyInfo",
                asked.method() + " " + asked.url());
        for (String granted : List.of("query-funds query-ledger modify-trades false",
                "query-funds withdraw-funds modify-trades true", "query-open-trades false")) {
            List<String> words = List.of(granted.split(" ", -1));
            String rights = String.join("\",\"", words.subList(0, words.size() - 1));
            Told told = read(asked, answered(200, "{\"error\":[],\"result\":{\"apiKeyName\":\"a\","
                    + "\"nonceWindow\":0,\"permissions\":[\"" + rights
                    + "\"],\"ipAllowlist\":[]}}"));
            assertEquals(List.of(new AccountFact.Permissions("kraken", 7,
                    words.contains("modify-trades"), Boolean.parseBoolean(words.getLast()), false,
                    "")), told.facts);
            assertEquals(words.contains("query-ledger")
                    ? List.of()
                    : List.of(
                            "the key may not query ledger entries: without that a withdrawal which the stream did not tell looks like a missing coin"),
                    told.faults.stream().map(each -> each.text()).toList());
        }
        assertEquals(List.of(false),
                read(asked, answered(200, "{\"error\":[],\"result\":{}}")).reads);
    }

    @Test
    void what_came_to_the_account_and_left_it() {
        List<Request> asked = orders.transfers(1_688_464_484_999_000_000L, 7);
        assertEquals(List.of("type=all&start=1688464484&ofs=0"),
                asked.stream().map(Request::body).toList());
        assertEquals(2, asked.getFirst().weight());
        Told told = read(asked.getFirst(), answered(200, """
                {"error":[],"result":{"ledger":{"L4UESK-KG3EQ-UFO4T5":{"refid":"TJKLXF-PGMUI",
                "time":1688464484.1787,"type":"withdrawal","subtype":"","aclass":"currency",
                "asset":"XXBT","amount":"-0.2500000000","fee":"0.0002000000",
                "balance":"459567.9171000000"}},"count":1}}"""));
        assertEquals(List.of(new AccountFact.Transfer("kraken", 1_688_464_484_178_700_000L, "BTC",
                new BigDecimal("-0.2502000000"), "L4UESK-KG3EQ-UFO4T5", false)), told.facts);
        assertEquals(List.of(true), told.reads);
        assertEquals(List.of(), told.requests);
    }

    @Test
    void when_it_will_not_be_there() {
        assertEquals(List.of("https://api.kraken.com/0/public/SystemStatus",
                "https://api.kraken.com/0/public/MaintenanceSchedule"),
                orders.status().stream().map(Request::url).toList());
        String state = "{\"error\":[],\"result\":{\"status\":\"%s\",\"timestamp\":\"t\"}}";
        assertEquals(List.of(), orders.status(answered(200, state.formatted("online")), 5).all());
        for (String other : List.of("maintenance", "cancel_only", "post_only")) {
            assertEquals(List.of(new AccountFact.Maintenance(5,
                    5 + Orders.ABSENT_NANOS)),
                    orders.status(answered(200, state.formatted(other)), 5).all(), other);
        }
        String events = """
                {"error":[],"result":{"events":[{"event_id":34,"title":"REST API upgrade",
                "expected_start_utc":"2026-05-14T02:00:00Z","expected_end_utc":
                "2026-05-14T02:30:00Z","time_to_start_s":236940,"phase":"announced",
                "affected_services":["%s"],"order_submission":"allowed"}]}}""";
        long start = 1_778_724_000_000_000_000L;
        assertEquals(List.of(new AccountFact.Maintenance(start,
                start + 1_800_000_000_000L)),
                orders.status(answered(200, events.formatted("spot_rest")), 5).all());
        assertEquals(List.of(),
                orders.status(answered(200, events.formatted("futures_trading")), 5).all());
        assertEquals(List.of(), orders.status(answered(200, events.formatted("spot_rest")),
                start + 1_800_000_000_000L).all(), "it is over");
        assertFalse(orders.status(answered(200, "{\"error\":[\"EGeneral:Unknown "
                + "method\"]}"), 5).whole());
        assertEquals(List.of(new AccountFact.Maintenance(start, start + Orders.ABSENT_NANOS)),
                orders.status(answered(200, events.formatted("spot_rest")
                        .replace("expected_end_utc", "end")), 5).all(),
                "for as long as it is told");
        assertFalse(orders.status(answered(200, events.formatted("spot_rest")
                .replace("2026-05-14T02:00", "tomorrow")), 5).whole());
    }
}
