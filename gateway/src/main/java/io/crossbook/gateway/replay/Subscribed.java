package io.crossbook.gateway.replay;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what a client says to subscribe at an exchange, as far as to tell which frames it waits for. Pure.
///
/// Binance, Bybit and OKX take names of streams, topics or channels in `params` or `args`, Kraken a channel and symbols (v2) or pairs and a name (v1), Coinbase products and channels.
final class Subscribed {

    private static final Set<String> SAYING = Set.of("op", "method", "event", "type");
    private static final Pattern LEVEL2 = Pattern.compile(
            "^\\s*\\{\\s*\"type\"\\s*:\\s*\"(?:snapshot|l2update)\"|\"channel\"\\s*:\\s*\"l2_data\"");
    private static final Pattern MATCHES = Pattern
            .compile("^\\s*\\{\\s*\"type\"\\s*:\\s*\"(?:last_)?match\"");

    private final List<Filter> filters = new ArrayList<>();

    private Subscribed() {}

    /// The frames that it waits for; empty where it subscribes to nothing that we know of.
    static List<Filter> read(String said) {
        var read = new Subscribed();
        try {
            var message = new JsonObject(said);
            if (SAYING.stream().anyMatch(key -> message.getValue(key) instanceof String word
                    && word.equalsIgnoreCase("subscribe"))) {
                read.streams(message.getValue("params"));
                read.streams(message.getValue("args"));
                read.pairs(message);
                read.products(message);
            }
        } catch (DecodeException _) {
            return List.of(); // an exchange's own ping, or nothing that anybody knows
        }
        return read.filters;
    }

    /// Binance, Bybit, OKX, Kraken v2.
    private void streams(@Nullable Object named) {
        if (named instanceof JsonArray several) {
            several.forEach(this::streams);
        } else if (named instanceof String stream) {
            stream(stream);
        } else if (named instanceof JsonObject channel) {
            channel(channel.getValue("channel"), channel.containsKey("instId")
                    ? texts(channel.getValue("instId"))
                    : texts(channel.getValue("symbol")));
        }
    }

    /// `btcusdt@depth@100ms` of Binance: how often it comes is no other market. `orderbook.50.BTCUSDT` of Bybit: another depth is another book.
    private void stream(String name) {
        String[] words = name.split("@", -1);
        if (words.length > 1 && !words[0].startsWith("!")) {
            channel(words[1], List.of(words[0]));
        } else {
            channel(name, List.of());
        }
    }

    /// Kraken v1.
    private void pairs(JsonObject message) {
        if (message.getValue("subscription") instanceof JsonObject wanted) {
            channel(wanted.getValue("name"), texts(message.getValue("pair")));
        }
    }

    /// Coinbase, its Exchange and its Advanced Trade.
    private void products(JsonObject message) {
        List<String> products = texts(message.getValue("product_ids"));
        channel(message.getValue("channel"), products);
        if (message.getValue("channels") instanceof JsonArray channels) {
            for (Object each : channels) {
                if (each instanceof JsonObject one) {
                    channel(one.getValue("name"), one.containsKey("product_ids")
                            ? texts(one.getValue("product_ids"))
                            : products);
                } else {
                    channel(each, products);
                }
            }
        }
    }

    private void channel(@Nullable Object channel, List<String> symbols) {
        if (channel instanceof String name && !name.isEmpty()) {
            filters.add(Filter.of(switch (name) {
                case "level2", "level2_batch" -> LEVEL2;
                case "matches" -> MATCHES;
                default -> Filter.word(name);
            }, symbols));
        }
    }

    private static List<String> texts(@Nullable Object value) {
        return switch (value) {
            case String text -> List.of(text);
            case JsonArray several -> several.stream().filter(String.class::isInstance)
                    .map(String.class::cast).toList();
            case null, default -> List.of();
        };
    }
}
