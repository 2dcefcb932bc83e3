package io.crossbook.exchanges.kraken;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.JsonText;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Signed;
import io.crossbook.exchanges.Signer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Kraken, "Spot REST Authentication": HMAC-SHA512 over path and SHA-256 of nonce and body, in Base64; the nonce first in the body.
///
/// The deadline of an order stands in its body. Kraken takes one from two seconds to a minute ahead ("Add Order", `deadline`), counted when the order
/// arrives; another would be refused there, so it does not leave. What it needs to arrive, [#ON_ITS_WAY_MILLIS], is added to the two seconds.
final class KrakenSigner implements Signer {

    /// What an order may take to arrive, and our idea of Kraken's clock be wrong by.
    static final long ON_ITS_WAY_MILLIS = 250;
    static final long NEAREST_MILLIS = 2_000 + ON_ITS_WAY_MILLIS;
    /// "Spot WebSocket v2", "Add Order", `deadline`.
    static final long NEAREST_FRAME_MILLIS = 500 + ON_ITS_WAY_MILLIS;
    static final long FARTHEST_MILLIS = 60_000;

    private static final int LONGEST_REFUSAL = 1_000;
    private static final String PARAMS = "\"params\":{";
    private static final Pattern TOKEN = Pattern.compile("(\"token\"\\s*:\\s*)\"[^\"]+\"?");

    @Override
    public ApiKey.Kind kind() {
        return ApiKey.Kind.SHA512_BASE64;
    }

    @Override
    public Signed sign(Request request, ApiKey key, long nowMillis, long nonce) {
        long nearest = request.framed() ? NEAREST_FRAME_MILLIS : NEAREST_MILLIS;
        long window = Signer.window(request, nowMillis, nearest, Long.MAX_VALUE);
        if (window < nearest || window > FARTHEST_MILLIS) {
            return new Signed.Late(request, "its deadline is " + window + " ms ahead, Kraken takes "
                    + (nearest - ON_ITS_WAY_MILLIS) + " to " + FARTHEST_MILLIS);
        }
        if (request.framed()) {
            String frame = String.valueOf(request.body());
            int params = frame.indexOf(PARAMS) + PARAMS.length();
            return new Signed.Ready(request, request.url(), Map.of(), frame.substring(0, params)
                    + "\"token\":" + JsonText.quoted(key.id()) + "," + frame.substring(params));
        }
        String form = request.body();
        String body = "nonce=" + nonce + (form == null || form.isEmpty() ? "" : "&" + form);
        return new Signed.Ready(request, request.url(), Map.of("API-Key", key.id(), "API-Sign",
                signature(key, path(request.url()), nonce, body), "Content-Type",
                "application/x-www-form-urlencoded"), body);
    }

    /// Kraken, "Get Websockets Token": frames carry it instead of a signature.
    @Override
    public @Nullable ApiKey session(ApiKey key, Answer login) {
        try {
            String token = login.ok() ? token(login) : "";
            return token.isEmpty() ? null : ApiKey.token(token);
        } catch (Malformed e) {
            return null;
        }
    }

    private static String token(Answer login) {
        return Json.parse(login.body()).asObject("answer").object("result").text("token");
    }

    /// Whether an answer, shown or not, has a token.
    static boolean holdsToken(Answer login) {
        try {
            return !token(login).isEmpty();
        } catch (Malformed e) {
            return false;
        }
    }

    @Override
    public Answer shown(Answer login) {
        Bytes body = Bytes.of(TOKEN.matcher(login.body().toString()).replaceAll("$1\"***\""));
        return new Answer(login.phase(), login.status(), body, login.why(),
                login.retryAfterMillis());
    }

    /// Kraken says it with status 200; docs.kraken.com, "Spot REST Rate Limits".
    @Override
    public boolean limited(Answer answer) {
        if (!answer.ok() || answer.body().length() > LONGEST_REFUSAL) {
            return false;
        }
        String body = answer.body().toString();
        return body.contains("EAPI:Rate limit exceeded")
                || body.contains("EGeneral:Temporary lockout");
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
