package io.crossbook.gateway.web;

import io.crossbook.arbitrage.Opportunity;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// One reader of `/v1/stream`: our own topics, several on one socket.
///
/// The reader sends `{"subscribe":["top","opportunity"]}` or `{"unsubscribe":[…]}`. Each topic starts with a snapshot
/// (`"snapshot":true`) and goes on with changes; `seq` counts a topic's messages from 1 without holes.
final class TopicStream {

    /// What may be subscribed to.
    static final Set<String> TOPICS = Set.of("top", "opportunity");

    private final Client client;
    private final Topics topics;
    private final Map<String, Long> sequence = new LinkedHashMap<>();

    /// Where a reader's topics come from.
    interface Topics {
        /// Starts a topic with its snapshot.
        void start(TopicStream stream, String topic);

        void stop(TopicStream stream);
    }

    TopicStream(Client client, Topics topics) {
        this.client = client;
        this.topics = topics;
        client.onText(this::command);
        client.onClose(() -> topics.stop(this));
    }

    private void command(String text) {
        JsonObject command;
        try {
            command = new JsonObject(text);
        } catch (DecodeException e) {
            error("no JSON object: " + Client.reason(text));
            return;
        }
        for (String name : command.fieldNames()) {
            if (!(name.equals("subscribe") || name.equals("unsubscribe"))
                    || !(command.getValue(name) instanceof JsonArray wanted)) {
                error("'" + name
                        + "': {\"subscribe\":[…]} or {\"unsubscribe\":[…]} is wanted, with topics of "
                        + TOPICS);
                return;
            }
            for (Object topic : wanted) {
                change(name.equals("subscribe"), String.valueOf(topic));
            }
        }
    }

    private void change(boolean subscribe, String topic) {
        if (!TOPICS.contains(topic)) {
            error("topic '" + topic + "' is not one of " + TOPICS);
        } else if (!client.refusal(topic).isEmpty()) {
            error(client.refusal(topic));
        } else if (!subscribe) {
            sequence.remove(topic);
            write(new JsonObject().put("unsubscribed", topic));
        } else if (!sequence.containsKey(topic)) {
            if (sequence.size() >= client.maxTopics()) {
                error("topic '" + topic + "' is refused: " + client.maxTopics()
                        + " are all that one client may have");
                return;
            }
            sequence.put(topic, 0L);
            topics.start(this, topic);
        }
    }

    private void error(String what) {
        write(new JsonObject().put("error", what));
    }

    boolean wants(String topic) {
        return sequence.containsKey(topic);
    }

    void snapshot(String topic, JsonArray data) {
        message(topic, true, data);
    }

    void change(String topic, JsonArray data) {
        message(topic, false, data);
    }

    void opportunity(Opportunity opportunity) {
        if (wants("opportunity")) {
            change("opportunity", new JsonArray().add(Json.opportunity(opportunity)));
        }
    }

    private void message(String topic, boolean snapshot, JsonArray data) {
        Long last = sequence.get(topic);
        if (last != null && (snapshot || last > 0)) {
            sequence.put(topic, last + 1);
            write(new JsonObject().put("topic", topic).put("seq", last + 1)
                    .put("snapshot", snapshot).put("data", data));
        }
    }

    private void write(JsonObject message) {
        client.send(message.encode());
    }
}
