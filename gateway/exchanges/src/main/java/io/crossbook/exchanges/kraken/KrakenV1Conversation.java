package io.crossbook.exchanges.kraken;

import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.FrameReader;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.ReadEvent;
import java.util.ArrayList;
import java.util.List;

/// A connection that speaks WebSocket v1: arrays, numbers quoted, `XBT/USD`. Kraken maintains it; recordings hold it.
final class KrakenV1Conversation extends KrakenConversation {

    private static final String SPREAD = "spread";

    private final KrakenV1Reader reader = new KrakenV1Reader(symbols, books);
    private final FrameReader scan = new FrameReader();

    KrakenV1Conversation(Link link, Entry entry, int depth, Out out) {
        super(link, entry, depth, out);
    }

    @Override
    String quotes() {
        return SPREAD;
    }

    @Override
    String subscription(boolean subscribe, String channel, List<String> wanted) {
        return "{\"event\":\"" + (subscribe ? "subscribe" : "unsubscribe") + "\",\"pair\":[\""
                + String.join("\",\"", wanted) + "\"],\"subscription\":{\"name\":\"" + channel
                + "\"" + (channel.equals(BOOK) ? ",\"depth\":" + depth : "") + "}}";
    }

    @Override
    boolean template(Bytes bytes, long now) {
        int place = reader.read(bytes);
        if (place < 0) {
            return false;
        }
        tell(place, reader.update);
        return true;
    }

    @Override
    int bookOf(Bytes bytes) {
        return KrakenV1Reader.pair(bytes, scan) ? symbols.find(scan) : -1;
    }

    @Override
    void general(Json json, Bytes bytes, long now) {
        switch (json) {
            case Json.Arr(List<Json> items) -> data(items, bytes);
            case Json.Obj message -> event(message, bytes, now);
            case Json.Text _,Json.Num _,Json.Bool _,Json.Null _ ->
                throw new Malformed("neither array nor object");
        }
    }

    private void event(Json.Obj message, Bytes bytes, long now) {
        switch (message.text("event")) {
            case "heartbeat", "pong" -> {
                /* says only that the connection lives */ }
            case "systemStatus" -> status(message.text("status"), now);
            case "subscriptionStatus" -> subscription(message, now);
            case "error" -> out.fault(new Fault(Fault.Kind.EXCHANGE, "",
                    message.text("errorMessage")));
            default -> out.fault(Fault.unknownMessage(bytes));
        }
    }

    private void subscription(Json.Obj message, long now) {
        String pair = message.has("pair") ? message.text("pair") : "";
        String channel = message.object("subscription").text("name");
        switch (message.text("status")) {
            case "subscribed" -> {
                // A book is there when its snapshot is.
                if (!channel.equals(BOOK)) {
                    subscriptions.answered(channel + " " + pair);
                }
            }
            case "error" -> refused(channel, pair, message.text("errorMessage"), now);
            default -> {
                /* unsubscribed, as we asked */ }
        }
    }

    /// `[id, data, channel, pair]`, where a book change of both sides has two objects, and old recordings a null.
    private void data(List<Json> items, Bytes bytes) {
        int last = items.size() - 1;
        if (last < 3) {
            throw new Malformed("an array of " + items.size());
        }
        String pair = items.get(last).asText("pair");
        String channel = items.get(last - 1).asText("channel");
        int place = symbols.find(pair);
        if (place < 0) {
            unknownSymbol(pair);
            return;
        }
        List<Json> data = items.subList(1, last - 1);
        if (channel.startsWith("book")) {
            tell(List.of(new ReadEvent(place, KrakenV1General.book(data, books[place]))));
            return;
        }
        switch (channel) {
            case TRADE -> tell(trades(data.getFirst().asList("trades"), place));
            case SPREAD -> tell(List.of(new ReadEvent(place, KrakenV1General.quote(
                    data.getFirst().asList("spread"), books[place]))));
            case "ticker" -> {
                /* changes with trades: the spread is faster */ }
            default -> out.fault(Fault.unknownMessage(bytes));
        }
    }

    private List<ReadEvent> trades(List<Json> items, int place) {
        var read = new ArrayList<ReadEvent>();
        for (Json item : items) {
            read.add(new ReadEvent(place,
                    KrakenV1General.trade(item.asList("trade"), books[place])));
        }
        return read;
    }
}
