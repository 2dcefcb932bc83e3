package io.crossbook.arbitrage;

import io.crossbook.books.Cursor;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What is right, the slow way: every place is tried where something changes, and all is `BigDecimal`.
final class Oracle {

    /// A level with what is left of it, in contracts.
    record Level(BigDecimal price, BigDecimal size) {}

    /// Either why not, or what: `pass` is null for the latter. Prices and sizes are plain values.
    record Verdict(@Nullable Pass pass, BigDecimal size, BigDecimal sold, BigDecimal buyLimit,
            BigDecimal sellLimit, BigDecimal net, BigDecimal bps) {
        static Verdict of(Pass pass) {
            return new Verdict(pass, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO,
                    BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        }
    }

    private record Fill(BigDecimal shown, BigDecimal taken) {}

    private static final BigDecimal BPS = BigDecimal.valueOf(10_000);

    private final Map<String, Map<BigDecimal, Fill>> taken = new HashMap<>();
    DetectorSettings settings = DetectorSettings.DEFAULT;
    Fees fees = _ -> 0;
    Transfers transfers = Transfers.IGNORED;
    int latencyPercent;
    long roundTripMillis;
    /// By listing: the rate in billionths of a billionth times ten, when it is paid, and when it was last told.
    final Map<Integer, long[]> fundings = new HashMap<>();
    private final Map<Integer, Moves> moves = new HashMap<>();

    /// How a listing's price has moved.
    private static final class Moves {
        long terms;
        long last;
        long lastNanos;
        BigInteger variance = BigInteger.ZERO;
    }
    Identity identity = Identity.BY_NAME;

    /// Everything that the detector asks, in its order.
    Verdict judge(ListingBook buy, ListingBook sell, long now) {
        Rules buyRules = buy.listing().rules();
        Rules sellRules = sell.listing().rules();
        if (buy.health() != Health.LIVE || sell.health() != Health.LIVE) {
            return Verdict.of(Pass.NOT_LIVE);
        }
        if (buyRules.status() == Rules.Status.HALTED || sellRules.status() == Rules.Status.HALTED) {
            return Verdict.of(Pass.HALTED);
        }
        if (buy.levels().bestAsk() == 0 || sell.levels().bestBid() == 0
                || (basis(buy, sell)
                        && (buy.levels().bestBid() == 0 || sell.levels().bestAsk() == 0))) {
            return Verdict.of(Pass.EMPTY);
        }
        charges = charges(buy, sell, now);
        BigDecimal ask = times(BigDecimal.valueOf(buy.levels().bestAsk(),
                buy.levels().priceScale()), sellRules.multiplier());
        BigDecimal bid = times(BigDecimal.valueOf(sell.levels().bestBid(),
                sell.levels().priceScale()), buyRules.multiplier());
        if (gain(buy, ask, sell, bid).signum() <= 0) {
            List<BigDecimal> charged = charges;
            charges = List.of();
            boolean pays = gain(buy, ask, sell, bid).signum() > 0;
            charges = charged;
            return Verdict.of(pays
                    ? Pass.CHARGES
                    : bid.compareTo(ask) > 0 ? Pass.FEES : Pass.NO_SPREAD);
        }
        if (!open(buy, sell)) {
            return Verdict.of(Pass.TRANSFER_SHUT);
        }
        if (!identity.same(buy.listing(), sell.listing())) {
            return Verdict.of(Pass.IDENTITY);
        }
        if (bid.compareTo(ask.multiply(BigDecimal.ONE.add(bps(settings.maxEdgeBps())))) > 0) {
            return Verdict.of(Pass.ABOVE_CAP);
        }
        if (now - buy.receivedNanos() >= settings.maxAgeNanos()
                || now - sell.receivedNanos() >= settings.maxAgeNanos()) {
            return Verdict.of(Pass.TOO_OLD);
        }
        if (Math.abs(buy.receivedNanos() - sell.receivedNanos()) >= settings.maxSkewNanos()) {
            return Verdict.of(Pass.SKEWED);
        }
        List<Level> asks = levels(buy, Side.ASK, true);
        List<Level> bids = levels(sell, Side.BID, true);
        if (asks.isEmpty() || bids.isEmpty()) {
            return Verdict.of(Pass.BEYOND_HORIZON);
        }
        Verdict left = size(buy, levels(buy, Side.ASK, false), sell,
                levels(sell, Side.BID, false));
        boolean any = !fills(buy, Side.ASK).isEmpty() || !fills(sell, Side.BID).isEmpty();
        return left.pass != null && any && size(buy, asks, sell, bids).pass == null
                ? Verdict.of(Pass.CONSUMED)
                : left;
    }

    private List<BigDecimal> charges = List.of();

    /// What the pair costs besides fees, as fractions of what is bought; what is received is negative.
    private List<BigDecimal> charges(ListingBook buy, ListingBook sell, long now) {
        var all = new ArrayList<BigDecimal>(
                List.of(rate(haircut(buy)), rate(haircut(sell))));
        if (basis(buy, sell)) {
            all.add(exit(buy));
            all.add(exit(sell));
            all.add(counted(buy, funding(buy, now), now).setScale(9, RoundingMode.CEILING));
            all.add(counted(sell, funding(sell, now).negate(), now).setScale(9,
                    RoundingMode.CEILING));
        } else {
            all.add(transfer(buy, sell).stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        return all;
    }

    /// A share of what a whole cycle's way there and back costs.
    private List<BigDecimal> transfer(ListingBook buy, ListingBook sell) {
        if (!open(buy, sell)) {
            return List.of();
        }
        BigDecimal cycle = money(transfers.cycle(buy.listing().instrument().quote()));
        return transfers.counted()
                ? List.of(
                        money(there(buy, sell).fee()).multiply(price(buy)).divide(cycle, 9,
                                RoundingMode.CEILING),
                        money(back(buy, sell).fee()).divide(cycle, 9, RoundingMode.CEILING))
                : List.of();
    }

    private boolean open(ListingBook buy, ListingBook sell) {
        return basis(buy, sell) || !transfers.counted()
                || (there(buy, sell).open() && back(buy, sell).open());
    }

    private Transfers.Way there(ListingBook buy, ListingBook sell) {
        BigDecimal bought = money(transfers.cycle(buy.listing().instrument().quote()))
                .divide(price(buy), 8, RoundingMode.DOWN);
        return transfers.way(buy.listing().instrument().base(), buy.listing().exchange(),
                sell.listing().exchange(),
                bought.unscaledValue().min(BigInteger.valueOf(Money.MOST)).longValueExact());
    }

    private Transfers.Way back(ListingBook buy, ListingBook sell) {
        String quote = buy.listing().instrument().quote();
        return transfers.way(quote, sell.listing().exchange(), buy.listing().exchange(),
                transfers.cycle(quote));
    }

    private static BigDecimal price(ListingBook buy) {
        return BigDecimal.valueOf(buy.bestAsk(), buy.levels().priceScale()).divide(
                BigDecimal.valueOf(buy.listing().rules().multiplier()));
    }

    private static BigDecimal money(long amount) {
        return BigDecimal.valueOf(amount, Money.SCALE);
    }

    private static boolean basis(ListingBook buy, ListingBook sell) {
        return buy.listing().instrument().kind() != Instrument.Kind.SPOT
                || sell.listing().instrument().kind() != Instrument.Kind.SPOT;
    }

    private static BigDecimal rate(long billionths) {
        return BigDecimal.valueOf(billionths, 9);
    }

    private BigDecimal exit(ListingBook book) {
        BigDecimal bid = BigDecimal.valueOf(book.levels().bestBid());
        BigDecimal half = BigDecimal.valueOf(book.levels().bestAsk()).subtract(bid)
                .divide(BigDecimal.TWO);
        return fee(book).add(half.max(BigDecimal.ZERO).divide(bid, 9, RoundingMode.CEILING));
    }

    private BigDecimal funding(ListingBook book, long now) {
        long[] known = fundings.get(book.id());
        return known == null || now >= known[1]
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(known[0], 10);
    }

    /// A gain only for whoever is in five seconds before, and as long as it was told within two minutes.
    private BigDecimal counted(ListingBook book, BigDecimal cost, long now) {
        long[] known = fundings.get(book.id());
        if (known == null || cost.signum() >= 0) {
            return cost;
        }
        boolean inTime = now + roundTripMillis * 1_000_000 + 5_000_000_000L < known[1];
        boolean told = now - known[2] < 120_000_000_000L;
        return inTime && told ? cost : BigDecimal.ZERO;
    }

    /// The book's price may have moved.
    void measure(ListingBook book, long now) {
        Moves known = moves.computeIfAbsent(book.id(), _ -> new Moves());
        if (known.terms != book.terms()) {
            known.terms = book.terms();
            known.last = 0;
        }
        long price = book.bestBid() + book.bestAsk();
        if (latencyPercent == 0 || book.bestBid() == 0 || book.bestAsk() == 0
                || price == known.last) {
            return;
        }
        if (known.last > 0) {
            BigInteger billion = BigInteger.valueOf(1_000_000_000);
            BigInteger share = BigInteger.valueOf(Math.abs(price - known.last)).multiply(billion)
                    .divide(BigInteger.valueOf(known.last)).min(billion);
            BigInteger span = BigInteger.valueOf(60_000_000_000L);
            BigInteger passed = BigInteger.valueOf(now - known.lastNanos).min(span);
            BigInteger whole = BigInteger.TWO.pow(64);
            BigInteger faded = passed.equals(span)
                    ? known.variance
                    : known.variance.multiply(
                            passed.multiply(whole.subtract(BigInteger.ONE).divide(span)))
                            .divide(whole);
            known.variance = known.variance.subtract(faded)
                    .add(share.multiply(share).divide(BigInteger.valueOf(60)));
        }
        known.last = price;
        known.lastNanos = now;
    }

    long haircut(ListingBook book) {
        Moves known = moves.get(book.id());
        if (known == null || latencyPercent == 0) {
            return 0;
        }
        BigInteger square = known.variance.multiply(BigInteger.valueOf(roundTripMillis))
                .divide(BigInteger.valueOf(1_000));
        BigInteger root = square.sqrt();
        if (root.multiply(root).compareTo(square) < 0) {
            root = root.add(BigInteger.ONE);
        }
        return Math.ceilDiv(Math.min(1_000_000_000L, root.longValueExact()) * latencyPercent, 100);
    }

    /// What one unit brings above the threshold; prices are already brought to the same contract.
    private BigDecimal gain(ListingBook buy, BigDecimal ask, ListingBook sell, BigDecimal bid) {
        BigDecimal kept = inKind(buy) ? BigDecimal.ONE.subtract(fee(buy)) : BigDecimal.ONE;
        BigDecimal paid = inKind(buy) ? BigDecimal.ONE : BigDecimal.ONE.add(fee(buy));
        return bid.multiply(BigDecimal.ONE.subtract(fee(sell))).multiply(kept)
                .subtract(ask.multiply(paid)
                        .multiply(BigDecimal.ONE.add(bps(settings.minNetBps()))))
                .subtract(ask.multiply(
                        charges.stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
    }

    boolean inKind(ListingBook buy) {
        // A derivative delivers no coin that a fee could be taken from.
        return buy.listing().instrument().kind() == Instrument.Kind.SPOT
                && fees.inReceived(buy.listing());
    }

    Verdict size(ListingBook buy, List<Level> asks, ListingBook sell, List<Level> bids) {
        if (inKind(buy)) {
            var ways = List.of(new ChainOracle.Way(buy, Side.ASK, false),
                    new ChainOracle.Way(sell, Side.BID, false));
            ChainOracle.Sized sized = new ChainOracle(this, charges).size(ways,
                    List.of(asks, bids), 0);
            return sized.pass() != null
                    ? Verdict.of(sized.pass())
                    : new Verdict(null, sized.sizes().getFirst(), sized.sizes().getLast(),
                            sized.limits().getFirst(),
                            sized.limits().getLast(), sized.net(), sized.bps());
        }
        Rules buyRules = buy.listing().rules();
        Rules sellRules = sell.listing().rules();
        BigDecimal reach = reach(buy, base(asks, buyRules), sell, base(bids, sellRules));
        BigDecimal lot = common(lot(buy, sell), lot(sell, buy));
        BigDecimal most = settings.maxQuote() == 0
                ? BigDecimal.valueOf(Money.MOST, Money.SCALE)
                : BigDecimal.valueOf(settings.maxQuote());
        BigDecimal size = largest(reach, lot,
                some -> notional(asks, contracts(some, buyRules)).compareTo(most) <= 0);
        return size.signum() == 0 || size.compareTo(minimum(buyRules)) < 0
                || size.compareTo(minimum(sellRules)) < 0
                        ? Verdict.of(Pass.TOO_SMALL)
                        : price(buy, asks, sell, bids, size);
    }

    private Verdict price(ListingBook buy, List<Level> asks, ListingBook sell, List<Level> bids,
            BigDecimal size) {
        Rules buyRules = buy.listing().rules();
        Rules sellRules = sell.listing().rules();
        BigDecimal bought = contracts(size, buyRules);
        BigDecimal sold = contracts(size, sellRules);
        BigDecimal paid = notional(asks, bought);
        BigDecimal got = notional(bids, sold);
        if (paid.compareTo(BigDecimal.valueOf(buyRules.minNotional(), Rules.NOTIONAL_SCALE)) < 0
                || got.compareTo(
                        BigDecimal.valueOf(sellRules.minNotional(), Rules.NOTIONAL_SCALE)) < 0) {
            return Verdict.of(Pass.TOO_SMALL);
        }
        BigDecimal cost = up(paid).add(up(paid.multiply(fee(buy))));
        BigDecimal net = got.setScale(Money.SCALE, RoundingMode.FLOOR)
                .subtract(up(got.multiply(fee(sell)))).subtract(cost)
                .subtract(charges.stream().map(rate -> up(up(paid).multiply(rate)))
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
        if (net.compareTo(cost.multiply(bps(settings.minNetBps()))) <= 0) {
            return Verdict.of(Pass.TOO_SMALL);
        }
        return new Verdict(null, size, size, limit(buy, Side.ASK, worst(asks, bought)),
                limit(sell, Side.BID, worst(bids, sold)), net,
                net.multiply(BPS).divide(cost, 4, RoundingMode.HALF_EVEN));
    }

    /// The smallest size at which the sum of all gains is largest. What the next unit gains is another only where a level ends: so
    /// each such place is tried, and the sum is largest at one of them.
    private BigDecimal reach(ListingBook buy, List<Level> asks, ListingBook sell,
            List<Level> bids) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal largest = BigDecimal.ZERO;
        BigDecimal best = BigDecimal.ZERO;
        BigDecimal from = BigDecimal.ZERO;
        for (BigDecimal to : ends(asks, bids)) {
            BigDecimal gain = gain(buy,
                    times(limit(buy, Side.ASK, worst(asks, to)),
                            sell.listing().rules().multiplier()),
                    sell, times(limit(sell, Side.BID, worst(bids, to)),
                            buy.listing().rules().multiplier()));
            sum = sum.add(gain.multiply(to.subtract(from)));
            from = to;
            if (sum.compareTo(largest) > 0) {
                largest = sum;
                best = to;
            }
        }
        return best;
    }

    /// Where a level of either ends, as far as both go.
    private static SortedSet<BigDecimal> ends(List<Level> asks, List<Level> bids) {
        var ends = new TreeSet<BigDecimal>();
        BigDecimal most = sum(asks).min(sum(bids));
        for (List<Level> levels : List.of(asks, bids)) {
            for (int i = 1; i <= levels.size(); i++) {
                BigDecimal end = sum(levels.subList(0, i));
                if (end.compareTo(most) <= 0) {
                    ends.add(end);
                }
            }
        }
        return ends;
    }

    private static BigDecimal sum(List<Level> levels) {
        return levels.stream().map(Level::size).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// In base units.
    private static List<Level> base(List<Level> levels, Rules rules) {
        return levels.stream()
                .map(level -> new Level(level.price, times(level.size, rules.multiplier())))
                .toList();
    }

    private static BigDecimal contracts(BigDecimal size, Rules rules) {
        return size.divide(BigDecimal.valueOf(rules.multiplier()));
    }

    /// What is stated; else one contract in the finest digits of both.
    private static BigDecimal lot(ListingBook book, ListingBook other) {
        Rules rules = book.listing().rules();
        BigDecimal lot = rules.lot() == 0 || rules.sizeScale() < 0
                ? BigDecimal.ONE.movePointLeft(Math.max(digits(book), digits(other)))
                : BigDecimal.valueOf(rules.lot(), rules.sizeScale());
        return times(lot, rules.multiplier());
    }

    static int digits(ListingBook book) {
        return Math.max(book.levels().sizeScale(), book.listing().rules().sizeScale());
    }

    /// The smallest that is a whole number of both, after Euclid.
    static BigDecimal common(BigDecimal one, BigDecimal other) {
        BigDecimal divisor = one;
        BigDecimal rest = other;
        while (rest.signum() > 0) {
            BigDecimal next = divisor.remainder(rest);
            divisor = rest;
            rest = next;
        }
        return one.divideToIntegralValue(divisor).multiply(other);
    }

    /// The most lots, up to a size, for which it holds: for all fewer it does too. Halves what is in doubt until it is one.
    static BigDecimal largest(BigDecimal most, BigDecimal lot, Predicate<BigDecimal> holds) {
        BigInteger low = BigInteger.ZERO;
        BigInteger high = most.divideToIntegralValue(lot).toBigInteger().add(BigInteger.ONE);
        while (high.subtract(low).bitLength() > 1) {
            BigInteger middle = low.add(high).shiftRight(1);
            if (holds.test(lot.multiply(new BigDecimal(middle)))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return lot.multiply(new BigDecimal(low));
    }

    private static BigDecimal minimum(Rules rules) {
        return rules.sizeScale() < 0
                ? BigDecimal.ZERO
                : times(BigDecimal.valueOf(rules.minSize(), rules.sizeScale()),
                        rules.multiplier());
    }

    private static BigDecimal notional(List<Level> levels, BigDecimal contracts) {
        BigDecimal rest = contracts;
        BigDecimal sum = BigDecimal.ZERO;
        for (Level level : levels) {
            BigDecimal step = rest.min(level.size);
            sum = sum.add(step.multiply(level.price));
            rest = rest.subtract(step);
        }
        return sum;
    }

    private static BigDecimal worst(List<Level> levels, BigDecimal contracts) {
        BigDecimal rest = contracts;
        for (Level level : levels) {
            rest = rest.subtract(level.size);
            if (rest.signum() <= 0) {
                return level.price;
            }
        }
        throw new AssertionError("not that much is left");
    }

    /// The price of an order that reaches `price`: on the tick, in the digits of the book.
    static BigDecimal limit(ListingBook book, Side side, BigDecimal price) {
        Rules rules = book.listing().rules();
        if (rules.tick() == 0 || rules.priceScale() < 0) {
            return price;
        }
        BigDecimal tick = BigDecimal.valueOf(rules.tick(), rules.priceScale());
        BigDecimal step = side == Side.ASK ? tick : tick.negate();
        BigDecimal limit = price.divide(tick, 0,
                side == Side.ASK ? RoundingMode.CEILING : RoundingMode.FLOOR).multiply(tick);
        while (limit.stripTrailingZeros().scale() > book.levels().priceScale()) {
            limit = limit.add(step);
        }
        return limit;
    }

    /// What is displayed, or what is left of it.
    List<Level> levels(ListingBook book, Side side, boolean displayed) {
        var cursor = new Cursor();
        var levels = new ArrayList<Level>();
        book.levels().walk(side, cursor);
        while (cursor.next()) {
            BigDecimal price = BigDecimal.valueOf(cursor.price(), book.levels().priceScale());
            BigDecimal size = BigDecimal.valueOf(cursor.size(), book.levels().sizeScale());
            Fill fill = fills(book, side).get(price.stripTrailingZeros());
            BigDecimal left = displayed || fill == null ? size : size.subtract(fill.taken);
            if (left.signum() > 0) {
                levels.add(new Level(price, left));
            }
        }
        return levels;
    }

    private Map<BigDecimal, Fill> fills(ListingBook book, Side side) {
        return taken.computeIfAbsent(book.listing().id() + " " + side, _ -> new HashMap<>());
    }

    /// Somebody takes `size` base units, from the best left on, as far as `limit` reaches.
    void take(ListingBook book, Side side, BigDecimal size, BigDecimal limit) {
        BigDecimal rest = size.divide(BigDecimal.valueOf(book.listing().rules().multiplier()))
                .setScale(book.levels().sizeScale(), RoundingMode.CEILING);
        for (Level level : levels(book, side, false)) {
            int beyond = level.price.compareTo(limit);
            BigDecimal step = (side == Side.ASK ? beyond > 0 : beyond < 0)
                    ? BigDecimal.ZERO
                    : rest.min(level.size);
            if (step.signum() > 0) {
                BigDecimal price = level.price.stripTrailingZeros();
                Fill old = fills(book, side).get(price);
                BigDecimal before = old == null ? BigDecimal.ZERO : old.taken;
                fills(book, side).put(price,
                        new Fill(level.size.add(before), before.add(step)));
                rest = rest.subtract(step);
            }
        }
    }

    /// The book was updated: what is displayed otherwise than when it was taken counts again.
    void settle(ListingBook book) {
        if (book.health() == Health.BROKEN) {
            return;
        }
        for (Side side : Side.values()) {
            List<Level> shown = levels(book, side, true);
            fills(book, side).entrySet().removeIf(fill -> shown.stream().noneMatch(
                    level -> level.price.compareTo(fill.getKey()) == 0
                            && level.size.compareTo(fill.getValue().shown) == 0));
        }
    }

    private BigDecimal fee(ListingBook book) {
        return BigDecimal.valueOf(fees.taker(book.listing()), DetectorSettings.FEE_SCALE);
    }

    private static BigDecimal up(BigDecimal money) {
        return money.setScale(Money.SCALE, RoundingMode.CEILING);
    }

    private static BigDecimal bps(long value) {
        return BigDecimal.valueOf(value, DetectorSettings.BPS_SCALE + 4);
    }

    private static BigDecimal times(BigDecimal value, long multiplier) {
        return value.multiply(new BigDecimal(BigInteger.valueOf(multiplier)));
    }
}
