package io.crossbook.books;

import java.util.Arrays;
import java.util.List;

/// One side of the tops: what each listing shows there, and which listing is the best of each instrument.
///
/// Prices and sizes are in base units, at scales of their own that include the multiplier. A price of zero: the listing
/// takes no part.
final class TopSide {

    private static final int WORDS = 3;
    private static final int SIZE = 1;
    private static final int SCALES = 2;

    private final int sign;
    private final Books books;
    /// Of each listing price, size and scales, side by side: moves are rare, so that what they look at is far away by then.
    private long[] shown = new long[16 * WORDS];
    private int[] best = {};

    /// `sign` is 1 where the highest price is the best, −1 where the lowest is.
    TopSide(Books books, int sign) {
        this.books = books;
        this.sign = sign;
    }

    /// The listing with the best price, or −1.
    int best(int instrument) {
        return instrument < best.length ? best[instrument] : -1;
    }

    long price(int instrument) {
        int listing = best(instrument);
        return listing < 0 ? 0 : shown[listing * WORDS];
    }

    long size(int instrument) {
        int listing = best(instrument);
        return listing < 0 ? 0 : shown[listing * WORDS + SIZE];
    }

    int priceScale(int instrument) {
        int listing = best(instrument);
        return listing < 0 ? 0 : priceScaleOf(listing);
    }

    int sizeScale(int instrument) {
        int listing = best(instrument);
        return listing < 0 ? 0 : (int) shown[listing * WORDS + SCALES];
    }

    private int priceScaleOf(int listing) {
        return (int) (shown[listing * WORDS + SCALES] >>> 32);
    }

    /// Takes over what a listing shows; true when the instrument's best is another one now, or shows something else.
    boolean set(int instrument, int listing, long price, int priceScale, long size, int sizeScale) {
        grow(instrument, listing);
        int at = listing * WORDS;
        long scales = (long) priceScale << 32 | sizeScale;
        if (shown[at] == price && shown[at + SIZE] == size
                && (price == 0 || shown[at + SCALES] == scales)) {
            return false;
        }
        shown[at] = price;
        shown[at + SIZE] = size;
        shown[at + SCALES] = scales;
        int former = best[instrument];
        if (former == listing) {
            best[instrument] = search(instrument);
            return true;
        }
        if (price == 0 || (former >= 0 && !better(listing, former))) {
            return false;
        }
        best[instrument] = listing;
        return true;
    }

    private int search(int instrument) {
        List<ListingBook> rivals = books.of(instrument);
        int found = -1;
        for (int i = 0; i < rivals.size(); i++) {
            int rival = rivals.get(i).id();
            if (rival * WORDS < shown.length && shown[rival * WORDS] != 0
                    && (found < 0 || better(rival, found))) {
                found = rival;
            }
        }
        return found;
    }

    /// Of equal prices the listing with the lower id is the better one, so that replay gives the same.
    private boolean better(int listing, int other) {
        int order = sign * Decimals.compareScaled(shown[listing * WORDS], priceScaleOf(listing),
                shown[other * WORDS], priceScaleOf(other));
        return order != 0 ? order > 0 : listing < other;
    }

    private void grow(int instrument, int listing) {
        if (instrument >= best.length) {
            int length = best.length;
            best = Arrays.copyOf(best, Math.max(instrument + 1, length * 2));
            Arrays.fill(best, length, best.length, -1);
        }
        if (listing * WORDS >= shown.length) {
            shown = Arrays.copyOf(shown, Math.max((listing + 1) * WORDS, shown.length * 2));
        }
    }
}
