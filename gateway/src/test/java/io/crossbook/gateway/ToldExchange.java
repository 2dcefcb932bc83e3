package io.crossbook.gateway;

import io.crossbook.books.BookLimits;
import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Entry;
import io.crossbook.gateway.engine.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// An exchange on loopback that speaks Bybit's protocol, lists BTC/USDT and shows of it what a test tells it to: each message is a whole book.
public final class ToldExchange implements AutoCloseable {

    public static final Instrument BTC_USDT = Instrument.spot("BTC", "USDT");
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final String LISTED = """
            {"symbol":"BTCUSDT","baseCoin":"BTC","quoteCoin":"USDT","innovation":"0","status":"Trading",\
            "marginTrading":"none","stTag":"0","lotSizeFilter":{"basePrecision":"0.0001",\
            "quotePrecision":"0.00000001","minOrderQty":"0.0001","maxOrderQty":"100","minOrderAmt":"5",\
            "maxOrderAmt":"8000000","maxLimitOrderQty":"100","maxMarketOrderQty":"50"},\
            "priceFilter":{"tickSize":"0.1"},\
            "riskParameters":{"priceLimitRatioX":"0.01","priceLimitRatioY":"0.02"}}""";

    private final String name;
    private final HttpServer server;
    /// Those that have subscribed.
    private final List<ServerWebSocket> subscribers = new CopyOnWriteArrayList<>();
    private int updates;

    ToldExchange(Vertx vertx, String name) {
        this.name = name;
        server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .webSocketHandler(socket -> socket.textMessageHandler(
                        words -> heard(socket, words)))
                .requestHandler(ToldExchange::asked).listen().await();
    }

    /// How it is configured, with books that are believed for a minute: a busy machine is not what is tried.
    Settings.Exchange settings() {
        String at = "127.0.0.1:" + server.actualPort();
        return new Settings.Exchange(
                new Entry(name, "ws://" + at, "http://" + at, 50, false, false, Map.of(),
                        Map.of()),
                "bybit", true, List.of(BTC_USDT),
                new BookLimits(PATIENCE_NANOS, PATIENCE_NANOS, PATIENCE_NANOS), 1_000_000,
                1_000_000);
    }

    boolean hasSubscriber() {
        return !subscribers.isEmpty();
    }

    /// Shows one bid and one ask.
    void shows(String bid, String bidSize, String ask, String askSize) {
        updates++;
        String book = snapshot(updates, System.currentTimeMillis(), bid, bidSize, ask, askSize);
        subscribers.forEach(socket -> socket.writeTextMessage(book).await());
    }

    /// A book of one bid and one ask, as Bybit spells it.
    public static String snapshot(long update, long millis, String bid, String bidSize, String ask,
            String askSize) {
        return """
                {"topic":"orderbook.50.BTCUSDT","ts":%d,"type":"snapshot","data":{"s":"BTCUSDT",\
                "b":[["%s","%s"]],"a":[["%s","%s"]],"u":%d,"seq":%d},"cts":%d}"""
                .formatted(millis, bid, bidSize, ask, askSize, update, update, millis);
    }

    private void heard(ServerWebSocket socket, String words) {
        boolean subscribes = words.contains("\"subscribe\"");
        socket.writeTextMessage("{\"success\":true,\"ret_msg\":\"" + (subscribes
                ? "subscribe\",\"conn_id\":\"1\",\"req_id\":\"" + id(words)
                        + "\",\"op\":\"subscribe\"}"
                : "pong\",\"conn_id\":\"1\",\"req_id\":\"\",\"op\":\"ping\"}"));
        if (subscribes) {
            subscribers.add(socket);
        }
    }

    private static String id(String words) {
        return words.replaceAll(".*\"req_id\":\\s*\"([^\"]*)\".*", "$1");
    }

    private static void asked(HttpServerRequest request) {
        String result = switch (String.valueOf(request.path())) {
            case "/v5/market/time" -> "{\"timeSecond\":\"" + System.currentTimeMillis() / 1_000
                    + "\",\"timeNano\":\"" + System.currentTimeMillis() + "000000\"}";
            case "/v5/market/instruments-info" -> "{\"category\":\"spot\",\"list\":["
                    + ("spot".equals(request.getParam("category")) ? LISTED : "") + "]}";
            default -> "{}";
        };
        request.response().putHeader("Content-Type", "application/json")
                .end("{\"retCode\":0,\"retMsg\":\"OK\",\"result\":" + result
                        + ",\"retExtInfo\":{},\"time\":" + System.currentTimeMillis() + "}");
    }

    @Override
    public void close() {
        server.close().await();
    }
}
