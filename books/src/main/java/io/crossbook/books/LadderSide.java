package io.crossbook.books;

import java.util.Arrays;

/// One side of a book as a ladder: a window of ticks around the best, one slot a tick, and sorted arrays below it.
///
/// All keys are multiples of `tick`, which shrinks to the common divisor when a price does not fit. The best is always in
/// the window, and everything outside is worse than everything in it. The window widens while many changes lie below it,
/// as those of a market with a fine tick do. Positions are slots; beyond the window, indices of the sorted arrays.
final class LadderSide implements BookSide {

    static final int FEWEST_SLOTS = 1 << 11;
    static final int MOST_SLOTS = 1 << 14;
    /// After so many changes below the window it is asked whether they were many.
    private static final int FAR = 256;

    /// A window spans less than 2^60, so that keys in it are far from overflow.
    private static final long WIDEST_TICK = 1L << 45;

    private final boolean keepsWires;
    private int slots = FEWEST_SLOTS;
    private long[] sizes = new long[FEWEST_SLOTS];
    private short[] wires;
    /// Which slots are occupied.
    private long[] bits = new long[FEWEST_SLOTS / Long.SIZE];
    private final ArraySide rest;
    /// What the exchange says the tick is; 0: nothing.
    private long stated;
    private long tick;
    /// The key of slot 0.
    private long base;
    private int occupied;
    private int best = -1;
    /// Changes below the window and in it, since it was last asked.
    private int far;
    private int near;

    /// `tick` as the exchange states it; 0 when it does not, then the prices tell.
    LadderSide(long tick, boolean keepsWires) {
        this.keepsWires = keepsWires;
        wires = new short[keepsWires ? FEWEST_SLOTS : 0];
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
        if (position >= slots) {
            next = rest.worse(position - slots);
        } else {
            int slot = below(position);
            if (slot >= 0) {
                return slot;
            }
            next = rest.best();
        }
        return next < 0 ? -1 : slots + next;
    }

    @Override
    public long key(int position) {
        return position < slots ? base + position * tick : rest.key(position - slots);
    }

    @Override
    public long size(int position) {
        return position < slots ? sizes[position] : rest.size(position - slots);
    }

    @Override
    public short wire(int position) {
        if (position >= slots) {
            return rest.wire(position - slots);
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
            far();
        } else if (ticks < slots) {
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
            far();
            return;
        }
        long ticks = tick == 1 ? distance : distance / tick;
        if (ticks >= slots || ticks * tick != distance) {
            return;
        }
        int slot = (int) ticks;
        long bit = 1L << slot;
        if ((bits[slot >> 6] & bit) == 0) {
            return;
        }
        bits[slot >> 6] &= ~bit;
        occupied--;
        near++;
        if (slot == best) {
            best = below(slot);
            if (best < slots / 4 && rest.count() > 0) {
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
        near++;
        if (keepsWires) {
            wires[slot] = wire;
        }
    }

    /// A change was below the window: doubles it when one in five is, unless it is wide already.
    private void far() {
        if (++far == FAR) {
            if (near < 4 * FAR && slots < MOST_SLOTS) {
                spill();
                slots *= 2;
                sizes = new long[slots];
                wires = new short[keepsWires ? slots : 0];
                bits = new long[slots / Long.SIZE];
                relay();
            }
            far = 0;
            near = 0;
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
        base = key - slots * 3 / 4 * tick; // the best has room above and more below
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
