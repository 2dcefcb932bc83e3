package io.crossbook.arbitrage;

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
    /// What may be chosen of it, as last written down, and what is left of what each of these brings.
    private long gathered = -1;
    private boolean taken;
    int count;
    Hop[] usable = new Hop[0];
    double[] left = new double[0];
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
    Hop best(long now, long maxAgeNanos, Predicate<Hop> free) {
        Hop best = null;
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            if (hop.missing() == null && hop.fits() && now < hop.staleAt(maxAgeNanos)
                    && free.test(hop) && (best == null || better(hop, best))) {
                best = hop;
            }
        }
        return best;
    }

    /// Which hop is told of where none can be traded: the best of those that only are too old, else the first.
    Hop otherwise(Predicate<Hop> free) {
        Hop best = best(0, Long.MAX_VALUE / 4, free);
        return best == null ? hops.getFirst() : best;
    }

    private static boolean better(Hop one, Hop other) {
        return one.rate() > other.rate()
                || (one.rate() == other.rate() && one.book.id() < other.book.id());
    }

    /// Writes down what may be chosen of it, once a round: all that can be traded, is fresh and shows a price. True when something is
    /// taken of any.
    boolean gather(long now, long maxAgeNanos, Predicate<Hop> free) {
        if (gathered == round) {
            return taken;
        }
        gathered = round;
        taken = false;
        count = 0;
        if (usable.length < hops.size()) {
            usable = new Hop[rates.length];
            left = new double[rates.length];
        }
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            if (hop.rate() > 0 && hop.fits() && now < hop.staleAt(maxAgeNanos)
                    && free.test(hop)) {
                usable[count] = hop;
                left[count++] = hop.left();
                taken |= !hop.consumed.isEmpty();
            }
        }
        return taken;
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
