package io.crossbook.gateway.web;

import io.crossbook.books.Listing;
import io.crossbook.gateway.feed.Spelling;
import io.crossbook.gateway.feed.Subscriber;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One of the `options` of the normalised streams: what is wanted of which exchange.
///
/// `exchange` is our name of it, or that of [TardisNames]. `symbols` are the exchange's own, or instruments in the form of ccxt, in small or capital letters; none means all. `from` and `to` are as they came, empty where they were left out: only replays look at them.
public record NormalizedOption(String exchange, Set<String> symbols, List<String> dataTypes,
        boolean disconnects, Spelling spelling, String from, String to) {

    public NormalizedOption {
        symbols = symbols.stream().map(NormalizedOption::plain)
                .collect(Collectors.toUnmodifiableSet());
        dataTypes = List.copyOf(dataTypes);
    }

    /// Reads one object or an array of them, as the query parameter `options` has them; the error names what was found and what is wanted.
    public static List<NormalizedOption> read(@Nullable String query) {
        var options = new ArrayList<NormalizedOption>();
        for (JsonObject option : objects(query)) {
            options.add(read(option));
        }
        return options;
    }

    /// The objects of the query parameter `options`, which are one or an array.
    public static List<JsonObject> objects(@Nullable String query) {
        if (query == null || query.isBlank()) {
            throw new IllegalArgumentException("query parameter 'options' is missing");
        }
        JsonArray array;
        try {
            array = query.stripLeading().startsWith("[")
                    ? new JsonArray(query)
                    : new JsonArray().add(new JsonObject(query));
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

    private static NormalizedOption read(JsonObject option) {
        String exchange = text(option, "exchange");
        List<String> dataTypes = strings(option, "dataTypes");
        if (dataTypes.isEmpty()) {
            throw new IllegalArgumentException(
                    "'dataTypes' of " + exchange + " is missing or empty");
        }
        dataTypes.forEach(Subscriber::checkDataType);
        return new NormalizedOption(exchange, Set.copyOf(strings(option, "symbols")), dataTypes,
                flag(option, "withDisconnectMessages"),
                Spelling.of(flag(option, "withUnifiedSymbols"), flag(option, "withDecimalStrings")),
                text(option, "from"), text(option, "to"));
    }

    private static boolean flag(JsonObject option, String key) {
        return Boolean.TRUE.equals(option.getValue(key));
    }

    /// A string; empty where it was left out.
    public static String text(JsonObject option, String key) {
        Object value = option.getValue(key);
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
    public static List<String> strings(JsonObject option, String key) {
        Object value = option.getValue(key);
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

    /// Whether it may want something of this exchange of ours.
    public boolean concerns(String ours) {
        return TardisNames.concerns(exchange, ours);
    }

    /// Whether it wants this listing.
    public boolean applies(Listing listing) {
        return TardisNames.means(exchange, listing) && (symbols.isEmpty()
                || symbols.contains(plain(listing.symbol()))
                || symbols.contains(plain(listing.instrument().toString())));
    }

    /// Why a listing that it wants cannot be told under the name that it gives the exchange; empty when it can.
    public String doubt(Listing listing) {
        return applies(listing) ? TardisNames.doubt(exchange, listing) : "";
    }

    /// How messages of a listing are spelt for it: under the name that it gives the exchange.
    public Spelling spelling(Listing listing) {
        return exchange.equals(listing.exchange()) ? spelling : spelling.calling(exchange);
    }

    private static String plain(String symbol) {
        return symbol.toUpperCase(Locale.ROOT);
    }
}
