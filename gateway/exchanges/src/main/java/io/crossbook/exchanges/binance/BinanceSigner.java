package io.crossbook.exchanges.binance;

import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Signed;
import io.crossbook.exchanges.Signer;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Binance, "Request security": HMAC-SHA256 over all parameters, in hexadecimal, last among them; the key's id in a header.
///
/// `recvWindow` is what is left until the request's deadline: Binance refuses what reaches it later, "Timing security", and once more what
/// reaches the matching engine later.
final class BinanceSigner implements Signer {

    static final long USUAL_WINDOW = 5_000;
    static final long WIDEST_WINDOW = 60_000;
    private static final String PARAMS = "\"params\":{";

    @Override
    public ApiKey.Kind kind() {
        return ApiKey.Kind.SHA256;
    }

    @Override
    public Signed sign(Request request, ApiKey key, long nowMillis, long nonce) {
        long window = Signer.window(request, nowMillis, USUAL_WINDOW, WIDEST_WINDOW);
        if (window < 1) {
            return Signed.Late.by(request, -window);
        }
        if (request.framed()) {
            return frame(request, key, nowMillis, window);
        }
        String form = request.body();
        int mark = request.url().indexOf('?');
        String given = form != null ? form : mark < 0 ? "" : request.url().substring(mark + 1);
        String payload = (given.isEmpty() ? "" : given + "&") + "recvWindow=" + window
                + "&timestamp=" + nowMillis;
        String all = payload + "&signature=" + key.hex(payload);
        if (form != null) {
            return new Signed.Ready(request, request.url(), Map.of("X-MBX-APIKEY", key.id(),
                    "Content-Type", "application/x-www-form-urlencoded"), all);
        }
        String path = mark < 0 ? request.url() : request.url().substring(0, mark);
        return new Signed.Ready(request, path + "?" + all, Map.of("X-MBX-APIKEY", key.id()), null);
    }

    /// Binance, "WebSocket API", "Request security": the parameters in the order of the alphabet, the key among them.
    private static Signed frame(Request request, ApiKey key, long nowMillis, long window) {
        String frame = String.valueOf(request.body());
        int begin = frame.indexOf(PARAMS) + PARAMS.length();
        SortedMap<String, String> params = parameters(frame, begin);
        params.put("apiKey", key.id());
        params.put("recvWindow", Long.toString(window));
        params.put("timestamp", Long.toString(nowMillis));
        var payload = new StringBuilder(400);
        params.forEach((name, value) -> payload.append(payload.isEmpty() ? "" : "&").append(name)
                .append('=').append(value));
        params.put("signature", key.hex(payload.toString()));
        return new Signed.Ready(request, request.url(), Map.of(),
                frame.substring(0, begin - 1) + BinanceSocket.parameters(params) + "}");
    }

    /// What our own frames hold: strings without anything escaped, which take no parser on the way of an order. Whatever else there is, is parsed.
    private static SortedMap<String, String> parameters(String frame, int begin) {
        var params = new TreeMap<String, String>();
        int at = begin;
        while (frame.charAt(at) == '"') {
            int name = frame.indexOf("\":\"", at + 1);
            int end = name < 0 ? -1 : frame.indexOf('"', name + 3);
            if (end < 0) {
                return parsed(frame);
            }
            params.put(frame.substring(at + 1, name), frame.substring(name + 3, end));
            at = end + (frame.charAt(end + 1) == ',' ? 2 : 1);
        }
        return frame.startsWith("}}", at) && frame.indexOf('\\', begin) < 0
                ? params
                : parsed(frame);
    }

    private static SortedMap<String, String> parsed(String frame) {
        var params = new TreeMap<String, String>();
        Json.parse(Bytes.of(frame)).asObject("frame").object("params").fields()
                .forEach((name, value) -> params.put(name, value.asText(name)));
        return params;
    }
}
