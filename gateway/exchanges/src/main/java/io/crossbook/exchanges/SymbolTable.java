package io.crossbook.exchanges;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds the number that belongs to a name from the name's bytes: a listing's id or a place in a conversation's own
/// array. Filled once; looking up allocates nothing.
public final class SymbolTable {

    /// The name is not here.
    public static final int UNKNOWN = -1;

    private byte[][] names = new byte[16][];
    private long[] firsts = new long[16];
    private long[] lasts = new long[16];
    private int[] values = new int[16];
    private int count;

    /// Adds a name; a name that is already here takes the new value.
    public void put(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException("values are not negative: " + value);
        }
        if (2 * (count + 1) > names.length) {
            grow();
        }
        byte[] padded = padded(name);
        int length = padded.length - Long.BYTES;
        int slot = slot(padded, 0, length);
        if (names[slot] == null) {
            count++;
        }
        names[slot] = Arrays.copyOf(padded, length);
        firsts[slot] = first(padded, 0, length);
        lasts[slot] = last(padded, 0, length);
        values[slot] = value;
    }

    /// The value of a name, or [#UNKNOWN].
    public int find(String name) {
        byte[] padded = padded(name);
        return find(padded, 0, padded.length - Long.BYTES);
    }

    /// The value of the string that `reader` has just read, or [#UNKNOWN].
    public int find(FrameReader reader) {
        return reader.find(this);
    }

    /// The value of `length` bytes from `from`, or [#UNKNOWN]; eight more bytes must be readable.
    int find(byte[] bytes, int from, int length) {
        int slot = slot(bytes, from, length);
        return names[slot] == null ? UNKNOWN : values[slot];
    }

    /// Where a name stands, or the free place where it would.
    private int slot(byte[] bytes, int from, int length) {
        long first = first(bytes, from, length);
        long last = last(bytes, from, length);
        int mask = names.length - 1;
        int slot = hash(first, last) & mask;
        while (names[slot] != null && !(firsts[slot] == first && lasts[slot] == last
                && same(names[slot], bytes, from, length))) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static boolean same(byte[] name, byte[] bytes, int from, int length) {
        return name.length == length
                && (length <= 16 || (Words.at(name, 8) == Words.at(bytes, from + 8)
                        && (length <= 24
                                || Arrays.equals(name, 0, length, bytes, from, from + length))));
    }

    private static long first(byte[] bytes, int from, int length) {
        long word = Words.at(bytes, from);
        return length >= 8 ? word : word & ((1L << (8 * length)) - 1);
    }

    private static long last(byte[] bytes, int from, int length) {
        return length <= 8 ? 0 : Words.at(bytes, from + length - 8);
    }

    private static int hash(long first, long last) {
        long mixed = (first ^ Long.rotateLeft(last, 29)) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40);
    }

    private void grow() {
        byte[][] oldNames = names;
        int[] oldValues = values;
        names = new byte[oldNames.length * 2][];
        firsts = new long[names.length];
        lasts = new long[names.length];
        values = new int[names.length];
        count = 0;
        for (int i = 0; i < oldNames.length; i++) {
            if (oldNames[i] != null) {
                put(new String(oldNames[i], StandardCharsets.UTF_8), oldValues[i]);
            }
        }
    }

    private static byte[] padded(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + Long.BYTES);
    }
}
