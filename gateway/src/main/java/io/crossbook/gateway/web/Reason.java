package io.crossbook.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/// Why a WebSocket is closed, as a close frame has room for it (RFC 6455, 5.5): clients call a longer one an error of the protocol and show nobody what it says.
public final class Reason {

    private static final int MOST_BYTES = 123;
    private static final String CUT = "...";

    private Reason() {}

    /// The words, or as many whole letters of them as there is room for.
    public static String of(@Nullable String words) {
        String text = words == null ? "" : words;
        if (text.getBytes(UTF_8).length <= MOST_BYTES) {
            return text;
        }
        int end = 0;
        int bytes = CUT.length();
        while (end < text.length()) {
            int letter = text.codePointAt(end);
            bytes += Character.toString(letter).getBytes(UTF_8).length;
            if (bytes > MOST_BYTES) {
                break;
            }
            end += Character.charCount(letter);
        }
        return text.substring(0, end) + CUT;
    }
}
