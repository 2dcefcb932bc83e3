package io.crossbook.simulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who asks, at Binance: key, signature and timestamp. Binance, "Request security".
final class BinanceSecurity {

    private static final long USUAL_WINDOW = 5_000;
    private static final long WIDEST_WINDOW = 60_000;

    private final TradingDesk desk;

    /// The account that asks, or why it is not believed.
    record Checked(@Nullable Account account, BinanceReply refusal) {}

    BinanceSecurity(TradingDesk desk) {
        this.desk = desk;
    }

    /// A REST request: the signature is over query and body as they were sent, without itself.
    Checked rest(RestRequest request, Map<String, String> params) {
        String payload = unsigned(request.rawQuery()) + unsigned(request.body());
        return check(request.header("X-MBX-APIKEY"), payload, params);
    }

    private static String unsigned(String raw) {
        String without = raw.replaceAll("(^|&)signature=[^&]*", "");
        return without.startsWith("&") ? without.substring(1) : without;
    }

    /// A frame: the signature is over its parameters in the order of the alphabet.
    Checked frame(Map<String, String> params) {
        Map<String, String> sorted = new TreeMap<>(params);
        sorted.remove("signature");
        String payload = sorted.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining("&"));
        return check(params.getOrDefault("apiKey", ""), payload, params);
    }

    private Checked check(String key, String payload, Map<String, String> params) {
        Account account = desk.account(key);
        if (key.isEmpty()) {
            return refused(401, -2014, "API-key format invalid.");
        }
        if (account == null) {
            return refused(401, -2015, "Invalid API-key, IP, or permissions for action.");
        }
        String timestamp = params.getOrDefault("timestamp", "");
        if (!timestamp.matches("\\d{13}")) {
            return refused(400, -1102, BinanceReply.missing("timestamp"));
        }
        String signature = params.getOrDefault("signature", "");
        if (signature.isEmpty()) {
            return refused(400, -1102, BinanceReply.missing("signature"));
        }
        if (!Signatures.same(Signatures.hex(account.secret, payload), signature)) {
            return refused(400, -1022, "Signature for this request is not valid.");
        }
        String window = params.getOrDefault("recvWindow", Long.toString(USUAL_WINDOW));
        if (!window.matches("\\d{1,9}(\\.\\d{1,3})?")) {
            return refused(400, -1100, "Illegal characters found in parameter 'recvWindow'.");
        }
        return timed(account, Long.parseLong(timestamp),
                Long.parseLong(window.replaceAll("\\..*", "")));
    }

    /// Binance, "Timing security".
    private Checked timed(Account account, long timestamp, long window) {
        if (window > WIDEST_WINDOW) {
            return refused(400, -1131, "recvWindow must be less than 60000");
        }
        if (timestamp >= desk.now() + 1_000) {
            return refused(400, -1021,
                    "Timestamp for this request was 1000ms ahead of the server's time.");
        }
        return desk.now() - timestamp > window
                ? refused(400, -1021, "Timestamp for this request is outside of the recvWindow.")
                : new Checked(account, BinanceReply.LOST);
    }

    private static Checked refused(int status, int code, String message) {
        return new Checked(null, BinanceReply.fault(status, code, message));
    }
}
