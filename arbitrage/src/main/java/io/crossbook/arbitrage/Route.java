package io.crossbook.arbitrage;

import io.crossbook.books.Listing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One asset into another, by the best of the hops that do so.
///
/// Its bound is the best net rate that any of them shows, whatever its age: what can be had is never more. One thread.
final class Route {

    final String gives;
    final String gets;
    final List<Hop> hops = new ArrayList<>();
    /// The chains that run through here and whose bounds pay.
    final List<Chain> near = new ArrayList<>();
    /// In which round of [ChainJudge] the best was last looked for, and what it was.
    long round = -1;
    @Nullable
    Hop ofRound;
    private double[] rates = new double[1];
    private double bound;

    Route(String gives, String gets) {
        this.gives = gives;
        this.gets = gets;
    }

    /// A hop joins, at this index from now on.
    int join(Hop hop) {
        hops.add(hop);
        if (hops.size() > rates.length) {
            rates = Arrays.copyOf(rates, rates.length * 2);
        }
        return hops.size() - 1;
    }

    /// Takes over what a hop shows; true when the bound has risen.
    boolean show(int index, double rate) {
        double before = rates[index];
        rates[index] = rate;
        if (rate > bound) {
            bound = rate;
            return true;
        }
        if (before == bound && rate < before) {
            bound = 0;
            for (int i = 0; i < hops.size(); i++) {
                bound = Math.max(bound, rates[i]);
            }
        }
        return false;
    }

    /// No unit of what is given brings more than this, net of fees, but for the last digits of doubles; 0 when nothing can be had.
    double bound() {
        return bound;
    }

    /// The best hop that can be traded and is fresh; of equally good ones that of the listing that was there first. Null when there is none.
    @Nullable
    Hop best(long now, long maxAgeNanos, Predicate<Listing> free) {
        Hop best = null;
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            if (hop.missing() == null && hop.fits() && now < hop.staleAt(maxAgeNanos)
                    && free.test(hop.listing()) && (best == null || better(hop, best))) {
                best = hop;
            }
        }
        return best;
    }

    /// Which hop is told of where none can be traded: the best of those that only are too old, else the first.
    Hop otherwise(Predicate<Listing> free) {
        Hop best = best(0, Long.MAX_VALUE / 4, free);
        return best == null ? hops.getFirst() : best;
    }

    private static boolean better(Hop one, Hop other) {
        if (Prices.below(other.rate(), one.rate())) {
            return true;
        }
        if (Prices.below(one.rate(), other.rate())) {
            return false;
        }
        if (one.best() == other.best() && one.ratesAs(other)) {
            return one.book.id() < other.book.id();
        }
        int order = one.rate(one.best()).compareTo(other.rate(other.best()));
        return order > 0 || (order == 0 && one.book.id() < other.book.id());
    }

    /// Whether what it gets is only what something is worth.
    boolean valued() {
        return !hops.isEmpty() && hops.getFirst().valued;
    }

    @Override
    public String toString() {
        return gives + " to " + gets;
    }
}
