package io.crossbook.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// One connection to Bybit's v5 public streams: subscriptions and pings.
final class BybitTalk implements Talk {

    private static final int MOST_SPOT_ARGUMENTS = 10;

    private final Topics topics;
    private final Line line;
    private final boolean spot;
    private final String connection;
    private final Set<String> joined = new LinkedHashSet<>();

    /// Where the topics come from: the live market or a tape.
    interface Topics {
        /// Why this topic cannot be had, in Bybit's words; empty where it can.
        String refusal(String topic);

        void join(String topic, BybitTalk talk);

        void leave(String topic, BybitTalk talk);
    }

    BybitTalk(Topics topics, Line line, boolean spot, String connection) {
        this.topics = topics;
        this.line = line;
        this.spot = spot;
        this.connection = connection;
    }

    @Override
    public void opened() {
        // Bybit says nothing first.
    }

    void say(String text, Topic topic) {
        line.send(text, topic);
    }

    @Override
    public void text(String text) {
        JsonNode request = Json.parse(text);
        String op = request == null ? "" : Json.text(request, "op");
        if (request == null || op.isEmpty()) {
            answer(false, "Request not in JSON format", "", "");
            return;
        }
        String id = Json.text(request, "req_id");
        List<String> args = new ArrayList<>();
        request.path("args").forEach(argument -> args.add(argument.asText()));
        switch (op) {
            case "ping" -> answer(true, "pong", id, "ping");
            case "subscribe" -> subscribe(args, id);
            case "unsubscribe" -> {
                args.stream().filter(joined::remove).forEach(topic -> topics.leave(topic, this));
                answer(true, spot ? "unsubscribe" : "", id, "unsubscribe");
            }
            default -> answer(false, "Unknown Op " + op, id, op);
        }
    }

    /// One bad topic refuses the whole request.
    private void subscribe(List<String> args, String id) {
        String refusal = args.isEmpty()
                ? "error:invalid args"
                : spot && args.size() > MOST_SPOT_ARGUMENTS ? "args size >10" : "";
        for (String topic : args) {
            refusal = refusal.isEmpty() ? refusal(topic) : refusal;
        }
        answer(refusal.isEmpty(), refusal.isEmpty() && spot ? "subscribe" : refusal, id,
                "subscribe");
        if (refusal.isEmpty()) {
            args.forEach(topic -> {
                joined.add(topic);
                topics.join(topic, this);
            });
        }
    }

    private String refusal(String topic) {
        return joined.contains(topic)
                ? "error:already subscribed,topic:" + topic
                : topics.refusal(topic);
    }

    private void answer(boolean success, String message, String id, String op) {
        line.send(
                "{\"success\":" + success + ",\"ret_msg\":" + Json.quote(message)
                        + ",\"conn_id\":\""
                        + connection + "\",\"req_id\":" + Json.quote(id) + ",\"op\":"
                        + Json.quote(op) + "}",
                Topic.CONTROL);
    }

    @Override
    public void pong() {
        // Bybit's pings are texts, and the client's business.
    }

    @Override
    public void closed() {
        joined.forEach(topic -> topics.leave(topic, this));
        joined.clear();
    }
}
