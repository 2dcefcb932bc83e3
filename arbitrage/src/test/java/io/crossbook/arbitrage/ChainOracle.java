package io.crossbook.arbitrage;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a chain of hops is worth, the slow way: where the flow ends by looking at every place where a book changes its price, and
/// then every lot, one after the other, in `BigDecimal`.
final class ChainOracle {

    /// A side of a book; `valued`: nothing is traded there.
    record Way(ListingBook book, Side side, boolean valued) {
        boolean buys() {
            return side == Side.ASK;
        }

        Listing listing() {
            return book.listing();
        }

        String gives() {
            return buys() ? listing().instrument().quote() : listing().instrument().base();
        }

        String gets() {
            return buys() ? listing().instrument().base() : listing().instrument().quote();
        }
    }

    /// Either why not, or what; `pass` is null for the latter.
    record Sized(@Nullable Pass pass, List<BigDecimal> sizes, List<BigDecimal> limits,
            BigDecimal net, BigDecimal bps) {
        static Sized of(Pass pass) {
            return new Sized(pass, List.of(), List.of(), BigDecimal.ZERO, BigDecimal.ZERO);
        }
    }

    private static final BigDecimal MOST = BigDecimal.valueOf(Money.MOST, Money.SCALE);

    final Oracle market;

    /// Shares of all that the first way takes.
    private final List<BigDecimal> charges;

    ChainOracle(Oracle market, List<BigDecimal> charges) {
        this.market = market;
        this.charges = charges;
    }

    /// `mostLast` is the most that the last way may convert, 0 for any.
    Sized size(List<Way> ways, boolean displayed, long mostLast) {
        return size(ways, ways.stream()
                .map(way -> market.levels(way.book, way.side, displayed)).toList(), mostLast);
    }

    Sized size(List<Way> ways, List<List<Oracle.Level>> levels, long mostLast) {
        List<BigDecimal> flow = flow(ways, levels);
        List<BigDecimal> sizes = new ArrayList<>();
        String counted = ways.getFirst().gives();
        BigDecimal have = market.settings.maxQuote() == 0
                ? MOST
                : BigDecimal.valueOf(market.settings.maxQuote());
        for (int i = 0; i < ways.size(); i++) {
            Way way = ways.get(i);
            BigDecimal lot = lot(way, counted);
            int at = i;
            BigDecimal delivered = have;
            Predicate<BigDecimal> pays = size -> (at == 0
                    ? spent(way, levels.get(at), size).compareTo(delivered) <= 0
                    : given(way, levels.get(at), size).compareTo(delivered) <= 0)
                    && (at < ways.size() - 1 || mostLast == 0 || given(way, levels.get(at), size)
                            .compareTo(BigDecimal.valueOf(mostLast)) <= 0)
                    && (!carries(ways, at) || mostLast == 0 || got(way, levels.get(at), size)
                            .compareTo(BigDecimal.valueOf(mostLast)) <= 0);
            BigDecimal best = way.valued ? halving(flow.get(i), lot, pays) : BigDecimal.ZERO;
            for (BigDecimal size = lot; !way.valued
                    && size.compareTo(flow.get(i)) <= 0; size = size.add(lot)) {
                best = pays.test(size) ? size : best;
            }
            if (best.signum() == 0) {
                return Sized.of(Pass.TOO_SMALL);
            }
            sizes.add(best);
            have = got(way, levels.get(i), best);
        }
        for (int i = ways.size() - 2; i >= 0; i--) {
            BigDecimal need = given(ways.get(i + 1), levels.get(i + 1), sizes.get(i + 1));
            BigDecimal lot = lot(ways.get(i), counted);
            BigDecimal size = lot;
            while (got(ways.get(i), levels.get(i), size).compareTo(need) < 0) {
                size = size.add(lot);
            }
            sizes.set(i, size);
        }
        return price(ways, levels, sizes);
    }

    /// Whether what this way brings is held, and only valued.
    private static boolean carries(List<Way> ways, int at) {
        return at + 1 < ways.size() && ways.get(at + 1).valued;
    }

    /// What is only valued has no lot, and too many sizes to try.
    private static BigDecimal halving(BigDecimal flow, BigDecimal lot,
            Predicate<BigDecimal> pays) {
        BigInteger low = BigInteger.ZERO;
        BigInteger high = flow.divideToIntegralValue(lot).toBigInteger().add(BigInteger.ONE);
        while (high.subtract(low).bitLength() > 1) {
            BigInteger middle = low.add(high).shiftRight(1);
            if (pays.test(lot.multiply(new BigDecimal(middle)))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return lot.multiply(new BigDecimal(low));
    }

    private Sized price(List<Way> ways, List<List<Oracle.Level>> levels, List<BigDecimal> sizes) {
        for (int i = 0; i < ways.size(); i++) {
            Way way = ways.get(i);
            Rules rules = way.listing().rules();
            BigDecimal least = rules.sizeScale() < 0
                    ? BigDecimal.ZERO
                    : BigDecimal.valueOf(rules.minSize(), rules.sizeScale())
                            .multiply(BigDecimal.valueOf(rules.multiplier()));
            if (!way.valued && (sizes.get(i).compareTo(least) < 0
                    || notional(way, levels.get(i), sizes.get(i)).compareTo(BigDecimal
                            .valueOf(rules.minNotional(), Rules.NOTIONAL_SCALE)) < 0)) {
                return Sized.of(Pass.TOO_SMALL);
            }
        }
        int last = ways.size() - 1;
        BigDecimal cost = given(ways.getFirst(), levels.getFirst(), sizes.getFirst());
        BigDecimal net = got(ways.get(last), levels.get(last), sizes.get(last)).subtract(cost)
                .subtract(charges.stream().map(rate -> money(cost.multiply(rate), true))
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
        if (net.compareTo(cost.multiply(bps(market.settings.minNetBps()))) <= 0) {
            return Sized.of(Pass.TOO_SMALL);
        }
        List<BigDecimal> limits = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            limits.add(limit(ways.get(i), worst(ways.get(i), levels.get(i), sizes.get(i))));
        }
        return new Sized(null, sizes, limits, net,
                net.multiply(BigDecimal.valueOf(10_000)).divide(cost, 4, RoundingMode.HALF_EVEN));
    }

    /// How much of each book is used when all are walked together as far as it pays. Looks at every amount of the first asset at which some book
    /// comes to its next level.
    private List<BigDecimal> flow(List<Way> ways, List<List<Oracle.Level>> levels) {
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
            Fraction limit = exact(limit(way, at(way, levels.get(i), size)));
            product = product.times(brings(way, limit)).divide(takes(way, limit));
            amount = got(way, levels.get(i), size);
        }
        return product.compareTo(exact(charges.stream().reduce(
                BigDecimal.ONE.add(bps(market.settings.minNetBps())), BigDecimal::add))) > 0;
    }

    /// What one base unit takes, at a price of one contract, with its fee.
    private Fraction takes(Way way, Fraction price) {
        if (!way.buys()) {
            return Fraction.ONE;
        }
        Fraction plain = price.divide(Fraction.of(way.listing().rules().multiplier()));
        return inKind(way) ? plain : plain.times(exact(BigDecimal.ONE.add(fee(way))));
    }

    /// What one base unit brings.
    private Fraction brings(Way way, Fraction price) {
        Fraction keep = exact(BigDecimal.ONE.subtract(fee(way)));
        if (way.buys()) {
            return inKind(way) ? keep : Fraction.ONE;
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

    private BigDecimal at(Way way, List<Oracle.Level> levels, Fraction size) {
        Fraction rest = size;
        for (Oracle.Level level : levels) {
            if (rest.compareTo(base(way, level)) <= 0) {
                return level.price();
            }
            rest = rest.minus(base(way, level));
        }
        throw new AssertionError("not that much is there");
    }

    private static BigDecimal limit(Way way, BigDecimal price) {
        return way.valued ? price : Oracle.limit(way.book, way.side, price);
    }

    private BigDecimal worst(Way way, List<Oracle.Level> levels, BigDecimal size) {
        return at(way, levels, exact(size));
    }

    private static BigDecimal lot(Way way, String counted) {
        Rules rules = way.listing().rules();
        int scale = Math.max(way.book.levels().sizeScale(), rules.sizeScale());
        BigDecimal multiplier = BigDecimal.valueOf(rules.multiplier());
        BigDecimal lot = rules.lot() == 0 || rules.sizeScale() < 0
                ? BigDecimal.ONE.movePointLeft(scale).multiply(multiplier)
                : BigDecimal.valueOf(rules.lot(), rules.sizeScale()).multiply(multiplier);
        if (way.valued) {
            lot = BigDecimal.ONE.movePointLeft(Math.max(scale, Money.SCALE)).multiply(multiplier);
        }
        BigDecimal whole = lot;
        while (way.listing().instrument().base().equals(counted)
                && whole.stripTrailingZeros().scale() > Money.SCALE) {
            whole = whole.add(lot);
        }
        return whole;
    }

    private BigDecimal notional(Way way, List<Oracle.Level> levels, BigDecimal size) {
        BigDecimal rest = size.divide(BigDecimal.valueOf(way.listing().rules().multiplier()));
        BigDecimal sum = BigDecimal.ZERO;
        for (Oracle.Level level : levels) {
            BigDecimal step = rest.min(level.size());
            sum = sum.add(step.multiply(level.price()));
            rest = rest.subtract(step);
        }
        return sum;
    }

    private BigDecimal spent(Way way, List<Oracle.Level> levels, BigDecimal size) {
        return way.buys() ? money(notional(way, levels, size), true) : size;
    }

    private BigDecimal given(Way way, List<Oracle.Level> levels, BigDecimal size) {
        BigDecimal spent = spent(way, levels, size);
        return way.buys() && !inKind(way)
                ? spent.add(money(notional(way, levels, size).multiply(fee(way)), true))
                : spent;
    }

    private BigDecimal got(Way way, List<Oracle.Level> levels, BigDecimal size) {
        if (way.buys()) {
            return inKind(way) ? size.subtract(money(size.multiply(fee(way)), true)) : size;
        }
        BigDecimal notional = notional(way, levels, size);
        return money(notional, false).subtract(money(notional.multiply(fee(way)), true));
    }

    private static BigDecimal money(BigDecimal value, boolean up) {
        return value.setScale(Money.SCALE, up ? RoundingMode.CEILING : RoundingMode.FLOOR);
    }

    private boolean inKind(Way way) {
        return way.listing().instrument().kind() == Instrument.Kind.SPOT
                && market.fees.inReceived(way.listing());
    }

    private BigDecimal fee(Way way) {
        return BigDecimal.valueOf(market.fees.taker(way.listing()), DetectorSettings.FEE_SCALE);
    }

    static BigDecimal bps(long value) {
        return BigDecimal.valueOf(value, DetectorSettings.BPS_SCALE + 4);
    }
}
