package io.crossbook.gateway.web;

import io.crossbook.books.Listing;
import io.crossbook.gateway.feed.Broadcast;
import io.crossbook.gateway.feed.Subscriber;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One reader of `/ws-stream-normalized?options=…`, as tardis-machine serves it.
///
/// `options` is one object or an array of `{"exchange", "symbols", "dataTypes", "withDisconnectMessages"}`; no symbols means all. A reader that
/// lets more than [#MOST_WAITING] bytes wait is closed with 1008.
final class NormalizedStream implements Subscriber {

    private static final long REFUSAL_MILLIS = 50;
    static final int MOST_WAITING = 16 * 1024 * 1024;

    private final ServerWebSocket socket;
    private final List<Wish> wishes;
    private boolean tooSlow;

    private record Wish(String exchange, Set<String> symbols, List<String> dataTypes,
            boolean disconnects) {}

    private NormalizedStream(ServerWebSocket socket, List<Wish> wishes) {
        this.socket = socket;
        this.wishes = wishes;
    }

    /// Takes a socket in, or closes it with 1008 and a reason when its options make no sense.
    static void serve(Vertx vertx, ServerWebSocket socket, @Nullable String options,
            Set<String> exchanges,
            Broadcast broadcast) {
        List<Wish> wishes;
        try {
            wishes = read(options, exchanges);
        } catch (IllegalArgumentException e) {
            String why = reason(e.getMessage());
            // Some clients lose a close that comes together with the handshake's answer.
            vertx.setTimer(REFUSAL_MILLIS, _ -> socket.close((short) 1008, why));
            return;
        }
        var stream = new NormalizedStream(socket, wishes);
        socket.setWriteQueueMaxSize(MOST_WAITING);
        socket.closeHandler(_ -> broadcast.leave(stream));
        broadcast.join(stream);
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

    /// A close reason has room for 123 bytes.
    static String reason(@Nullable String message) {
        String text = message == null ? "" : message;
        return text.length() <= 120 ? text : text.substring(0, 117) + "...";
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
    public void message(String json) {
        if (tooSlow) {
            return;
        }
        if (socket.writeQueueFull()) {
            tooSlow = true;
            socket.close((short) 1008, "too slow: more than " + MOST_WAITING + " bytes wait");
            return;
        }
        socket.writeTextMessage(json);
    }
}
