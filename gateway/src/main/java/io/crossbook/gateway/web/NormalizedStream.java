package io.crossbook.gateway.web;

import io.crossbook.books.Listing;
import io.crossbook.gateway.feed.Broadcast;
import io.crossbook.gateway.feed.Subscriber;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One reader of `/ws-stream-normalized?options=…`, as tardis-machine serves it.
///
/// `options` is one object or an array of `{"exchange", "symbols", "dataTypes", "withDisconnectMessages"}`; no symbols means all. Options that
/// make no sense, or ask for more topics than one client may have, are closed with 1008 and a reason.
final class NormalizedStream implements Subscriber {

    private static final long REFUSAL_MILLIS = 50;

    private final Vertx vertx;
    private final Client client;
    private final List<Wish> wishes;

    private record Wish(String exchange, Set<String> symbols, List<String> dataTypes,
            boolean disconnects) {}

    private NormalizedStream(Vertx vertx, Client client, List<Wish> wishes) {
        this.vertx = vertx;
        this.client = client;
        this.wishes = wishes;
    }

    /// Takes a client in, or closes it.
    static void serve(Vertx vertx, Client client, Set<String> exchanges, Broadcast broadcast) {
        List<Wish> wishes = List.of();
        String wrong = "";
        try {
            wishes = read(Query.parameter(client.query(), "options"), exchanges);
        } catch (IllegalArgumentException e) {
            wrong = String.valueOf(e.getMessage());
        }
        var stream = new NormalizedStream(vertx, client, wishes);
        if (wrong.isEmpty()) {
            client.onClose(() -> broadcast.leave(stream));
            broadcast.join(stream);
        } else {
            stream.refused(wrong);
        }
    }

    private static List<Wish> read(@Nullable String options, Set<String> exchanges) {
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
        var wishes = new ArrayList<Wish>();
        for (Object entry : array) {
            if (!(entry instanceof JsonObject wish)) {
                throw new IllegalArgumentException(
                        "'options' holds " + entry + " where an object is wanted");
            }
            wishes.add(read(wish, exchanges));
        }
        return wishes;
    }

    private static Wish read(JsonObject wish, Set<String> exchanges) {
        if (!(wish.getValue("exchange") instanceof String exchange)
                || !exchanges.contains(exchange)) {
            throw new IllegalArgumentException(
                    "exchange '" + wish.getValue("exchange") + "' is not one of " + exchanges);
        }
        List<String> dataTypes = strings(wish, "dataTypes");
        if (dataTypes.isEmpty()) {
            throw new IllegalArgumentException(
                    "'dataTypes' of " + exchange + " is missing or empty");
        }
        dataTypes.forEach(Subscriber::checkDataType);
        return new Wish(exchange, Set.copyOf(strings(wish, "symbols")), dataTypes,
                Boolean.TRUE.equals(wish.getValue("withDisconnectMessages")));
    }

    private static List<String> strings(JsonObject wish, String key) {
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

    @Override
    public List<String> dataTypes(Listing listing) {
        return wishes.stream().filter(wish -> applies(wish, listing))
                .flatMap(wish -> wish.dataTypes.stream()).distinct().toList();
    }

    @Override
    public boolean disconnects(Listing listing) {
        return wishes.stream().anyMatch(wish -> wish.disconnects && applies(wish, listing));
    }

    private static boolean applies(Wish wish, Listing listing) {
        return wish.exchange.equals(listing.exchange())
                && (wish.symbols.isEmpty() || wish.symbols.contains(listing.symbol()));
    }

    @Override
    public int mostTopics() {
        return client.maxTopics();
    }

    @Override
    public void refused(String why) {
        // Some clients lose a close that comes together with the handshake's answer.
        vertx.setTimer(REFUSAL_MILLIS, _ -> client.end(why));
    }

    @Override
    public void message(String json) {
        client.send(json);
    }
}
