package io.crossbook.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Errand;
import io.crossbook.exchanges.Intents;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.SocketContract;
import io.crossbook.execution.AccountFact;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames are those of the documents (binance-spot-api-docs, web-socket-api.md and user-data-stream.md), under our ids.
final class BinanceSocketTest extends SocketContract {

    private static final Listing LISTING = Intents.listing("binance", "BTCUSDT", "BTC", "USDT");
    private static final String ID = Intents.ID.toString();

    private final BinanceOrders orders = new BinanceOrders(Entry.of("binance"), List.of(LISTING));

    /// An execution report: client id, original client id, execution type, status, trade id, last size, filled.
    private static String report(String c, String original, String x, String status, long trade,
            String last, String filled) {
        return """
                {"subscriptionId":0,"event":{"e":"executionReport","E":1499405658658,
                "s":"BTCUSDT","c":"%s","S":"BUY","o":"LIMIT","f":"IOC","q":"1.00000000",
                "p":"0.10264410","P":"0.00000000","F":"0.00000000","g":-1,"C":"%s","x":"%s",
                "X":"%s","r":"NONE","i":4293153,"l":"%s","z":"%s","L":"0.10264410",
                "n":"0.00010000","N":"BTC","T":1499405658657,"t":%d,"w":true,"m":false,
                "O":1499405658657,"Z":"0","Y":"0","Q":"0","W":1499405658657,"V":"NONE"}}"""
                .formatted(c, original, x, status, last, filled, trade);
    }

    private static final String POSITION = """
            {"subscriptionId":0,"event":{"e":"outboundAccountPosition","E":1564034571105,
            "u":1564034571073,"B":[{"a":"ETH","f":"10000.000000","l":"0.500000"}]}}""";

    private static final String MOVED = """
            {"subscriptionId":0,"event":{"e":"balanceUpdate","E":1573200697110,"a":"BTC",
            "d":"-100.00000000","T":1573200697068}}""";

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
    protected void login() {
        frame("{\"id\":\"subscribe\",\"status\":200,\"result\":{\"subscriptionId\":0}}");
    }

    @Override
    protected String taken(String frame) {
        return """
                {"id":%s,"status":200,"result":{"symbol":"BTCUSDT","orderId":12569099453,
                "orderListId":-1,"clientOrderId":"%s","transactTime":1660801715639,
                "price":"100.25","origQty":"0.5","executedQty":"0.00000000",
                "cummulativeQuoteQty":"0.0","status":"EXPIRED","timeInForce":"IOC",
                "type":"LIMIT","side":"BUY","workingTime":1660801715639,
                "selfTradePreventionMode":"NONE","fills":[]},
                "rateLimits":[]}""".formatted(value(frame, "id"), ID);
    }

    @Override
    protected String refused(String frame) {
        return "{\"id\":" + value(frame, "id") + ",\"status\":400,\"error\":{\"code\":-2010,"
                + "\"msg\":\"Account has insufficient balance for requested action.\"},"
                + "\"rateLimits\":[]}";
    }

    @Override
    protected String unknown(String frame) {
        return "{\"id\":" + value(frame, "id") + ",\"status\":504,\"error\":{\"code\":-1007,"
                + "\"msg\":\"Timeout waiting for response from backend server.\"}}";
    }

    @Override
    protected List<String> stream() {
        return List.of(report(ID, "", "TRADE", "PARTIALLY_FILLED", 77, "0.3", "0.3"), POSITION,
                MOVED);
    }

    @Test
    void the_stream_is_subscribed_to_with_a_signature() {
        Request login = told.requests.getFirst();
        assertEquals("{\"id\":\"subscribe\",\"method\":\"userDataStream.subscribe.signature\","
                + "\"params\":{}}", login.body());
        String payload = "apiKey=" + KEY + "&recvWindow=5000&timestamp=" + Intents.NOW_MILLIS;
        assertEquals("{\"id\":\"subscribe\",\"method\":\"userDataStream.subscribe.signature\","
                + "\"params\":{\"apiKey\":\"" + KEY + "\",\"recvWindow\":5000,\"signature\":\""
                + key().hex(payload) + "\",\"timestamp\":"
                + Intents.NOW_MILLIS + "}}", signed(login));
        login();
        assertEquals(List.of("streaming true"), told.lines);
        conversation.closed(START);
        assertEquals(List.of("streaming true", "streaming false"), told.lines);
    }

    @Test
    void a_subscription_that_is_refused_ends_the_connection() {
        frame("{\"id\":\"subscribe\",\"status\":401,\"error\":{\"code\":-2015,\"msg\":\"Invalid\"}}");
        assertEquals(List.of("reconnect: user data stream refused"), told.lines);
        assertEquals("user data stream refused: -2015 Invalid", told.faults.getFirst().text());
    }

    @Test
    void an_orders_parameters_are_signed_in_the_order_of_the_alphabet() {
        String sent = signed(placed());
        String payload = "apiKey=" + KEY + "&newClientOrderId=" + ID + "&newOrderRespType=FULL"
                + "&price=100.25&quantity=0.5&recvWindow=3000&side=BUY&symbol=BTCUSDT"
                + "&timeInForce=IOC&timestamp=" + Intents.NOW_MILLIS + "&type=LIMIT";
        assertTrue(sent.contains("\"method\":\"order.place\""), sent);
        assertTrue(sent.contains("\"signature\":\"" + key().hex(payload)
                + "\""), sent);
    }

    /// What our frames never hold is parsed; what they do hold is read by its quotes.
    @ParameterizedTest
    @ValueSource(strings = {"BTCUSDT", "币安人生USDT", "A,B:C}}", "A\"B", "A\\\"B", "A\\", "", "A\nB"})
    void whatever_a_parameter_holds_is_signed_as_it_is(String symbol) {
        var params = new LinkedHashMap<String, String>();
        params.put("symbol", symbol);
        params.put("origClientOrderId", ID);
        Request frame = Request.frame(Request.About.CANCEL, -1, "ws://127.0.0.1/",
                BinanceSocket.frame("7", "order.cancel", params),
                Errand.of(Intents.ID, symbol, 0, "order"));
        String sent = signed(frame);
        String payload = "apiKey=" + KEY + "&origClientOrderId=" + ID
                + "&recvWindow=5000&symbol=" + symbol + "&timestamp=" + Intents.NOW_MILLIS;
        var read = Json.parse(Bytes.of(sent)).asObject("frame");
        assertEquals("7", read.text("id"));
        var all = read.object("params");
        assertEquals(symbol, all.text("symbol"));
        assertEquals(key().hex(payload), all.text("signature"));
        assertEquals(6, all.fields().size());
    }

    @Test
    void a_cancel_by_our_id() {
        assertTrue(String.valueOf(cancelled().body()).contains("\"method\":\"order.cancel\","
                + "\"params\":{\"symbol\":\"BTCUSDT\",\"origClientOrderId\":\"" + ID + "\"}"));
    }

    @Test
    void a_life_of_an_order() {
        login();
        told.lines.clear();
        frame(report(ID, "", "NEW", "NEW", -1, "0.00000000", "0.00000000"));
        frame(report(ID, "", "TRADE", "PARTIALLY_FILLED", 77, "0.3", "0.3"));
        frame(report(ID, "", "EXPIRED", "EXPIRED", -1, "0.0", "0.3"));
        assertEquals(List.of("accepted 4293153", "standing 0.00000000",
                "traded BTCUSDT 77 0.3 at 0.10264410 fee 0.00010000 BTC STREAM "
                        + "1499405658657000000",
                "standing 0.3", "ended EXPIRED 0.3"), told.lines);
    }

    /// A cancel puts its own id into `c`; the order's is in `C`.
    @Test
    void a_cancelled_order_is_known_by_its_original_id() {
        login();
        told.lines.clear();
        frame(report("cancel77", ID, "CANCELED", "CANCELED", -1, "0", "0.1"));
        assertEquals(List.of("ended CANCELLED 0.1"), told.lines);
        assertEquals(Intents.ID, told.events.getFirst().id());
    }

    @Test
    void orders_of_others_are_counted_and_ignored() {
        login();
        told.lines.clear();
        frame(report("web_1", "", "TRADE", "FILLED", 78, "1", "1"));
        assertEquals(List.of("BTCUSDT 4293153"), told.foreign);
        assertTrue(told.lines.isEmpty());
    }

    @Test
    void a_report_of_ours_that_makes_no_sense_is_ambiguous() {
        login();
        told.lines.clear();
        frame(report(ID, "", "TELEPORTED", "NEW", -1, "0", "0"));
        frame(report(ID, "", "TRADE", "MOLTEN", 5, "1", "1"));
        frame(report(ID, "", "TRADE", "FILLED", 5, "0", "1"));
        frame(report(ID, "", "TRADE", "FILLED", 5, "1", "1").replace("\"N\":\"BTC\"",
                "\"N\":null"));
        assertEquals(List.of("ambiguous", "ambiguous", "ambiguous", "ambiguous"), told.lines);
        assertEquals(4, told.faults.size());
    }

    @Test
    void the_account() {
        login();
        frame(POSITION);
        frame(MOVED);
        var balances = assertInstanceOf(AccountFact.Balances.class, told.facts.getFirst());
        assertEquals(new AccountFact.Balance(new BigDecimal("10000.000000"),
                new BigDecimal("0.500000"), BigDecimal.ZERO), balances.assets().get("ETH"));
        assertTrue(!balances.complete());
        assertEquals(new AccountFact.Transfer("binance", 1_573_200_697_068_000_000L, "BTC",
                new BigDecimal("-100.00000000"), "balanceUpdate 1573200697068 BTC -100.00000000",
                true), told.facts.get(1));
    }

    @Test
    void a_stream_that_ends_takes_no_more_orders() {
        login();
        told.lines.clear();
        frame("{\"event\":{\"e\":\"eventStreamTerminated\",\"E\":1728973001334}}");
        assertEquals(List.of("streaming false", "reconnect: the exchange ends the stream"),
                told.lines);
        assertTrue(!conversation.takesOrders());
    }
}
