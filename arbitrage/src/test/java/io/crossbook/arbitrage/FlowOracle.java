package io.crossbook.arbitrage;

import io.crossbook.arbitrage.ChainOracle.Way;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How far a flow through several books pays, the slow way: by looking at every place where a book changes its price.
final class FlowOracle {

    private final ChainOracle chain;

    FlowOracle(ChainOracle chain) {
        this.chain = chain;
    }

    /// How much of each book is used when all are walked together as far as it pays. Looks at every amount of the first asset at which some book
    /// comes to its next level.
    List<BigDecimal> flow(List<Way> ways, List<List<Oracle.Level>> levels) {
        var places = new TreeSet<Fraction>();
        for (int i = 0; i < ways.size(); i++) {
            Fraction size = Fraction.ZERO;
            for (Oracle.Level level : levels.get(i)) {
                size = size.plus(base(ways.get(i), level));
                Fraction amount = given(ways.get(i), levels.get(i), size);
                for (int j = i - 1; j >= 0 && amount != null; j--) {
                    Fraction before = sizeFor(ways.get(j), levels.get(j), amount, false);
                    amount = before == null ? null : given(ways.get(j), levels.get(j), before);
                }
                if (amount != null && fits(ways, levels, amount)) {
                    places.add(amount);
                }
            }
        }
        Fraction from = Fraction.ZERO;
        for (Fraction to : places) {
            Fraction middle = from.plus(to).divide(Fraction.of(2));
            if (!pays(ways, levels, middle)) {
                break;
            }
            from = to;
        }
        List<BigDecimal> sizes = new ArrayList<>();
        Fraction amount = from;
        for (int i = 0; i < ways.size(); i++) {
            Fraction size = sizeFor(ways.get(i), levels.get(i), amount, true);
            if (size == null) {
                throw new AssertionError("the flow is larger than the book");
            }
            sizes.add(new BigDecimal(size.over()).divide(new BigDecimal(size.under()), 20,
                    RoundingMode.FLOOR));
            amount = got(ways.get(i), levels.get(i), size);
        }
        return sizes;
    }

    private boolean fits(List<Way> ways, List<List<Oracle.Level>> levels, Fraction first) {
        Fraction amount = first;
        for (int i = 0; i < ways.size(); i++) {
            Fraction size = sizeFor(ways.get(i), levels.get(i), amount, true);
            if (size == null) {
                return false;
            }
            amount = got(ways.get(i), levels.get(i), size);
        }
        return true;
    }

    private boolean pays(List<Way> ways, List<List<Oracle.Level>> levels, Fraction first) {
        Fraction amount = first;
        Fraction product = Fraction.ONE;
        for (int i = 0; i < ways.size(); i++) {
            Way way = ways.get(i);
            Fraction size = sizeFor(way, levels.get(i), amount, true);
            if (size == null) {
                return false;
            }
            Fraction limit = exact(ChainOracle.limit(way, at(way, levels.get(i), size)));
            product = product.times(brings(way, limit)).divide(takes(way, limit));
            amount = got(way, levels.get(i), size);
        }
        return product.compareTo(exact(chain.charges.stream().reduce(
                BigDecimal.ONE.add(ChainOracle.bps(chain.market.settings.minNetBps())),
                BigDecimal::add))) > 0;
    }

    /// What one base unit takes, at a price of one contract, with its fee.
    private Fraction takes(Way way, Fraction price) {
        if (!way.buys()) {
            return Fraction.ONE;
        }
        Fraction plain = price.divide(Fraction.of(way.listing().rules().multiplier()));
        return chain.inKind(way) ? plain : plain.times(exact(BigDecimal.ONE.add(chain.fee(way))));
    }

    /// What one base unit brings.
    private Fraction brings(Way way, Fraction price) {
        Fraction keep = exact(BigDecimal.ONE.subtract(chain.fee(way)));
        if (way.buys()) {
            return chain.inKind(way) ? keep : Fraction.ONE;
        }
        return price.divide(Fraction.of(way.listing().rules().multiplier())).times(keep);
    }

    /// What a size takes; a size within the levels.
    private Fraction given(Way way, List<Oracle.Level> levels, Fraction size) {
        return sum(way, levels, size, true);
    }

    private Fraction got(Way way, List<Oracle.Level> levels, Fraction size) {
        return sum(way, levels, size, false);
    }

    private Fraction sum(Way way, List<Oracle.Level> levels, Fraction size, boolean takes) {
        Fraction rest = size;
        Fraction sum = Fraction.ZERO;
        for (Oracle.Level level : levels) {
            Fraction step = min(rest, base(way, level));
            Fraction price = exact(level.price());
            sum = sum.plus(step.times(takes ? takes(way, price) : brings(way, price)));
            rest = rest.minus(step);
        }
        return sum;
    }

    /// The size that takes (`given`) or brings an amount; null when there is not so much.
    private @Nullable Fraction sizeFor(Way way, List<Oracle.Level> levels, Fraction amount,
            boolean given) {
        Fraction rest = amount;
        Fraction size = Fraction.ZERO;
        for (Oracle.Level level : levels) {
            Fraction price = exact(level.price());
            Fraction each = given ? takes(way, price) : brings(way, price);
            Fraction step = min(rest.divide(each), base(way, level));
            size = size.plus(step);
            rest = rest.minus(step.times(each));
        }
        return rest.isZero() ? size : null;
    }

    private static Fraction min(Fraction one, Fraction other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Fraction base(Way way, Oracle.Level level) {
        return exact(level.size()).times(Fraction.of(way.listing().rules().multiplier()));
    }

    static Fraction exact(BigDecimal value) {
        BigDecimal plain = value.setScale(Math.max(0, value.scale()));
        return new Fraction(plain.unscaledValue(), BigInteger.TEN.pow(plain.scale()));
    }

    static BigDecimal at(Way way, List<Oracle.Level> levels, Fraction size) {
        Fraction rest = size;
        for (Oracle.Level level : levels) {
            if (rest.compareTo(base(way, level)) <= 0) {
                return level.price();
            }
            rest = rest.minus(base(way, level));
        }
        throw new AssertionError("not that much is there");
    }
}
