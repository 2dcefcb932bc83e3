package io.crossbook.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One private connection to Bybit: `/v5/private` tells, `/v5/trade` takes orders; both begin with a login.
///
/// Bybit v5, "Connect", "Authentication", "Websocket Trade Guideline".
final class BybitPrivateTalk implements Talk {

    private static final List<String> TOPICS = List.of("order", "execution", "wallet", "order.spot",
            "execution.spot", "dcp.spot");

    private final BybitTrading trading;
    private final BybitSecurity security;
    private final TradingDesk desk;
    private final Line line;
    private final boolean trades;
    private final String connection;
    private @Nullable Account account;
    private @Nullable BybitPrivateStream stream;
    private boolean watches;

    BybitPrivateTalk(BybitTrading trading, Line line, boolean trades, String connection) {
        this.trading = trading;
        this.line = line;
        this.trades = trades;
        this.connection = connection;
        desk = trading.desk();
        security = new BybitSecurity(desk);
    }

    @Override
    public void opened() {
        // Bybit says nothing first.
    }

    @Override
    public void text(String text) {
        JsonNode request = Json.parse(text);
        String op = request == null ? "" : Json.text(request, "op");
        if (request == null || op.isEmpty()) {
            answer(false, "Request not in JSON format", "", "");
            return;
        }
        switch (op) {
            case "ping" -> say("{\"req_id\":" + Json.quote(Json.text(request, "req_id"))
                    + ",\"op\":\"pong\",\"args\":[\"" + desk.now() + "\"],\"conn_id\":\""
                    + connection + "\"}");
            case "auth" -> login(request);
            case "subscribe", "unsubscribe" -> subscribe(request, op);
            case "order.create" -> trade(request, "create");
            case "order.cancel" -> trade(request, "cancel");
            default -> answer(false, "Unknown Op " + op, Json.text(request, "req_id"), op);
        }
    }

    private void say(String text) {
        line.send(text, Topic.CONTROL);
    }

    private void answer(boolean success, String message, String id, String op) {
        say("{\"success\":" + success + ",\"ret_msg\":" + Json.quote(message) + ",\"conn_id\":\""
                + connection + "\",\"req_id\":" + Json.quote(id) + ",\"op\":" + Json.quote(op)
                + "}");
    }

    private void login(JsonNode request) {
        JsonNode args = request.path("args");
        BybitSecurity.Checked checked = security.login(args.path(0).asText(""),
                args.path(1).asText(""), args.path(2).asText(""));
        Account who = checked.account();
        BybitReply said = who == null ? checked.refusal() : BybitReply.ok("{}");
        if (trades) {
            say("{\"retCode\":" + said.code() + ",\"retMsg\":" + Json.quote(said.message())
                    + ",\"op\":\"auth\",\"connId\":\"" + connection + "\"}");
        } else {
            answer(who != null, who == null ? said.message() : "", "", "auth");
        }
        if (who != null && account == null) {
            account = who;
            stream = trades ? null : new BybitPrivateStream(desk, who, line);
        }
    }

    private void subscribe(JsonNode request, String op) {
        List<String> topics = new ArrayList<>();
        request.path("args").forEach(topic -> topics.add(topic.asText()));
        String id = Json.text(request, "req_id");
        BybitPrivateStream to = stream;
        Account who = account;
        if (to == null || who == null) {
            answer(false, "Request not authorized", id, op);
        } else if (topics.isEmpty() || !TOPICS.containsAll(topics)) {
            answer(false, "error:handler not found,topic:" + String.join(",", topics), id, op);
        } else {
            answer(true, "", id, op);
            topics.forEach(op.equals("subscribe") ? to::join : to::drop);
            if (topics.contains("dcp.spot") && watches != op.equals("subscribe")) {
                watches = op.equals("subscribe");
                trading.watch(who, watches);
            }
        }
    }

    private void trade(JsonNode request, String what) {
        String id = Json.text(request, "reqId");
        Consumer<BybitReply> reply = said -> {
            if (said.http() != 0) {
                say("{\"reqId\":" + Json.quote(id) + ",\"retCode\":" + said.code()
                        + ",\"retMsg\":" + Json.quote(said.message()) + ",\"op\":\"order." + what
                        + "\",\"data\":" + said.result() + ",\"retExtInfo\":{},\"header\":{"
                        + "\"X-Bapi-Limit\":\"20\",\"X-Bapi-Limit-Status\":\"19\",\"Timenow\":\""
                        + desk.now() + "\"},\"connId\":\"" + connection + "\"}");
            }
        };
        Account who = account;
        if (!trades || who == null) {
            reply.accept(BybitReply.fault(10_005, "Permission denied, please log in."));
            return;
        }
        JsonNode header = request.path("header");
        trading.obey(who, what, request.path("args").path(0),
                () -> security.timed(Json.text(header, "X-BAPI-TIMESTAMP"),
                        Json.text(header, "X-BAPI-RECV-WINDOW")),
                reply);
    }

    @Override
    public void pong() {
        // Bybit's pings are texts, and the client's business.
    }

    @Override
    public void closed() {
        if (stream != null) {
            stream.end();
            stream = null;
        }
        if (watches && account != null) {
            watches = false;
            trading.watch(account, false);
        }
    }
}
