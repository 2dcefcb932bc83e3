package io.crossbook.books;

import java.util.Arrays;

/// One side of the tops: what each listing shows there, and which listing is the best of each instrument.
///
/// Prices and sizes are in base units, at scales of their own that include the multiplier. A price of zero: the listing
/// takes no part.
final class TopSide {

    /// Of each instrument the listings side by side: moves are rare, so that what they look at is far away by then. First where the
    /// best begins (0: there is none), then for each listing, in the order of [Books#of], what it shows.
    private static final int BEST = 0;
    private static final int FIRST = 1;
    private static final int WORDS = 4;
    private static final int SIZE = 1;
    private static final int SCALES = 2;
    private static final int LISTING = 3;
    private static final long[] NOBODY = {0};

    private final int sign;
    private long[][] shown = {};

    /// `sign` is 1 where the highest price is the best, −1 where the lowest is.
    TopSide(int sign) {
        this.sign = sign;
    }

    /// The listing with the best price, or −1.
    int best(int instrument) {
        long[] all = all(instrument);
        int best = (int) all[BEST];
        return best == 0 ? -1 : (int) all[best + LISTING];
    }

    long price(int instrument) {
        return ofBest(instrument, 0);
    }

    long size(int instrument) {
        return ofBest(instrument, SIZE);
    }

    int priceScale(int instrument) {
        return (int) (ofBest(instrument, SCALES) >>> 32);
    }

    int sizeScale(int instrument) {
        return (int) ofBest(instrument, SCALES);
    }

    private long ofBest(int instrument, int word) {
        long[] all = all(instrument);
        int best = (int) all[BEST];
        return best == 0 ? 0 : all[best + word];
    }

    private long[] all(int instrument) {
        return instrument < shown.length ? shown[instrument] : NOBODY;
    }

    /// Takes over what a book shows; true when its instrument's best is another one now, or shows something else.
    boolean set(ListingBook book, long price, int priceScale, long size, int sizeScale) {
        int at = FIRST + book.best().place * WORDS;
        long[] all = all(book.best().instrument);
        if (at >= all.length) {
            all = grow(book.best().instrument, at + WORDS);
        }
        long scales = (long) priceScale << 32 | sizeScale;
        if (all[at] == price && all[at + SIZE] == size
                && (price == 0 || all[at + SCALES] == scales)) {
            return false;
        }
        all[at] = price;
        all[at + SIZE] = size;
        all[at + SCALES] = scales;
        all[at + LISTING] = book.id();
        int former = (int) all[BEST];
        if (former == at) {
            all[BEST] = search(all);
            return true;
        }
        if (price == 0 || (former != 0 && !better(all, at, former))) {
            return false;
        }
        all[BEST] = at;
        return true;
    }

    private int search(long[] all) {
        int found = 0;
        for (int at = FIRST; at < all.length; at += WORDS) {
            if (all[at] != 0 && (found == 0 || better(all, at, found))) {
                found = at;
            }
        }
        return found;
    }

    /// Of equal prices the listing with the lower id is the better one, so that replay gives the same.
    private boolean better(long[] all, int at, int other) {
        int order = sign * Decimals.compareScaled(all[at], (int) (all[at + SCALES] >>> 32),
                all[other], (int) (all[other + SCALES] >>> 32));
        return order != 0 ? order > 0 : all[at + LISTING] < all[other + LISTING];
    }

    private long[] grow(int instrument, int words) {
        if (instrument >= shown.length) {
            int length = shown.length;
            shown = Arrays.copyOf(shown, Math.max(instrument + 1, length * 2));
            Arrays.fill(shown, length, shown.length, NOBODY);
        }
        shown[instrument] = Arrays.copyOf(shown[instrument], words);
        return shown[instrument];
    }
}
