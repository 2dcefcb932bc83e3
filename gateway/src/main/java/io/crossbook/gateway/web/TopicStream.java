package io.crossbook.gateway.web;

import io.crossbook.gateway.stream.Reader;
import io.crossbook.gateway.stream.Topic;
import io.crossbook.gateway.stream.Wish;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// One reader of `/v1/stream`: our own topics, several on one socket.
///
/// It sends `{"subscribe":["top",{"topic":"book","exchange":"kraken","symbol":"BTC/USD","depth":10}]}` or `{"unsubscribe":[…]}`. What it may not
/// have, or what makes no sense, is answered with `{"error":…}`, and the socket stays.
final class TopicStream {

    private static final String SUBSCRIBE = "subscribe";
    private static final String UNSUBSCRIBE = "unsubscribe";

    private final Client client;
    private final TopicBoard board;
    private final Reader reader;
    private final Shelf books = new Shelf();

    TopicStream(Client client, TopicBoard board) {
        this.client = client;
        this.board = board;
        reader = board.join(client);
        client.onText(this::command);
        client.onPong(reader::ponged);
        client.onClose(() -> board.gone(reader));
    }

    private void command(String text) {
        JsonObject command;
        try {
            command = new JsonObject(text);
        } catch (DecodeException e) {
            error("no JSON object: " + Reason.of(text));
            return;
        }
        for (String name : command.fieldNames()) {
            if (!(name.equals(SUBSCRIBE) || name.equals(UNSUBSCRIBE))
                    || !(command.getValue(name) instanceof JsonArray wanted)) {
                error("'" + Reason.of(name)
                        + "': {\"subscribe\":[…]} or {\"unsubscribe\":[…]} is wanted, with topics of "
                        + Topic.WORDS);
                return;
            }
            for (Object wish : wanted) {
                if (!client.changes()) {
                    return;
                }
                change(name.equals(SUBSCRIBE), wish);
            }
        }
    }

    private void change(boolean subscribe, Object wanted) {
        try {
            Wish wish = wanted instanceof JsonObject fields
                    ? Wish.of(fields.getMap())
                    : Wish.of(String.valueOf(wanted));
            String refusal = client.refusal(wish.topic().word());
            if (!refusal.isEmpty()) {
                error(refusal);
            } else if (subscribe) {
                subscribe(wish);
            } else {
                board.unsubscribe(reader, wish);
                books.remove(wish);
                write(new JsonObject().put("unsubscribed", wanted));
            }
        } catch (IllegalArgumentException e) {
            error(String.valueOf(e.getMessage()));
        }
    }

    private void subscribe(Wish wish) {
        String tooMuch = reader.reads(wish.head()) ? "" : tooMuch(wish);
        if (!tooMuch.isEmpty()) {
            error("topic '" + wish.topic().word() + "' is refused: " + tooMuch
                    + " are all that one client may have");
        } else {
            board.subscribe(reader, wish);
            if (wish.topic() == Topic.BOOK) {
                books.add(wish);
            }
        }
    }

    /// What there is as much of already as there may be; empty where there is room.
    private String tooMuch(Wish wish) {
        if (reader.subscriptions() >= client.maxTopics()) {
            return Integer.toString(client.maxTopics());
        }
        return wish.topic() == Topic.BOOK ? books.tooMuch(wish) : "";
    }

    private void error(String what) {
        write(new JsonObject().put("error", what));
    }

    private void write(JsonObject message) {
        client.send(message.encode());
    }
}
