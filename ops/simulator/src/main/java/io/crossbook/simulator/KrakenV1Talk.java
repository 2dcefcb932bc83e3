package io.crossbook.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection to Kraken's WebSocket v1, the array protocol that XChange's client speaks.
final class KrakenV1Talk implements Talk, KrakenFeed.Subscriber {

    private final Market market;
    private final KrakenFeed feed;
    private final Timeline timeline;
    private final Pacing pacing;
    private final Line line;
    private final KrakenV1Words words;
    private final Map<String, Subscription> subscribed = new LinkedHashMap<>();
    private final long connectionId;
    private Timeline.@Nullable Task heart;
    private long lastSent;

    KrakenV1Talk(Market market, KrakenFeed feed, Timeline timeline, Pacing pacing, Line line,
            long connectionId) {
        this.market = market;
        this.feed = feed;
        this.timeline = timeline;
        this.pacing = pacing;
        this.line = line;
        this.connectionId = connectionId;
        this.words = new KrakenV1Words(market);
    }

    private record Subscription(int depth, Runnable end) {}

    @Override
    public void opened() {
        send("{\"connectionID\":" + connectionId
                + ",\"event\":\"systemStatus\",\"status\":\"online\","
                + "\"version\":\"1.9.6\"}", Topic.CONTROL);
        heart = timeline.every(pacing.krakenHeartbeatMillis(), this::heartbeat);
    }

    private void heartbeat() {
        if (!subscribed.isEmpty() && timeline.now() - lastSent >= pacing.krakenHeartbeatMillis()) {
            send("{\"event\":\"heartbeat\"}", Topic.CONTROL);
        }
    }

    @Override
    public void text(String text) {
        JsonNode request = Json.parse(text);
        String event = request == null ? "" : Json.text(request, "event");
        if (request == null) {
            send("{\"errorMessage\":\"Malformed request\",\"event\":\"error\"}", Topic.CONTROL);
            return;
        }
        switch (event) {
            case "ping" -> send("{\"event\":\"pong\"" + id(request) + "}", Topic.CONTROL);
            case "subscribe" -> request.path("pair")
                    .forEach(pair -> subscribe(request, pair.asText()));
            case "unsubscribe" -> request.path("pair")
                    .forEach(pair -> unsubscribe(request, pair.asText()));
            default ->
                send("{\"errorMessage\":\"Unsupported event\",\"event\":\"error\"" + id(request)
                        + "}", Topic.CONTROL);
        }
    }

    private Optional<Listing> listing(String pair) {
        return market.listings(Exchange.KRAKEN).stream()
                .filter(listing -> KrakenNames.socket(listing.instrument()).equals(pair)
                        || listing.symbol().equals(pair))
                .findFirst();
    }

    private void subscribe(JsonNode request, String pair) {
        String name = request.path("subscription").path("name").asText("");
        int depth = name.equals("book") ? request.path("subscription").path("depth").asInt(10) : 0;
        Optional<Listing> listing = listing(pair);
        if (!List.of("book", "trade", "ticker").contains(name)) {
            status(request, pair, "error", "", "Subscription name invalid");
        } else if (listing.isEmpty()) {
            status(request, pair, "error", "", "Currency pair not supported " + pair);
        } else if (depth > 0 && !KrakenFeed.DEPTHS.contains(depth)) {
            status(request, pair, "error", "", "Subscription depth not supported");
        } else if (subscribed.containsKey(key(name, listing.get()))) {
            status(request, pair, "error", "", "Already subscribed");
        } else {
            status(request, pair, "subscribed", channelNumber(name, depth, listing.get()), "");
            begin(name, depth, listing.get());
        }
    }

    private void begin(String name, int depth, Listing listing) {
        String key = key(name, listing);
        switch (name) {
            case "book" -> {
                Book held = feed.join(listing, depth, this);
                subscribed.put(key,
                        new Subscription(depth, () -> feed.leave(listing, depth, this)));
                send(words.snapshot(listing, held, channel(name, depth, listing), depth,
                        timeline.now() * 1_000), topic(Topic.Kind.BOOK, listing));
            }
            case "trade" -> {
                feed.joinTrades(listing, this);
                subscribed.put(key, new Subscription(0, () -> feed.leaveTrades(listing, this)));
                List<Trade> trades = market.trades(listing);
                if (!trades.isEmpty()) {
                    send(words.trades(listing,
                            trades.subList(Math.max(0, trades.size() - 50), trades.size()),
                            channel(name, 0, listing)), topic(Topic.Kind.TRADE, listing));
                }
            }
            default -> {
                feed.joinTicker(listing, this);
                subscribed.put(key, new Subscription(0, () -> feed.leaveTicker(listing, this)));
                ticker(listing);
            }
        }
    }

    private void unsubscribe(JsonNode request, String pair) {
        String name = request.path("subscription").path("name").asText("");
        Optional<Listing> listing = listing(pair);
        Subscription ended = listing.isEmpty() ? null : subscribed.remove(key(name, listing.get()));
        if (ended == null) {
            status(request, pair, "error", "", "Subscription Not Found");
            return;
        }
        ended.end.run();
        status(request, pair, "unsubscribed", channelNumber(name, ended.depth, listing.get()), "");
    }

    private void status(JsonNode request, String pair, String status, String channel,
            String error) {
        JsonNode subscription = request.path("subscription");
        String name = Json.text(subscription, "name");
        int depth = subscription.path("depth").asInt(10);
        send("{" + channel + (error.isEmpty()
                ? "\"channelName\":\"" + (name.equals("book") ? "book-" + depth : name) + "\","
                : "\"errorMessage\":" + Json.quote(error) + ",")
                + "\"event\":\"subscriptionStatus\",\"pair\":" + Json.quote(pair) + id(request)
                + ",\"status\":\"" + status + "\",\"subscription\":{"
                + (name.equals("book") ? "\"depth\":" + depth + "," : "") + "\"name\":"
                + Json.quote(name)
                + "}}", Topic.CONTROL);
    }

    private String channelNumber(String name, int depth, Listing listing) {
        return "\"channelID\":" + channel(name, depth, listing) + ",";
    }

    /// Channel numbers mean nothing but sameness: one a pair, channel and depth.
    private int channel(String name, int depth, Listing listing) {
        int pair = market.listings(Exchange.KRAKEN).indexOf(listing);
        int kind = name.equals("book")
                ? KrakenFeed.DEPTHS.indexOf(depth)
                : name.equals("trade") ? 5 : 6;
        return 16 * (pair + 1) + kind;
    }

    private static String key(String name, Listing listing) {
        return name + " " + listing.symbol();
    }

    private static String id(JsonNode request) {
        return request.path("reqid").isIntegralNumber()
                ? ",\"reqid\":" + request.path("reqid")
                : "";
    }

    private static Topic topic(Topic.Kind kind, Listing listing) {
        return new Topic(kind, listing.symbol());
    }

    private void send(String text, Topic topic) {
        if (line.send(text, topic)) {
            lastSent = timeline.now();
        }
    }

    @Override
    public void book(Listing listing, int depth, Book held, List<Change> changes, long atMicros) {
        send(words.update(listing, held, changes, channel("book", depth, listing), depth, atMicros),
                topic(Topic.Kind.BOOK, listing));
    }

    @Override
    public void trade(Listing listing, Trade trade) {
        send(words.trades(listing, List.of(trade), channel("trade", 0, listing)),
                topic(Topic.Kind.TRADE, listing));
    }

    @Override
    public void ticker(Listing listing) {
        send(words.ticker(listing, channel("ticker", 0, listing)),
                topic(Topic.Kind.TICKER, listing));
    }

    @Override
    public void status(Listing listing, boolean trading) {
        // v1 has no instrument channel.
    }

    @Override
    public void pong() {
        // v1 pings are texts.
    }

    @Override
    public void closed() {
        if (heart != null) {
            heart.cancel();
        }
        List.copyOf(subscribed.values()).forEach(subscription -> subscription.end.run());
        subscribed.clear();
    }
}
