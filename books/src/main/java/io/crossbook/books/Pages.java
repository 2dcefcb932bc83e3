package io.crossbook.books;

import java.util.Arrays;

/// Sizes by slot, of which few of many are used: one bit a slot, 32 slots a page, and memory for used pages only.
///
/// Every operation on a slot is a handful of instructions that hardly branch: whether a level comes, changes or goes
/// cannot be foreseen, and a wrong guess costs more than all of it. Allocates only when more pages are used than ever before.
final class Pages {

    private static final int PAGE = 32;
    private static final int FIRST = PAGE;

    private final boolean keepsWires;
    /// One word a page: which of its slots are occupied in the lower half, and in the upper half where its sizes begin.
    /// 0: nowhere yet. A page that has become empty keeps its place until room is short.
    private long[] directory;
    /// Page after page; what lies before [#FIRST] belongs to nobody.
    private long[] sizes = new long[4 * PAGE];
    private short[] wires;
    /// Places that were taken back, and from where on none was given yet.
    private int[] free = new int[4];
    private int freed;
    private int fresh = FIRST;
    private int count;
    /// No page below is occupied.
    private int lowest;
    private boolean bestSet;

    /// `slots` is a multiple of 32.
    Pages(int slots, boolean keepsWires) {
        this.keepsWires = keepsWires;
        directory = new long[slots / PAGE];
        wires = new short[keepsWires ? sizes.length : 0];
        lowest = directory.length;
    }

    /// Empties it, for so many slots from now on.
    void clear(int slots) {
        if (slots == directory.length * PAGE) {
            Arrays.fill(directory, 0);
        } else {
            directory = new long[slots / PAGE];
        }
        freed = 0;
        fresh = FIRST;
        count = 0;
        lowest = directory.length;
    }

    /// Makes room for four times as many pages as are used now, so that what comes later allocates nothing, as a rule.
    void spare() {
        grow(4 * fresh);
    }

    private void grow(int places) {
        if (places > sizes.length) {
            int length = Math.max(places, 2 * sizes.length);
            sizes = Arrays.copyOf(sizes, length);
            wires = Arrays.copyOf(wires, keepsWires ? length : 0);
            free = Arrays.copyOf(free, length / PAGE);
        }
    }

    /// Reads what the next changes near an occupied slot need.
    long prefetch(int slot) {
        return sizes[place(slot)] + lowest;
    }

    /// How many slots are occupied.
    int count() {
        return count;
    }

    /// The size in an occupied slot.
    long size(int slot) {
        return sizes[place(slot)];
    }

    short wire(int slot) {
        return keepsWires ? wires[place(slot)] : 0;
    }

    private int place(int slot) {
        return (int) (directory[slot >> 5] >>> 32) + (slot & 31);
    }

    /// Sets what is in a slot; zero empties it.
    void set(int slot, long size, short wire) {
        int page = slot >> 5;
        int place = slot & 31;
        long before = directory[page];
        if (before == 0) {
            if (size == 0) {
                return;
            }
            before = (long) settle() << 32;
        }
        if (size != 0) {
            lowest = Math.min(lowest, page);
        }
        long stands = (size | -size) >>> 63;
        count += (int) (stands - ((before >>> place) & 1));
        directory[page] = (before & ~(1L << place)) | (stands << place);
        int at = (int) (before >>> 32) + place;
        sizes[at] = size;
        if (keepsWires) {
            wires[at] = wire;
        }
    }

    /// Sets level after level from `from` on; returns the first that it leaves to [#set], or their count. Those are levels outside the
    /// slots below `best`, except that the best may get another size, and levels on pages without a place. Keys are `tick` apart, slot
    /// 0 is at `base`; `sign` makes keys of prices. [#bestSet] then says whether the best was among them.
    int setAll(Levels levels, int from, int sign, long base, long tick, int best) {
        long[] pages = directory;
        long[] places = sizes;
        int more = 0;
        long below = -1;
        int i = from;
        for (; i < levels.count(); i++) {
            long distance = levels.price(i) * sign - base;
            long slot = tick == 1 ? distance : distance / tick;
            long size = levels.size(i);
            long stands = (size | -size) >>> 63;
            if (slot < 0 || slot >= best + stands || slot * tick != distance) {
                break;
            }
            int page = (int) slot >> 5;
            int place = (int) slot & 31;
            long before = pages[page];
            if (before == 0 || page < lowest) {
                break;
            }
            below &= slot - best; // loses its sign with the best
            more += (int) (stands - ((before >>> place) & 1));
            pages[page] = (before & ~(1L << place)) | (stands << place);
            int at = (int) (before >>> 32) + place;
            places[at] = size;
            if (keepsWires) {
                wires[at] = levels.wire(i);
            }
        }
        count += more;
        bestSet = below >= 0;
        return i;
    }

    /// Whether the last [#setAll] gave the best another size.
    boolean bestSet() {
        return bestSet;
    }

    /// A place for a page.
    private int settle() {
        if (freed == 0 && fresh + PAGE > sizes.length) {
            takeBack();
        }
        if (freed > 0) {
            return free[--freed];
        }
        int place = fresh;
        fresh += PAGE;
        grow(fresh);
        return place;
    }

    /// Takes the places of empty pages; unless they are a quarter of all, room is made besides.
    private void takeBack() {
        for (int page = 0; page < directory.length; page++) {
            if (directory[page] != 0 && (int) directory[page] == 0) {
                free[freed++] = (int) (directory[page] >>> 32);
                directory[page] = 0;
            }
        }
        if (freed < free.length / 4) {
            grow(sizes.length + PAGE);
        }
    }

    /// The next occupied slot below, or −1.
    int below(int slot) {
        int page = slot >> 5;
        int left = (int) directory[page] & ((1 << slot) - 1);
        while (left == 0) {
            if (--page < lowest) {
                return -1;
            }
            left = (int) directory[page];
        }
        return (page << 5) + 31 - Integer.numberOfLeadingZeros(left);
    }

    /// The next occupied slot above, or −1.
    int above(int slot) {
        int page = (slot + 1) >> 5;
        int left = page == directory.length ? 0 : (int) directory[page] & (-1 << (slot + 1));
        while (left == 0) {
            if (++page >= directory.length) {
                return -1;
            }
            left = (int) directory[page];
        }
        return (page << 5) + Integer.numberOfTrailingZeros(left);
    }

    /// The lowest occupied slot, or −1.
    int lowest() {
        while (lowest < directory.length && (int) directory[lowest] == 0) {
            lowest++;
        }
        return lowest == directory.length
                ? -1
                : (lowest << 5) + Integer.numberOfTrailingZeros((int) directory[lowest]);
    }
}
