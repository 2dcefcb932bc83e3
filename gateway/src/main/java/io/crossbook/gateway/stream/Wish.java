package io.crossbook.gateway.stream;

import io.crossbook.books.Listing;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is subscribed to: a topic, of which all or only what is of one exchange, symbol or instrument; of a book, so many levels.
public record Wish(Topic topic, @Nullable String exchange, @Nullable String symbol,
        @Nullable String instrument, int depth) {

    private static final int DEPTH = 20;
    private static final int MOST_DEPTH = 5_000;
    private static final int LONGEST = 100;

    /// All of a topic, by its name.
    public static Wish of(String topic) {
        return of(Map.of("topic", topic));
    }

    /// Reads the fields of a subscription; the error says what is found and what is wanted.
    public static Wish of(Map<String, Object> fields) {
        if (!(fields.get("topic") instanceof String name)) {
            throw new IllegalArgumentException("a topic is wanted, one of " + Topic.WORDS);
        }
        Topic topic = Topic.of(name);
        for (String field : new TreeSet<>(fields.keySet())) {
            if (!field.equals("topic") && !topic.fields().contains(field)) {
                throw new IllegalArgumentException("topic '" + name + "' has no '" + shown(field)
                        + "': " + topic.fields() + " are wanted");
            }
        }
        var wish = new Wish(topic, text(fields, "exchange"), text(fields, "symbol"),
                text(fields, "instrument"), topic == Topic.BOOK ? depth(fields) : 0);
        if (topic == Topic.BOOK && (wish.exchange == null || wish.symbol == null)) {
            throw new IllegalArgumentException(
                    "topic 'book' is of one 'exchange' and one 'symbol', the exchange's own");
        }
        return wish;
    }

    private static @Nullable String text(Map<String, Object> fields, String name) {
        Object value = fields.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text) || text.isEmpty() || text.length() > LONGEST) {
            throw new IllegalArgumentException("'" + name + "' is " + shown(value.toString())
                    + " where text of at most " + LONGEST + " letters is wanted");
        }
        return text;
    }

    private static int depth(Map<String, Object> fields) {
        Object value = fields.getOrDefault("depth", DEPTH);
        if (!(value instanceof Integer depth) || depth < 1 || depth > MOST_DEPTH) {
            throw new IllegalArgumentException("'depth' is " + shown(value.toString())
                    + " where 1 to " + MOST_DEPTH + " is wanted");
        }
        return depth;
    }

    private static String shown(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /// Whether both name one book, whatever the depth.
    public boolean sameBook(Wish other) {
        return Objects.equals(exchange, other.exchange) && Objects.equals(symbol, other.symbol);
    }

    /// Whether a listing is part of it.
    public boolean takes(Listing listing) {
        return (exchange == null || exchange.equals(listing.exchange()))
                && (symbol == null || symbol.equals(listing.symbol()))
                && (instrument == null || instrument.equals(listing.instrument().toString()));
    }

    /// How its messages begin: the same wish, the same words.
    public String head() {
        var head = new StringBuilder("{\"topic\":\"").append(topic.word()).append('"');
        add(head, "exchange", exchange);
        add(head, "symbol", symbol);
        add(head, "instrument", instrument);
        return depth == 0 ? head.toString() : head.append(",\"depth\":").append(depth).toString();
    }

    private static void add(StringBuilder head, String name, @Nullable String value) {
        if (value != null) {
            head.append(",\"").append(name).append("\":").append(Text.quoted(value));
        }
    }
}
