package io.crossbook.arbitrage;

import org.jspecify.annotations.Nullable;

/// Which hops of one route may be chosen for a chain, and about what each brings and how much can go through it. One thread.
final class Candidates {

    Hop[] hops = new Hop[0];
    double[] rates = new double[0];
    double[] raws = new double[0];
    /// What the hop and the best that can follow it bring together.
    double[] rest = new double[0];
    /// Of what a chain begins with: how much can go through it at most, and how much must at least.
    double[] flowMost = new double[0];
    double[] flowLeast = new double[0];
    int count;
    double leastRaw;
    KnownWays.@Nullable Asset ways;

    /// All that a route has gathered, or one of them only.
    void load(Route route, boolean displayed, @Nullable Hop only) {
        if (hops.length < route.count) {
            hops = new Hop[route.usable.length];
            rates = new double[hops.length];
            raws = new double[hops.length];
            rest = new double[hops.length];
            flowMost = new double[hops.length];
            flowLeast = new double[hops.length];
        }
        count = route.count;
        System.arraycopy(route.usable, 0, hops, 0, count);
        System.arraycopy(route.left, 0, rates, 0, count);
        System.arraycopy(route.raws, 0, raws, 0, count);
        for (int i = 0; displayed && i < count; i++) {
            rates[i] = hops[i].rate();
        }
        for (int i = 0; only != null && i < count; i++) {
            if (hops[i] == only) {
                keep(i, 0);
                count = 1;
            }
        }
    }

    /// The most that any brings.
    double most() {
        double most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, rates[i]);
        }
        return most;
    }

    /// Leaves those that with the others bring at least this; what the least of them brings before its fee.
    double pay(double others, double least) {
        leastRaw = Double.POSITIVE_INFINITY;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (!Prices.below(rates[i] * others, least)) {
                keep(i, kept++);
                leastRaw = Math.min(leastRaw, raws[i]);
            }
        }
        count = kept;
        return leastRaw;
    }

    /// Leaves those that with the others bring no more than this before all fees; true when there were more.
    boolean cap(double others, double cap) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (!Prices.below(cap, raws[i] * others)) {
                keep(i, kept++);
            }
        }
        boolean more = kept < count;
        count = kept;
        return more;
    }

    /// Works out how much can go through each: of what is `displayed` or left, as far as its levels bring so much; of no more than `most` of
    /// what it gives, but for its fee. One unit of what it gives stands for `unit` of what the chain begins with at most, and is what `before` of these units at
    /// most bring.
    void flows(boolean displayed, double least, double most, double unit, double before) {
        for (int i = 0; i < count; i++) {
            Hop hop = hops[i];
            double given = Math.min(most * hop.withFee(), hop.mostGiven(displayed, least));
            double fewest = hop.leastGiven();
            flowMost[i] = Prices.below(given, fewest) ? 0 : given * unit;
            flowLeast[i] = fewest / before;
        }
    }

    /// The most that can go through any.
    double flowMost() {
        double most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, flowMost[i]);
        }
        return most;
    }

    /// The least that must go through any.
    double flowLeast() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, flowLeast[i]);
        }
        return least;
    }

    /// Leaves those through which so much can go, and no more must; true when there were others.
    boolean fit(double leastFlow, double mostFlow) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (flowMost[i] > 0 && !Prices.below(flowMost[i], leastFlow)
                    && !Prices.below(mostFlow, flowLeast[i])) {
                keep(i, kept++);
            }
        }
        boolean others = kept < count;
        count = kept;
        return others;
    }

    /// Leaves those that are not taken for an error.
    void without(Suspects suspects) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (!suspects.has(hops[i])) {
                keep(i, kept++);
            }
        }
        count = kept;
    }

    /// Leaves out one of several.
    void leaveOut(int index) {
        for (int i = index + 1; i < count; i++) {
            keep(i, i - 1);
        }
        count--;
    }

    private void keep(int from, int to) {
        hops[to] = hops[from];
        rates[to] = rates[from];
        raws[to] = raws[from];
        flowMost[to] = flowMost[from];
        flowLeast[to] = flowLeast[from];
    }

    void place(KnownWays ways) {
        for (int i = 0; i < count; i++) {
            ways.place(hops[i]);
        }
    }
}
