package io.crossbook.arbitrage;

import org.jspecify.annotations.Nullable;

/// Two routes of which the second gives what the first gets, through those of their hops between which it has a way.
///
/// Tells what both together bring at most, of all ages that are fresh, for every chain that runs through both: a listing that lets nothing out, or
/// whose price is an error, is found out here once and not by each of these. One thread.
final class Joint {

    private final Route first;
    final Route second;
    private long firstSeen = -1;
    private long secondSeen = -1;
    private @Nullable KnownWays seen;
    private double[] rates = {};
    private double[] raws = {};
    private int count;
    private int best;
    private double leastRaw;
    /// What was found last below a cap, and for which caps that is so.
    private double capped;
    private double fromCap = Double.POSITIVE_INFINITY;
    private double untilCap;

    Joint(Route first, Route second) {
        this.first = first;
        this.second = second;
    }

    /// Looks at both again where they have gathered anew since.
    void renew(KnownWays ways) {
        if (firstSeen == first.gathered && secondSeen == second.gathered && seen == ways) {
            return;
        }
        firstSeen = first.gathered;
        secondSeen = second.gathered;
        seen = ways;
        if (rates.length < first.count * second.count) {
            rates = new double[first.usable.length * second.usable.length];
            raws = new double[rates.length];
        }
        count = 0;
        best = 0;
        fromCap = Double.POSITIVE_INFINITY;
        untilCap = 0;
        leastRaw = Double.POSITIVE_INFINITY;
        KnownWays.Asset of = ways.of(first.gets);
        for (int i = 0; i < first.count; i++) {
            for (int j = 0; j < second.count; j++) {
                if (of.open(first.usable[i], second.usable[j])) {
                    rates[count] = first.left[i] * second.left[j];
                    raws[count] = first.raws[i] * second.raws[j];
                    leastRaw = Math.min(leastRaw, raws[count]);
                    best = rates[count] > rates[best] ? count : best;
                    count++;
                }
            }
        }
    }

    /// The least that both bring together, before fees.
    double leastRaw() {
        return leastRaw;
    }

    /// The most that both bring together, net of fees, where it is not more than this before fees.
    double most(double cap) {
        if (count == 0) {
            return 0;
        }
        if (!Prices.below(cap, raws[best])) {
            return rates[best];
        }
        if (cap < fromCap || cap >= untilCap) {
            look(cap);
        }
        return capped;
    }

    /// Finds the most below a cap, and how far the cap can move before that is another.
    private void look(double cap) {
        capped = 0;
        fromCap = 0;
        for (int i = 0; i < count; i++) {
            if (rates[i] > capped && !Prices.below(cap, raws[i])) {
                capped = rates[i];
                fromCap = raws[i];
            }
        }
        untilCap = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            if (rates[i] > capped) {
                untilCap = Math.min(untilCap, Prices.certainlyBelow(raws[i]));
            }
        }
    }
}
