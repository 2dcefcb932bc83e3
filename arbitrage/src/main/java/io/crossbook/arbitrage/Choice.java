package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What can be said of the hops that are chosen for a chain, one of each route.
final class Choice {

    private Choice() {}

    /// The first of the reasons that any of the first `count` has.
    static @Nullable Pass missing(List<Hop> hops, int count) {
        Pass first = null;
        for (int i = 0; i < count; i++) {
            Pass reason = hops.get(i).missing();
            if (reason != null && (first == null || reason.compareTo(first) < 0)) {
                first = reason;
            }
        }
        return first;
    }

    /// Whether the best prices, with fees or without (`raw`), bring more than this many basis points, and this share besides. Doubles decide where they are
    /// far enough apart.
    static boolean above(List<Hop> hops, boolean raw, long bps, long rate) {
        double about = 1;
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            about *= raw ? hop.aboutRaw() : hop.rate();
        }
        double least = ChainWalk.least(bps, rate);
        if (Prices.below(least, about) || Prices.below(about, least)) {
            return about > least;
        }
        Fraction product = Fraction.ONE;
        for (Hop hop : hops) {
            product = product.times(raw ? hop.rawRate(hop.best()) : hop.rate(hop.best()));
        }
        return ChainWalk.above(product, bps, rate);
    }

    /// Whether the best price of one hop, before its fee, is better than that of another one of its route by more than this many basis points.
    static boolean better(Hop one, Hop other, long bps) {
        double about = one.aboutRaw() / other.aboutRaw();
        double least = ChainWalk.least(bps, 0);
        if (Prices.below(least, about) || Prices.below(about, least)) {
            return about > least;
        }
        return ChainWalk.above(one.rawRate(one.best()).divide(other.rawRate(other.best())), bps,
                0);
    }

    /// Whether surely less can go through one of them, of what is `displayed` or not taken, than another one takes at least: as [Candidates#fit] knows it, in doubles
    /// and without a walk. So what lastingly shows dust costs no exact numbers at every message.
    static boolean small(List<Hop> hops, boolean displayed, DetectorSettings settings) {
        double product = 1;
        for (int i = 0; i < hops.size(); i++) {
            product *= hops.get(i).rate(displayed);
        }
        double least = ChainWalk.least(settings.minNetBps(), 0);
        double before = 1;
        double mostFlow = (double) settings.mostSpent(hops.getFirst().gives())
                / Decimals.power(Money.SCALE)
                * hops.getFirst().withFee() * product / least;
        double leastFlow = 0;
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            double rate = hop.rate(displayed);
            double fewest = hop.leastGiven();
            double given = hop.mostGiven(displayed, least * rate / product);
            if (Prices.below(given, fewest)) {
                return true;
            }
            mostFlow = Math.min(mostFlow, given * product / before / least);
            leastFlow = Math.max(leastFlow, fewest / before);
            before *= rate;
        }
        return Prices.below(mostFlow, leastFlow);
    }

    /// Whether something is taken of any.
    static boolean anyTaken(List<Hop> hops) {
        for (int i = 0; i < hops.size(); i++) {
            if (!hops.get(i).consumed.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// Whether the books are young, were received close to each other, and show what may be walked.
    static @Nullable Pass trust(List<Hop> hops, DetectorSettings settings, long now) {
        long oldest = Long.MAX_VALUE;
        long youngest = Long.MIN_VALUE;
        boolean known = true;
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            oldest = Math.min(oldest, hop.book.receivedNanos());
            youngest = Math.max(youngest, hop.book.receivedNanos());
            known &= hop.known();
        }
        if (now >= oldest + settings.maxAgeNanos()) {
            return Pass.TOO_OLD;
        }
        if (youngest - oldest >= settings.maxSkewNanos()) {
            return Pass.SKEWED;
        }
        return known ? null : Pass.BEYOND_HORIZON;
    }
}
