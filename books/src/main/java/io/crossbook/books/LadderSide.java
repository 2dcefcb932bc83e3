package io.crossbook.books;

import java.util.Arrays;

/// One side of a book as a ladder: a window of ticks around the best, one slot a tick, and sorted arrays below it.
///
/// All keys are multiples of `tick`, which shrinks to the common divisor when a price does not fit. The best is always in
/// the window, and everything outside is worse than everything in it. Positions are slots; from [#SLOTS] on, indices of
/// the sorted arrays.
final class LadderSide implements BookSide {

    static final int SLOTS = 1 << 11;

    /// Where the best is put when the window is laid anew, and below which slot it is laid again.
    private static final int HIGH = SLOTS * 3 / 4;
    private static final int LOW = SLOTS / 4;
    /// A window spans less than 2^60, so that keys in it are far from overflow.
    private static final long WIDEST_TICK = 1L << 48;

    private final boolean keepsWires;
    private final long[] sizes = new long[SLOTS];
    private final short[] wires;
    /// Which slots are occupied.
    private final long[] bits = new long[SLOTS / Long.SIZE];
    private final ArraySide rest;
    /// What the exchange says the tick is; 0: nothing.
    private long stated;
    private long tick;
    /// The key of slot 0.
    private long base;
    private int occupied;
    private int best = -1;

    /// `tick` as the exchange states it; 0 when it does not, then the prices tell.
    LadderSide(long tick, boolean keepsWires) {
        this.keepsWires = keepsWires;
        wires = new short[keepsWires ? SLOTS : 0];
        rest = new ArraySide(keepsWires);
        stated = tick > WIDEST_TICK ? 1 : tick;
        this.tick = stated;
    }

    @Override
    public int count() {
        return occupied + rest.count();
    }

    @Override
    public int best() {
        return best;
    }

    @Override
    public int worse(int position) {
        int next;
        if (position >= SLOTS) {
            next = rest.worse(position - SLOTS);
        } else {
            int slot = below(position);
            if (slot >= 0) {
                return slot;
            }
            next = rest.best();
        }
        return next < 0 ? -1 : SLOTS + next;
    }

    @Override
    public long key(int position) {
        return position < SLOTS ? base + position * tick : rest.key(position - SLOTS);
    }

    @Override
    public long size(int position) {
        return position < SLOTS ? sizes[position] : rest.size(position - SLOTS);
    }

    @Override
    public short wire(int position) {
        if (position >= SLOTS) {
            return rest.wire(position - SLOTS);
        }
        return keepsWires ? wires[position] : 0;
    }

    @Override
    public void put(long key, long size, short wire) {
        if (size == 0) {
            remove(key);
            return;
        }
        if (best < 0) {
            start(key);
        }
        long distance = key - base;
        long ticks = tick == 1 ? distance : distance / tick;
        if (ticks * tick != distance) {
            refine(distance);
            put(key, size, wire);
        } else if (distance < 0) {
            rest.put(key, size, wire);
        } else if (ticks < SLOTS) {
            set((int) ticks, size, wire);
        } else {
            spill();
            lay(key);
            set((int) ((key - base) / tick), size, wire);
        }
    }

    private void remove(long key) {
        if (best < 0) {
            return;
        }
        long distance = key - base;
        if (distance < 0) {
            rest.put(key, 0, (short) 0);
            return;
        }
        long ticks = tick == 1 ? distance : distance / tick;
        if (ticks >= SLOTS || ticks * tick != distance) {
            return;
        }
        int slot = (int) ticks;
        long bit = 1L << slot;
        if ((bits[slot >> 6] & bit) == 0) {
            return;
        }
        bits[slot >> 6] &= ~bit;
        occupied--;
        if (slot == best) {
            best = below(slot);
            if (best < LOW && rest.count() > 0) {
                relay();
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
    public void load(Levels levels, int sign) {
        clear();
        tick = stated;
        rest.load(levels, sign);
        for (int i = rest.best(); i >= 0; i = rest.worse(i)) {
            tick = divisor(tick, Math.abs(rest.key(i)));
        }
        tick = tick > WIDEST_TICK ? 1 : tick;
        relay();
    }

    @Override
    public void clear() {
        Arrays.fill(bits, 0);
        occupied = 0;
        best = -1;
        rest.clear();
    }

    @Override
    public void dropWorst(int levels) {
        int fromRest = Math.min(levels, rest.count());
        rest.dropWorst(fromRest);
        int slot = -1;
        for (int left = levels - fromRest; left > 0; left--) {
            slot = above(slot);
            bits[slot >> 6] &= ~(1L << slot);
            occupied--;
        }
        if (occupied == 0) {
            best = -1;
        }
    }

    @Override
    public void scale(long pricePower, long sizePower) {
        spill();
        rest.scale(pricePower, sizePower);
        stated = widen(stated, pricePower);
        tick = widen(tick, pricePower);
        relay();
    }

    private static long widen(long tick, long power) {
        return tick > WIDEST_TICK / power ? 1 : tick * power;
    }

    @Override
    public long highestPrice() {
        if (best < 0) {
            return 0;
        }
        int worst = rest.count() > 0 ? 0 : above(-1);
        return Math.max(rest.highestPrice(), Math.max(key(best), -key(worst)));
    }

    @Override
    public long highestSize() {
        long highest = rest.highestSize();
        for (int slot = above(-1); slot >= 0; slot = above(slot)) {
            highest = Math.max(highest, sizes[slot]);
        }
        return highest;
    }

    private void set(int slot, long size, short wire) {
        long bit = 1L << slot;
        if ((bits[slot >> 6] & bit) == 0) {
            bits[slot >> 6] |= bit;
            occupied++;
            best = Math.max(best, slot);
        }
        sizes[slot] = size;
        if (keepsWires) {
            wires[slot] = wire;
        }
    }

    /// Lays the window for the first level of an empty side.
    private void start(long key) {
        if (tick == 0) {
            tick = Math.abs(key) > WIDEST_TICK ? 1 : Math.abs(key);
        }
        tick = divisor(tick, Math.abs(key));
        lay(key);
    }

    /// Takes a finer tick, of which `distance` from the window's base is a multiple too.
    private void refine(long distance) {
        spill();
        tick = divisor(tick, Math.abs(distance));
        relay();
    }

    /// Moves all levels of the window to the rest, of which they are the best.
    private void spill() {
        for (int slot = above(-1); slot >= 0; slot = above(slot)) {
            rest.append(key(slot), sizes[slot], keepsWires ? wires[slot] : 0);
        }
        Arrays.fill(bits, 0);
        occupied = 0;
        best = -1;
    }

    /// Lays the window around the best of all levels.
    private void relay() {
        if (best >= 0) {
            spill();
        }
        if (rest.count() > 0) {
            lay(rest.key(rest.best()));
        }
    }

    /// Lays the empty window so that `key` is high in it, and fills it from the rest.
    private void lay(long key) {
        base = key - HIGH * tick;
        while (rest.count() > 0 && rest.key(rest.best()) >= base) {
            int from = rest.best();
            set((int) ((rest.key(from) - base) / tick), rest.size(from), rest.wire(from));
            rest.pop();
        }
    }

    /// The next occupied slot below, or −1.
    private int below(int slot) {
        int word = slot >> 6;
        long left = bits[word] & ((1L << slot) - 1);
        while (left == 0) {
            if (--word < 0) {
                return -1;
            }
            left = bits[word];
        }
        return (word << 6) + 63 - Long.numberOfLeadingZeros(left);
    }

    /// The next occupied slot above, or −1; from −1, the lowest.
    private int above(int slot) {
        int from = slot + 1;
        int word = from >> 6;
        if (word == bits.length) {
            return -1;
        }
        long left = bits[word] & (-1L << from);
        while (left == 0) {
            if (++word == bits.length) {
                return -1;
            }
            left = bits[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(left);
    }

    /// The greatest common divisor; of zero and `value`, `value`.
    private static long divisor(long tick, long value) {
        long left = tick;
        long right = value;
        while (right != 0) {
            long remainder = left % right;
            left = right;
            right = remainder;
        }
        return left;
    }
}
