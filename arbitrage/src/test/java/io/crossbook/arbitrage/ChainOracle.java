package io.crossbook.arbitrage;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a chain of hops is worth, the slow way: where the flow ends ([FlowOracle]), and then every lot, one after the other, in `BigDecimal`.
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
    final List<BigDecimal> charges;
    /// How often there were too many lots to try each.
    final AtomicInteger stepped = new AtomicInteger();

    private final int patience;

    ChainOracle(Oracle market, List<BigDecimal> charges) {
        this(market, charges, LotOracle.PATIENCE);
    }

    /// More lots than `patience` are not tried one by one.
    ChainOracle(Oracle market, List<BigDecimal> charges, int patience) {
        this.market = market;
        this.patience = patience;
        this.charges = charges;
    }

    /// `mostLast` is the most that the last way may convert, 0 for any.
    Sized size(List<Way> ways, boolean displayed, long mostLast) {
        return size(ways, ways.stream()
                .map(way -> market.levels(way.book, way.side, displayed)).toList(), mostLast);
    }

    Sized size(List<Way> ways, List<List<Oracle.Level>> levels, long mostLast) {
        List<BigDecimal> flow = new FlowOracle(this).flow(ways, levels);
        List<BigDecimal> sizes = new ArrayList<>();
        String counted = ways.getFirst().gives();
        BigDecimal have = market.settings.maxQuote() == 0
                ? MOST
                : BigDecimal.valueOf(market.settings.maxQuote());
        Long bound = market.settings.bounds().get(counted);
        have = bound == null ? have : have.min(BigDecimal.valueOf(bound, Money.SCALE));
        for (int i = 0; i < ways.size(); i++) {
            Way way = ways.get(i);
            List<LotOracle.Bound> bounds = bounds(ways, i, levels.get(i), have, mostLast);
            BigDecimal best = lots(way, counted).largest(flow.get(i), bounds);
            if (best.signum() == 0) {
                return Sized.of(Pass.TOO_SMALL);
            }
            sizes.add(best);
            have = got(way, levels.get(i), best);
        }
        for (int i = ways.size() - 2; i >= 0; i--) {
            BigDecimal need = given(ways.get(i + 1), levels.get(i + 1), sizes.get(i + 1));
            sizes.set(i, lots(ways.get(i), counted).smallest(sizes.get(i),
                    gets(ways.get(i), levels.get(i)), need));
        }
        return price(ways, levels, sizes);
    }

    private LotOracle lots(Way way, String counted) {
        return new LotOracle(lot(way, counted), patience, stepped);
    }

    /// What a size of one way must not exceed, with so much to spend; and no posting is larger than what money holds.
    private List<LotOracle.Bound> bounds(List<Way> ways, int at, List<Oracle.Level> levels,
            BigDecimal have, long mostLast) {
        Way way = ways.get(at);
        List<LotOracle.Bound> bounds = new ArrayList<>();
        bounds.add(new LotOracle.Bound(at == 0 ? spends(way, levels) : gives(way, levels), have));
        if (mostLast > 0 && at == ways.size() - 1) {
            bounds.add(new LotOracle.Bound(gives(way, levels), BigDecimal.valueOf(mostLast)));
        }
        if (mostLast > 0 && carries(ways, at)) {
            bounds.add(new LotOracle.Bound(gets(way, levels), BigDecimal.valueOf(mostLast)));
        }
        UnaryOperator<BigDecimal> notional = size -> notional(way, levels, size);
        bounds.add(new LotOracle.Bound(new LotOracle.Amount(
                size -> money(notional(way, levels, size), way.buys()), notional,
                List.of(notional), false), MOST));
        UnaryOperator<BigDecimal> fee = size -> plainFee(way, levels, size).abs();
        bounds.add(new LotOracle.Bound(new LotOracle.Amount(
                size -> feeOf(way, levels, size).abs(), fee, List.of(fee), false), MOST));
        return bounds;
    }

    private LotOracle.Amount spends(Way way, List<Oracle.Level> levels) {
        UnaryOperator<BigDecimal> notional = size -> notional(way, levels, size);
        return way.buys()
                ? new LotOracle.Amount(size -> spent(way, levels, size), notional,
                        List.of(notional), false)
                : new LotOracle.Amount(size -> size, size -> size, List.of(), true);
    }

    private LotOracle.Amount gives(Way way, List<Oracle.Level> levels) {
        return !way.buys() || inKind(way)
                ? spends(way, levels)
                : new LotOracle.Amount(size -> given(way, levels, size),
                        size -> notional(way, levels, size)
                                .multiply(BigDecimal.ONE.add(fee(way))),
                        List.of(size -> notional(way, levels, size),
                                size -> plainFee(way, levels, size).abs()),
                        false);
    }

    private LotOracle.Amount gets(Way way, List<Oracle.Level> levels) {
        BigDecimal kept = BigDecimal.ONE.subtract(fee(way));
        UnaryOperator<BigDecimal> fee = size -> plainFee(way, levels, size).abs();
        UnaryOperator<BigDecimal> exact = size -> got(way, levels, size);
        if (!way.buys()) {
            return new LotOracle.Amount(exact, size -> notional(way, levels, size).multiply(kept),
                    List.of(size -> notional(way, levels, size), fee), false);
        }
        return inKind(way)
                ? new LotOracle.Amount(exact, size -> size.multiply(kept), List.of(fee), true)
                : new LotOracle.Amount(exact, exact, List.of(), true);
    }

    /// Before it is rounded.
    private BigDecimal plainFee(Way way, List<Oracle.Level> levels, BigDecimal size) {
        return (inKind(way) && way.buys() ? size : notional(way, levels, size)).multiply(fee(way));
    }

    /// Whether what this way brings is held, and only valued.
    private static boolean carries(List<Way> ways, int at) {
        return at + 1 < ways.size() && ways.get(at + 1).valued;
    }

    /// What stands in the working of such sizes; `converts`: the last way is one between quotes. Each is added up from what is traded, none
    /// follows from another.
    Worked working(List<Way> ways, boolean converts, Sized sized) {
        List<List<Oracle.Level>> levels = ways.stream()
                .map(way -> market.levels(way.book, way.side, false)).toList();
        List<BigDecimal> sizes = sized.sizes;
        BigDecimal cost = given(ways.getFirst(), levels.getFirst(), sizes.getFirst());
        BigDecimal fees = BigDecimal.ZERO;
        BigDecimal swallowed = BigDecimal.ZERO;
        for (int i = 0; i < ways.size() && !ways.get(i).valued; i++) {
            BigDecimal fee = feeOf(ways.get(i), levels.get(i), sizes.get(i));
            boolean before = ways.get(i).buys() && !inKind(ways.get(i));
            if (before ? i > 0 : i < ways.size() - 1) {
                // What it is taken from was bought too, and cost its part of all.
                int bought = before ? i - 1 : i;
                fee = fee.multiply(cost).divide(
                        plain(ways.get(bought), levels.get(bought), sizes.get(bought)),
                        Money.SCALE, RoundingMode.CEILING);
                swallowed = swallowed.add(fee);
            }
            fees = fees.add(fee);
        }
        Way last = ways.getLast();
        List<Oracle.Level> lastLevels = levels.getLast();
        BigDecimal end = last.valued
                ? money(got(last, lastLevels, sizes.getLast()), false)
                : plain(last, lastLevels, sizes.getLast());
        BigDecimal middle = end;
        if (converts) {
            BigDecimal of = last.valued
                    ? given(last, lastLevels, sizes.getLast())
                    : spent(last, lastLevels, sizes.getLast());
            BigDecimal price = BigDecimal
                    .valueOf(last.book.bestBid() + last.book.bestAsk(),
                            last.book.levels().priceScale())
                    .divide(BigDecimal.valueOf(2 * last.listing().rules().multiplier()));
            middle = last.buys()
                    ? of.divide(price, Money.SCALE, RoundingMode.FLOOR)
                    : money(of.multiply(price), false);
        }
        BigDecimal begin = spent(ways.getFirst(), levels.getFirst(), sizes.getFirst());
        return new Worked(middle.subtract(begin).add(swallowed), fees, middle.subtract(end));
    }

    /// Gross, fees and conversion.
    record Worked(BigDecimal gross, BigDecimal fees, BigDecimal conversion) {}

    private BigDecimal feeOf(Way way, List<Oracle.Level> levels, BigDecimal size) {
        return money(plainFee(way, levels, size), true);
    }

    /// What a size brings before its fee.
    private BigDecimal plain(Way way, List<Oracle.Level> levels, BigDecimal size) {
        return way.buys() ? size : money(notional(way, levels, size), false);
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

    static BigDecimal limit(Way way, BigDecimal price) {
        return way.valued ? price : Oracle.limit(way.book, way.side, price);
    }

    private static BigDecimal worst(Way way, List<Oracle.Level> levels, BigDecimal size) {
        return FlowOracle.at(way, levels, FlowOracle.exact(size));
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
        // What is counted has no more decimals than money.
        return way.listing().instrument().base().equals(counted)
                ? Oracle.common(lot, BigDecimal.ONE.movePointLeft(Money.SCALE))
                : lot;
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

    boolean inKind(Way way) {
        return way.listing().instrument().kind() == Instrument.Kind.SPOT
                && market.fees.inReceived(way.listing());
    }

    BigDecimal fee(Way way) {
        return BigDecimal.valueOf(market.fees.taker(way.listing()), DetectorSettings.FEE_SCALE);
    }

    static BigDecimal bps(long value) {
        return BigDecimal.valueOf(value, DetectorSettings.BPS_SCALE + 4);
    }
}
