package io.crossbook.books;

import java.util.Arrays;
import java.util.List;

/// One side of the tops: what each listing shows there, and which listing is the best of each instrument.
///
/// Prices and sizes are in base units, at scales of their own that include the multiplier. A price of zero: the listing
/// takes no part.
final class TopSide {

    private final int sign;
    private final Books books;
    private long[] prices = new long[16];
    private long[] sizes = new long[16];
    private int[] priceScales = new int[16];
    private int[] sizeScales = new int[16];
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
        return listing < 0 ? 0 : prices[listing];
    }

    long size(int instrument) {
        int listing = best(instrument);
        return listing < 0 ? 0 : sizes[listing];
    }

    int priceScale(int instrument) {
        int listing = best(instrument);
        return listing < 0 ? 0 : priceScales[listing];
    }

    int sizeScale(int instrument) {
        int listing = best(instrument);
        return listing < 0 ? 0 : sizeScales[listing];
    }

    /// Takes over what a listing shows; true when the instrument's best is another one now, or shows something else.
    boolean set(int instrument, int listing, long price, int priceScale, long size, int sizeScale) {
        grow(instrument, listing);
        if (prices[listing] == price && sizes[listing] == size
                && (price == 0 || (priceScales[listing] == priceScale
                        && sizeScales[listing] == sizeScale))) {
            return false;
        }
        prices[listing] = price;
        sizes[listing] = size;
        priceScales[listing] = priceScale;
        sizeScales[listing] = sizeScale;
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
            if (rival < prices.length && prices[rival] != 0
                    && (found < 0 || better(rival, found))) {
                found = rival;
            }
        }
        return found;
    }

    /// Of equal prices the listing with the lower id is the better one, so that replay gives the same.
    private boolean better(int listing, int other) {
        int order = sign * Decimals.compareScaled(prices[listing], priceScales[listing],
                prices[other], priceScales[other]);
        return order != 0 ? order > 0 : listing < other;
    }

    private void grow(int instrument, int listing) {
        if (instrument >= best.length) {
            int length = best.length;
            best = Arrays.copyOf(best, Math.max(instrument + 1, length * 2));
            Arrays.fill(best, length, best.length, -1);
        }
        if (listing >= prices.length) {
            int length = Math.max(listing + 1, prices.length * 2);
            prices = Arrays.copyOf(prices, length);
            sizes = Arrays.copyOf(sizes, length);
            priceScales = Arrays.copyOf(priceScales, length);
            sizeScales = Arrays.copyOf(sizeScales, length);
        }
    }
}
