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
import org.jspecify.annotations.Nullable;

/// What is right, the slow way: every size is tried, one smallest unit after the other, in `BigDecimal`.
final class Oracle {

    /// A level with what is left of it, in contracts.
    record Level(BigDecimal price, BigDecimal size) {}

    /// Either why not, or what: `pass` is null for the latter. Prices and sizes are plain values.
    record Verdict(@Nullable Pass pass, BigDecimal size, BigDecimal buyLimit,
            BigDecimal sellLimit, BigDecimal net, BigDecimal bps) {
        static Verdict of(Pass pass) {
            return new Verdict(pass, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO,
                    BigDecimal.ZERO, BigDecimal.ZERO);
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
    /// By listing: the rate in billionths of a billionth times ten, and when it is paid.
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
            all.add(funding(buy, now).setScale(9, RoundingMode.CEILING));
            all.add(funding(sell, now).negate().setScale(9, RoundingMode.CEILING));
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

    private boolean inKind(ListingBook buy) {
        // A derivative delivers no coin that a fee could be taken from.
        return buy.listing().instrument().kind() == Instrument.Kind.SPOT
                && fees.inReceived(buy.listing());
    }

    /// Tries every size.
    Verdict size(ListingBook buy, List<Level> asks, ListingBook sell, List<Level> bids) {
        if (inKind(buy)) {
            var ways = List.of(new ChainOracle.Way(buy, Side.ASK, false),
                    new ChainOracle.Way(sell, Side.BID, false));
            ChainOracle.Sized sized = new ChainOracle(this, charges).size(ways,
                    List.of(asks, bids), 0);
            return sized.pass() != null
                    ? Verdict.of(sized.pass())
                    : new Verdict(null, sized.sizes().getFirst(), sized.limits().getFirst(),
                            sized.limits().getLast(), sized.net(), sized.bps());
        }
        Rules buyRules = buy.listing().rules();
        Rules sellRules = sell.listing().rules();
        int scale = Math.max(Math.max(buy.levels().sizeScale(), sell.levels().sizeScale()),
                Math.max(buyRules.sizeScale(), sellRules.sizeScale()));
        long reach = best(buy, units(asks, buyRules, scale), sell,
                units(bids, sellRules, scale));
        long lot = lot(buyRules, scale);
        while (lot % lot(sellRules, scale) != 0) {
            lot += lot(buyRules, scale);
        }
        long size = reach / lot * lot;
        BigDecimal most = settings.maxQuote() == 0
                ? BigDecimal.valueOf(Money.MOST, Money.SCALE)
                : BigDecimal.valueOf(settings.maxQuote());
        while (size > 0 && notional(asks, contracts(size, buyRules, scale)).compareTo(most) > 0) {
            size -= lot;
        }
        long least = Math.max(minimum(buyRules, scale), minimum(sellRules, scale));
        return size == 0 || size < least
                ? Verdict.of(Pass.TOO_SMALL)
                : price(buy, asks, sell, bids, size, scale);
    }

    private Verdict price(ListingBook buy, List<Level> asks, ListingBook sell, List<Level> bids,
            long size, int scale) {
        Rules buyRules = buy.listing().rules();
        Rules sellRules = sell.listing().rules();
        BigDecimal bought = contracts(size, buyRules, scale);
        BigDecimal sold = contracts(size, sellRules, scale);
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
        return new Verdict(null, BigDecimal.valueOf(size, scale),
                limit(buy, Side.ASK, worst(asks, bought)),
                limit(sell, Side.BID, worst(bids, sold)), net,
                net.multiply(BPS).divide(cost, 4, RoundingMode.HALF_EVEN));
    }

    /// The smallest number of units at which the sum of all gains is largest, by trying all.
    private long best(ListingBook buy, List<Level> asks, ListingBook sell, List<Level> bids) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal largest = BigDecimal.ZERO;
        long best = 0;
        long count = 0;
        int i = 0;
        int j = 0;
        long askLeft = asks.isEmpty() ? 0 : asks.getFirst().size.longValueExact();
        long bidLeft = bids.isEmpty() ? 0 : bids.getFirst().size.longValueExact();
        BigDecimal gain = null;
        while (i < asks.size() && j < bids.size()) {
            if (askLeft == 0) {
                gain = null;
                askLeft = ++i < asks.size() ? asks.get(i).size.longValueExact() : 0;
            } else if (bidLeft == 0) {
                gain = null;
                bidLeft = ++j < bids.size() ? bids.get(j).size.longValueExact() : 0;
            } else {
                if (gain == null) {
                    gain = gain(buy,
                            times(limit(buy, Side.ASK, asks.get(i).price),
                                    sell.listing().rules().multiplier()),
                            sell, times(limit(sell, Side.BID, bids.get(j).price),
                                    buy.listing().rules().multiplier()));
                }
                sum = sum.add(gain);
                count++;
                askLeft--;
                bidLeft--;
                if (sum.compareTo(largest) > 0) {
                    largest = sum;
                    best = count;
                }
            }
        }
        return best;
    }

    private static List<Level> units(List<Level> levels, Rules rules, int scale) {
        return levels.stream().map(level -> new Level(level.price,
                times(level.size, rules.multiplier()).movePointRight(scale))).toList();
    }

    private static BigDecimal contracts(long size, Rules rules, int scale) {
        return BigDecimal.valueOf(size, scale).divide(BigDecimal.valueOf(rules.multiplier()));
    }

    private static long lot(Rules rules, int scale) {
        return rules.lot() == 0 || rules.sizeScale() < 0
                ? rules.multiplier()
                : times(BigDecimal.valueOf(rules.lot(), rules.sizeScale()), rules.multiplier())
                        .movePointRight(scale).longValueExact();
    }

    private static long minimum(Rules rules, int scale) {
        return rules.sizeScale() < 0
                ? 0
                : times(BigDecimal.valueOf(rules.minSize(), rules.sizeScale()), rules.multiplier())
                        .movePointRight(scale).longValueExact();
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

    /// Somebody takes `size` base units, from the best left on.
    void take(ListingBook book, Side side, BigDecimal size) {
        BigDecimal rest = size.divide(BigDecimal.valueOf(book.listing().rules().multiplier()))
                .setScale(book.levels().sizeScale(), RoundingMode.CEILING);
        for (Level level : levels(book, side, false)) {
            BigDecimal step = rest.min(level.size);
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
