package io.crossbook.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// One connection to a Kraken tape, WebSocket v2 or v1: it acknowledges in its own words, and lets
/// the tape's frames through.
final class KrakenTapeTalk implements Talk {

    private final boolean second;
    private final TapeIndex index;
    private final TapePlayer player;
    private final TapeReader reader;
    private final Timeline timeline;

    KrakenTapeTalk(boolean second, TapeIndex index, TapePlayer player, TapeReader reader,
            Timeline timeline) {
        this.second = second;
        this.index = index;
        this.player = player;
        this.reader = reader;
        this.timeline = timeline;
    }

    @Override
    public void opened() {
        say(second
                ? "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\","
                        + "\"system\":\"online\",\"api_version\":\"v2\",\"connection_id\":1}]}"
                : "{\"connectionID\":1,\"event\":\"systemStatus\",\"status\":\"online\","
                        + "\"version\":\"1.9.6\"}");
    }

    private void say(String text) {
        reader.send(text, Topic.CONTROL);
    }

    @Override
    public void text(String text) {
        JsonNode request = Json.parse(text);
        if (request == null) {
            return;
        }
        String verb = Json.text(request, second ? "method" : "event");
        switch (verb) {
            case "ping" -> say(second
                    ? "{\"method\":\"pong\"" + id(request) + "," + times() + "}"
                    : "{\"event\":\"pong\"" + id(request) + "}");
            case "subscribe", "unsubscribe" -> symbols(request)
                    .forEach(symbol -> change(request, verb, symbol));
            default -> say("{\"error\":\"Malformed request\",\"success\":false}");
        }
    }

    private List<String> symbols(JsonNode request) {
        List<String> symbols = new ArrayList<>();
        (second ? request.path("params").path("symbol") : request.path("pair"))
                .forEach(symbol -> symbols.add(symbol.asText()));
        return symbols;
    }

    private void change(JsonNode request, String verb, String symbol) {
        JsonNode wish = request.path(second ? "params" : "subscription");
        String channel = Json.text(wish, second ? "channel" : "name");
        int depth = channel.equals("book") ? wish.path("depth").asInt(10) : 0;
        String key = channel + (depth > 0 && !second ? "-" + depth : "") + " " + symbol;
        String error = verb.equals("unsubscribe") && !reader.reads(key)
                ? "Subscription Not Found"
                : refusal(key, symbol, depth);
        say(second
                ? acknowledgeTwo(request, verb, symbol, channel, depth, error)
                : acknowledgeOne(request, verb, symbol, channel, depth, error));
        if (!error.isEmpty()) {
            return;
        }
        if (verb.equals("subscribe")) {
            reader.join(key, index.connection(key));
            player.joined(Exchange.KRAKEN, reader);
        } else {
            reader.leave(key);
        }
    }

    /// Another depth than the recorded one would leave ghosts in a client's book, so it is refused.
    private String refusal(String key, String symbol, int depth) {
        if (!index.lists(symbol)) {
            return "Currency pair not supported " + symbol;
        }
        boolean depthRecorded = !second || depth == 0 || index.depth(key) == depth;
        return index.has(key) && depthRecorded ? "" : "Subscription depth not supported";
    }

    private String acknowledgeTwo(JsonNode request, String verb, String symbol, String channel,
            int depth,
            String error) {
        String end = "," + times() + id(request) + "}";
        return error.isEmpty()
                ? "{\"method\":\"" + verb + "\",\"result\":{\"channel\":\"" + channel + "\""
                        + (depth > 0 ? ",\"depth\":" + depth : "")
                        + ",\"snapshot\":true,\"symbol\":"
                        + Json.quote(symbol) + "},\"success\":true" + end
                : "{\"error\":" + Json.quote(error) + ",\"method\":\"" + verb
                        + "\",\"success\":false,\"symbol\":" + Json.quote(symbol) + end;
    }

    private String acknowledgeOne(JsonNode request, String verb, String symbol, String channel,
            int depth,
            String error) {
        String name = channel + (depth > 0 ? "-" + depth : "");
        String frame = index.firstFrame(name + " " + symbol);
        String number = frame.startsWith("[") ? frame.substring(1, frame.indexOf(',')) : "0";
        return "{"
                + (error.isEmpty()
                        ? "\"channelID\":" + number + ",\"channelName\":\"" + name + "\","
                        : "\"errorMessage\":" + Json.quote(error) + ",")
                + "\"event\":\"subscriptionStatus\","
                + "\"pair\":" + Json.quote(symbol) + id(request) + ",\"status\":\""
                + (error.isEmpty() ? verb + "d" : "error") + "\",\"subscription\":{"
                + (depth > 0 ? "\"depth\":" + depth + "," : "") + "\"name\":\"" + channel + "\"}}";
    }

    private String id(JsonNode request) {
        String name = second ? "req_id" : "reqid";
        return request.path(name).isIntegralNumber()
                ? ",\"" + name + "\":" + request.path(name)
                : "";
    }

    private String times() {
        String now = KrakenTime.v2(timeline.now() * 1_000);
        return "\"time_in\":\"" + now + "\",\"time_out\":\"" + now + "\"";
    }

    @Override
    public void pong() {
        // Counted by the tape's reader.
    }

    @Override
    public void closed() {
        // The tape's reader leaves with the connection.
    }
}
