package io.crossbook.exchanges.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Intents;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Signed;
import io.crossbook.exchanges.SocketContract;
import io.crossbook.execution.AccountFact;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Frames are those of the documents (docs.kraken.com, Spot WebSocket v2), under our ids.
final class KrakenSocketTest extends SocketContract {

    private static final Listing LISTING = Intents.listing("kraken", "BTC/USD", "BTC", "USD");
    private static final String ID = Intents.ID.toString();
    private static final String TOKEN = "WW91ciBhdXRoZW50aWNhdGlvbiB0b2tlbiBnb2VzIGhlcmU";

    private final KrakenOrders orders = new KrakenOrders(Entry.of("kraken"), List.of(LISTING));

    private static final Answer TOKEN_ANSWER = Answer.ok(Bytes.of(
            "{\"error\":[],\"result\":{\"token\":\"" + TOKEN + "\",\"expires\":900}}"));

    private static String executions(String... reports) {
        return "{\"channel\":\"executions\",\"type\":\"update\",\"data\":["
                + String.join(",", reports) + "],\"sequence\":8}";
    }

    /// A report: our id or nothing, execution type, and what else it has.
    private static String report(String id, String type, String more) {
        return "{\"order_id\":\"OK4GJX-KSTLS-7DZZO5\"," + (id.isEmpty()
                ? ""
                : "\"cl_ord_id\":\"" + id + "\",") + "\"exec_type\":\"" + type
                + "\",\"timestamp\":\"2023-09-22T10:33:05.709950Z\",\"symbol\":\"BTC/USD\"" + more
                + "}";
    }

    private static final String TRADE = ",\"exec_id\":\"TKK2T7-7NZGI-W2VQ6D\",\"trade_id\":365573,"
            + "\"last_qty\":0.00500000,\"last_price\":26599.9,\"liquidity_ind\":\"t\","
            + "\"cost\":132.9995,\"order_status\":\"partially_filled\",\"side\":\"buy\","
            + "\"fees\":[{\"asset\":\"USD\",\"qty\":3.45779e-1}]";

    private static final String DEPOSIT = """
            {"channel":"balances","type":"update","data":[{"ledger_id":"DATKX6-PEHL2-S6TQ6U",
            "ref_id":"FTCL3VW-HW4ND-H6QEQR","timestamp":"2023-09-22T15:37:54.000001Z",
            "type":"%s","subtype":"","asset":"BTC","asset_class":"currency","category":"deposit",
            "wallet_type":"spot","wallet_id":"main","amount":0.01,"fee":0.0,
            "balance":1.5}],"sequence":7}""";

    @Override
    protected Orders orders() {
        return orders;
    }

    @Override
    protected Listing listing() {
        return LISTING;
    }

    @Override
    protected Link link() {
        return orders.links().getFirst();
    }

    @Override
    protected void loginLeaves() {
        conversation.answer(told.requests.getFirst(), orders.signer().shown(TOKEN_ANSWER), START);
    }

    @Override
    protected void login() {
        loginLeaves();
        for (String channel : List.of("executions", "balances")) {
            frame("{\"method\":\"subscribe\",\"result\":{\"channel\":\"" + channel
                    + "\",\"snapshot\":true},\"success\":true,\"req_id\":1,"
                    + "\"time_in\":\"2023-09-22T10:33:05.000Z\","
                    + "\"time_out\":\"2023-09-22T10:33:05.001Z\"}");
        }
    }

    @Override
    protected String taken(String frame) {
        return "{\"method\":\"add_order\",\"req_id\":" + value(frame, "req_id")
                + ",\"result\":{\"order_id\":\"OK4GJX-KSTLS-7DZZO5\",\"cl_ord_id\":\"" + ID
                + "\"},\"success\":true,\"time_in\":\"2023-09-21T14:15:07.197274Z\","
                + "\"time_out\":\"2023-09-21T14:15:07.205301Z\"}";
    }

    private static String error(String frame, String words) {
        return "{\"error\":\"" + words + "\",\"method\":\"add_order\",\"req_id\":"
                + value(frame, "req_id") + ",\"success\":false,"
                + "\"time_in\":\"2023-09-21T14:15:07.197274Z\","
                + "\"time_out\":\"2023-09-21T14:15:07.205301Z\"}";
    }

    @Override
    protected String refused(String frame) {
        return error(frame, "EOrder:Insufficient funds");
    }

    @Override
    protected String unknown(String frame) {
        return error(frame, "EService:Unavailable");
    }

    @Override
    protected List<String> stream() {
        return List.of(executions(report(ID, "trade", TRADE)), DEPOSIT.formatted("deposit"));
    }

    @Test
    void a_token_is_asked_for_and_stays_with_the_socket() {
        Request token = told.requests.getFirst();
        assertEquals("https://api.kraken.com/0/private/GetWebSocketsToken", token.url());
        var session = Objects.requireNonNull(orders.signer().session(key(), TOKEN_ANSWER));
        assertEquals(TOKEN, session.id());
        assertFalse(session.toString().contains(TOKEN));
        Answer shown = orders.signer().shown(TOKEN_ANSWER);
        assertEquals("{\"error\":[],\"result\":{\"token\":\"***\",\"expires\":900}}",
                shown.body().toString());
        login();
        Request subscribe = told.requests.get(1);
        assertFalse(String.valueOf(subscribe.body()).contains("token"));
        var ready = assertInstanceOf(Signed.Ready.class, orders.signer().sign(subscribe, session,
                Intents.NOW_MILLIS, 0));
        assertEquals("{\"method\":\"subscribe\",\"params\":{\"token\":\"" + TOKEN
                + "\",\"channel\":\"executions\",\"snap_orders\":true,\"snap_trades\":true,"
                + "\"order_status\":true},\"req_id\":1}", ready.body());
        assertEquals(List.of("streaming true"), told.lines);
    }

    /// At each login, whatever their age: another journal may have traded there, and other pairs.
    @Test
    void trades_of_a_snapshot_on_what_is_not_listed_are_not_ours_to_judge() {
        String trade = report(Intents.ID.toString(), "trade", ",\"exec_id\":\"e1\",\"last_qty\":1,"
                + "\"last_price\":2,\"cost\":2,\"fees\":[]").replace("BTC/USD", "OLD/USD");
        frame(executions(trade).replace("update", "snapshot"));
        assertEquals(List.of(), told.lines);
        assertEquals(List.of("OLD/USD OK4GJX-KSTLS-7DZZO5"), told.foreign);
        frame(executions(trade));
        assertEquals(1, told.lines.size(), told.lines::toString);
        assertTrue(told.lines.getFirst().startsWith("ambiguous"), told.lines::toString);
    }

    /// It may have to wait for the account's counter, which each new connection would raise further.
    @Test
    void a_token_that_waits_for_its_turn_is_waited_for() {
        conversation.tick(START + 60 * SECOND);
        conversation.answer(told.requests.getFirst(), orders.signer().shown(TOKEN_ANSWER),
                START + 75 * SECOND);
        conversation.tick(START + 85 * SECOND);
        assertEquals(List.of(), told.lines);
        conversation.tick(START + 86 * SECOND);
        assertTrue(told.lines.getLast().startsWith("reconnect"), told.lines.toString());
    }

    @Test
    void a_token_that_nobody_answers_for_is_given_up() {
        conversation.tick(START + 120 * SECOND);
        assertEquals(List.of(), told.lines);
        conversation.tick(START + 121 * SECOND);
        assertTrue(told.lines.getLast().startsWith("reconnect"), told.lines.toString());
    }

    @Test
    void an_answer_without_a_token_gives_none() {
        for (String body : List.of("{\"error\":[\"EAPI:Invalid key\"]}", "", "{\"error\":[],"
                + "\"result\":{\"token\":\"\"}}",
                "{\"error\":[],\"result\":{\"token\":\"" + TOKEN)) {
            var answer = Answer.ok(Bytes.of(body));
            assertNull(orders.signer().session(key(), answer));
            assertFalse(orders.signer().shown(answer).body().toString().contains(TOKEN));
            told.lines.clear();
            conversation.answer(told.requests.getFirst(), orders.signer().shown(answer), START);
            assertEquals(List.of("reconnect: no token"), told.lines);
        }
    }

    @Test
    void a_channel_that_is_refused_ends_the_connection() {
        frame("{\"error\":\"ESession:Invalid session\",\"method\":\"subscribe\",\"req_id\":2,"
                + "\"success\":false}");
        assertEquals(List.of("reconnect: private channel refused"), told.lines);
    }

    @Test
    void an_order_that_takes_what_is_there() {
        Request request = placed();
        String params = "\"order_type\":\"limit\",\"side\":\"buy\",\"symbol\":\"BTC/USD\","
                + "\"order_qty\":0.5,\"limit_price\":100.25,\"time_in_force\":\"ioc\","
                + "\"fee_preference\":\"quote\",\"cl_ord_id\":\"" + ID
                + "\",\"deadline\":\"2026-11-21T12:00:03Z\"},\"req_id\":3}";
        assertEquals("{\"method\":\"add_order\",\"params\":{" + params, request.body());
        var ready = assertInstanceOf(Signed.Ready.class, orders.signer().sign(request,
                ApiKey.token("T"), Intents.NOW_MILLIS + 2_250, 0));
        assertEquals("{\"method\":\"add_order\",\"params\":{\"token\":\"T\"," + params,
                ready.body());
        assertInstanceOf(Signed.Late.class, orders.signer().sign(request, ApiKey.token("T"),
                Intents.NOW_MILLIS + 2_251, 0));
    }

    /// An entry that speaks v1 for its books lists XBT/USD; the private connection is v2 all the same.
    @Test
    void the_symbol_is_that_of_v2_whatever_the_books_are_called() {
        var old = new KrakenOrders(Entry.of("kraken"),
                List.of(Intents.listing("kraken", "XBT/USD", "BTC", "USD")));
        var heard = new io.crossbook.exchanges.Told();
        var socket = old.converse(old.links().getFirst(), heard);
        socket.opened(START);
        for (String channel : List.of("executions", "balances")) {
            socket.frame(Bytes.of("{\"method\":\"subscribe\",\"result\":{\"channel\":\"" + channel
                    + "\"},\"success\":true}"), START);
        }
        socket.place(Intents.order(Intents.listing("kraken", "XBT/USD", "BTC", "USD"), true, "1",
                "1"), START);
        assertTrue(String.valueOf(heard.requests.getLast().body())
                .contains("\"symbol\":\"BTC/USD\""));
        heard.lines.clear();
        socket.frame(Bytes.of(executions(report(ID, "trade", TRADE))), START);
        assertTrue(heard.lines.getFirst().startsWith("traded XBT/USD "), heard.lines.toString());
    }

    @Test
    void a_cancel_by_our_id() {
        Request request = cancelled();
        assertEquals("{\"method\":\"cancel_order\",\"params\":{\"cl_ord_id\":[\"" + ID
                + "\"]},\"req_id\":3}", request.body());
        frame("{\"method\":\"cancel_order\",\"req_id\":3,\"result\":{\"cl_ord_id\":\"" + ID
                + "\"},\"success\":true}");
        assertTrue(told.lines.isEmpty(), "what it came to is told by executions");
    }

    @Test
    void a_life_of_an_order() {
        login();
        told.lines.clear();
        frame(executions(report(ID, "pending_new", ",\"order_status\":\"pending_new\"")));
        frame(executions(report(ID, "new", ",\"order_status\":\"new\",\"cum_qty\":0.0")));
        frame(executions(report("", "trade", TRADE), report("", "canceled",
                ",\"order_status\":\"canceled\",\"cum_qty\":0.005,\"reason\":\"IOC\"")));
        assertEquals(List.of("accepted OK4GJX-KSTLS-7DZZO5", "accepted OK4GJX-KSTLS-7DZZO5",
                "standing 0.0", "traded BTC/USD TKK2T7-7NZGI-W2VQ6D 0.00500000 at 26599.9 fee "
                        + "0.345779 USD STREAM 1695378785709950000",
                "ended CANCELLED 0.005"), told.lines);
    }

    /// Reports need not repeat our id.
    @Test
    void an_order_is_known_by_what_its_answer_called_it() {
        frame(taken(String.valueOf(placed().body())));
        frame(executions(report("", "filled", ",\"cum_qty\":0.5")));
        assertEquals(List.of("accepted OK4GJX-KSTLS-7DZZO5", "ended FILLED 0.5"), told.lines);
        assertTrue(told.foreign.isEmpty());
    }

    @Test
    void orders_of_others_are_counted_and_ignored() {
        login();
        told.lines.clear();
        frame(executions(report("", "trade", TRADE), report("web-1", "trade", TRADE)));
        assertEquals(List.of("BTC/USD OK4GJX-KSTLS-7DZZO5", "BTC/USD OK4GJX-KSTLS-7DZZO5"),
                told.foreign);
        assertTrue(told.lines.isEmpty());
    }

    @Test
    void a_report_of_ours_that_makes_no_sense_is_ambiguous() {
        login();
        told.lines.clear();
        frame(executions("{}", "7", report(ID, "teleported", ""), report(ID, "canceled", ""),
                report(ID, "trade", TRADE.replace(",\"fees\":", ",\"fee\":")),
                report(ID, "trade", TRADE.replace("\"fees\":[", "\"fees\":[{\"asset\":\"BTC\","
                        + "\"qty\":1},")),
                report(ID, "filled", ",\"cum_qty\":1")));
        assertEquals(List.of("ambiguous", "ambiguous", "ambiguous", "ambiguous",
                "ended FILLED 1"), told.lines);
        assertEquals(6, told.faults.size());
    }

    @Test
    void deposits_are_told_and_other_changes_are_asked_for() {
        login();
        told.requests.clear();
        frame(DEPOSIT.formatted("deposit"));
        assertEquals(new AccountFact.Transfer("kraken", 1_695_397_074_000_001_000L, "BTC",
                new BigDecimal("0.01"), "DATKX6-PEHL2-S6TQ6U", true), told.facts.getFirst());
        frame(DEPOSIT.formatted("trade"));
        assertTrue(told.requests.isEmpty());
        frame(DEPOSIT.formatted("adjustment"));
        frame("{\"channel\":\"balances\",\"type\":\"snapshot\",\"data\":[{\"asset\":\"BTC\","
                + "\"balance\":1.2}]}");
        assertEquals(List.of(Request.About.BALANCES, Request.About.BALANCES),
                told.requests.stream().map(Request::about).toList());
    }

    @Test
    void heartbeats_say_nothing() {
        login();
        told.lines.clear();
        frame("{\"channel\":\"heartbeat\"}");
        frame("{\"channel\":\"status\",\"type\":\"update\",\"data\":[]}");
        assertTrue(told.lines.isEmpty() && told.faults.isEmpty());
    }
}
