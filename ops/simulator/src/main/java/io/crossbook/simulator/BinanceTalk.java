package io.crossbook.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One connection to Binance's streams: live subscribing, pings, and the limits that cut it off.
///
/// Binance, "WebSocket Streams": ping every 20 s, pong within a minute, 5 messages a second, 1024
/// streams, a life of 24 hours.
final class BinanceTalk implements Talk {

    private static final List<String> METHODS = List.of("SUBSCRIBE", "UNSUBSCRIBE",
            "LIST_SUBSCRIPTIONS", "SET_PROPERTY", "GET_PROPERTY");

    private final Streams streams;
    private final Timeline timeline;
    private final Pacing pacing;
    private final Line line;
    private final Set<String> joined = new LinkedHashSet<>();
    private final List<String> first;
    private final Deque<Long> received = new ArrayDeque<>();
    private final Deque<Timeline.Task> tasks = new ArrayDeque<>();
    private boolean combined;
    private long lastPong;

    /// Where the streams come from: the live market or a tape.
    interface Streams {
        void join(String stream, BinanceTalk talk);

        void leave(String stream, BinanceTalk talk);
    }

    BinanceTalk(Streams streams, Timeline timeline, Pacing pacing, Line line, boolean combined,
            List<String> first) {
        this.streams = streams;
        this.timeline = timeline;
        this.pacing = pacing;
        this.line = line;
        this.combined = combined;
        this.first = first;
    }

    /// The conversation for a path: `/ws`, `/ws/<stream>[/<stream>]`, `/stream?streams=`; null for
    /// others.
    static @Nullable BinanceTalk at(String path, String query, Streams streams, Timeline timeline,
            Pacing pacing, Line line) {
        if (path.equals("/ws") || path.startsWith("/ws/")) {
            return new BinanceTalk(streams, timeline, pacing, line, false,
                    names(path.length() > 4 ? path.substring(4) : ""));
        }
        if (path.equals("/stream")) {
            String wanted = "";
            for (String part : query.split("&", -1)) {
                wanted = part.startsWith("streams=") ? part.substring(8) : wanted;
            }
            return new BinanceTalk(streams, timeline, pacing, line, true, names(wanted));
        }
        return null;
    }

    static boolean serves(String path) {
        return path.equals("/ws") || path.startsWith("/ws/") || path.equals("/stream");
    }

    private static List<String> names(String slashed) {
        return slashed.isEmpty()
                ? List.of()
                : List.of(slashed.split("/", -1)).stream().filter(name -> !name.isEmpty()).toList();
    }

    @Override
    public void opened() {
        lastPong = timeline.now();
        tasks.add(timeline.every(pacing.binancePingMillis(), this::ping));
        tasks.add(timeline.after(pacing.binanceLifeMillis(), () -> line.close(1001, "24 hours")));
        first.forEach(this::join);
    }

    private void ping() {
        if (timeline.now() - lastPong > 3 * pacing.binancePingMillis()) {
            line.close(1008, "Pong timeout");
        } else {
            line.ping();
        }
    }

    private void join(String stream) {
        if (joined.add(stream)) {
            streams.join(stream, this);
        }
    }

    void say(String stream, String payload, Topic topic) {
        line.send(combined ? "{\"stream\":\"" + stream + "\",\"data\":" + payload + "}" : payload,
                topic);
    }

    boolean combined() {
        return combined;
    }

    @Override
    public void text(String text) {
        if (tooMany()) {
            line.close(1008, "Too many requests");
            return;
        }
        JsonNode request = Json.parse(text);
        if (request == null || !request.isObject()) {
            reply("{\"error\":{\"code\":3,\"msg\":\"Invalid JSON: expected value at line 1 column 1\"}}");
            return;
        }
        JsonNode id = request.path("id");
        boolean shortText = id.isTextual() && id.asText().length() <= 36;
        if (!id.isIntegralNumber() && !shortText && !id.isNull()) {
            fault(id, 2, "Invalid request: request ID must be an unsigned integer");
        } else if (!request.has("method")) {
            fault(id, 2,
                    "Invalid request: missing field `method` at line 1 column " + text.length());
        } else if (!METHODS.contains(Json.text(request, "method"))) {
            fault(id, 2, "Invalid request: unknown variant `" + Json.text(request, "method")
                    + "`, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`,"
                    + " `SET_PROPERTY`, `GET_PROPERTY` at line 1 column 28");
        } else {
            obey(Json.text(request, "method"), request.path("params"), id);
        }
    }

    private void obey(String method, JsonNode params, JsonNode id) {
        switch (method) {
            case "SUBSCRIBE" -> subscribe(params, id);
            case "UNSUBSCRIBE" -> {
                params.forEach(stream -> drop(stream.asText()));
                result("null", id);
            }
            case "LIST_SUBSCRIPTIONS" -> result(Json.array(List.copyOf(joined), Json::quote), id);
            case "SET_PROPERTY" -> property(params, id);
            default -> result(Boolean.toString(combined), id);
        }
    }

    private void subscribe(JsonNode params, JsonNode id) {
        if (!params.isArray() || params.isEmpty()) {
            fault(id, 2, "Invalid request: params must be a non-empty array of strings");
        } else if (joined.size() + params.size() > 1024) {
            line.close(1008, "Too many streams");
        } else {
            result("null", id);
            params.forEach(stream -> join(stream.asText()));
        }
    }

    private void drop(String stream) {
        if (joined.remove(stream)) {
            streams.leave(stream, this);
        }
    }

    private void property(JsonNode params, JsonNode id) {
        if (!params.path(0).asText("").equals("combined")) {
            fault(id, 0, "Unknown property");
        } else if (!params.path(1).isBoolean()) {
            fault(id, 1, "Invalid value type: expected Boolean");
        } else {
            combined = params.path(1).asBoolean();
            result("null", id);
        }
    }

    private boolean tooMany() {
        received.addLast(timeline.now());
        while (received.getFirst() <= timeline.now() - 1_000) {
            received.removeFirst();
        }
        return received.size() > pacing.binanceMessagesPerSecond();
    }

    private void result(String result, JsonNode id) {
        reply("{\"result\":" + result + ",\"id\":" + id + "}");
    }

    private void fault(JsonNode id, int code, String message) {
        reply("{\"error\":{\"code\":" + code + ",\"msg\":" + Json.quote(message) + "},\"id\":"
                + (id.isMissingNode() ? "null" : id) + "}");
    }

    private void reply(String text) {
        line.send(text, Topic.CONTROL);
    }

    @Override
    public void pong() {
        lastPong = timeline.now();
    }

    @Override
    public void closed() {
        tasks.forEach(Timeline.Task::cancel);
        List.copyOf(joined).forEach(this::drop);
    }
}
