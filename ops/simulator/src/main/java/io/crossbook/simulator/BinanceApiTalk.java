package io.crossbook.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// One connection to Binance's WebSocket API: orders, questions, the user data stream.
///
/// Binance, "WebSocket API", "General API Information", "Request security", "User Data Stream".
final class BinanceApiTalk implements Talk {

    private final TradingDesk desk;
    private final BinanceTrading trading;
    private final BinanceSecurity security;
    private final Pacing pacing;
    private final Line line;
    private final Map<Integer, BinanceUserStream> streams = new LinkedHashMap<>();
    private final Map<String, Timeline.Task> tasks = new LinkedHashMap<>();
    private long lastPong;
    private int subscriptions;

    BinanceApiTalk(TradingDesk desk, BinanceTrading trading, Pacing pacing, Line line) {
        this.desk = desk;
        this.trading = trading;
        this.pacing = pacing;
        this.line = line;
        security = new BinanceSecurity(desk);
    }

    @Override
    public void opened() {
        lastPong = desk.now();
        tasks.put("ping", desk.timeline().every(pacing.binancePingMillis(), this::ping));
        tasks.put("life", desk.timeline().after(pacing.binanceLifeMillis(),
                () -> line.close(1001, "24 hours")));
    }

    private void ping() {
        if (desk.now() - lastPong > 3 * pacing.binancePingMillis()) {
            line.close(1008, "Pong timeout");
        } else {
            line.ping();
        }
    }

    @Override
    public void text(String text) {
        JsonNode request = Json.parse(text);
        if (request == null || !request.isObject() || Json.text(request, "method").isEmpty()) {
            say("null", BinanceReply.fault(400, -1135, "Invalid JSON Request"));
            return;
        }
        String id = request.has("id") ? request.path("id").toString() : "null";
        Map<String, String> params = new LinkedHashMap<>();
        request.path("params").properties()
                .forEach(each -> params.put(each.getKey(), each.getValue().asText()));
        obey(Json.text(request, "method"), id, params);
    }

    private void obey(String method, String id, Map<String, String> params) {
        switch (method) {
            case "ping" -> say(id, BinanceReply.ok("{}"));
            case "time" -> say(id, BinanceReply.ok("{\"serverTime\":" + desk.now() + "}"));
            case "session.logon" -> say(id, BinanceReply.fault(400, -4056,
                    "HMAC_SHA256 API key is not supported."));
            case "userDataStream.subscribe.signature" -> subscribe(id, params);
            case "userDataStream.unsubscribe" -> {
                streams.values().forEach(BinanceUserStream::end);
                streams.clear();
                say(id, BinanceReply.ok("{}"));
            }
            default -> trading.obey(method, params, security.frame(params),
                    () -> security.frame(params), reply -> say(id, reply));
        }
    }

    private void subscribe(String id, Map<String, String> params) {
        BinanceSecurity.Checked checked = security.frame(params);
        Account account = checked.account();
        if (account == null) {
            say(id, checked.refusal());
            return;
        }
        int subscription = subscriptions++;
        BinanceUserStream stream = new BinanceUserStream(desk, account, line, subscription);
        streams.put(subscription, stream);
        say(id, BinanceReply.ok("{\"subscriptionId\":" + subscription + "}"));
        stream.begin();
    }

    private void say(String id, BinanceReply reply) {
        if (reply.status() != 0) {
            line.send("{\"id\":" + id + ",\"status\":" + reply.status() + ",\""
                    + (reply.status() == 200 ? "result" : "error") + "\":" + reply.json()
                    + ",\"rateLimits\":[]}", Topic.CONTROL);
        }
    }

    @Override
    public void pong() {
        lastPong = desk.now();
    }

    @Override
    public void closed() {
        tasks.values().forEach(Timeline.Task::cancel);
        streams.values().forEach(BinanceUserStream::end);
        streams.clear();
    }
}
