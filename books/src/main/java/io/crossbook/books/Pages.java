package io.crossbook.books;

import java.util.Arrays;

/// Sizes by slot, of which few of many are used: one bit a slot, 64 slots a page, and memory for used pages only.
///
/// Every operation on a slot is a handful of instructions that hardly branch: whether a level comes, changes or goes
/// cannot be foreseen, and a wrong guess costs more than all of it. Allocates only when more pages are used than ever before.
final class Pages {

    private static final int PAGE = Long.SIZE;

    private final boolean keepsWires;
    /// Two words a page, side by side because they are used together: which of its slots are occupied, and where its sizes
    /// begin. 0: nowhere, the page is empty.
    private long[] directory;
    /// Page after page; the first belongs to nobody and takes what is removed where nothing was.
    private long[] sizes = new long[4 * PAGE];
    private short[] wires;
    /// Where sizes of pages began that are empty now, and from where on none ever did.
    private int[] free = new int[4];
    private int freed;
    private int fresh = PAGE;
    private int count;
    /// No page below is occupied.
    private int lowest;

    /// `slots` is a multiple of 64.
    Pages(int slots, boolean keepsWires) {
        this.keepsWires = keepsWires;
        directory = new long[2 * slots / PAGE];
        wires = new short[keepsWires ? sizes.length : 0];
        lowest = slots / PAGE;
    }

    /// Empties it, for so many slots from now on.
    void clear(int slots) {
        if (slots == slots()) {
            Arrays.fill(directory, 0);
        } else {
            directory = new long[2 * slots / PAGE];
        }
        freed = 0;
        fresh = PAGE;
        count = 0;
        lowest = slots / PAGE;
    }

    int slots() {
        return directory.length / 2 * PAGE;
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
        return (int) directory[((slot >> 6) << 1) + 1] + (slot & 63);
    }

    private long bits(int page) {
        return directory[page << 1];
    }

    /// Sets what is in a slot; zero empties it.
    void set(int slot, long size, short wire) {
        int entry = (slot >> 6) << 1;
        long before = directory[entry];
        int home = (int) directory[entry + 1];
        long stands = (size | -size) >>> 63;
        long after = (before & ~(1L << slot)) | (stands << slot);
        if (home == 0 && size != 0) {
            home = settle(entry);
        }
        directory[entry] = after;
        count += (int) (stands - ((before >>> slot) & 1));
        sizes[home + (slot & 63)] = size;
        if (keepsWires) {
            wires[home + (slot & 63)] = wire;
        }
        if (after == 0 && home != 0) {
            leave(entry);
        }
    }

    private int settle(int entry) {
        lowest = Math.min(lowest, entry >> 1);
        int home = fresh;
        if (freed > 0) {
            home = free[--freed];
        } else {
            fresh += PAGE;
            if (fresh > sizes.length) {
                sizes = Arrays.copyOf(sizes, sizes.length * 2);
                wires = Arrays.copyOf(wires, keepsWires ? sizes.length : 0);
            }
        }
        directory[entry + 1] = home;
        return home;
    }

    private void leave(int entry) {
        if (freed == free.length) {
            free = Arrays.copyOf(free, freed * 2);
        }
        free[freed++] = (int) directory[entry + 1];
        directory[entry + 1] = 0;
    }

    /// The next occupied slot below, or −1.
    int below(int slot) {
        int page = slot >> 6;
        long left = bits(page) & ((1L << slot) - 1);
        while (left == 0) {
            if (--page < lowest) {
                return -1;
            }
            left = bits(page);
        }
        return (page << 6) + 63 - Long.numberOfLeadingZeros(left);
    }

    /// The next occupied slot above, or −1.
    int above(int slot) {
        int page = (slot + 1) >> 6;
        long left = page == directory.length / 2 ? 0 : bits(page) & (-1L << (slot + 1));
        while (left == 0) {
            if (++page >= directory.length / 2) {
                return -1;
            }
            left = bits(page);
        }
        return (page << 6) + Long.numberOfTrailingZeros(left);
    }

    /// The lowest occupied slot, or −1.
    int lowest() {
        int pages = directory.length / 2;
        while (lowest < pages && bits(lowest) == 0) {
            lowest++;
        }
        return lowest == pages ? -1 : (lowest << 6) + Long.numberOfTrailingZeros(bits(lowest));
    }
}
