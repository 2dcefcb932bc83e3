package io.crossbook.exchanges.kraken;

import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Signed;
import io.crossbook.exchanges.Signer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/// Kraken, "Spot REST Authentication": HMAC-SHA512 over path and SHA-256 of nonce and body, in Base64; the nonce first in the body.
///
/// The deadline of an order stands in its body. Kraken takes one from two seconds to a minute ahead ("Add Order", `deadline`); another would be
/// refused there, so it does not leave.
final class KrakenSigner implements Signer {

    static final long NEAREST_MILLIS = 2_000;
    static final long FARTHEST_MILLIS = 60_000;

    @Override
    public ApiKey.Kind kind() {
        return ApiKey.Kind.SHA512_BASE64;
    }

    @Override
    public Signed sign(Request request, ApiKey key, long nowMillis, long nonce) {
        long window = Signer.window(request, nowMillis, NEAREST_MILLIS, Long.MAX_VALUE);
        if (window < NEAREST_MILLIS || window > FARTHEST_MILLIS) {
            return new Signed.Late(request, "its deadline is " + window + " ms ahead, Kraken takes "
                    + NEAREST_MILLIS + " to " + FARTHEST_MILLIS);
        }
        String form = request.body();
        String body = "nonce=" + nonce + (form == null || form.isEmpty() ? "" : "&" + form);
        return new Signed.Ready(request, request.url(), Map.of("API-Key", key.id(), "API-Sign",
                signature(key, path(request.url()), nonce, body), "Content-Type",
                "application/x-www-form-urlencoded"), body);
    }

    private static String path(String url) {
        return url.substring(url.indexOf('/', url.indexOf("://") + 3));
    }

    static String signature(ApiKey key, String path, long nonce, String body) {
        byte[] digest = sha256((nonce + body).getBytes(StandardCharsets.UTF_8));
        byte[] start = path.getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[start.length + digest.length];
        System.arraycopy(start, 0, message, 0, start.length);
        System.arraycopy(digest, 0, message, start.length, digest.length);
        return Base64.getEncoder().encodeToString(key.sign(message));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256 on this machine", e);
        }
    }
}
