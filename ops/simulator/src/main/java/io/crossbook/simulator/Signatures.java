package io.crossbook.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signatures that the three exchanges want of their private requests.
final class Signatures {

    private Signatures() {}

    /// Binance and Bybit: HMAC-SHA256 in hexadecimal.
    static String hex(String secret, String message) {
        return HexFormat.of().formatHex(hmac("HmacSHA256",
                secret.getBytes(StandardCharsets.UTF_8), message.getBytes(StandardCharsets.UTF_8)));
    }

    /// Kraken: HMAC-SHA512 over the path and the SHA-256 of nonce and body, in Base64.
    static String kraken(String secret, String path, String nonce, String body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((nonce + body).getBytes(StandardCharsets.UTF_8));
            byte[] start = path.getBytes(StandardCharsets.UTF_8);
            byte[] message = new byte[start.length + digest.length];
            System.arraycopy(start, 0, message, 0, start.length);
            System.arraycopy(digest, 0, message, start.length, digest.length);
            return Base64.getEncoder().encodeToString(
                    hmac("HmacSHA512", Base64.getDecoder().decode(secret), message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SHA-256 on this machine", e);
        }
    }

    private static byte[] hmac(String algorithm, byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + algorithm + " on this machine", e);
        }
    }

    /// Whether two signatures are the same, in constant time.
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8),
                other.getBytes(StandardCharsets.UTF_8));
    }
}
