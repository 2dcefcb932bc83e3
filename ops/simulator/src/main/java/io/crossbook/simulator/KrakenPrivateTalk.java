package io.crossbook.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One connection to Kraken's private WebSocket v2: `executions`, `balances`, and orders; every request
/// carries a token. Kraken, "Spot WebSocket v2", "User Data", "User Trading".
final class KrakenPrivateTalk implements Talk {

    private static final long NEAREST_MILLIS = 500;

    private final KrakenTrading trading;
    private final TradingDesk desk;
    private final Pacing pacing;
    private final Line line;
    private final long connectionId;
    private final List<Timeline.Task> tasks = new ArrayList<>();
    private @Nullable KrakenPrivateStream stream;

    KrakenPrivateTalk(KrakenTrading trading, Pacing pacing, Line line, long connectionId) {
        this.trading = trading;
        this.pacing = pacing;
        this.line = line;
        this.connectionId = connectionId;
        desk = trading.desk();
    }

    @Override
    public void opened() {
        say("{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\","
                + "\"system\":\"online\",\"api_version\":\"v2\",\"connection_id\":" + connectionId
                + "}]}");
        tasks.add(desk.timeline().every(pacing.krakenHeartbeatMillis(), () -> {
            if (stream != null) {
                say("{\"channel\":\"heartbeat\"}");
            }
        }));
    }

    private void say(String text) {
        if (!text.isEmpty()) {
            line.send(text, Topic.CONTROL);
        }
    }

    @Override
    public void text(String text) {
        JsonNode request = Json.parse(text);
        String method = request == null ? "" : Json.text(request, "method");
        if (request == null || method.isEmpty()) {
            say("{\"error\":\"Malformed request\",\"method\":\"error\",\"success\":false,"
                    + times() + "}");
            return;
        }
        if (method.equals("ping")) {
            say("{\"method\":\"pong\"" + id(request) + "," + times() + "}");
            return;
        }
        JsonNode params = request.path("params");
        Account account = trading.holder(Json.text(params, "token"));
        if (account == null) {
            say(error(request, "EGeneral:Invalid arguments:token"));
            return;
        }
        obey(account, method, params, request);
    }

    private void obey(Account account, String method, JsonNode params, JsonNode request) {
        switch (method) {
            case "subscribe" -> subscribe(account, params, request);
            case "unsubscribe" -> {
                if (stream != null) {
                    stream.leave(Json.text(params, "channel"));
                }
                say(success(request, "\"channel\":" + params.path("channel")));
            }
            case "add_order" -> add(account, params, request);
            case "cancel_order" -> cancel(account, params, request);
            case "cancel_all" -> act("", request, null, () -> count(request,
                    trading.cancelAll(account).size()));
            case "cancel_all_orders_after" -> {
                String[] times = trading.cancelAfter(account, params.path("timeout").asLong(0));
                say(success(request, "\"currentTime\":\"" + times[0] + "\",\"triggerTime\":\""
                        + times[1] + "\""));
            }
            default -> say(error(request, "Unsupported method " + method));
        }
    }

    private void subscribe(Account account, JsonNode params, JsonNode request) {
        String channel = Json.text(params, "channel");
        if (!channel.equals("executions") && !channel.equals("balances")) {
            say(error(request, "Channel name invalid: " + channel));
            return;
        }
        KrakenPrivateStream to = stream;
        if (to == null || to.account() != account) {
            if (to != null) {
                to.end();
            }
            to = new KrakenPrivateStream(desk, account, line);
            stream = to;
        }
        say(success(request, "\"channel\":\"" + channel + "\",\"snapshot\":true"));
        if (channel.equals("executions")) {
            to.executions(params.path("snap_orders").asBoolean(true),
                    params.path("snap_trades").asBoolean(false));
        } else {
            to.balances(params.path("snapshot").asBoolean(true));
        }
    }

    private void add(Account account, JsonNode params, JsonNode request) {
        account.asks(Json.text(params, "cl_ord_id"));
        Map<String, String> order = order(params);
        String early = trading.tickets().early(order, NEAREST_MILLIS);
        if (!early.isEmpty()) {
            say(error(request, early));
            return;
        }
        act(Json.text(params, "symbol"), request, "EOrder:Insufficient funds", () -> {
            KrakenTrading.Outcome outcome = trading.place(account, order);
            return answer(request, outcome);
        });
    }

    /// The same order in REST's names.
    private static Map<String, String> order(JsonNode params) {
        Map<String, String> order = new LinkedHashMap<>();
        order.put("pair", Json.text(params, "symbol"));
        order.put("type", Json.text(params, "side"));
        order.put("ordertype", Json.text(params, "order_type"));
        boolean budget = params.has("cash_order_qty");
        order.put("volume", Json.decimal(params, budget ? "cash_order_qty" : "order_qty"));
        boolean stop = params.has("triggers");
        order.put(stop ? "price2" : "price", Json.decimal(params, "limit_price"));
        if (stop) {
            order.put("price", Json.decimal(params.path("triggers"), "price"));
        }
        order.put("timeinforce", params.path("time_in_force").asText("gtc")
                .toUpperCase(Locale.ROOT));
        order.put("cl_ord_id", Json.text(params, "cl_ord_id"));
        order.put("deadline", Json.text(params, "deadline"));
        List<String> flags = new ArrayList<>();
        switch (Json.text(params, "fee_preference")) {
            case "quote" -> flags.add("fciq");
            case "base" -> flags.add("fcib");
            default -> {
                // Kraken's own choice.
            }
        }
        if (params.path("post_only").asBoolean(false)) {
            flags.add("post");
        }
        if (budget) {
            flags.add("viqc");
        }
        order.put("oflags", String.join(",", flags));
        return order;
    }

    private String answer(JsonNode request, KrakenTrading.Outcome outcome) {
        Order order = outcome.order();
        return order == null
                ? error(request, outcome.error())
                : success(request, "\"order_id\":\"" + order.wireId + "\""
                        + (order.ticket.clientId().isEmpty()
                                ? ""
                                : ",\"cl_ord_id\":" + Json.quote(order.ticket.clientId())));
    }

    /// One answer each order that is named.
    private void cancel(Account account, JsonNode params, JsonNode request) {
        params.path("cl_ord_id").forEach(id -> {
            Order order = account.order(id.asText());
            act(order == null ? "" : order.listing().symbol(), request, null,
                    () -> answer(request, trading.cancel(account, "", id.asText())));
        });
        params.path("order_id").forEach(id -> act("", request, null,
                () -> answer(request, trading.cancel(account, id.asText(), ""))));
    }

    private void act(String symbol, JsonNode request, @Nullable String rejection,
            Supplier<String> act) {
        desk.mischief().obey(symbol,
                new OrderMischief.Words<>("", error(request, "EGeneral:Internal error"),
                        error(request, "EOrder:Rate limit exceeded"),
                        rejection == null ? null : error(request, rejection)),
                act, this::say);
    }

    private String count(JsonNode request, int count) {
        return success(request, "\"count\":" + count);
    }

    private String success(JsonNode request, String result) {
        return "{\"method\":" + request.path("method") + id(request) + ",\"result\":{" + result
                + "},\"success\":true," + times() + "}";
    }

    private String error(JsonNode request, String error) {
        return "{\"error\":" + Json.quote(error) + ",\"method\":" + request.path("method")
                + id(request) + ",\"success\":false," + times() + "}";
    }

    private static String id(JsonNode request) {
        return request.path("req_id").isIntegralNumber()
                ? ",\"req_id\":" + request.path("req_id")
                : "";
    }

    private String times() {
        long micros = desk.now() * 1_000;
        return "\"time_in\":\"" + KrakenTime.v2(micros) + "\",\"time_out\":\""
                + KrakenTime.v2(micros + 35) + "\"";
    }

    @Override
    public void pong() {
        // Kraken pings with heartbeats, not with control frames.
    }

    @Override
    public void closed() {
        tasks.forEach(Timeline.Task::cancel);
        if (stream != null) {
            stream.end();
            stream = null;
        }
    }
}
