package io.crossbook.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One connection to Kraken's WebSocket v2: requests and acknowledgements.
final class KrakenV2Talk implements Talk, KrakenFeed.Subscriber {

    private final Market market;
    private final KrakenFeed feed;
    private final Timeline timeline;
    private final Pacing pacing;
    private final Line line;
    private final KrakenV2Words words;
    /// What is subscribed, by channel and symbol, and how to end it.
    private final Map<String, Runnable> subscribed = new LinkedHashMap<>();
    private final Deque<Timeline.Task> tasks = new ArrayDeque<>();
    private final long connectionId;
    private long lastSent;

    KrakenV2Talk(Market market, KrakenFeed feed, Timeline timeline, Pacing pacing, Line line,
            long connectionId) {
        this.market = market;
        this.feed = feed;
        this.timeline = timeline;
        this.pacing = pacing;
        this.line = line;
        this.connectionId = connectionId;
        this.words = new KrakenV2Words(market);
    }

    @Override
    public void opened() {
        send("{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\","
                + "\"system\":\"online\",\"api_version\":\"v2\",\"connection_id\":" + connectionId
                + "}]}",
                Topic.CONTROL);
        tasks.add(timeline.every(pacing.krakenHeartbeatMillis(), this::heartbeat));
    }

    /// Kraken, "Heartbeat": about once a second where nothing else was sent, once subscribed.
    private void heartbeat() {
        if (!subscribed.isEmpty() && timeline.now() - lastSent >= pacing.krakenHeartbeatMillis()) {
            send("{\"channel\":\"heartbeat\"}", Topic.CONTROL);
        }
    }

    @Override
    public void text(String text) {
        JsonNode request = Json.parse(text);
        String method = request == null ? "" : Json.text(request, "method");
        if (request == null || !request.isObject() || method.isEmpty()) {
            send("{\"error\":\"Malformed request\",\"method\":\"error\",\"success\":false,"
                    + times() + "}",
                    Topic.CONTROL);
            return;
        }
        switch (method) {
            case "ping" -> send("{\"method\":\"pong\"" + id(request) + "," + times() + "}",
                    Topic.CONTROL);
            case "subscribe" -> symbols(request).forEach(symbol -> subscribe(request, symbol));
            case "unsubscribe" -> symbols(request).forEach(symbol -> unsubscribe(request, symbol));
            default -> refuse(request, "", "Unsupported method " + method);
        }
    }

    private static List<String> symbols(JsonNode request) {
        JsonNode params = request.path("params");
        if (params.path("channel").asText("").equals("instrument")) {
            return List.of("");
        }
        List<String> symbols = new ArrayList<>();
        params.path("symbol").forEach(symbol -> symbols.add(symbol.asText()));
        return symbols.isEmpty() ? List.of("") : symbols;
    }

    private void subscribe(JsonNode request, String symbol) {
        JsonNode params = request.path("params");
        String channel = Json.text(params, "channel");
        int depth = channel.equals("book") ? params.path("depth").asInt(10) : 0;
        String key = channel + " " + symbol;
        if (!List.of("book", "trade", "ticker", "instrument").contains(channel)) {
            refuse(request, symbol, "Channel name invalid: " + channel);
        } else if (!channel.equals("instrument") && !lists(symbol)) {
            refuse(request, symbol, "Currency pair not supported " + symbol);
        } else if (channel.equals("book") && !KrakenFeed.DEPTHS.contains(depth)) {
            refuse(request, symbol, "Subscription depth not supported " + depth);
        } else if (subscribed.containsKey(key)) {
            refuse(request, symbol, "Already subscribed to " + channel + " " + symbol);
        } else {
            boolean snapshot = params.path("snapshot").asBoolean(!channel.equals("trade"));
            send("{\"method\":\"subscribe\",\"result\":{\"channel\":\"" + channel + "\""
                    + (depth > 0 ? ",\"depth\":" + depth : "")
                    + (channel.equals("ticker") ? ",\"event_trigger\":\"trades\"" : "")
                    + ",\"snapshot\":" + snapshot
                    + (symbol.isEmpty() ? "" : ",\"symbol\":" + Json.quote(symbol))
                    + "},\"success\":true," + times() + id(request) + "}", Topic.CONTROL);
            begin(channel, symbol, depth, snapshot, key);
        }
    }

    private void begin(String channel, String symbol, int depth, boolean snapshot, String key) {
        if (channel.equals("instrument")) {
            feed.joinStatus(this);
            subscribed.put(key, () -> feed.leaveStatus(this));
            send(words.instruments(snapshot ? "snapshot" : "update"), ticker(""));
            return;
        }
        Listing listing = listing(symbol);
        switch (channel) {
            case "book" -> {
                Book held = feed.join(listing, depth, this);
                subscribed.put(key, () -> feed.leave(listing, depth, this));
                if (snapshot) {
                    send(words.snapshot(listing, held, timeline.now() * 1_000), book(listing));
                }
            }
            case "trade" -> {
                feed.joinTrades(listing, this);
                subscribed.put(key, () -> feed.leaveTrades(listing, this));
                List<Trade> trades = market.trades(listing);
                if (snapshot && !trades.isEmpty()) {
                    send(words.trades("snapshot", listing,
                            trades.subList(Math.max(0, trades.size() - 50), trades.size())),
                            new Topic(Topic.Kind.TRADE, symbol));
                }
            }
            default -> {
                feed.joinTicker(listing, this);
                subscribed.put(key, () -> feed.leaveTicker(listing, this));
                if (snapshot) {
                    send(words.ticker("snapshot", listing), ticker(symbol));
                }
            }
        }
    }

    private void unsubscribe(JsonNode request, String symbol) {
        String channel = Json.text(request.path("params"), "channel");
        Runnable end = subscribed.remove(channel + " " + symbol);
        if (end == null) {
            refuse(request, symbol, "Subscription Not Found");
            return;
        }
        end.run();
        int depth = request.path("params").path("depth").asInt(0);
        send("{\"method\":\"unsubscribe\",\"result\":{\"channel\":\"" + channel + "\""
                + (depth > 0 ? ",\"depth\":" + depth : "") + ",\"symbol\":" + Json.quote(symbol)
                + "},\"success\":true," + times() + id(request) + "}", Topic.CONTROL);
    }

    private void refuse(JsonNode request, String symbol, String error) {
        send("{\"error\":" + Json.quote(error) + ",\"method\":" + request.path("method")
                + ",\"success\":false"
                + (symbol.isEmpty() ? "" : ",\"symbol\":" + Json.quote(symbol)) + ","
                + times() + id(request) + "}", Topic.CONTROL);
    }

    private boolean lists(String symbol) {
        return market.listings(Exchange.KRAKEN).stream()
                .anyMatch(listing -> listing.symbol().equals(symbol));
    }

    private Listing listing(String symbol) {
        return market.listing(Exchange.KRAKEN, Instrument.of(symbol));
    }

    private static String id(JsonNode request) {
        return request.path("req_id").isIntegralNumber()
                ? ",\"req_id\":" + request.path("req_id")
                : "";
    }

    private String times() {
        long micros = timeline.now() * 1_000;
        return "\"time_in\":\"" + KrakenTime.v2(micros) + "\",\"time_out\":\""
                + KrakenTime.v2(micros + 35)
                + "\"";
    }

    private void send(String text, Topic topic) {
        if (line.send(text, topic)) {
            lastSent = timeline.now();
        }
    }

    private static Topic book(Listing listing) {
        return new Topic(Topic.Kind.BOOK, listing.symbol());
    }

    private static Topic ticker(String symbol) {
        return new Topic(Topic.Kind.TICKER, symbol);
    }

    @Override
    public void book(Listing listing, int depth, Book held, List<Change> changes, long atMicros) {
        send(words.update(listing, held, changes, atMicros), book(listing));
    }

    @Override
    public void trade(Listing listing, Trade trade) {
        send(words.trades("update", listing, List.of(trade)),
                new Topic(Topic.Kind.TRADE, listing.symbol()));
    }

    @Override
    public void ticker(Listing listing) {
        send(words.ticker("update", listing), ticker(listing.symbol()));
    }

    @Override
    public void status(Listing listing, boolean trading) {
        send(words.instruments("update", List.of(listing)), ticker(listing.symbol()));
    }

    @Override
    public void pong() {
        // Kraken pings with heartbeats, not with control frames.
    }

    @Override
    public void closed() {
        tasks.forEach(Timeline.Task::cancel);
        List.copyOf(subscribed.values()).forEach(Runnable::run);
        subscribed.clear();
    }
}
