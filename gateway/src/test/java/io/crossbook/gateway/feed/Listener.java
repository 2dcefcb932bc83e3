package io.crossbook.gateway.feed;

import io.crossbook.books.Listing;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A reader of one exchange who notes what it hears.
class Listener implements Subscriber {

    final List<JsonObject> heard = new ArrayList<>();
    final List<String> refusals = new ArrayList<>();
    int mostTopics = 10;
    long mostLevels = 1_000_000;
    private final String exchange;
    private final List<String> types;

    Listener(String exchange, String... types) {
        this.exchange = exchange;
        this.types = List.of(types);
    }

    @Override
    public List<String> dataTypes(Listing listing) {
        return listing.exchange().equals(exchange) ? types : List.of();
    }

    @Override
    public boolean disconnects(Listing listing) {
        return false;
    }

    @Override
    public int mostTopics() {
        return mostTopics;
    }

    @Override
    public long mostLevels() {
        return mostLevels;
    }

    @Override
    public void refused(String why) {
        refusals.add(why);
    }

    @Override
    public void failed(RuntimeException mistake) {
        refusals.add(mistake.toString());
    }

    @Override
    public void message(String json) {
        heard.add(new JsonObject(json));
    }

    /// What was heard since the last call, in short: `live`, `broken`, `snapshot`, `change`, `trade`, `quote`.
    List<String> inShort() {
        List<String> words = heard.stream().map(Listener::word).toList();
        heard.clear();
        return words;
    }

    private static String word(JsonObject message) {
        return switch (message.getString("type")) {
            case "book_health" -> message.getString("health");
            case "book_change" -> message.getBoolean("isSnapshot") ? "snapshot" : "change";
            case "book_snapshot" -> message.getString("name");
            case String other -> other;
        };
    }

    /// The bids of a message, best first: `100.5 x 1, 100 x 2`.
    static String bids(JsonObject message) {
        return message.getJsonArray("bids").stream().map(JsonObject.class::cast)
                .map(level -> level.getValue("price") + " x " + level.getValue("amount"))
                .collect(Collectors.joining(", "));
    }
}
