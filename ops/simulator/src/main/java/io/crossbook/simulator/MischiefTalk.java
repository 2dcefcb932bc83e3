package io.crossbook.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a client says, where subscriptions may be refused or not heard.
final class MischiefTalk implements Talk {

    private static final Set<Fault.Kind> REFUSE = EnumSet.of(Fault.Kind.REFUSE_SUBSCRIPTION);
    private static final Set<Fault.Kind> IGNORE = EnumSet.of(Fault.Kind.IGNORE_SUBSCRIPTION);

    private final Mischief mischief;
    private final MischiefLine line;
    private final Talk talk;

    MischiefTalk(Mischief mischief, MischiefLine line, Talk talk) {
        this.mischief = mischief;
        this.line = line;
        this.talk = talk;
    }

    @Override
    public void opened() {
        mischief.add(line);
        talk.opened();
    }

    @Override
    public void text(String text) {
        if (line.frozen()) {
            return;
        }
        JsonNode request = Json.parse(text);
        List<String> symbols = request == null ? List.of() : symbols(request);
        if (request == null || symbols.isEmpty()) {
            talk.text(text);
        } else if (symbols.stream().anyMatch(symbol -> struck(IGNORE, symbol))) {
            return;
        } else if (symbols.stream().anyMatch(symbol -> struck(REFUSE, symbol))) {
            refuse(request, symbols);
        } else {
            talk.text(text);
        }
    }

    private boolean struck(Set<Fault.Kind> kinds, String symbol) {
        return mischief.next(kinds, line.exchange(), symbol) != null;
    }

    /// The native symbols that a request wants to subscribe to; empty for any other request.
    private List<String> symbols(JsonNode request) {
        List<String> symbols = new ArrayList<>();
        switch (line.exchange()) {
            case BINANCE, BINANCE_FUTURES -> {
                if (Json.text(request, "method").equals("SUBSCRIBE")) {
                    request.path("params").forEach(stream -> symbols.add(
                            stream.asText().replaceAll("@.*", "")
                                    .toUpperCase(Locale.ROOT)));
                }
            }
            case KRAKEN -> {
                if (Json.text(request, "method").equals("subscribe")) {
                    request.path("params").path("symbol")
                            .forEach(symbol -> symbols.add(symbol.asText()));
                } else if (Json.text(request, "event").equals("subscribe")) {
                    request.path("pair")
                            .forEach(pair -> symbols.add(pair.asText().replace("XBT", "BTC")));
                }
            }
            case BYBIT -> {
                if (Json.text(request, "op").equals("subscribe")) {
                    request.path("args").forEach(
                            topic -> symbols.add(topic.asText().replaceAll(".*\\.", "")));
                }
            }
        }
        return symbols;
    }

    /// A refusal is about the whole request, in the exchange's form of it.
    private void refuse(JsonNode request, List<String> symbols) {
        switch (line.exchange()) {
            case BINANCE, BINANCE_FUTURES ->
                say("{\"error\":{\"code\":2,\"msg\":\"Invalid request: invalid"
                        + " stream\"},\"id\":" + request.path("id") + "}");
            case KRAKEN -> symbols.forEach(symbol -> say(request.has("method")
                    ? "{\"error\":\"Currency pair not supported " + symbol
                            + "\",\"method\":\"subscribe\",\"success\":false,\"symbol\":\"" + symbol
                            + "\",\"time_in\":\"2026-01-01T00:00:00.000000Z\","
                            + "\"time_out\":\"2026-01-01T00:00:00.000000Z\""
                            + (request.has("req_id") ? ",\"req_id\":" + request.path("req_id") : "")
                            + "}"
                    : "{\"errorMessage\":\"Currency pair not supported " + symbol
                            + "\",\"event\":\"subscriptionStatus\",\"pair\":\""
                            + symbol.replace("BTC", "XBT")
                            + "\",\"status\":\"error\",\"subscription\":"
                            + request.path("subscription") + "}"));
            case BYBIT -> say("{\"success\":false,\"ret_msg\":\"error:handler not found,topic:"
                    + request.path("args").path(0).asText() + "\",\"conn_id\":\"\",\"req_id\":"
                    + Json.quote(Json.text(request, "req_id")) + ",\"op\":\"subscribe\"}");
        }
    }

    private void say(String text) {
        line.send(text, Topic.CONTROL);
    }

    @Override
    public void pong() {
        if (!line.frozen()) {
            talk.pong();
        }
    }

    @Override
    public void closed() {
        mischief.remove(line);
        talk.closed();
    }
}
