package io.crossbook.arbitrage;

import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// What size of a pair is right, the slow way: every lot is tried, one after the other, in `BigDecimal`.
///
/// A lot is worth what its last unit gains, at the prices and limits which that one reaches in each of the books; the size is the one at which all lots up to it
/// are worth the most. That one is then priced.
final class EveryLot {

    private final Oracle market;
    private final ListingBook buy;
    private final ListingBook sell;
    private final SlowCosts.Rates rates;
    private final SlowSide asks;
    private final SlowSide bids;
    /// Where what was bought is sold again, and what was sold is bought back; as displayed, for that is later.
    private final SlowSide leaveBought;
    private final SlowSide leaveSold;
    /// What is kept of what is bought.
    private final BigDecimal kept;
    /// More lots than this are not tried one by one: only those at which anything changes, and the ones beside them.
    private final int patience;

    EveryLot(Oracle market, ListingBook buy, List<Oracle.Level> asks, ListingBook sell,
            List<Oracle.Level> bids, SlowCosts.Rates rates, int patience) {
        this.market = market;
        this.buy = buy;
        this.sell = sell;
        this.rates = rates;
        this.asks = new SlowSide(buy, Side.ASK, asks);
        this.bids = new SlowSide(sell, Side.BID, bids);
        this.patience = patience;
        leaveBought = SlowSide.of(market, buy, Side.BID);
        leaveSold = SlowSide.of(market, sell, Side.ASK);
        kept = market.inKind(buy) ? BigDecimal.ONE.subtract(market.fee(buy)) : BigDecimal.ONE;
    }

    /// Whether all that has to be traded is displayed.
    private boolean empty() {
        return asks.empty() || bids.empty()
                || (rates.basis() && (leaveBought.empty() || leaveSold.empty()));
    }

    /// How many lots of what is bought can be sold, and left again.
    private BigInteger shown() {
        BigDecimal most = bids.shown();
        if (rates.basis()) {
            most = most.min(leaveBought.shown()).min(leaveSold.shown());
        }
        return lots(asks.shown()).min(lotsKeeping(most));
    }

    private BigInteger lots(BigDecimal size) {
        return size.divideToIntegralValue(lot()).toBigInteger();
    }

    /// How many lots must be bought, at the most, to keep so much.
    private BigInteger lotsKeeping(BigDecimal size) {
        return size.divideToIntegralValue(kept.multiply(lot())).toBigInteger();
    }

    private BigDecimal size(BigInteger lots) {
        return lot().multiply(new BigDecimal(lots));
    }

    /// How many lots there are to be tried.
    boolean tooMany() {
        return !empty() && shown().compareTo(BigInteger.valueOf(patience)) > 0;
    }

    Oracle.Verdict size() {
        if (empty()) {
            return Oracle.Verdict.of(Pass.TOO_SMALL);
        }
        BigDecimal bought = size(tooMany() ? placesTried() : everyTried());
        BigDecimal sold = bought;
        if (market.inKind(buy)) {
            BigDecimal lot = lot(sell, sell);
            sold = received(bought).divideToIntegralValue(lot).multiply(lot);
            bought = size(fewestFor(sold));
        }
        return bought.signum() == 0 || sold.signum() == 0 || bought.compareTo(minimum(buy)) < 0
                || sold.compareTo(minimum(sell)) < 0
                        ? Oracle.Verdict.of(Pass.TOO_SMALL)
                        : price(bought, sold);
    }

    /// All of them, one after the other.
    private BigInteger everyTried() {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal largest = BigDecimal.ZERO;
        BigInteger best = BigInteger.ZERO;
        for (BigInteger lots = BigInteger.ONE; lots.compareTo(shown()) <= 0
                && affordable(lots); lots = lots.add(BigInteger.ONE)) {
            sum = sum.add(gain(size(lots)));
            if (sum.compareTo(largest) > 0) {
                largest = sum;
                best = lots;
            }
        }
        return best;
    }

    /// What a lot gains is another only after the end of some level: so the last one that gains ends at one of those, or beside.
    private BigInteger placesTried() {
        var places = new ArrayList<BigInteger>();
        asks.ends().forEach(end -> places.add(lots(end)));
        bids.ends().forEach(end -> places.add(lotsKeeping(end)));
        if (rates.basis()) {
            leaveBought.ends().forEach(end -> places.add(lotsKeeping(end)));
            leaveSold.ends().forEach(end -> places.add(lotsKeeping(end)));
        }
        places.add(lots(asks.affordable(most())));
        BigInteger best = BigInteger.ZERO;
        for (BigInteger place : places) {
            for (long beside = -1; beside <= 1; beside++) {
                BigInteger lots = place.add(BigInteger.valueOf(beside));
                if (lots.compareTo(best) > 0 && lots.compareTo(shown()) <= 0 && affordable(lots)
                        && gain(size(lots)).signum() > 0) {
                    best = lots;
                }
            }
        }
        return best;
    }

    private BigDecimal most() {
        BigDecimal most = market.settings.maxQuote() == 0
                ? BigDecimal.valueOf(Money.MOST, Money.SCALE)
                : BigDecimal.valueOf(market.settings.maxQuote());
        Long bound = market.settings.bounds().get(buy.listing().instrument().quote());
        return bound == null ? most : most.min(BigDecimal.valueOf(bound, Money.SCALE));
    }

    private boolean affordable(BigInteger lots) {
        return asks.worth(size(lots)).compareTo(most()) <= 0;
    }

    /// The fewest lots of which so much is received.
    private BigInteger fewestFor(BigDecimal sold) {
        BigInteger lots = lotsKeeping(sold).subtract(BigInteger.ONE).max(BigInteger.ZERO);
        while (received(size(lots)).compareTo(sold) < 0) {
            lots = lots.add(BigInteger.ONE);
        }
        return lots;
    }

    /// Less a fee in kind.
    private BigDecimal received(BigDecimal bought) {
        return bought.subtract(up(bought.multiply(BigDecimal.ONE.subtract(kept))));
    }

    /// What the last unit of a size that is bought brings above the threshold.
    private BigDecimal gain(BigDecimal bought) {
        BigDecimal sold = bought.multiply(kept);
        BigDecimal entered = entered(asks.limit(bought), bids.limit(sold));
        return rates.basis()
                ? entered.subtract(left(asks.limit(bought), bids.limit(sold),
                        leaveBought.price(sold), leaveSold.price(sold)))
                : entered;
    }

    /// What the first unit brings above the threshold, whatever its lot: with the other costs and without.
    BigDecimal gainAtBest(boolean charged) {
        BigDecimal ask = best(buy, buy.bestAsk());
        BigDecimal bid = best(sell, sell.bestBid());
        BigDecimal entered = entered(ask, bid);
        if (!charged) {
            return entered.add(ask.multiply(rates.sum()))
                    .add(bid.multiply(kept).multiply(rates.sale()));
        }
        return rates.basis()
                ? entered.subtract(left(ask, bid, best(buy, buy.bestBid()),
                        best(sell, sell.bestAsk())))
                : entered;
    }

    private static BigDecimal best(ListingBook book, long price) {
        return BigDecimal.valueOf(price, book.levels().priceScale())
                .divide(BigDecimal.valueOf(book.listing().rules().multiplier()));
    }

    private BigDecimal entered(BigDecimal ask, BigDecimal bid) {
        BigDecimal paid = market.inKind(buy)
                ? BigDecimal.ONE
                : BigDecimal.ONE.add(market.fee(buy));
        return bid.multiply(BigDecimal.ONE.subtract(market.fee(sell)).subtract(rates.sale()))
                .multiply(kept)
                .subtract(ask.multiply(paid)
                        .multiply(BigDecimal.ONE.add(bps(market.minNetBps(buy, sell)))))
                .subtract(ask.multiply(rates.sum()));
    }

    /// What leaving again costs for one unit that is bought, less the next funding: each leg's fee once more, and what is lost against the middle of its book.
    private BigDecimal left(BigDecimal ask, BigDecimal bid, BigDecimal resold,
            BigDecimal boughtBack) {
        return ask.multiply(market.fee(buy).add(rates.buyerPays()))
                .add(kept.multiply(bid.multiply(market.fee(sell).subtract(rates.sellerReceives()))
                        .add(middle(buy).subtract(resold))
                        .add(boughtBack.subtract(middle(sell)))));
    }

    private static BigDecimal middle(ListingBook book) {
        return best(book, book.bestBid()).add(best(book, book.bestAsk())).divide(BigDecimal.TWO);
    }

    private Oracle.Verdict price(BigDecimal bought, BigDecimal sold) {
        BigDecimal paid = asks.worth(bought);
        BigDecimal got = bids.worth(sold);
        if (paid.compareTo(least(buy)) < 0 || got.compareTo(least(sell)) < 0) {
            return Oracle.Verdict.of(Pass.TOO_SMALL);
        }
        BigDecimal trade = up(paid);
        BigDecimal cost = market.inKind(buy)
                ? trade
                : trade.add(up(paid.multiply(market.fee(buy))));
        BigDecimal proceeds = down(got);
        BigDecimal exit = BigDecimal.ZERO;
        BigDecimal funding = BigDecimal.ZERO;
        if (rates.basis()) {
            exit = up(trade.multiply(market.fee(buy))).add(up(proceeds.multiply(market.fee(sell))))
                    .add(up(middle(buy).multiply(sold)))
                    .subtract(down(leaveBought.worth(sold)))
                    .add(up(leaveSold.worth(sold))).subtract(down(middle(sell).multiply(sold)));
            funding = up(trade.multiply(rates.buyerPays())).negate()
                    .add(down(proceeds.multiply(rates.sellerReceives())));
        }
        BigDecimal net = proceeds.subtract(up(got.multiply(market.fee(sell)))).subtract(cost)
                .subtract(rates.rates().stream().map(rate -> up(trade.multiply(rate)))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .subtract(up(proceeds.multiply(rates.sale()))).subtract(exit).add(funding);
        if (net.compareTo(cost.multiply(bps(market.minNetBps(buy, sell)))) <= 0) {
            return Oracle.Verdict.of(Pass.TOO_SMALL);
        }
        return new Oracle.Verdict(null, bought, sold,
                Oracle.limit(buy, Side.ASK, asks.worst(bought)),
                Oracle.limit(sell, Side.BID, bids.worst(sold)), net,
                net.multiply(BigDecimal.valueOf(10_000)).divide(cost, DetectorSettings.BPS_SCALE,
                        RoundingMode.HALF_EVEN),
                exit, funding);
    }

    private static BigDecimal least(ListingBook book) {
        return BigDecimal.valueOf(book.listing().rules().minNotional(), Rules.NOTIONAL_SCALE);
    }

    /// A lot of both; where the fee is taken from what is bought, of the one that buys.
    private BigDecimal lot() {
        return market.inKind(buy)
                ? lot(buy, buy)
                : Oracle.common(lot(buy, sell), lot(sell, buy));
    }

    /// What is stated; else one contract in the finest digits of both.
    private static BigDecimal lot(ListingBook book, ListingBook other) {
        Rules rules = book.listing().rules();
        BigDecimal lot = rules.lot() == 0 || rules.sizeScale() < 0
                ? BigDecimal.ONE
                        .movePointLeft(Math.max(Oracle.digits(book), Oracle.digits(other)))
                : BigDecimal.valueOf(rules.lot(), rules.sizeScale());
        return lot.multiply(BigDecimal.valueOf(rules.multiplier()));
    }

    private static BigDecimal minimum(ListingBook book) {
        Rules rules = book.listing().rules();
        return rules.sizeScale() < 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(rules.minSize(), rules.sizeScale())
                        .multiply(BigDecimal.valueOf(rules.multiplier()));
    }

    private static BigDecimal up(BigDecimal money) {
        return money.setScale(Money.SCALE, RoundingMode.CEILING);
    }

    private static BigDecimal down(BigDecimal money) {
        return money.setScale(Money.SCALE, RoundingMode.FLOOR);
    }

    private static BigDecimal bps(long value) {
        return BigDecimal.valueOf(value, DetectorSettings.BPS_SCALE + 4);
    }
}
