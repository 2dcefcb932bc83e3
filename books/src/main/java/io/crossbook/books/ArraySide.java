package io.crossbook.books;

import java.util.Arrays;

/// One side of a book as sorted arrays, the best last, with room on both ends.
///
/// A change moves the shorter part of the arrays: near the best almost nothing, and a truncation at the far end nothing.
/// Positions are indices.
final class ArraySide implements BookSide {

    /// So many levels from the best are searched one by one, the rest by halving: half of all changes are this near.
    private static final int NEAR = 8;

    private final boolean keepsWires;
    private long[] keys = new long[64];
    private long[] sizes = new long[64];
    private short[] wires;
    private int start = 32;
    private int end = 32;
    private long bests;

    ArraySide(boolean keepsWires) {
        this.keepsWires = keepsWires;
        wires = new short[keepsWires ? 64 : 0];
    }

    @Override
    public long prefetch() {
        return keys[end - 1] + sizes[end - 1];
    }

    @Override
    public int count() {
        return end - start;
    }

    @Override
    public int best() {
        return end > start ? end - 1 : -1;
    }

    @Override
    public long bests() {
        return bests;
    }

    @Override
    public int worse(int index) {
        return index > start ? index - 1 : -1;
    }

    @Override
    public long key(int index) {
        return keys[index];
    }

    @Override
    public long size(int index) {
        return sizes[index];
    }

    @Override
    public short wire(int index) {
        return keepsWires ? wires[index] : 0;
    }

    @Override
    public void put(long key, long size, short wire) {
        if (end == start || key >= keys[end - 1]) {
            bests++;
        }
        int found = find(key);
        if (found < 0) {
            if (size != 0) {
                write(open(~found), key, size, wire);
            }
        } else if (size == 0) {
            close(found);
        } else {
            write(found, key, size, wire);
        }
    }

    /// Adds a level that is better than all others.
    void append(long key, long size, short wire) {
        write(open(end), key, size, wire);
    }

    /// Takes the best level away.
    void pop() {
        end--;
    }

    @Override
    public void dropWorst(int levels) {
        start += levels;
        bests += start == end ? 1 : 0;
    }

    @Override
    public void clear() {
        bests++;
        start = end = keys.length / 2;
    }

    @Override
    public void load(Levels levels, int sign) {
        int count = levels.count();
        clear();
        if (count > keys.length / 2) {
            grow(count * 2);
        }
        start = (keys.length - count) / 2;
        end = start + count;
        // Exchanges send the best first.
        for (int i = count - 1, to = start; i >= 0; i--, to++) {
            write(to, levels.price(i) * sign, levels.size(i), levels.wire(i));
            if (sizes[to] == 0 || (to > start && keys[to - 1] >= keys[to])) {
                clear();
                putAll(levels, sign);
                return;
            }
        }
    }

    @Override
    public void putAll(Levels levels, int sign) {
        for (int i = 0; i < levels.count(); i++) {
            put(levels.price(i) * sign, levels.size(i), levels.wire(i));
        }
    }

    @Override
    public void scale(long pricePower, long sizePower) {
        bests++;
        for (int i = start; i < end; i++) {
            keys[i] *= pricePower;
            sizes[i] *= sizePower;
        }
    }

    @Override
    public long highestPrice() {
        return end == start ? 0 : Math.max(keys[end - 1], -keys[start]);
    }

    @Override
    public long highestSize() {
        long highest = 0;
        for (int i = start; i < end; i++) {
            highest = Math.max(highest, sizes[i]);
        }
        return highest;
    }

    /// Where a key is; or, as its complement, where it belongs.
    private int find(long key) {
        int i = end - 1;
        for (int stop = Math.max(start, end - NEAR); i >= stop; i--) {
            if (keys[i] <= key) {
                return keys[i] == key ? i : ~(i + 1);
            }
        }
        return Arrays.binarySearch(keys, start, i + 1, key);
    }

    private void write(int index, long key, long size, short wire) {
        keys[index] = key;
        sizes[index] = size;
        if (keepsWires) {
            wires[index] = wire;
        }
    }

    /// Makes room before an index by moving the shorter part; returns where the room is.
    private int open(int index) {
        int at = index;
        if (start == 0 || end == keys.length) {
            at = index - start;
            centre();
            at += start;
        }
        if (at - start < end - at) {
            move(start, start - 1, at - start);
            start--;
            return at - 1;
        }
        move(at, at + 1, end - at);
        end++;
        return at;
    }

    private void close(int index) {
        if (index - start < end - 1 - index) {
            move(start, start + 1, index - start);
            start++;
        } else {
            move(index + 1, index, end - 1 - index);
            end--;
        }
    }

    /// Brings the levels to the middle of arrays that are at most half full.
    private void centre() {
        int count = end - start;
        if (count > keys.length / 2) {
            grow(keys.length * 2);
        }
        int middle = (keys.length - count) / 2;
        move(start, middle, count);
        start = middle;
        end = middle + count;
    }

    private void grow(int capacity) {
        keys = Arrays.copyOf(keys, capacity);
        sizes = Arrays.copyOf(sizes, capacity);
        if (keepsWires) {
            wires = Arrays.copyOf(wires, capacity);
        }
    }

    private void move(int from, int to, int count) {
        System.arraycopy(keys, from, keys, to, count);
        System.arraycopy(sizes, from, sizes, to, count);
        if (keepsWires) {
            System.arraycopy(wires, from, wires, to, count);
        }
    }
}
