package io.crossbook.exchanges.binance;

import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Subscriptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The streams of one connection: subscribes, and reads what Binance says to it.
final class Streams {

    /// Names in one message; a message of many thousand bytes is refused.
    private static final int BATCH = 100;

    private final Map<Stream, String> suffixes;
    private final Lines lines;
    private final Out out;
    private final Subscriptions subscriptions;
    private final Map<Long, List<String>> asked = new HashMap<>();
    private final Map<String, Line> owners = new HashMap<>();
    private long lastId;

    /// `suffixes` say which streams this connection carries and what their names end with.
    Streams(Map<Stream, String> suffixes, Lines lines, Out out) {
        this.suffixes = suffixes;
        this.lines = lines;
        this.out = out;
        this.subscriptions = new Subscriptions(out);
    }

    boolean carryDepth() {
        return suffixes.containsKey(Stream.DEPTH);
    }

    void subscribe(long now) {
        var names = new ArrayList<String>();
        for (Line line : lines.all()) {
            for (String suffix : suffixes.values()) {
                names.add(Lines.lower(line.listing) + suffix);
                owners.put(names.getLast(), line);
            }
        }
        subscribe(names, now);
    }

    private void subscribe(List<String> names, long now) {
        for (int from = 0; from < names.size(); from += BATCH) {
            var batch = List.copyOf(names.subList(from, Math.min(names.size(), from + BATCH)));
            asked.put(++lastId, batch);
            for (String name : batch) {
                Line line = owners.get(name);
                if (line != null) {
                    subscriptions.asked(name, line.listing, depth(name), now);
                }
            }
            out.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"" + String.join("\",\"", batch)
                    + "\"],\"id\":" + lastId + "}");
        }
    }

    private static boolean depth(String name) {
        return name.contains("@depth");
    }

    /// Asks again for what was not answered.
    void tick(long now) {
        List<String> late = subscriptions.overdue(now);
        if (!late.isEmpty()) {
            subscribe(late, now);
        }
    }

    /// Data came: that is an answer too.
    void heard(Line line, Stream stream) {
        String suffix = suffixes.get(stream);
        if (suffix != null) {
            answered(Lines.lower(line.listing) + suffix);
        }
    }

    private void answered(String name) {
        subscriptions.answered(name);
        Line line = owners.get(name);
        if (line != null && depth(name)) {
            line.subscribed = true;
        }
    }

    /// Reads an answer to a subscription; false when this message is none.
    boolean answer(Json.Obj message) {
        if (message.optional("error") instanceof Json.Obj error) {
            refused(message, error);
            return true;
        }
        if (message.has("code") && message.has("msg")) {
            refused(message, message);
            return true;
        }
        if (!message.has("result") || !message.has("id")) {
            return false;
        }
        names(message).forEach(this::answered);
        return true;
    }

    /// The names that the request of this answer was about.
    private List<String> names(Json.Obj message) {
        List<String> names = message.optional("id") instanceof Json.Num
                ? asked.remove(message.whole("id"))
                : null;
        return names == null ? List.of() : names;
    }

    private void refused(Json.Obj message, Json.Obj error) {
        String why = error.has("msg") ? error.text("msg") : "no reason given";
        boolean known = false;
        for (String name : names(message)) {
            known |= subscriptions.refused(name, why);
        }
        if (!known) {
            out.fault(new Fault(Fault.Kind.EXCHANGE, "", "Binance says: " + why));
        }
    }

    /// The stream that an event without one belongs to.
    String nameOf(Json.Obj event) {
        String symbol = event.text("s").toLowerCase(Locale.ROOT);
        return symbol + switch (event.text("e")) {
            case "depthUpdate" -> "@depth";
            case "markPriceUpdate" -> "@markPrice";
            case String type -> "@" + type;
        };
    }
}
