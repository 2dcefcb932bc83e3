package io.crossbook.gateway.web;

import io.crossbook.books.Listing;
import io.crossbook.gateway.feed.Spelling;
import io.crossbook.gateway.feed.Subscriber;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One of the `options` of the normalised streams: what is wanted of which exchange.
///
/// `symbols` are the exchange's own, or instruments in the form of ccxt; none means all. `from` and `to` are as they came, empty where they were left out: only replays look at them.
public record Wish(String exchange, Set<String> symbols, List<String> dataTypes,
        boolean disconnects, Spelling spelling, String from, String to) {

    public Wish {
        symbols = Set.copyOf(symbols);
        dataTypes = List.copyOf(dataTypes);
    }

    /// Reads one object or an array of them; the error names what was found and what is wanted.
    public static List<Wish> read(@Nullable String options) {
        var wishes = new ArrayList<Wish>();
        for (JsonObject wish : objects(options)) {
            wishes.add(read(wish));
        }
        return wishes;
    }

    /// The objects of `options`, which are one or an array.
    public static List<JsonObject> objects(@Nullable String options) {
        if (options == null || options.isBlank()) {
            throw new IllegalArgumentException("query parameter 'options' is missing");
        }
        JsonArray array;
        try {
            array = options.stripLeading().startsWith("[")
                    ? new JsonArray(options)
                    : new JsonArray().add(new JsonObject(options));
        } catch (DecodeException e) {
            throw new IllegalArgumentException("'options' is no JSON: " + e.getMessage(), e);
        }
        var objects = new ArrayList<JsonObject>();
        for (Object entry : array) {
            if (!(entry instanceof JsonObject object)) {
                throw new IllegalArgumentException(
                        "'options' holds " + entry + " where an object is wanted");
            }
            objects.add(object);
        }
        if (objects.isEmpty()) {
            throw new IllegalArgumentException("'options' is empty");
        }
        return objects;
    }

    private static Wish read(JsonObject wish) {
        String exchange = text(wish, "exchange");
        List<String> dataTypes = strings(wish, "dataTypes");
        if (dataTypes.isEmpty()) {
            throw new IllegalArgumentException(
                    "'dataTypes' of " + exchange + " is missing or empty");
        }
        dataTypes.forEach(Subscriber::checkDataType);
        return new Wish(exchange, Set.copyOf(strings(wish, "symbols")), dataTypes,
                flag(wish, "withDisconnectMessages"),
                Spelling.of(flag(wish, "withUnifiedSymbols"), flag(wish, "withDecimalStrings")),
                text(wish, "from"), text(wish, "to"));
    }

    private static boolean flag(JsonObject wish, String key) {
        return Boolean.TRUE.equals(wish.getValue(key));
    }

    /// A string; empty where it was left out.
    public static String text(JsonObject wish, String key) {
        Object value = wish.getValue(key);
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(
                "'" + key + "' is " + value + " where a string is wanted");
    }

    /// An array of strings without repetitions; empty where it was left out.
    public static List<String> strings(JsonObject wish, String key) {
        Object value = wish.getValue(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof JsonArray array)
                || !array.stream().allMatch(String.class::isInstance)) {
            throw new IllegalArgumentException(
                    "'" + key + "' is " + value + " where an array of strings is wanted");
        }
        return array.stream().map(String.class::cast).distinct().toList();
    }

    /// Whether it wants this listing.
    public boolean applies(Listing listing) {
        return exchange.equals(listing.exchange()) && (symbols.isEmpty()
                || symbols.contains(listing.symbol())
                || symbols.contains(listing.instrument().toString()));
    }
}
