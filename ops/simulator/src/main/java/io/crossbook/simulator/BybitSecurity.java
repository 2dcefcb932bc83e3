package io.crossbook.simulator;

import org.jspecify.annotations.Nullable;

/// Who asks, at Bybit: key, signature and timestamp. Bybit v5, "Integration guidance", "Authentication".
final class BybitSecurity {

    private static final long USUAL_WINDOW = 5_000;

    private final TradingDesk desk;

    /// The account that asks, or why it is not believed.
    record Checked(@Nullable Account account, BybitReply refusal) {}

    BybitSecurity(TradingDesk desk) {
        this.desk = desk;
    }

    /// A REST request: the signature is over time, key, window and query or body, as they were sent.
    Checked rest(RestRequest request) {
        String key = request.header("X-BAPI-API-KEY");
        String timestamp = request.header("X-BAPI-TIMESTAMP");
        String window = request.header("X-BAPI-RECV-WINDOW");
        Account account = desk.account(key);
        if (account == null) {
            return refused(10_003, "API key is invalid.");
        }
        String payload = request.method().equals("GET") ? request.rawQuery() : request.body();
        if (!Signatures.same(Signatures.hex(account.secret, timestamp + key + window + payload),
                request.header("X-BAPI-SIGN"))) {
            return refused(10_004,
                    "Error sign, please check your signature generation algorithm.");
        }
        BybitReply late = timed(timestamp, window);
        return late == null ? new Checked(account, BybitReply.LOST) : new Checked(null, late);
    }

    /// Null where a request is in time. Bybit: `server_time - recv_window <= timestamp < server_time + 1000`.
    @Nullable
    BybitReply timed(String timestamp, String window) {
        long now = desk.now();
        long width = window.matches("\\d{1,9}") ? Long.parseLong(window) : USUAL_WINDOW;
        long at = timestamp.matches("\\d{13}") ? Long.parseLong(timestamp) : Long.MIN_VALUE;
        return at >= now - width && at < now + 1_000
                ? null
                : BybitReply.fault(10_002, "invalid request, please check your server timestamp or"
                        + " recv_window param. req_timestamp[" + timestamp
                        + "],server_timestamp[" + now + "],recv_window[" + width + "]");
    }

    /// A login: the signature is over `GET/realtime` and its expiry.
    Checked login(String key, String expires, String signature) {
        Account account = desk.account(key);
        if (account == null) {
            return refused(10_003, "API key is invalid.");
        }
        if (!expires.matches("\\d{13}") || Long.parseLong(expires) <= desk.now()) {
            return refused(10_002, "The request expired");
        }
        return Signatures.same(Signatures.hex(account.secret, "GET/realtime" + expires), signature)
                ? new Checked(account, BybitReply.LOST)
                : refused(10_004, "Error sign, please check your signature generation algorithm.");
    }

    private static Checked refused(int code, String message) {
        return new Checked(null, BybitReply.fault(code, message));
    }
}
