package io.crossbook.gateway.web;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// ETags (RFC 9110, 8.8.3): the same tag is the same document, to the byte.
final class Tags {

    static final String HEADER = "ETag";

    private static final int BYTES = 12;

    private Tags() {}

    static String of(Buffer body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes());
            return '"' + HexFormat.of().formatHex(digest, 0, BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Whether If-None-Match names it; compared weakly, as RFC 9110, 13.1.2 has it.
    static boolean matches(String known, String tag) {
        return Arrays.stream(known.split(",")).map(String::strip)
                .anyMatch(each -> each.equals("*")
                        || (each.startsWith("W/") ? each.substring(2) : each).equals(tag));
    }
}
