package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
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
    private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

    private final Predicate<List<Hop>> distinct;
    private final Suspects suspects;
    private final Candidates[] layers = {new Candidates(), new Candidates(),
            new Candidates(), new Candidates()};
    private final int[] at = new int[layers.length];
    private final int[] best = new int[layers.length];
    private final Hop[] last = new Hop[layers.length];
    private final double[] lastRates = new double[layers.length];
    /// How much can go through what is chosen up to a route, and must.
    private final double[] flowMost = new double[layers.length];
    private final double[] flowLeast = new double[layers.length];
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
    /// Whether what is left or what is displayed counts; and how much may go into a chain and its last hop, from when sizes are asked too.
    private boolean all;
    private boolean sized;
    private double mostFirst;
    private double mostLast;

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
        all = displayed;
        sized = false;
        mostFirst = (double) settings.mostSpent(routes.getFirst().gives)
                / Decimals.power(Money.SCALE);
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

    /// What was found last is too small: from now on only those are found through which as much can go as all of them take at least, about, and of which the
    /// last takes no more than so much in whole units (0: any). False when there are none.
    boolean sized(long lastWithin) {
        if (sized) {
            return true;
        }
        sized = true;
        mostLast = lastWithin == 0 ? Double.POSITIVE_INFINITY : lastWithin;
        return narrow() && !Prices.below(follow(), least);
    }

    /// From now on none is found through the one hop of the last choice that lets least through; false when there is nothing else.
    boolean around() {
        int narrowest = -1;
        for (int i = 0; i < count; i++) {
            if (layers[i].count > 1 && (narrowest < 0 || flowOf(i) < flowOf(narrowest))) {
                narrowest = i;
            }
        }
        if (narrowest < 0) {
            return false;
        }
        layers[narrowest].leaveOut(best[narrowest]);
        return narrow() && !Prices.below(follow(), least);
    }

    private double flowOf(int route) {
        return layers[route].flowMost[best[route]];
    }

    /// Leaves only those that may pay with the best of the others, and are not above the cap with the least of them; false when none are left.
    private boolean narrow() {
        boolean again = true;
        while (again) {
            double most = 1;
            for (int i = 0; i < count; i++) {
                most *= layers[i].most();
            }
            if (Prices.below(most, least)) {
                return false;
            }
            double leastRaw = 1;
            for (int i = 0; i < count; i++) {
                leastRaw *= layers[i].pay(most / layers[i].most(), least);
            }
            again = false;
            for (int i = 0; i < count; i++) {
                again |= layers[i].cap(leastRaw / layers[i].leastRaw, cap);
            }
            again = again || (sized && !fit(most));
        }
        return true;
    }

    /// Leaves only those through which as much can go as any of the others take at least. What flows pays at every level: so the hops before one have
    /// brought at least the part of the threshold that it and those after it do not bring, and at most what they bring at their best.
    /// True when that are all.
    private boolean fit(double product) {
        double before = 1;
        double mostFlow = Double.POSITIVE_INFINITY;
        double leastFlow = 0;
        for (int i = 0; i < count; i++) {
            Candidates layer = layers[i];
            double within = i == 0 ? mostFirst : i == count - 1 ? mostLast : UNBOUNDED;
            double most = layer.most();
            layer.flows(all, least * most / product, within, product / before / least, before);
            mostFlow = Math.min(mostFlow, layer.flowMost());
            leastFlow = Math.max(leastFlow, layer.flowLeast());
            before *= most;
        }
        boolean others = false;
        for (int i = 0; i < count; i++) {
            others |= layers[i].fit(leastFlow, mostFlow);
        }
        return !others;
    }

    /// Works out what can follow; the most of all.
    private double follow() {
        double most = 0;
        for (int i = count - 1; i >= 0; i--) {
            Candidates layer = layers[i];
            Candidates next = layers[(i + 1) % count];
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

    private boolean open(Candidates layer, Hop hop, Hop next) {
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
        hops(best);
        for (int i = 0; i < count; i++) {
            last[i] = choice.get(i);
            lastRates[i] = layers[i].rates[best[i]];
        }
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
        Candidates layer = layers[route];
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
            if (sized && !goes(route, i)) {
                continue;
            }
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

    /// Whether through what is chosen up to a route as much can go as must.
    private boolean goes(int route, int chosen) {
        Candidates layer = layers[route];
        flowMost[route] = route == 0
                ? layer.flowMost[chosen]
                : Math.min(flowMost[route - 1], layer.flowMost[chosen]);
        flowLeast[route] = route == 0
                ? layer.flowLeast[chosen]
                : Math.max(flowLeast[route - 1], layer.flowLeast[chosen]);
        return !Prices.below(flowMost[route], flowLeast[route]);
    }

    /// More than the last digits of doubles make of it.
    private static double certainly(double most) {
        return most * (1 + 1e-12);
    }

    /// What part of all the way takes that a hop's asset has to go.
    private double share(int route, double flow) {
        Candidates layer = layers[route];
        Hop hop = layer.hops[at[route]];
        Candidates after = layers[(route + 1) % count];
        Hop next = after.hops[at[(route + 1) % count]];
        KnownWays.Asset ways = layer.ways;
        return ways == null || !counted || hop.place == next.place
                ? 0
                : Math.min(1, ways.way(hop, next).way().fee() / cycle / flow);
    }

    private void consider(double value, double raw) {
        if (Prices.below(value, least) || Prices.below(cap, raw)
                || value > lastValue || (value == lastValue && !afterLast())
                || value < bestValue || (value == bestValue && !beforeBest())) {
            return;
        }
        hops(at);
        if (distinct.test(choice)) {
            bestValue = value;
            System.arraycopy(at, 0, best, 0, count);
        }
    }

    /// Whether of two that are worth the same what is looked at comes after what was found the last time.
    private boolean afterLast() {
        for (int i = 0; i < count; i++) {
            int order = order(i, at[i], lastRates[i], last[i]);
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    /// Whether of two that are worth the same what is looked at comes before the best so far.
    private boolean beforeBest() {
        for (int i = 0; i < count; i++) {
            int order = order(i, at[i], layers[i].rates[best[i]], layers[i].hops[best[i]]);
            if (order != 0) {
                return order > 0;
            }
        }
        return false;
    }

    private int order(int route, int chosen, double rate, Hop hop) {
        int order = Double.compare(layers[route].rates[chosen], rate);
        return order == 0 ? hop.book.id() - layers[route].hops[chosen].book.id() : order;
    }
}
