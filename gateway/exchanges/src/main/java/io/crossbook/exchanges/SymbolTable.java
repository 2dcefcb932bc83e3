package io.crossbook.exchanges;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds the number that belongs to a name from the name's bytes: a listing's id or a place in a conversation's own
/// array. Filled once; looking up allocates nothing.
public final class SymbolTable {

    /// The name is not here.
    public static final int UNKNOWN = -1;

    /// Four words a place, side by side so that a look touches one line of the cache: the first eight bytes, the next eight, the
    /// last eight, and length and value. A free place has length 0 and no first byte.
    private static final int WORDS = 4;
    /// So many bytes behind a name are looked at; never believed.
    static final int SLACK = 16;
    /// So many bytes the words hold; of longer names the rest is compared with `names`.
    private static final int HELD = 24;

    private long[] table = new long[16 * WORDS];
    private byte[][] names = new byte[16][];
    private int count;

    /// Adds a name; a name that is already here takes the new value.
    public void put(String name, int value) {
        if (value < 0 || name.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' cannot stand for " + value);
        }
        if (2 * (count + 1) > names.length) {
            grow();
        }
        byte[] padded = padded(name);
        int length = padded.length - SLACK;
        int place = place(padded, 0, length);
        if (names[place] == null) {
            count++;
        }
        names[place] = Arrays.copyOf(padded, length);
        table[place * WORDS] = first(padded, 0, length);
        table[place * WORDS + 1] = second(padded, 0, length);
        table[place * WORDS + 2] = last(padded, 0, length);
        table[place * WORDS + 3] = (long) length << 32 | value;
    }

    /// The value of a name, or [#UNKNOWN].
    public int find(String name) {
        byte[] padded = padded(name);
        return find(padded, 0, padded.length - SLACK);
    }

    /// The value of the string that `reader` has just read, or [#UNKNOWN].
    public int find(FrameReader reader) {
        return reader.find(this);
    }

    /// The value of `length` bytes from `from`, or [#UNKNOWN]; [#SLACK] more bytes must be readable.
    int find(byte[] bytes, int from, int length) {
        int place = place(bytes, from, length);
        long found = table[place * WORDS + 3];
        return found == 0 ? UNKNOWN : (int) found;
    }

    /// Where a name stands, or the free place where it would.
    private int place(byte[] bytes, int from, int length) {
        long first = first(bytes, from, length);
        long second = second(bytes, from, length);
        long last = last(bytes, from, length);
        int mask = names.length - 1;
        int place = Words.hash(first, last) & mask;
        while (true) {
            int at = place * WORDS;
            long stands = table[at + 3];
            if (stands >>> 32 == length && table[at] == first && table[at + 1] == second
                    && table[at + 2] == last && (length <= HELD || Arrays.equals(names[place], 0,
                            length, bytes, from, from + length))) {
                return place;
            }
            if (names[place] == null) {
                return place;
            }
            place = (place + 1) & mask;
        }
    }

    private static long first(byte[] bytes, int from, int length) {
        long word = Words.at(bytes, from);
        return length >= 8 ? word : word & ((1L << (8 * length)) - 1);
    }

    private static long second(byte[] bytes, int from, int length) {
        long word = Words.at(bytes, from + 8);
        return length >= 16 ? word : length <= 8 ? 0 : word & ((1L << (8 * (length - 8))) - 1);
    }

    private static long last(byte[] bytes, int from, int length) {
        return length <= 8 ? 0 : Words.at(bytes, from + length - 8);
    }

    private void grow() {
        byte[][] oldNames = names;
        long[] oldTable = table;
        names = new byte[oldNames.length * 2][];
        table = new long[names.length * WORDS];
        count = 0;
        for (int i = 0; i < oldNames.length; i++) {
            if (oldNames[i] != null) {
                put(new String(oldNames[i], StandardCharsets.UTF_8), (int) oldTable[i * WORDS + 3]);
            }
        }
    }

    private static byte[] padded(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + SLACK);
    }
}
