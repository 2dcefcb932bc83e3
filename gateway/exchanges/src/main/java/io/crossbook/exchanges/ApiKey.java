package io.crossbook.exchanges;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A key of an account at an exchange: it signs, and never shows itself.
///
/// The id goes out with requests and is kept as quiet as the secret. Nothing gives the secret back.
public final class ApiKey {

    /// How a secret is written, and what it signs with.
    public enum Kind {
        /// HMAC-SHA256 under the bytes of the text.
        SHA256("HmacSHA256"),
        /// HMAC-SHA512 under what the text holds in Base64.
        SHA512_BASE64("HmacSHA512");

        private final String algorithm;

        Kind(String algorithm) {
            this.algorithm = algorithm;
        }
    }

    private final String id;
    /// Knows the secret, and is never used itself: each signature takes a copy instead of asking for a new one.
    private final Mac prototype;

    /// [IllegalArgumentException], without the secret in its words, when the two cannot be a key.
    public ApiKey(Kind kind, String id, String secret) {
        this.id = id;
        byte[] bytes = bytes(kind, secret);
        if (id.isEmpty() || bytes.length == 0) {
            throw new IllegalArgumentException("an API key needs an id and a secret");
        }
        prototype = mac(kind.algorithm, bytes);
    }

    private static Mac mac(String algorithm, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + algorithm + " on this machine", e);
        }
    }

    /// What a login gave for one connection; it signs nothing.
    public static ApiKey token(String token) {
        return new ApiKey(Kind.SHA256, token, token);
    }

    @SuppressWarnings("UnusedException") // Base64 quotes what it could not decode: the secret
    private static byte[] bytes(Kind kind, String secret) {
        if (kind == Kind.SHA256) {
            return secret.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(secret);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the secret of an API key is no Base64");
        }
    }

    /// What the exchange knows the key by: for headers, never for messages.
    public String id() {
        return id;
    }

    /// Its signature under a message. Any thread.
    public byte[] sign(byte[] message) {
        try {
            return ((Mac) prototype.clone()).doFinal(message);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(
                    "no copies of " + prototype.getAlgorithm() + " on this machine", e);
        }
    }

    /// Its signature under a text, in hexadecimal.
    public String hex(String message) {
        return HexFormat.of().formatHex(sign(message.getBytes(StandardCharsets.UTF_8)));
    }

    /// Nothing of it.
    @Override
    public String toString() {
        return "an API key";
    }
}
