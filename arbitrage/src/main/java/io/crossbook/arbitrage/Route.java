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
    private double[] rates = new double[1];
    /// Whether one of its hops may have changed since it was last gathered.
    boolean touched = true;
    /// When the first of those that were gathered will be too old.
    long freshUntil;
    /// How often it was gathered.
    long gathered;
    private final List<Joint> joints = new ArrayList<>();
    /// What may be chosen of it, as it was gathered; what is left of what each of these brings, and what it brings before its fee.
    int count;
    Hop[] usable = {};
    double[] left = {};
    double[] raws = {};
    /// The best of them; of equally good ones that of the listing that was there first. Null when there is none.
    @Nullable
    Hop best;
    /// The most that is left of any, and the least and the most that any brings before its fee.
    double mostLeft;
    double leastRaw;
    double mostRaw;
    /// Whether something is taken of any.
    boolean taken;
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

    /// Finds out which of its hops can be traded and are fresh, unless that is still known.
    void gather(long now, long maxAgeNanos, Predicate<Hop> free, Fees fees) {
        if (!touched && now < freshUntil) {
            return;
        }
        touched = false;
        gathered++;
        freshUntil = Long.MAX_VALUE;
        taken = false;
        best = null;
        mostLeft = 0;
        leastRaw = Double.POSITIVE_INFINITY;
        mostRaw = 0;
        count = 0;
        if (usable.length < hops.size()) {
            usable = new Hop[rates.length];
            left = new double[rates.length];
            raws = new double[rates.length];
        }
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            hop.refresh(fees);
            if (hop.missing() == null && hop.fits() && now < hop.staleAt(maxAgeNanos)
                    && free.test(hop)) {
                add(hop, hop.staleAt(maxAgeNanos));
            }
        }
    }

    private void add(Hop hop, long staleAt) {
        usable[count] = hop;
        raws[count] = hop.aboutRaw();
        left[count] = hop.rate(false);
        leastRaw = Math.min(leastRaw, raws[count]);
        mostRaw = Math.max(mostRaw, raws[count]);
        mostLeft = Math.max(mostLeft, left[count++]);
        taken |= !hop.consumed.isEmpty();
        freshUntil = Math.min(freshUntil, staleAt);
        best = best == null || better(hop, best) ? hop : best;
    }

    /// This route and the one after it, the same for all chains that run through both.
    Joint joint(Route next) {
        for (Joint joint : joints) {
            if (joint.second == next) {
                return joint;
            }
        }
        var joint = new Joint(this, next);
        joints.add(joint);
        return joint;
    }

    /// Whether a hop is among those that were gathered.
    boolean offers(Hop hop) {
        for (int i = 0; i < count; i++) {
            if (usable[i] == hop) {
                return true;
            }
        }
        return false;
    }

    /// The best of those that were gathered for which something holds.
    @Nullable
    Hop best(Predicate<Hop> holds) {
        Hop some = null;
        for (int i = 0; i < count; i++) {
            some = (some == null || better(usable[i], some)) && holds.test(usable[i])
                    ? usable[i]
                    : some;
        }
        return some;
    }

    /// Which hop is told of where none can be traded: the best of those that only are too old, else the first.
    Hop otherwise(Predicate<Hop> free) {
        Hop some = null;
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            some = hop.missing() == null && hop.fits() && free.test(hop)
                    && (some == null || better(hop, some)) ? hop : some;
        }
        return some == null ? hops.getFirst() : some;
    }

    private static boolean better(Hop one, Hop other) {
        return one.rate() > other.rate()
                || (one.rate() == other.rate() && one.book.id() < other.book.id());
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
