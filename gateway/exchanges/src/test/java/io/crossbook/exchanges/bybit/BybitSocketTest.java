package io.crossbook.exchanges.bybit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Intents;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.PrivateConversation;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.SocketContract;
import io.crossbook.exchanges.Told;
import io.crossbook.execution.AccountFact;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Frames are those of the documents (Bybit v5, "Websocket Trade Guideline" and "Private Stream"), under our ids.
final class BybitSocketTest extends SocketContract {

    private static final Listing LISTING = Intents.listing("bybit", "BTCUSDT", "BTC", "USDT");
    private static final String ID = Intents.ID.toString();

    private final BybitOrders orders = new BybitOrders(Entry.of("bybit"), List.of(LISTING));

    private static final String ORDER = """
            {"id":"5923240c6880ab-c59f-420b-9adb-3639adc9dd90","topic":"order",
            "creationTime":1672364262474,"data":[{"category":"%s","symbol":"BTCUSDT",
            "orderId":"5cf98598-39a7-459e-97bf-76ca765ee020","orderLinkId":"%s","side":"Sell",
            "orderType":"Limit","cancelType":"UNKNOWN","price":"72.5","qty":"1","orderIv":"",
            "timeInForce":"IOC","orderStatus":"%s","leavesQty":"","cumExecQty":"0.3",
            "cumExecValue":"75","avgPrice":"75","cumExecFee":"0.358635",
            "rejectReason":"EC_NoError","createdTime":"1672364262444",
            "updatedTime":"1672364262457"}]}""";

    private static final String EXECUTION = """
            {"id":"592324803b2785-26fa-4214-9963-bdd4727f07be","topic":"execution",
            "creationTime":1672364174455,"data":[{"category":"spot","symbol":"BTCUSDT",
            "execFee":"0.005061","execId":"7e2ae69c-4edf-5800-a352-893d52b446aa",
            "execPrice":"0.3374","execQty":"25","execType":"%s","execValue":"8.435",
            "isMaker":false,"feeRate":"0.0006","leavesQty":"0",
            "orderId":"f6e324ff-99c2-4e89-9739-3086e47f9381","orderLinkId":"%s",
            "orderPrice":"0.3207","orderQty":"25","orderType":"Limit","stopOrderType":"UNKNOWN",
            "side":"Sell","execTime":"1672364174443","isLeverage":"0"}]}""";

    private static final String WALLET = """
            {"id":"5923242c464be9-25ca-483d-a743-c60101fc656f","topic":"wallet",
            "creationTime":1672364262482,"data":[{"accountType":"UNIFIED","coin":[
            {"coin":"USDC","equity":"200.6","walletBalance":"201.34882644","locked":"1",
            "borrowAmount":"0","accruedInterest":"0"}]}]}""";

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
        return orders.links().getLast();
    }

    @Override
    protected void login() {
        frame("{\"retCode\":0,\"retMsg\":\"OK\",\"op\":\"auth\",\"connId\":\"cnt5leec0hvan15eukcg-2t\"}");
    }

    @Override
    protected String taken(String frame) {
        return answer(frame, 0, "OK", "{\"orderId\":\"a4c1718e-fe53-4659-a118-1f6ecce04ad9\","
                + "\"orderLinkId\":\"" + ID + "\"}");
    }

    private static String answer(String frame, int code, String words, String data) {
        return "{\"reqId\":" + value(frame, "reqId") + ",\"retCode\":" + code + ",\"retMsg\":\""
                + words + "\",\"op\":\"order.create\",\"data\":" + data
                + ",\"header\":{\"X-Bapi-Limit\":\"10\",\"Timenow\":\"1711001595209\"},"
                + "\"connId\":\"cnt5leec0hvan15eukcg-2v\"}";
    }

    @Override
    protected String refused(String frame) {
        return answer(frame, 170_131, "Insufficient balance.", "{}");
    }

    @Override
    protected String unknown(String frame) {
        return answer(frame, 10_016, "internal server error", "{}");
    }

    @Override
    protected List<String> stream() {
        return List.of(ORDER.formatted("spot", ID, "Filled"), EXECUTION.formatted("Trade", ID),
                WALLET);
    }

    @Test
    void both_connections_begin_with_a_login() {
        Request login = told.requests.getFirst();
        assertEquals("{\"op\":\"auth\"}", login.body());
        long expires = Intents.NOW_MILLIS + 5_000;
        assertEquals("{\"op\":\"auth\",\"args\":[\"" + KEY + "\"," + expires + ",\""
                + key().hex("GET/realtime" + expires) + "\"]}", signed(login));
        assertEquals(List.of("wss://stream.bybit.com/v5/private",
                "wss://stream.bybit.com/v5/trade"),
                orders.links().stream().map(Link::url).toList());
    }

    @Test
    void an_order_carries_time_and_window() {
        Request request = placed();
        assertEquals("{\"reqId\":\"" + ID + "-1\",\"header\":{},\"op\":\"order.create\",\"args\":["
                + BybitOrders.parameters(order()) + "]}", request.body());
        assertTrue(signed(request).contains("\"header\":{\"X-BAPI-TIMESTAMP\":\""
                + Intents.NOW_MILLIS + "\",\"X-BAPI-RECV-WINDOW\":\"3000\"},"), signed(request));
    }

    @Test
    void a_cancel_by_our_id() {
        Request request = cancelled();
        assertTrue(String.valueOf(request.body()).endsWith("\"op\":\"order.cancel\",\"args\":["
                + "{\"category\":\"spot\",\"symbol\":\"BTCUSDT\",\"orderLinkId\":\"" + ID
                + "\"}]}"));
        frame(answer(String.valueOf(request.body()), 170_213, "Order does not exist.", "{}")
                .replace("order.create", "order.cancel"));
        assertEquals(List.of("cancel refused 170213: Order does not exist."), told.lines);
    }

    @Test
    void the_stream_guards_what_rests_while_it_shall() {
        var stream = orders.converse(orders.links().getFirst(), told);
        stream.opened(START);
        stream.guard(true, START);
        stream.frame(Bytes.of("{\"success\":true,\"ret_msg\":\"\",\"op\":\"auth\"}"), START);
        told.requests.clear();
        stream.frame(Bytes.of("{\"success\":true,\"ret_msg\":\"\",\"op\":\"subscribe\"}"),
                START);
        stream.guard(true, START);
        stream.guard(false, START);
        assertEquals(List.of(
                "{\"op\":\"subscribe\",\"req_id\":\"guard\",\"args\":[\"dcp.spot\"]}",
                "{\"op\":\"unsubscribe\",\"req_id\":\"guard\",\"args\":[\"dcp.spot\"]}"),
                told.requests.stream().map(Request::body).toList());

        told.lines.clear();
        stream.frame(Bytes.of("{\"success\":false,\"ret_msg\":\"no such topic\","
                + "\"op\":\"subscribe\"}"), START);
        assertEquals(1, told.faults.size(), told.faults::toString);
        assertEquals(List.of(), told.lines); // it goes on telling of orders
    }

    @Test
    void a_ping_every_twenty_seconds() {
        login();
        told.requests.clear();
        conversation.tick(START + 19 * SECOND);
        assertTrue(told.requests.isEmpty());
        conversation.tick(START + 20 * SECOND);
        conversation.tick(START + 21 * SECOND);
        assertEquals(List.of("{\"op\":\"ping\"}"),
                told.requests.stream().map(Request::body).toList());
        frame("{\"retCode\":0,\"retMsg\":\"OK\",\"op\":\"pong\",\"data\":[\"1711002002529\"]}");
        assertTrue(told.faults.isEmpty());
    }

    @Test
    void a_login_that_is_refused_ends_the_connection() {
        frame("{\"op\":\"auth\",\"success\":false,\"retCode\":10003,\"retMsg\":\"Invalid apikey\","
                + "\"connId\":\"cejreaspqfm9se7usbrg-3ab\"}");
        assertEquals(List.of("reconnect: login refused"), told.lines);
        assertFalse(conversation.takesOrders());
    }

    /// The other connection, up to where it streams.
    private PrivateConversation streaming(Told heard) {
        PrivateConversation stream = orders.converse(orders.links().getFirst(), heard);
        stream.opened(START);
        stream.frame(Bytes.of("{\"success\":true,\"ret_msg\":\"\",\"op\":\"auth\","
                + "\"conn_id\":\"cejreaspqfm9se7usbrg-3ab\"}"), START);
        assertEquals("{\"op\":\"subscribe\",\"args\":[\"order\",\"execution\",\"wallet\"]}",
                heard.requests.getLast().body());
        assertEquals(heard.requests.getLast().body(), signed(heard.requests.getLast()));
        stream.frame(Bytes.of("{\"success\":true,\"ret_msg\":\"\",\"op\":\"subscribe\","
                + "\"conn_id\":\"cejreaspqfm9se7usbrg-3ab\"}"), START);
        assertEquals(List.of("streaming true"), heard.lines);
        assertFalse(stream.takesOrders());
        heard.lines.clear();
        return stream;
    }

    @Test
    void a_life_of_an_order() {
        var heard = new Told();
        PrivateConversation stream = streaming(heard);
        for (String frame : List.of(ORDER.formatted("spot", ID, "PartiallyFilled"),
                EXECUTION.formatted("Trade", ID),
                ORDER.formatted("spot", ID, "PartiallyFilledCanceled"))) {
            stream.frame(Bytes.of(frame), START);
        }
        assertEquals(List.of("standing 0.3",
                "traded BTCUSDT 7e2ae69c-4edf-5800-a352-893d52b446aa 25 at 0.3374 fee 0.005061 "
                        + "USDT STREAM 1672364174443000000",
                "ended CANCELLED 0.3"), heard.lines);
        stream.closed(START);
        assertEquals("streaming false", heard.lines.getLast());
    }

    @Test
    void orders_of_others_and_of_contracts_are_counted_and_ignored() {
        var heard = new Told();
        PrivateConversation stream = streaming(heard);
        for (String frame : List.of(ORDER.formatted("spot", "", "Filled"),
                ORDER.formatted("linear", ID, "Filled"), EXECUTION.formatted("Trade", "web-1"))) {
            stream.frame(Bytes.of(frame), START);
        }
        assertTrue(heard.lines.isEmpty());
        assertEquals(3, heard.foreign.size());
    }

    @Test
    void a_report_of_ours_that_makes_no_sense_is_ambiguous() {
        var heard = new Told();
        PrivateConversation stream = streaming(heard);
        for (String frame : List.of(ORDER.formatted("spot", ID, "Untriggered"),
                EXECUTION.formatted("Settle", ID),
                EXECUTION.formatted("Trade", ID).replace("BTCUSDT", "XRPUSDT"),
                EXECUTION.formatted("Trade", ID).replace("\"25\"", "\"0\""),
                EXECUTION.formatted("Trade", ID).replace("\"data\":[", "\"data\":[{},"))) {
            stream.frame(Bytes.of(frame), START);
        }
        assertEquals(List.of("ambiguous", "ambiguous", "ambiguous", "ambiguous"),
                heard.lines.subList(0, 4));
        assertTrue(heard.lines.get(4).startsWith("traded "), "behind one that cannot be read");
        assertEquals(5, heard.faults.size());
    }

    @Test
    void the_wallet() {
        var heard = new Told();
        streaming(heard).frame(Bytes.of(WALLET), START);
        assertEquals(new AccountFact.Balances("bybit", 1_672_364_262_482_000_000L, Map.of("USDC",
                new AccountFact.Balance(new BigDecimal("200.34882644"), BigDecimal.ONE,
                        BigDecimal.ZERO)),
                false), heard.facts.getFirst());
    }
}
