package io.crossbook.arbitrage;

import java.util.Arrays;
import java.util.List;

/// Which assets a chain leaves elsewhere than it needs them, and about what bringing them back costs.
///
/// Which ways there are follows from its hops and the configuration; prices only say how much of each asset flows. So a chain near that nobody could bring back is
/// nearly always told from one that pays without an exact number being made. [ChainCharges] has those. One thread.
final class ChainWays {

    /// What a share may be off by: it is rounded up to the last decimal of a rate.
    private static final double LAST = 1.0 / DetectorSettings.FEE_ONE;

    /// Of each hop what it gets: the fee of its cheapest way, of what is brought back at a time; 0 where it has none to go.
    private final double[] shares;
    /// How much of what is brought back at a time must be what is got, for that way.
    private final double[] least;
    private boolean known;
    private boolean shut;
    private boolean sure;
    private double slack;

    ChainWays(int hops) {
        shares = new double[hops];
        least = new double[hops];
    }

    /// Other hops, or another configuration: asks anew.
    void forget() {
        known = false;
    }

    private void learn(List<Hop> hops, KnownWays ways) {
        known = true;
        shut = false;
        slack = 0;
        Arrays.fill(shares, 0);
        Arrays.fill(least, 0);
        long cycle = ways.transfers().cycle(hops.getFirst().gives());
        for (int i = 0; i < hops.size() && ways.transfers().counted(); i++) {
            Hop hop = hops.get(i);
            Hop next = hops.get((i + 1) % hops.size());
            if (hop.valued || hop.exchange().equals(next.exchange())) {
                continue;
            }
            KnownWays.Known way = ways.way(hop, next);
            if (!way.way().open() || cycle == 0) {
                shut = true;
            } else {
                shares[i] = (double) way.way().fee() / cycle;
                least[i] = (double) way.least() / cycle;
                slack += LAST;
            }
        }
    }

    /// What all charges come to at the best prices, as a share of what the first hop takes: never less than this, and where [#sure] at most [#slack] more.
    double rate(List<Hop> hops, KnownWays ways) {
        if (!known) {
            learn(hops, ways);
        }
        double rate = 0;
        double flow = 1;
        sure = true;
        for (int i = 0; i < shares.length && !hops.get(i).valued; i++) {
            Hop hop = hops.get(i);
            rate += hop.haircut() * LAST;
            flow *= hop.aboutRaw();
            rate += Math.min(1, shares[i] / flow);
            sure &= least[i] == 0 || Prices.below(least[i], flow);
        }
        return rate;
    }

    /// Whether [#rate] found each amount large enough for the cheapest way.
    boolean sure() {
        return sure;
    }

    /// By how much the exact rate may be above [#rate].
    double slack() {
        return slack;
    }

    /// Whether something cannot be brought back at all, in whatever amount.
    boolean shut() {
        return shut;
    }
}
