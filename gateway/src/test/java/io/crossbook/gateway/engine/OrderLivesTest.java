package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.execution.OrderIntent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One order's whole life at each exchange: placed over its connection, told by its stream, asked after and found in a sweep over REST. Frames and answers
/// are those of the exchanges' documents, under our ids.
final class OrderLivesTest {

    private static CourierRig rig(String exchange, String symbol, String quote) {
        var rig = new CourierRig(exchange, symbol, quote,
                Dialects.of(exchange, Entry.of(exchange)));
        rig.lists();
        return rig;
    }

    /// What waits, in the order it was asked: the last part of each address.
    private static List<String> asked(CourierRig rig) {
        return rig.waiting().stream().map(Request::url)
                .map(url -> url.substring(url.lastIndexOf('/') + 1))
                .map(url -> url.contains("?") ? url.substring(0, url.indexOf('?')) : url).toList();
    }

    private static String value(Request frame, String name) {
        String body = String.valueOf(frame.body());
        int from = body.indexOf("\"" + name + "\":") + name.length() + 3;
        int to = from;
        while (",}".indexOf(body.charAt(to)) < 0) {
            to++;
        }
        return body.substring(from, to);
    }

    /// The stream tells, and what happened before it did was asked for.
    private static void caughtUp(CourierRig rig, String... answers) {
        assertFalse(rig.courier.streaming(rig.listing.exchange()));
        List.of(answers).forEach(rig::answers);
        assertTrue(rig.courier.streaming(rig.listing.exchange()), rig.faults.toString());
        rig.heard();
    }

    @Test
    void at_binance() {
        CourierRig rig = rig("binance", "BTCUSDT", "USDT");
        Link link = rig.courier.links().getFirst();
        rig.opens(1, link);
        rig.answers(CourierRig.written());
        rig.says(1, "{\"id\":\"subscribe\",\"status\":200,\"result\":{\"subscriptionId\":0}}");
        assertEquals(List.of("openOrders", "allOrders"), asked(rig));
        caughtUp(rig, "[]", "[]");

        OrderIntent order = rig.place("0.5");
        Request placed = rig.waiting().getFirst();
        assertTrue(placed.framed());
        assertEquals(order.deadlineNanos(), placed.task().deadlineNanos());
        rig.answers(CourierRig.written());
        rig.says(1, binance(order, "NEW", "NEW", -1, "0.00000000", "0.00000000"));
        rig.says(1, binance(order, "TRADE", "PARTIALLY_FILLED", 77, "0.30000000", "0.30000000"));
        rig.says(1, """
                {"id":%s,"status":200,"result":{"symbol":"BTCUSDT","orderId":4293153,
                "orderListId":-1,"clientOrderId":"%s","transactTime":1795262400100,
                "price":"100.25","origQty":"0.5","executedQty":"0.30000000",
                "status":"EXPIRED","timeInForce":"IOC","type":"LIMIT","side":"BUY",
                "fills":[{"price":"100.20","qty":"0.30000000","commission":"0.0003",
                "commissionAsset":"BTC","tradeId":77}]},"rateLimits":[]}"""
                .formatted(value(placed, "id"), order.id()));
        rig.says(1, binance(order, "EXPIRED", "EXPIRED", -1, "0.00000000", "0.30000000"));
        assertEquals(List.of("Accepted", "Standing", "Traded", "Standing", "Accepted", "Traded",
                "Ended", "Ended"), rig.heard());

        rig.outbox(() -> rig.courier.ask("binance", "BTCUSDT", order.id()));
        String row = """
                {"symbol":"BTCUSDT","orderId":4293153,"clientOrderId":"%s",
                "side":"BUY","price":"100.25","origQty":"0.5","time":1795262400100,
                "executedQty":"0.30000000","status":"EXPIRED"}""".formatted(order.id());
        rig.answers(row);
        assertEquals(List.of("myTrades"), asked(rig));
        String trades = """
                [{"symbol":"BTCUSDT","id":77,"orderId":4293153,"price":"100.20",
                "qty":"0.30000000","commission":"0.0003","commissionAsset":"BTC",
                "time":1795262400100}]""";
        rig.answers(trades);
        assertEquals(List.of("Ended", "Traded"), rig.heard());

        rig.outbox(() -> rig.courier.sweep("binance", rig.now));
        rig.answers("[]");
        rig.answers("[" + row + ",{\"symbol\":\"BTCUSDT\",\"orderId\":5,"
                + "\"clientOrderId\":\"web_1\",\"executedQty\":\"0\",\"status\":\"NEW\"}]");
        rig.answers(trades);
        assertEquals(List.of("Found", "Ended", "Traded", "Swept"), rig.heard());
        assertEquals(1, rig.courier.foreign().getOrDefault("binance", 0));
    }

    private static String binance(OrderIntent order, String type, String status, long trade,
            String last, String filled) {
        return """
                {"subscriptionId":0,"event":{"e":"executionReport","E":1795262400101,
                "s":"BTCUSDT","c":"%s","S":"BUY","o":"LIMIT","f":"IOC","q":"0.50000000",
                "p":"100.25","C":"","x":"%s","X":"%s","r":"NONE","i":4293153,"l":"%s","z":"%s",
                "L":"100.20","n":"0.0003","N":"BTC","T":1795262400100,"t":%d,"m":false}}"""
                .formatted(order.id(), type, status, last, filled, trade);
    }

    @Test
    void at_kraken() {
        CourierRig rig = rig("kraken", "BTC/USD", "USD");
        Link link = rig.courier.links().getFirst();
        rig.opens(1, link);
        assertEquals(List.of("GetWebSocketsToken"), asked(rig));
        rig.answers("{\"error\":[],\"result\":{\"token\":\"***\",\"expires\":900}}");
        for (String channel : List.of("executions", "balances")) {
            rig.answers(CourierRig.written());
            rig.says(1, "{\"method\":\"subscribe\",\"result\":{\"channel\":\"" + channel
                    + "\"},\"success\":true,\"req_id\":1}");
        }
        assertEquals(List.of("OpenOrders", "ClosedOrders"), asked(rig));
        caughtUp(rig, "{\"error\":[],\"result\":{\"open\":{}}}",
                "{\"error\":[],\"result\":{\"closed\":{},\"count\":0}}");

        OrderIntent order = rig.place("0.5");
        Request placed = rig.waiting().getFirst();
        rig.answers(CourierRig.written());
        rig.says(1, "{\"method\":\"add_order\",\"req_id\":" + value(placed, "req_id")
                + ",\"result\":{\"order_id\":\"OK4GJX-KSTLS-7DZZO5\",\"cl_ord_id\":\""
                + order.id() + "\"},\"success\":true}");
        rig.says(1, kraken(order, "new", ",\"cum_qty\":0"));
        // Reports need not repeat our id.
        rig.says(1, kraken(null, "trade", ",\"exec_id\":\"TKK2T7-7NZGI-W2VQ6D\",\"last_qty\":0.3,"
                + "\"last_price\":100.2,\"fees\":[{\"asset\":\"USD\",\"qty\":0.12}]"));
        rig.says(1, kraken(order, "canceled", ",\"cum_qty\":0.3"));
        assertEquals(List.of("Accepted", "Accepted", "Standing", "Traded", "Ended"), rig.heard());

        rig.outbox(() -> rig.courier.ask("kraken", "BTC/USD", order.id()));
        assertEquals(List.of("OpenOrders"), asked(rig));
        rig.answers("{\"error\":[],\"result\":{\"open\":{}}}");
        assertEquals(List.of("ClosedOrders"), asked(rig));
        String row = """
                "OK4GJX-KSTLS-7DZZO5":{"cl_ord_id":"%s","status":"canceled",
                "descr":{"pair":"XBTUSD","type":"buy","price":"100.2"},"vol":"0.5",
                "opentm":1795262400.1,"vol_exec":"0.30000000",
                "trades":["TKK2T7-7NZGI-W2VQ6D"]}""".formatted(order.id());
        rig.answers("{\"error\":[],\"result\":{\"closed\":{" + row + "},\"count\":1}}");
        assertEquals(List.of("QueryTrades"), asked(rig));
        String trades = """
                {"error":[],"result":{"TKK2T7-7NZGI-W2VQ6D":{"pair":"XXBTZUSD",
                "time":1795262400.1,"price":"100.20000","fee":"0.12","vol":"0.30000000"}}}""";
        rig.answers(trades);
        assertEquals(List.of("Ended", "Traded"), rig.heard());

        rig.outbox(() -> rig.courier.sweep("kraken", rig.now));
        rig.answers("{\"error\":[],\"result\":{\"open\":{\"OTHER1-AAAAA-BBBBBB\":{"
                + "\"cl_ord_id\":null,\"status\":\"open\",\"descr\":{\"pair\":\"XBTUSD\"},"
                + "\"vol_exec\":\"0\"}}}}");
        rig.answers("{\"error\":[],\"result\":{\"closed\":{" + row + "},\"count\":1}}");
        rig.answers(trades);
        assertEquals(List.of("Found", "Ended", "Traded", "Swept"), rig.heard());
        assertEquals(1, rig.courier.foreign().getOrDefault("kraken", 0));
    }

    private static String kraken(@Nullable OrderIntent order,
            String type, String more) {
        return "{\"channel\":\"executions\",\"type\":\"update\",\"data\":[{\"order_id\":"
                + "\"OK4GJX-KSTLS-7DZZO5\"," + (order == null
                        ? ""
                        : "\"cl_ord_id\":\"" + order.id() + "\",")
                + "\"exec_type\":\"" + type
                + "\",\"timestamp\":\"2026-11-21T12:00:00.100Z\",\"symbol\":\"BTC/USD\"" + more
                + "}],\"sequence\":8}";
    }

    /// Its instrument was taken out of the file before a restart, or the exchange has taken it off.
    @Test
    void an_order_on_what_is_listed_no_more_is_asked_after_and_its_trades_are_read() {
        for (String exchange : List.of("kraken", "bybit", "binance")) {
            CourierRig rig = exchange.equals("kraken")
                    ? rig(exchange, "BTC/USD", "USD")
                    : rig(exchange, "BTCUSDT", "USDT");
            String symbol = exchange.equals("kraken") ? "ETH/USD" : "ETHUSDT";
            rig.open.add(rig.other(symbol, Instrument.spot("ETH", rig.listing.instrument()
                    .quote())));
            OrderIntent order = rig.order("0.5");
            rig.outbox(() -> rig.courier.ask(exchange, symbol, order.id()));
            List.of(formerAnswers(exchange, order)).forEach(rig::answers);
            assertEquals(List.of("Ended", "Traded"), rig.heard(), rig.faults.toString());
            rig.outbox(() -> rig.courier.cancel(exchange, symbol, order.id()));
            assertEquals(1, rig.waiting().size());

            rig.outbox(() -> rig.courier.sweep(exchange, rig.now));
            boolean each = rig.waiting().stream().anyMatch(one -> one.url().contains("ETHUSDT")
                    && one.about() == Request.About.SWEEP);
            assertEquals(exchange.equals("binance"), each, "asked listing by listing");
        }
    }

    private static String[] formerAnswers(String exchange, OrderIntent order) {
        return switch (exchange) {
            case "kraken" -> new String[]{"{\"error\":[],\"result\":{\"open\":{}}}", """
                    {"error":[],"result":{"closed":{"O1":{"cl_ord_id":"%s","status":"canceled",
                    "descr":{"pair":"ETHUSD","type":"buy","price":"100.2"},"vol":"0.5",
                    "opentm":1795262400.1,"vol_exec":"0.3","trades":["T1"]}},"count":1}}"""
                    .formatted(order.id()), """
                            {"error":[],"result":{"T1":{"pair":"XETHZUSD","time":1795262400.1,
                            "price":"100.2","fee":"0.12","vol":"0.3"}}}"""};
            case "bybit" -> new String[]{bybit(""), bybit("""
                    {"orderId":"f1","orderLinkId":"%s","symbol":"ETHUSDT","side":"Buy",
                    "qty":"0.5","price":"100.25","createdTime":"1795262400100",
                    "orderStatus":"PartiallyFilledCanceled","cumExecQty":"0.3"}"""
                    .formatted(order.id())),
                    bybit("""
                            {"symbol":"ETHUSDT","orderLinkId":"%s","orderId":"f1","execId":"e1",
                            "execType":"Trade","side":"Buy","execPrice":"100.2","execQty":"0.3",
                            "execValue":"30.06","execFee":"0.0003","feeCurrency":"ETH","isMaker":false,
                            "execTime":"1795262400100"}"""
                            .formatted(order.id()))};
            default -> new String[]{"""
                    {"symbol":"ETHUSDT","orderId":42,"clientOrderId":"%s","side":"BUY",
                    "price":"100.25","origQty":"0.5","time":1795262400100,"executedQty":"0.3",
                    "status":"EXPIRED"}""".formatted(order.id()), """
                    [{"symbol":"ETHUSDT","id":77,"orderId":42,"price":"100.2","qty":"0.3",
                    "commission":"0.0003","commissionAsset":"ETH","time":1795262400100}]"""};
        };
    }

    /// Two connections: one tells, the other takes orders.
    @Test
    void at_bybit() {
        CourierRig rig = rig("bybit", "BTCUSDT", "USDT");
        rig.opens(1, rig.courier.links().getFirst());
        rig.opens(2, rig.courier.links().getLast());
        rig.answers(CourierRig.written());
        rig.answers(CourierRig.written());
        rig.says(2, "{\"retCode\":0,\"retMsg\":\"OK\",\"op\":\"auth\",\"connId\":\"c-2\"}");
        assertFalse(rig.courier.streaming("bybit"));
        rig.says(1, "{\"success\":true,\"ret_msg\":\"\",\"op\":\"auth\",\"conn_id\":\"c-1\"}");
        rig.answers(CourierRig.written());
        rig.says(1, "{\"success\":true,\"ret_msg\":\"\",\"op\":\"subscribe\","
                + "\"conn_id\":\"c-1\"}");
        assertEquals(List.of("realtime", "history", "list"), asked(rig));
        caughtUp(rig, bybit(""), bybit(""), bybit(""));

        OrderIntent order = rig.place("0.5");
        assertEquals("post 2", rig.done().getLast().substring(0, 6));
        Request placed = rig.waiting().getFirst();
        rig.answers(CourierRig.written());
        rig.says(2, "{\"reqId\":" + value(placed, "reqId") + ",\"retCode\":0,\"retMsg\":\"OK\","
                + "\"op\":\"order.create\",\"data\":{\"orderId\":\"1321\",\"orderLinkId\":\""
                + order.id() + "\"},\"connId\":\"c-2\"}");
        String trade = """
                {"category":"spot","symbol":"BTCUSDT","execFee":"0.0003","execId":"7e2ae69c",
                "execPrice":"100.2","execQty":"0.3","execType":"Trade","isMaker":false,
                "orderId":"1321","orderLinkId":"%s","side":"Buy","feeCurrency":"BTC",
                "execTime":"1795262400100"}""".formatted(order.id());
        rig.says(1, "{\"topic\":\"execution\",\"creationTime\":1795262400101,\"data\":[" + trade
                + "]}");
        String row = """
                {"category":"spot","symbol":"BTCUSDT","orderId":"1321","orderLinkId":"%s",
                "side":"Buy","qty":"0.5","price":"100.25","createdTime":"1795262400100",
                "orderStatus":"PartiallyFilledCanceled","cumExecQty":"0.3"}"""
                .formatted(order.id());
        rig.says(1, "{\"topic\":\"order\",\"creationTime\":1795262400101,\"data\":[" + row + "]}");
        assertEquals(List.of("Accepted", "Traded", "Ended"), rig.heard());

        rig.outbox(() -> rig.courier.ask("bybit", "BTCUSDT", order.id()));
        rig.answers(bybit(""));
        assertEquals(List.of("history"), asked(rig));
        rig.answers(bybit(row));
        assertEquals(List.of("list"), asked(rig));
        rig.answers(bybit(trade));
        assertEquals(List.of("Ended", "Traded"), rig.heard());

        rig.outbox(() -> rig.courier.sweep("bybit", rig.now));
        rig.answers(bybit(""));
        rig.answers(bybit(row + "," + row.replace(order.id().toString(), "web-1")));
        rig.answers(bybit(trade));
        assertEquals(List.of("Found", "Ended", "Traded", "Swept"), rig.heard());
        assertEquals(1, rig.courier.foreign().getOrDefault("bybit", 0));

        // The connection that takes orders is gone: the stream goes on, and the next order goes over REST.
        rig.closes(2, rig.courier.links().getLast());
        assertTrue(rig.courier.streaming("bybit"));
        rig.place("0.1");
        assertEquals(List.of("create"), asked(rig));
    }

    private static String bybit(String rows) {
        return "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"list\":[" + rows
                + "],\"nextPageCursor\":\"\",\"category\":\"spot\"},\"time\":1795262400200}";
    }
}
