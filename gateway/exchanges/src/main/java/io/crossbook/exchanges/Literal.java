package io.crossbook.exchanges;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that a template expects, packed into words so that a [FrameReader] compares eight at a time.
///
/// A record, kept in a `static final`: the compiler then folds length and words into the comparing code.
public record Literal(int length, long mask, long first, long second, long third, long fourth,
        long last) {

    /// The longest literal.
    public static final int MOST = 40;

    /// Packs an ASCII text of 1 to [#MOST] bytes.
    public static Literal of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        if (length == 0 || length > MOST) {
            throw new IllegalArgumentException("a literal has 1 to " + MOST + " bytes: " + text);
        }
        byte[] padded = Arrays.copyOf(bytes, MOST + Long.BYTES);
        long mask = length >= Long.BYTES ? -1L : (1L << (8 * length)) - 1;
        return new Literal(length, mask, Words.at(padded, 0), Words.at(padded, 8),
                Words.at(padded, 16), Words.at(padded, 24),
                Words.at(padded, Math.max(0, length - Long.BYTES)));
    }

    /// Whether `bytes` hold this literal at `from`; `from` + [#MOST] must lie inside.
    boolean at(byte[] bytes, int from) {
        if (length <= 8) {
            return (Words.at(bytes, from) & mask) == first;
        }
        if (Words.at(bytes, from) != first || Words.at(bytes, from + length - 8) != last) {
            return false;
        }
        if (length <= 16) {
            return true;
        }
        if (Words.at(bytes, from + 8) != second) {
            return false;
        }
        if (length > 24 && Words.at(bytes, from + 16) != third) {
            return false;
        }
        return length <= 32 || Words.at(bytes, from + 24) == fourth;
    }
}
