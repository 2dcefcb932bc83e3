package io.crossbook.arbitrage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which listings of a chain are taken for an error in the data, whatever worse partners would make of them.
///
/// The best raw prices of all routes together are above the cap only if one of them is an error: then each listing that is better than the next one of its route by more
/// than half the cap is suspect; and without these it is looked again. An honest one has others beside it that say about the same, so the error of a partner does not
/// put it out. Where none stands out, and nobody can tell which one it is, all are suspect. Allocates nothing once it is as large as the market. One thread.
final class Suspects {

    /// Nothing is too good to be true.
    static final long NONE = 0;
    /// Something is, and nobody can tell what.
    static final long ALL = -1;

    private static final int MIX = 1_000_003;

    private final List<Hop> found = new ArrayList<>();
    private final List<Hop> best = new ArrayList<>();
    private boolean all;

    /// Looks at routes that have gathered what there is; [#NONE], [#ALL], or a number that says which listings they are.
    long find(List<Route> routes, long cap) {
        found.clear();
        all = false;
        double most = 1;
        for (int i = 0; i < routes.size(); i++) {
            most *= routes.get(i).mostRaw;
        }
        if (Prices.below(most, ChainWalk.least(cap, 0))) {
            return NONE;
        }
        while (above(routes, cap)) {
            if (!standOut(routes, cap / 2)) {
                all = true;
                return ALL;
            }
        }
        long which = NONE;
        for (int i = 0; i < found.size(); i++) {
            which = which * MIX + found.get(i).book.id() + 1;
        }
        return which;
    }

    private boolean above(List<Route> routes, long cap) {
        best.clear();
        for (int i = 0; i < routes.size(); i++) {
            Hop hop = best(routes.get(i), null);
            if (hop == null) {
                return false;
            }
            best.add(hop);
        }
        return Choice.above(best, true, cap, 0);
    }

    private boolean standOut(List<Route> routes, long bps) {
        int before = found.size();
        for (int i = 0; i < routes.size(); i++) {
            Hop hop = best.get(i);
            Hop next = best(routes.get(i), hop);
            if (next != null && Choice.better(hop, next, bps)) {
                found.add(hop);
            }
        }
        return found.size() > before;
    }

    /// The best of a route before fees, of those that are not suspect, but for one.
    private @Nullable Hop best(Route route, @Nullable Hop without) {
        int best = -1;
        for (int i = 0; i < route.count; i++) {
            if ((best < 0 || route.raws[i] > route.raws[best]) && route.usable[i] != without
                    && !found.contains(route.usable[i])) {
                best = i;
            }
        }
        return best < 0 ? null : route.usable[best];
    }

    /// Of the chain that was looked at last.
    boolean has(Hop hop) {
        return all || found.contains(hop);
    }

    boolean hasAny(List<Hop> hops) {
        for (int i = 0; i < hops.size(); i++) {
            if (has(hops.get(i))) {
                return true;
            }
        }
        return false;
    }
}
