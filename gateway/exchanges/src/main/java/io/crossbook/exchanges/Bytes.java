package io.crossbook.exchanges;

import java.nio.charset.StandardCharsets;

/// Bytes that somebody else owns, from `start` to `end` (exclusive); reusable, valid during the call that hands it over.
public final class Bytes {

    private static final byte[] NOTHING = new byte[0];

    public byte[] array = NOTHING;
    public int start;
    public int end;

    /// Nothing.
    public Bytes() {}

    /// All of `array`.
    public Bytes(byte[] array) {
        wrap(array, 0, array.length);
    }

    /// The UTF-8 bytes of a text.
    public static Bytes of(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Shows another range.
    @SuppressWarnings("ReferenceEquality") // A store of a reference costs a collector's barrier; most often it is the same array.
    public Bytes wrap(byte[] newArray, int newStart, int newEnd) {
        if (array != newArray) {
            array = newArray;
        }
        start = newStart;
        end = newEnd;
        return this;
    }

    public int length() {
        return end - start;
    }

    /// A copy that may be kept.
    public byte[] copy() {
        return java.util.Arrays.copyOfRange(array, start, end);
    }

    /// The first `most` bytes as text for a message; bytes outside printable ASCII show as `?`.
    public String head(int most) {
        int last = Math.min(end, start + most);
        var text = new StringBuilder(last - start);
        for (int i = start; i < last; i++) {
            text.append(array[i] >= ' ' && array[i] < 127 ? (char) array[i] : '?');
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return new String(array, start, end - start, StandardCharsets.UTF_8);
    }
}
