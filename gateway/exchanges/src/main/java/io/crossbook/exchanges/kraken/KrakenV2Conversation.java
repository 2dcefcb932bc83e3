package io.crossbook.exchanges.kraken;

import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.FrameReader;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Literal;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.SymbolTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A connection that speaks WebSocket v2: objects, numbers unquoted, `BTC/USD`.
final class KrakenV2Conversation extends KrakenConversation {

    private static final String TICKER = "ticker";
    /// A refusal names the symbol and our request, not the channel: so the request's number tells it, by its remainder.
    private static final List<String> NUMBERED = List.of(BOOK, TRADE, TICKER);
    private static final Literal BOOK_FRAME = Literal.of("{\"channel\":\"book\",");
    private static final Literal SYMBOL = Literal.of("\"symbol\":\"");
    private static final Literal CHANNEL = Literal.of("{\"channel\":\"");

    private final KrakenV2Reader reader = new KrakenV2Reader(symbols, books);
    private final KrakenV2General general = new KrakenV2General(symbols, books);
    private final FrameReader scan = new FrameReader();
    private long requests;

    KrakenV2Conversation(Link link, Entry entry, int depth, Out out) {
        super(link, entry, depth, out);
    }

    @Override
    String quotes() {
        return TICKER;
    }

    @Override
    String subscription(boolean subscribe, String channel, List<String> wanted) {
        long request = ++requests * NUMBERED.size() + NUMBERED.indexOf(channel);
        String options = switch (channel) {
            case BOOK -> ",\"depth\":" + depth;
            case TICKER -> ",\"event_trigger\":\"bbo\"";
            default -> "";
        };
        // Trades from before the subscription are no news.
        String snapshot = subscribe ? ",\"snapshot\":" + !channel.equals(TRADE) : "";
        return "{\"method\":\"" + (subscribe ? "subscribe" : "unsubscribe")
                + "\",\"params\":{\"channel\":\"" + channel + "\",\"symbol\":[\""
                + String.join("\",\"", wanted) + "\"]" + options + snapshot + "},\"req_id\":"
                + request + "}";
    }

    @Override
    boolean template(Bytes bytes, long now) {
        return switch (reader.read(bytes)) {
            case BOOK -> {
                tell(reader.place, reader.update);
                yield true;
            }
            case QUOTE -> {
                out.event(reader.quote);
                yield true;
            }
            case TRADES -> {
                reader.trades.tell(out);
                yield true;
            }
            case HEARTBEAT -> true;
            case NOTHING -> false;
        };
    }

    @Override
    void general(Json json, Bytes bytes, long now) {
        Json.Obj message = json.asObject("message");
        if (message.has("method")) {
            method(message, now);
            return;
        }
        switch (message.text("channel")) {
            case BOOK -> tell(general.items(message, KrakenV2General::book, this::unknownSymbol));
            case TRADE -> trades(message);
            case TICKER -> tell(
                    general.items(message, KrakenV2General::quote, this::unknownSymbol));
            case "status" -> status(message, now);
            case "heartbeat" -> {
                /* says only that the connection lives */ }
            default -> out.fault(Fault.unknownMessage(bytes));
        }
    }

    private void trades(Json.Obj message) {
        var read = general.items(message, KrakenV2General::trade, this::unknownSymbol);
        // A snapshot repeats trades of before the subscription.
        if (!message.text("type").equals("snapshot")) {
            tell(read);
        }
    }

    private void status(Json.Obj message, long now) {
        message.list("data").stream().map(item -> item.asObject("data").text("system")).toList()
                .forEach(system -> status(system, now));
    }

    private void method(Json.Obj message, long now) {
        String method = message.text("method");
        boolean success = !message.has("success") || message.bool("success");
        if (success) {
            if (method.equals("subscribe")) {
                subscribed(message.object("result"));
            }
            return;
        }
        String why = message.has("error") ? message.text("error") : "no reason given";
        if (method.equals("subscribe")) {
            String symbol = message.has("symbol") ? message.text("symbol") : "";
            refused(channel(message.optional("req_id")), symbol, why, now);
        } else {
            out.fault(new Fault(Fault.Kind.EXCHANGE, "", method + " failed: " + why));
        }
    }

    private void subscribed(Json.Obj result) {
        String channel = result.text("channel");
        // A book is there when its snapshot is.
        if (!channel.equals(BOOK)) {
            subscriptions.answered(channel + " " + result.text("symbol"));
        }
    }

    private String channel(@Nullable Json request) {
        return request == null
                ? ""
                : NUMBERED.get((int) (request.asWhole("req_id") % NUMBERED.size()));
    }

    @Override
    int bookOf(Bytes bytes) {
        boolean other = !scan.over(bytes).optional(BOOK_FRAME) && scan.optional(CHANNEL);
        return !other && scan.seek(SYMBOL) && scan.string()
                ? symbols.find(scan)
                : SymbolTable.UNKNOWN;
    }
}
