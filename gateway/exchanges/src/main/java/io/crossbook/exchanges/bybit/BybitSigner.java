package io.crossbook.exchanges.bybit;

import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.JsonText;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Signed;
import io.crossbook.exchanges.Signer;
import java.util.HashMap;
import java.util.Map;

/// Bybit v5, "Integration guidance": HMAC-SHA256 over timestamp, key, window and query or body, in hexadecimal, in headers.
///
/// The window is what is left until the request's deadline: Bybit takes what was stamped no longer ago.
final class BybitSigner implements Signer {

    static final long USUAL_WINDOW = 5_000;
    static final long WIDEST_WINDOW = 60_000;

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
            return new Signed.Ready(request, request.url(), Map.of(),
                    frame(request, key, nowMillis, window));
        }
        String body = request.body();
        int mark = request.url().indexOf('?');
        String payload = body != null ? body : mark < 0 ? "" : request.url().substring(mark + 1);
        Map<String, String> headers = new HashMap<>();
        headers.put("X-BAPI-API-KEY", key.id());
        headers.put("X-BAPI-TIMESTAMP", Long.toString(nowMillis));
        headers.put("X-BAPI-RECV-WINDOW", Long.toString(window));
        headers.put("X-BAPI-SIGN", key.hex(nowMillis + key.id() + window + payload));
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        return new Signed.Ready(request, request.url(), headers, body);
    }

    /// A login carries key, expiry and signature ("Authentication"); an order carries time and window in its header; nothing else is signed.
    private static String frame(Request request, ApiKey key, long nowMillis, long window) {
        String frame = String.valueOf(request.body());
        if (request.about() != Request.About.LOGIN) {
            return frame.replace("\"header\":{}", "\"header\":{\"X-BAPI-TIMESTAMP\":\"" + nowMillis
                    + "\",\"X-BAPI-RECV-WINDOW\":\"" + window + "\"}");
        }
        long expires = nowMillis + window;
        return request.task().step().equals("auth")
                ? "{\"op\":\"auth\",\"args\":[" + JsonText.quoted(key.id()) + "," + expires + ",\""
                        + key.hex("GET/realtime" + expires) + "\"]}"
                : frame;
    }
}
