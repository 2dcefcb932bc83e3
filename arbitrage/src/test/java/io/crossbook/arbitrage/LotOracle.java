package io.crossbook.arbitrage;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The most or the fewest lots for which something holds, the slow way: every lot is tried, one after the other.
///
/// Of very many lots, those at which any rounding comes to its next step, and the ones beside them: in between nothing changes but what is not rounded. Only where
/// the roundings, each by less than the last decimal of [Money], may decide: that is found by amounts that are not rounded, which a larger size never makes less.
final class LotOracle {

    static final BigDecimal UNIT = BigDecimal.ONE.movePointLeft(Money.SCALE);
    /// More lots than this are not tried one by one.
    static final int PATIENCE = 3_000;

    /// What a size comes to: `exact`; `about`, before any rounding; `rounded`, each of the parts of it that are; and whether the `size` is a part of it that is not.
    record Amount(UnaryOperator<BigDecimal> exact, UnaryOperator<BigDecimal> about,
            List<UnaryOperator<BigDecimal>> rounded, boolean size) {
        /// However it is rounded.
        private BigDecimal atMost(BigDecimal size) {
            return about.apply(size).add(slack());
        }

        private BigDecimal atLeast(BigDecimal size) {
            return about.apply(size).subtract(slack());
        }

        private BigDecimal slack() {
            return UNIT.multiply(BigDecimal.valueOf(rounded.size()));
        }
    }

    /// An amount must not be more than this.
    record Bound(Amount amount, BigDecimal most) {
        private boolean holds(BigDecimal size) {
            return amount.exact.apply(size).compareTo(most) <= 0;
        }

        private boolean surely(BigDecimal size) {
            return amount.atMost(size).compareTo(most) <= 0;
        }

        private boolean maybe(BigDecimal size) {
            return amount.atLeast(size).compareTo(most) <= 0;
        }
    }

    private final BigDecimal lot;
    private final BigDecimal patience;
    /// Counts how often not every lot was tried.
    private final AtomicInteger stepped;

    LotOracle(BigDecimal lot, int patience, AtomicInteger stepped) {
        this.lot = lot;
        this.patience = lot.multiply(BigDecimal.valueOf(patience));
        this.stepped = stepped;
    }

    /// The most, up to a size, that is within all bounds.
    BigDecimal largest(BigDecimal most, List<Bound> bounds) {
        Predicate<BigDecimal> holds = size -> bounds.stream().allMatch(bound -> bound.holds(size));
        if (!many(most)) {
            BigDecimal best = BigDecimal.ZERO;
            for (BigDecimal size = lot; size.compareTo(most) <= 0; size = size.add(lot)) {
                best = holds.test(size) ? size : best;
            }
            return best;
        }
        stepped.incrementAndGet();
        BigDecimal best = Oracle.largest(most, lot,
                size -> bounds.stream().allMatch(bound -> bound.surely(size)));
        BigDecimal top = Oracle.largest(most, lot,
                size -> bounds.stream().allMatch(bound -> bound.maybe(size)));
        var sizes = new TreeSet<BigDecimal>(List.of(top));
        for (Bound bound : bounds) {
            BigDecimal sure = Oracle.largest(top, lot, bound::surely);
            steps(bound.amount, bound.most, sure, top, sizes);
        }
        for (BigDecimal size : sizes.tailSet(best)) {
            best = holds.test(size) ? size : best;
        }
        return best;
    }

    /// The fewest, up to a size that does, that come to at least so much.
    BigDecimal smallest(BigDecimal most, Amount amount, BigDecimal least) {
        Predicate<BigDecimal> holds = size -> amount.exact.apply(size).compareTo(least) >= 0;
        if (!many(most)) {
            BigDecimal size = lot;
            while (!holds.test(size)) {
                size = size.add(lot);
            }
            return size;
        }
        stepped.incrementAndGet();
        BigDecimal never = Oracle.largest(most, lot,
                size -> amount.atMost(size).compareTo(least) < 0);
        BigDecimal always = Oracle
                .largest(most, lot, size -> amount.atLeast(size).compareTo(least) < 0)
                .add(lot).min(most);
        var sizes = new TreeSet<BigDecimal>(List.of(always));
        steps(amount, least, never, always, sizes);
        for (BigDecimal size : sizes.tailSet(never.add(lot))) {
            if (holds.test(size)) {
                return size;
            }
        }
        throw new AssertionError("not even " + most + " are enough");
    }

    private boolean many(BigDecimal size) {
        return size.compareTo(patience) > 0;
    }

    /// All sizes from one to another, or of very many those at which a part of an amount comes to its next step, and the ones beside them.
    private void steps(Amount amount, BigDecimal wanted, BigDecimal from, BigDecimal to,
            Set<BigDecimal> sizes) {
        if (!many(to.subtract(from))) {
            for (BigDecimal size = from; size.compareTo(to) <= 0; size = size.add(lot)) {
                sizes.add(size);
            }
            return;
        }
        beside(from, from, to, sizes);
        beside(to, from, to, sizes);
        for (UnaryOperator<BigDecimal> part : amount.rounded) {
            BigDecimal end = part.apply(to).add(UNIT);
            for (BigDecimal step = part.apply(from).setScale(Money.SCALE, RoundingMode.FLOOR); step
                    .compareTo(end) <= 0; step = step.add(UNIT)) {
                BigDecimal at = step;
                beside(Oracle.largest(to, lot, size -> part.apply(size).compareTo(at) <= 0), from,
                        to, sizes);
                for (BigDecimal fee : amount.size
                        ? List.of(at, at.negate())
                        : List.<BigDecimal>of()) {
                    beside(wanted.add(fee).divideToIntegralValue(lot).multiply(lot), from, to,
                            sizes);
                }
            }
        }
    }

    private void beside(BigDecimal size, BigDecimal from, BigDecimal to,
            Set<BigDecimal> sizes) {
        for (BigDecimal each : List.of(size.subtract(lot), size, size.add(lot))) {
            if (each.compareTo(from) >= 0 && each.compareTo(to) <= 0) {
                sizes.add(each);
            }
        }
    }
}
