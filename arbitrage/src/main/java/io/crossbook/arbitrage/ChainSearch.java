package io.crossbook.arbitrage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Finds through which listings a chain is worth most, one of each route, and then through which it is worth next to that.
///
/// Found are only choices of which each asset has an open way to where the next hop gives it, whose listings may stand beside each other, whose books were
/// received close to each other, none of which is taken for an error, whose best prices are not above the cap and, net of fees and of what large amounts are charged, above the threshold. What they
/// are worth is in doubles, which is enough to say in which order they are judged exactly; of equal ones the first hop decides, by its rate and then by its listing.
///
/// How much can follow a hop is worked out first, over each pair of neighbours between which there is a way: so what cannot be part of any choice is not gone
/// through with all others. Allocates nothing once it is as large as the market. One thread.
final class ChainSearch {

    private static final double BILLIONTH = 1.0 / DetectorSettings.FEE_ONE;
    /// How many hops are looked at in one evaluation of a chain: then what has been found must do.
    private static final int MOST_LOOKS = 4_000;

    /// What of one route may be chosen of a chain.
    private static final class Layer {
        Hop[] hops = new Hop[0];
        double[] rates = new double[0];
        double[] raws = new double[0];
        /// What the hop and the best that can follow it bring together.
        double[] rest = new double[0];
        int count;
        double most;
        double leastRaw;
        KnownWays.@Nullable Asset ways;

        /// All that a route has gathered, or one of them only.
        void load(Route route, boolean displayed, @Nullable Hop only) {
            if (hops.length < route.count) {
                hops = new Hop[route.usable.length];
                rates = new double[hops.length];
                raws = new double[hops.length];
                rest = new double[hops.length];
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
            most = 0;
            for (int i = 0; i < count; i++) {
                most = Math.max(most, rates[i]);
            }
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
            most = 0;
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (!Prices.below(cap, raws[i] * others)) {
                    keep(i, kept++);
                    most = Math.max(most, rates[i]);
                }
            }
            boolean more = kept < count;
            count = kept;
            return more;
        }

        /// Leaves those that are not taken for an error.
        void without(Suspects suspects) {
            most = 0;
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (!suspects.has(hops[i])) {
                    keep(i, kept++);
                    most = Math.max(most, rates[i]);
                }
            }
            count = kept;
        }

        private void keep(int from, int to) {
            hops[to] = hops[from];
            rates[to] = rates[from];
            raws[to] = raws[from];
        }

        void place(KnownWays ways) {
            for (int i = 0; i < count; i++) {
                ways.place(hops[i]);
            }
        }
    }

    private final Predicate<List<Hop>> distinct;
    private final Suspects suspects;
    private final Layer[] layers = {new Layer(), new Layer(), new Layer(), new Layer()};
    private final int[] at = new int[layers.length];
    private final int[] best = new int[layers.length];
    private final int[] last = new int[layers.length];
    private final List<Hop> choice = new ArrayList<>();
    private int count;
    private double bestValue;
    private double lastValue;
    private int looks;
    private double least;
    private double cap;
    private long maxSkew;
    private double cycle;
    private boolean counted;

    /// `distinct`: whether the listings of hops may stand beside each other; `suspects`: those of the chain that is judged.
    ChainSearch(Predicate<List<Hop>> distinct, Suspects suspects) {
        this.distinct = distinct;
        this.suspects = suspects;
    }

    /// Begins with a chain of which each route has gathered its hops: with what is left of their books, or with what is `displayed`; with one hop `only` of its
    /// route, if one is given. False when it surely is worth nothing, whatever is chosen.
    boolean begin(List<Route> routes, boolean displayed, @Nullable Hop only,
            DetectorSettings settings, KnownWays ways) {
        count = routes.size();
        least = ChainWalk.least(settings.minNetBps(), 0);
        cap = ChainWalk.least(settings.maxEdgeBps(), 0);
        maxSkew = settings.maxSkewNanos();
        counted = ways.transfers().counted();
        cycle = ways.transfers().cycle(routes.getFirst().gives);
        lastValue = Double.POSITIVE_INFINITY;
        looks = 0;
        for (int i = 0; i < count; i++) {
            layers[i].load(routes.get(i), displayed, only);
            layers[i].without(suspects);
            layers[i].ways = ways.of(routes.get(i).gets);
        }
        if (!narrow()) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            layers[i].place(ways);
        }
        return !Prices.below(follow(), least);
    }

    /// Leaves only those that may pay with the best of the others, and are not above the cap with the least of them; false when none are left.
    private boolean narrow() {
        boolean again = true;
        while (again) {
            double most = 1;
            for (int i = 0; i < count; i++) {
                most *= layers[i].most;
            }
            if (Prices.below(most, least)) {
                return false;
            }
            double leastRaw = 1;
            for (int i = 0; i < count; i++) {
                leastRaw *= layers[i].pay(most / layers[i].most, least);
            }
            again = false;
            for (int i = 0; i < count; i++) {
                again |= layers[i].cap(leastRaw / layers[i].leastRaw, cap);
            }
        }
        return true;
    }

    /// Works out what can follow; the most of all.
    private double follow() {
        double most = 0;
        for (int i = count - 1; i >= 0; i--) {
            Layer layer = layers[i];
            Layer next = layers[(i + 1) % count];
            most = 0;
            for (int j = 0; j < layer.count; j++) {
                double follows = 0;
                for (int k = 0; k < next.count; k++) {
                    double one = i == count - 1 ? 1 : next.rest[k];
                    if (one > follows && open(layer, layer.hops[j], next.hops[k])) {
                        follows = one;
                    }
                }
                layer.rest[j] = layer.rates[j] * follows;
                most = Math.max(most, layer.rest[j]);
            }
        }
        return most;
    }

    private boolean open(Layer layer, Hop hop, Hop next) {
        KnownWays.Asset ways = layer.ways;
        return ways == null || ((cycle > 0 || !counted || hop.valued || hop.place == next.place)
                && ways.open(hop, next));
    }

    /// Finds the best choice that is worth less than the one found before; false when there is none.
    boolean next() {
        bestValue = Double.NEGATIVE_INFINITY;
        choose(0, 1, 0, 1, Long.MAX_VALUE, Long.MIN_VALUE);
        if (bestValue == Double.NEGATIVE_INFINITY) {
            return false;
        }
        lastValue = bestValue;
        System.arraycopy(best, 0, last, 0, count);
        hops(best);
        return true;
    }

    /// What was found last; another one after the next search.
    List<Hop> choice() {
        return choice;
    }

    private void hops(int[] chosen) {
        choice.clear();
        for (int i = 0; i < count; i++) {
            choice.add(layers[i].hops[chosen[i]]);
        }
    }

    /// Goes through the hops of one route, after those that are chosen of the routes before it.
    private void choose(int route, double rate, double charged, double flow, long oldest,
            long youngest) {
        Layer layer = layers[route];
        for (int i = 0; i < layer.count; i++) {
            double most = certainly(rate * layer.rest[i]) - charged;
            if (most < bestValue || most < least || looks++ > MOST_LOOKS) {
                continue;
            }
            Hop hop = layer.hops[i];
            long first = Math.min(oldest, hop.book.receivedNanos());
            long newest = Math.max(youngest, hop.book.receivedNanos());
            if (newest - first >= maxSkew || (route > 0 && !open(layers[route - 1],
                    layers[route - 1].hops[at[route - 1]], hop))) {
                continue;
            }
            at[route] = i;
            double sum = charged + (route == 0 ? 0 : share(route - 1, flow))
                    + (hop.valued ? 0 : hop.haircut() * BILLIONTH);
            double product = rate * layer.rates[i];
            double raw = flow * layer.raws[i];
            if (route < count - 1) {
                choose(route + 1, product, sum, raw, first, newest);
            } else if (open(layer, hop, layers[0].hops[at[0]])) {
                consider(product - (sum + (hop.valued ? 0 : share(route, raw))), raw);
            }
        }
    }

    /// More than the last digits of doubles make of it.
    private static double certainly(double most) {
        return most * (1 + 1e-12);
    }

    /// What part of all the way takes that a hop's asset has to go.
    private double share(int route, double flow) {
        Layer layer = layers[route];
        Hop hop = layer.hops[at[route]];
        Layer after = layers[(route + 1) % count];
        Hop next = after.hops[at[(route + 1) % count]];
        KnownWays.Asset ways = layer.ways;
        return ways == null || !counted || hop.place == next.place
                ? 0
                : Math.min(1, ways.way(hop, next).way().fee() / cycle / flow);
    }

    private void consider(double value, double raw) {
        if (Prices.below(value, least) || Prices.below(cap, raw)
                || !before(lastValue, last, value, at)
                || (bestValue > Double.NEGATIVE_INFINITY && !before(value, at, bestValue, best))) {
            return;
        }
        hops(at);
        if (distinct.test(choice)) {
            bestValue = value;
            System.arraycopy(at, 0, best, 0, count);
        }
    }

    /// Whether one choice is worth more than another.
    private boolean before(double value, int[] chosen, double otherValue, int[] others) {
        if (value != otherValue) {
            return value > otherValue;
        }
        for (int i = 0; i < count; i++) {
            Layer layer = layers[i];
            int order = Double.compare(layer.rates[chosen[i]], layer.rates[others[i]]);
            order = order == 0
                    ? layer.hops[others[i]].book.id() - layer.hops[chosen[i]].book.id()
                    : order;
            if (order != 0) {
                return order > 0;
            }
        }
        return false;
    }
}
