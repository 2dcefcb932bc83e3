package io.crossbook.exchanges.bybit;

import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Subscriptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The topics of one connection: subscribes, pings, and reads what Bybit says to it.
final class Topics {

    /// Spot takes ten topics in one message.
    private static final int BATCH = 10;
    /// Bybit, "Connect": a ping every 20 s keeps the connection.
    private static final long PING_NANOS = 20_000_000_000L;

    private final Plan plan;
    private final Lines lines;
    private final Out out;
    private final Subscriptions subscriptions;
    private final Map<String, List<String>> asked = new HashMap<>();
    private final Map<String, Line> owners = new HashMap<>();
    private long lastId;
    private long pingedNanos;

    Topics(Plan plan, Lines lines, Out out) {
        this.plan = plan;
        this.lines = lines;
        this.out = out;
        this.subscriptions = new Subscriptions(out);
    }

    void subscribe(long now) {
        pingedNanos = now;
        var names = new ArrayList<String>();
        for (Line line : lines.all()) {
            for (String name : plan.topics(line.listing).values()) {
                owners.put(name, line);
                names.add(name);
            }
        }
        subscribe(names, BATCH, now);
    }

    private void subscribe(List<String> names, int batchSize, long now) {
        for (int from = 0; from < names.size(); from += batchSize) {
            var batch = List.copyOf(names.subList(from, Math.min(names.size(), from + batchSize)));
            for (String name : batch) {
                Line line = Objects.requireNonNull(owners.get(name));
                boolean book = bookTopic(line).equals(name);
                subscriptions.asked(name, line.listing, book, now);
            }
            asked.put(send("subscribe", batch), batch);
        }
    }

    private String send(String operation, List<String> names) {
        String id = Long.toString(++lastId);
        out.send("{\"op\":\"" + operation + "\",\"req_id\":\"" + id + "\",\"args\":[\""
                + String.join("\",\"", names) + "\"]}");
        return id;
    }

    /// Subscribes to the book of a line anew: that brings a snapshot.
    void renew(Line line, long now) {
        var topic = List.of(bookTopic(line));
        send("unsubscribe", topic);
        subscribe(topic, BATCH, now);
    }

    private String bookTopic(Line line) {
        return Objects.requireNonNull(plan.topics(line.listing).get(Topic.BOOK));
    }

    /// Pings, and asks again for what was not answered.
    void tick(long now) {
        if (now - pingedNanos >= PING_NANOS) {
            pingedNanos = now;
            out.send("{\"op\":\"ping\"}");
        }
        List<String> late = subscriptions.overdue(now);
        if (!late.isEmpty()) {
            subscribe(late, BATCH, now);
        }
    }

    /// Data came: that is an answer too.
    void heard(Line line, Topic topic) {
        String name = plan.topics(line.listing).get(topic);
        if (name != null) {
            subscriptions.answered(name);
        }
    }

    /// Whether the book's subscription has not been answered yet.
    boolean waiting(Line line) {
        return subscriptions.waiting(bookTopic(line));
    }

    /// Reads what is no data; false when this message is unknown.
    boolean answer(Json.Obj message, long now) {
        if (!message.has("op")) {
            return false;
        }
        switch (message.text("op")) {
            case "ping", "pong", "unsubscribe" -> {
            }
            case "subscribe" -> subscribed(message, now);
            case String _ -> {
                return false;
            }
        }
        return true;
    }

    private void subscribed(Json.Obj message, long now) {
        List<String> names = message.has("req_id")
                ? asked.remove(message.text("req_id"))
                : null;
        if (message.bool("success")) {
            if (names != null) {
                names.forEach(subscriptions::answered);
            }
            return;
        }
        refused(message.has("ret_msg") ? message.text("ret_msg") : "no reason given", names, now);
    }

    /// One bad topic refuses its whole message: asks for each on its own, to learn which.
    private void refused(String why, @Nullable List<String> names, long now) {
        if (names == null) {
            out.fault(new Fault(Fault.Kind.EXCHANGE, "", "Bybit says: " + why));
        } else if (names.size() > 1) {
            subscribe(names, 1, now);
        } else {
            subscriptions.refused(names.getFirst(), why);
        }
    }
}
