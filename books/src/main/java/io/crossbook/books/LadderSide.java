package io.crossbook.books;

/// One side of a book as a ladder: a window of ticks around the best, one slot a tick, and sorted arrays below it.
///
/// All keys are multiples of `tick`, which shrinks to the common divisor when a price does not fit. The best is always in
/// the window, and everything outside is worse than everything in it. The window is as wide as the snapshot's levels and
/// the changes since have asked for. Positions are slots; beyond the window, indices of the sorted arrays.
final class LadderSide implements BookSide {

    static final int FEWEST_SLOTS = 1 << 11;
    static final int MOST_SLOTS = 1 << 19;
    private static final int WIDEN = 4;
    /// After so many changes below the window it is asked whether they were one in [#SELDOM] or more.
    private static final int FAR = 16;
    private static final int SELDOM = 16;

    /// A window spans at most 2^60: keys in it are far from overflow.
    private static final long WIDEST_TICK = 1L << 41;

    private final Pages window;
    private final ArraySide rest;
    /// What the exchange says the tick is; 0: nothing.
    private long stated;
    private long tick;
    /// The key of slot 0.
    private long base;
    private int slots = FEWEST_SLOTS;
    private int best = -1;
    private long bests;
    /// Changes below the window, and all, since it was last asked.
    private int far;
    private int changes;

    /// `tick` as the exchange states it; 0 when it does not, then the prices tell.
    LadderSide(long tick, boolean keepsWires) {
        window = new Pages(FEWEST_SLOTS, keepsWires);
        rest = new ArraySide(keepsWires);
        stated = tick > WIDEST_TICK ? 1 : tick;
        this.tick = stated;
    }

    @Override
    public long prefetch() {
        return best < 0 ? 0 : window.prefetch(best);
    }

    @Override
    public int count() {
        return window.count() + rest.count();
    }

    @Override
    public int best() {
        return best;
    }

    @Override
    public long bests() {
        return bests;
    }

    @Override
    public int worse(int position) {
        int next;
        if (position >= slots) {
            next = rest.worse(position - slots);
        } else {
            int slot = window.below(position);
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
        return position < slots ? window.size(position) : rest.size(position - slots);
    }

    @Override
    public short wire(int position) {
        return position < slots ? window.wire(position) : rest.wire(position - slots);
    }

    @Override
    public void put(long key, long size, short wire) {
        if (best < 0) {
            if (size == 0) {
                return;
            }
            start(key);
        }
        long distance = key - base;
        long ticks = tick == 1 ? distance : distance / tick;
        if (ticks * tick != distance || ticks >= slots) {
            if (size != 0) {
                outside(key, size, wire);
            }
        } else if (distance < 0) {
            rest.put(key, size, wire);
            far();
        } else if (size == 0) {
            remove((int) ticks);
        } else {
            window.set((int) ticks, size, wire);
            if (ticks >= best) {
                best = (int) ticks;
                bests++;
            }
        }
    }

    /// A level above the window or between its ticks.
    private void outside(long key, long size, short wire) {
        spill();
        long step = divisor(tick, Math.abs(key - base));
        if (step != tick) {
            tick = step;
            relay();
        } else {
            lay(key);
        }
        put(key, size, wire);
    }

    private void remove(int slot) {
        window.set(slot, 0, (short) 0);
        if (slot == best) {
            bests++;
            best = window.below(slot);
            if (best < slots / 4 && rest.count() > 0) {
                relay();
            }
        }
    }

    /// As [#put] one by one; nearly all of them the short way.
    @Override
    public void putAll(Levels levels, int sign) {
        int count = levels.count();
        changes += count;
        for (int i = 0; i < count; i++) {
            if (best > 0) {
                i = window.setAll(levels, i, sign, base, tick, best);
                bests += window.bestSet() ? 1 : 0;
                if (i == count) {
                    return;
                }
            }
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
        if (rest.count() > 0) {
            fit();
        }
        relay();
        window.spare();
    }

    /// Widens the window to nearly all of a snapshot's levels.
    private void fit() {
        int first = rest.best();
        int last = first - rest.count() + 1 + rest.count() / SELDOM;
        long ticks = (rest.key(first) - rest.key(last)) / tick;
        while (slots < MOST_SLOTS && ticks >= slots * 3 / 4) {
            slots *= WIDEN;
        }
        window.clear(slots);
    }

    @Override
    public void clear() {
        bests++;
        window.clear(slots);
        best = -1;
        rest.clear();
    }

    @Override
    public void dropWorst(int levels) {
        int fromRest = Math.min(levels, rest.count());
        rest.dropWorst(fromRest);
        for (int left = levels - fromRest; left > 0; left--) {
            window.set(window.lowest(), 0, (short) 0);
        }
        if (window.count() == 0) {
            bests++;
            best = -1;
        }
    }

    @Override
    public void scale(long pricePower, long sizePower) {
        bests++;
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
        int worst = rest.count() > 0 ? 0 : window.lowest();
        return Math.max(rest.highestPrice(), Math.max(key(best), -key(worst)));
    }

    @Override
    public long highestSize() {
        long highest = rest.highestSize();
        for (int slot = window.lowest(); slot >= 0; slot = window.above(slot)) {
            highest = Math.max(highest, window.size(slot));
        }
        return highest;
    }

    /// A change was below the window: widens it while too many are.
    private void far() {
        if (++far == FAR) {
            if (changes < SELDOM * FAR && slots < MOST_SLOTS) {
                spill();
                slots *= WIDEN;
                window.clear(slots);
                relay();
            }
            far = 0;
            changes = 0;
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

    /// Moves all levels of the window to the rest, of which they are the best.
    private void spill() {
        for (int slot = window.lowest(); slot >= 0; slot = window.above(slot)) {
            rest.append(key(slot), window.size(slot), window.wire(slot));
        }
        window.clear(slots);
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
            int slot = (int) ((rest.key(from) - base) / tick);
            window.set(slot, rest.size(from), rest.wire(from));
            best = Math.max(best, slot);
            rest.pop();
        }
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
