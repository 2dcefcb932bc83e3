package io.crossbook.arbitrage;

import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What is right, the slow way, of any pair: asked is all that the detector asks, in its order, and all is `BigDecimal`.
///
/// What a pair costs besides fees is [SlowCosts], what is taken of the books [SlowTaken], and how much of it is right [EveryLot].
final class Oracle {

    /// A level with what is left of it, in contracts.
    record Level(BigDecimal price, BigDecimal size) {}

    /// Either why not, or what: `pass` is null for the latter. Prices and sizes are plain values.
    record Verdict(@Nullable Pass pass, BigDecimal size, BigDecimal sold, BigDecimal buyLimit,
            BigDecimal sellLimit, BigDecimal net, BigDecimal bps, BigDecimal exit,
            BigDecimal funding) {
        static Verdict of(Pass pass) {
            return new Verdict(pass, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO,
                    BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO,
                    BigDecimal.ZERO);
        }
    }

    DetectorSettings settings = DetectorSettings.DEFAULT;
    Fees fees = _ -> 0;
    Transfers transfers = Transfers.IGNORED;
    int latencyPercent;
    long roundTripMillis;
    /// By listing: the rate in billionths of a billionth times ten, when it is paid, and when it was last told.
    final Map<Integer, long[]> fundings = new HashMap<>();
    Identity identity = Identity.BY_NAME;
    /// Up to how many lots are tried one by one.
    int patience;

    final SlowCosts costs = new SlowCosts(this);
    private final SlowTaken taken = new SlowTaken();

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
        boolean basis = SlowCosts.basis(buy, sell);
        if (buy.levels().bestAsk() == 0 || sell.levels().bestBid() == 0 || (basis
                && (buy.levels().bestBid() == 0 || sell.levels().bestAsk() == 0))) {
            return Verdict.of(Pass.EMPTY);
        }
        SlowCosts.Rates rates = costs.of(buy, sell, now);
        EveryLot left = lots(buy, levels(buy, Side.ASK, false), sell,
                levels(sell, Side.BID, false), rates);
        BigDecimal ask = best(buy, buy.levels().bestAsk());
        BigDecimal bid = best(sell, sell.levels().bestBid());
        if (left.gainAtBest(true).signum() <= 0) {
            return Verdict.of(left.gainAtBest(false).signum() > 0
                    ? Pass.CHARGES
                    : bid.compareTo(ask) > 0 ? Pass.FEES : Pass.NO_SPREAD);
        }
        if (!costs.open(buy, sell)) {
            return Verdict.of(Pass.TRANSFER_SHUT);
        }
        if (!identity.same(buy.listing(), sell.listing())) {
            return Verdict.of(Pass.IDENTITY);
        }
        if (bid.compareTo(ask.multiply(BigDecimal.ONE.add(BigDecimal.valueOf(settings.maxEdgeBps(),
                DetectorSettings.BPS_SCALE + 4)))) > 0) {
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
        if (asks.isEmpty() || bids.isEmpty() || (basis && (levels(buy, Side.BID, true).isEmpty()
                || levels(sell, Side.ASK, true).isEmpty()))) {
            return Verdict.of(Pass.BEYOND_HORIZON);
        }
        Verdict verdict = left.size();
        boolean any = taken.any(buy, Side.ASK) || taken.any(sell, Side.BID);
        return verdict.pass != null && any
                && lots(buy, asks, sell, bids, rates).size().pass == null
                        ? Verdict.of(Pass.CONSUMED)
                        : verdict;
    }

    /// What a pair must bring: less where it only brings home what leans.
    long minNetBps(ListingBook buy, ListingBook sell) {
        return SlowCosts.basis(buy, sell)
                ? settings.minNetBps()
                : RandomLeans.asked(transfers, settings.minNetBps(), buy.listing(),
                        sell.listing());
    }

    private static BigDecimal best(ListingBook book, long price) {
        return BigDecimal.valueOf(price, book.levels().priceScale())
                .divide(BigDecimal.valueOf(book.listing().rules().multiplier()));
    }

    /// Tries sizes of what is left of two books.
    EveryLot lots(ListingBook buy, List<Level> asks, ListingBook sell, List<Level> bids,
            SlowCosts.Rates rates) {
        return new EveryLot(this, buy, asks, sell, bids, rates, patience);
    }

    BigDecimal fee(ListingBook book) {
        return BigDecimal.valueOf(fees.taker(book.listing()), DetectorSettings.FEE_SCALE);
    }

    void measure(ListingBook book, long now) {
        costs.measure(book, now);
    }

    long haircut(ListingBook book) {
        return costs.haircut(book);
    }

    List<Level> levels(ListingBook book, Side side, boolean displayed) {
        return taken.levels(book, side, displayed);
    }

    void take(ListingBook book, Side side, BigDecimal size, BigDecimal limit) {
        taken.take(book, side, size, limit);
    }

    void settle(ListingBook book) {
        taken.settle(book);
    }

    boolean inKind(ListingBook buy) {
        // A derivative delivers no coin that a fee could be taken from.
        return buy.listing().instrument().kind() == Instrument.Kind.SPOT
                && fees.inReceived(buy.listing());
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
}
