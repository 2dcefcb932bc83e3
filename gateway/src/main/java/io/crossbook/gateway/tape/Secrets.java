package io.crossbook.gateway.tape;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What must never reach a disk: keys, logins, session tokens. Any thread may add one at any time.
///
/// The writer blanks each of them in every block, at the same length and in the spellings that JSON and URLs give it, so
/// that nothing is asked of the loop. Whoever obtains a token adds it before the token travels.
public final class Secrets {

    /// Below this a secret would be found in market data by chance.
    public static final int SHORTEST = 8;

    private final List<byte[]> spellings = new CopyOnWriteArrayList<>();

    /// Blanks `secret` from now on.
    public void add(String secret) {
        if (secret.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "a secret of " + secret.length() + " characters cannot be told from data; "
                            + SHORTEST + " are wanted");
        }
        var found = new ArrayList<String>();
        String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        for (String spelling : List.of(secret, json, json.replace("/", "\\/"),
                URLEncoder.encode(secret, StandardCharsets.UTF_8))) {
            // Facts are JSON of our own around text that may be JSON already.
            for (String nested : List.of(spelling,
                    spelling.replace("\\", "\\\\").replace("\"", "\\\""))) {
                if (!found.contains(nested)) {
                    found.add(nested);
                }
            }
        }
        found.forEach(text -> spellings.add(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Overwrites every secret between `start` and `end` with asterisks; returns how many there were.
    public int blank(byte[] array, int start, int end) {
        int blanked = 0;
        for (byte[] secret : spellings) {
            for (int at = start; at <= end - secret.length; at++) {
                if (array[at] == secret[0] && matches(array, at, secret)) {
                    java.util.Arrays.fill(array, at, at + secret.length, (byte) '*');
                    blanked++;
                    at += secret.length - 1;
                }
            }
        }
        return blanked;
    }

    /// The same of a text.
    public String blanked(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return blank(bytes, 0, bytes.length) == 0
                ? text
                : new String(bytes, StandardCharsets.UTF_8);
    }

    private static boolean matches(byte[] array, int at, byte[] secret) {
        for (int i = 1; i < secret.length; i++) {
            if (array[at + i] != secret[i]) {
                return false;
            }
        }
        return true;
    }
}
