package io.crossbook.bench;

import io.crossbook.books.Instrument;
import io.crossbook.books.ListingBook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/// Whether there is a cycle that pays, found anew each time. Rates are distances: minus the logarithm of what one unit of an asset makes of another, net of the fee.
final class BellmanFord {

    private final List<String> assets = new ArrayList<>();
    /// By listing; −1 where it is none of these.
    private final int[] places;
    private final int[] from;
    private final int[] to;
    private final double[] distances;
    private final double[] best;
    private final double[] least;
    private final double keep;

    BellmanFord(List<ListingBook> books, long fee) {
        this(books, fee, (_, asset) -> asset);
    }

    /// The same where an asset of a listing goes by what `name` calls it there: what cannot leave an exchange is another one than elsewhere.
    BellmanFord(List<ListingBook> books, long fee,
            BiFunction<ListingBook, String, String> name) {
        keep = 1 - fee / 1e9;
        from = new int[2 * books.size()];
        to = new int[2 * books.size()];
        distances = new double[2 * books.size()];
        places = new int[1 + books.stream().mapToInt(ListingBook::id).max().orElse(0)];
        Arrays.fill(places, -1);
        for (int place = 0; place < books.size(); place++) {
            ListingBook book = books.get(place);
            Instrument instrument = book.listing().instrument();
            places[book.id()] = place;
            from[2 * place] = index(name.apply(book, instrument.base()));
            to[2 * place] = index(name.apply(book, instrument.quote()));
            from[2 * place + 1] = to[2 * place];
            to[2 * place + 1] = from[2 * place];
            changed(book);
        }
        best = new double[assets.size() * assets.size()];
        least = new double[assets.size()];
    }

    private int index(String asset) {
        if (!assets.contains(asset)) {
            assets.add(asset);
        }
        return assets.indexOf(asset);
    }

    void changed(ListingBook book) {
        double scale = 1e8;
        int place = book.id() < places.length ? places[book.id()] : -1;
        if (place >= 0) {
            distances[2 * place] = -Math.log(book.bestBid() / scale * keep);
            distances[2 * place + 1] = -Math.log(1 / (book.bestAsk() / scale * (2 - keep)));
        }
    }

    /// Whether any cycle ends with more than it began with: all listings' rates, round after round, until nothing changes or one has more
    /// hops than there are assets.
    boolean any() {
        Arrays.fill(least, 0);
        for (int round = 0; round < least.length; round++) {
            boolean changed = false;
            for (int i = 0; i < distances.length; i++) {
                double sum = least[from[i]] + distances[i];
                if (sum < least[to[i]] - 1e-12) {
                    least[to[i]] = sum;
                    changed = true;
                }
            }
            if (!changed) {
                return false;
            }
        }
        return true;
    }

    /// The same as textbooks have it: one round less than there are assets, then one more to see whether anything still changes.
    boolean plain() {
        Arrays.fill(least, 0);
        boolean changed = false;
        for (int round = 0; round < least.length; round++) {
            changed = false;
            for (int i = 0; i < distances.length; i++) {
                double sum = least[from[i]] + distances[i];
                if (sum < least[to[i]] - 1e-12) {
                    least[to[i]] = sum;
                    changed = true;
                }
            }
        }
        return changed;
    }

    private void reduce() {
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        for (int i = 0; i < distances.length; i++) {
            int at = from[i] * least.length + to[i];
            best[at] = Math.min(best[at], distances[i]);
        }
    }

    /// Whether a cycle of up to four hops does: four rounds from each asset.
    boolean withinFour() {
        reduce();
        int size = least.length;
        for (int start = 0; start < size; start++) {
            double[] before = new double[size];
            Arrays.fill(before, Double.POSITIVE_INFINITY);
            before[start] = 0;
            for (int hop = 0; hop < 4; hop++) {
                double[] after = new double[size];
                Arrays.fill(after, Double.POSITIVE_INFINITY);
                for (int one = 0; one < size; one++) {
                    for (int other = 0; other < size; other++) {
                        after[other] = Math.min(after[other],
                                before[one] + best[one * size + other]);
                    }
                }
                if (after[start] < -1e-12) {
                    return true;
                }
                before = after;
            }
        }
        return false;
    }
}
