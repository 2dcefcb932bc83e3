package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.List;

/// What a basis costs besides entering it, and brings: leaving both legs again, and the next funding of each.
///
/// Prices are expected to meet in the middle of each book. There what was bought is sold and what was sold is bought back, by what the other side of its book displays
/// now for all of that size, level by level: what that lies off the middle is lost, and each leg's fee is paid once more. What no book
/// displays a taker for cannot be left, so it is not entered. Fees and fundings are shares of what their own leg trades.
///
/// Walked beside the two legs, in their units. Reused; nothing is allocated once it has room for the levels it meets.
final class Leaving {

    private final WayOut bought;
    private final WayOut sold;
    private final Wide scratch = new Wide();
    private final Scales scales;
    private final Prices prices;

    /// The fees of entering, and what is received with the next funding: rates at [DetectorSettings#FEE_SCALE].
    private final long buyFeeRate;
    private final long sellFeeRate;
    long buyFundingRate;
    long sellFundingRate;

    /// What they came to at the size that was priced last, [Money].
    private long cost;
    private long proceeds;
    private long buyFee;
    private long sellFee;
    private long buyFunding;
    private long sellFunding;

    /// Of what is bought on the one and sold on the other.
    Leaving(ListingBook buy, ListingBook sell, Scales scales, Prices prices, long buyFee,
            long sellFee) {
        this.prices = prices;
        this.scales = scales;
        buyFeeRate = buyFee;
        sellFeeRate = sellFee;
        bought = new WayOut(buy, Side.BID);
        sold = new WayOut(sell, Side.ASK);
        bought.leg.learn(scales.sizeScale(), scales.buyUnit(), 1);
        sold.leg.learn(scales.sizeScale(), scales.sellUnit(), 1);
    }

    /// Another takes over the fundings.
    void copy(Leaving into) {
        into.buyFundingRate = buyFundingRate;
        into.sellFundingRate = sellFundingRate;
    }

    /// Whether the fundings are those of another.
    boolean same(Leaving other) {
        return buyFundingRate == other.buyFundingRate
                && sellFundingRate == other.sellFundingRate;
    }

    /// What is lost of what is bought, and of what is sold, besides what the books take; negative when more is received.
    long buyRate() {
        return buyFeeRate - buyFundingRate;
    }

    long sellRate() {
        return sellFeeRate - sellFundingRate;
    }

    /// Whether something is there to leave with.
    boolean displayed() {
        return bought.best() != 0 && sold.best() != 0;
    }

    /// Whether what stands at the best of both may be walked.
    boolean known() {
        return bought.leg.known() && sold.leg.known();
    }

    /// Stands at the best prices displayed, however much of them.
    void glance() {
        bought.glance();
        sold.glance();
    }

    /// Starts at the best level of both; false when there is none.
    boolean start() {
        boolean first = bought.start();
        return sold.start() && first;
    }

    /// How much can be left at the levels that it stands on.
    long left() {
        return Math.min(bought.leg.left, sold.leg.left);
    }

    /// So much of them is passed, at the most what is left of them; false when one book shows nothing more.
    boolean pass(long step) {
        boolean first = bought.pass(step);
        return sold.pass(step) && first;
    }

    /// Up to which size the levels go that it stands on, in units of the hop that sells.
    Fraction end(Hop hop) {
        return Fraction.of(bought.passed() + left()).divide(Fraction.of(finer(hop)));
    }

    /// How many of its units are one of a hop.
    long finer(Hop hop) {
        return Decimals.power(scales.sizeScale() - hop.sizeScale());
    }

    /// Whether buying at `ask`, selling at `bid` and leaving where it stands brings more than the threshold, net of all costs.
    boolean pays(long ask, long bid) {
        return prices.pays(ask, bid, bought.away(), sold.away());
    }

    /// Whether the books display, as far as was looked, what they did.
    boolean stands() {
        return bought.stands() && sold.stands();
    }

    /// What all of it comes to, of a size within what was walked that costs and brings this much to enter; each part is rounded against us.
    long price(long size, long newCost, long newProceeds) {
        cost = newCost;
        proceeds = newProceeds;
        bought.price(size);
        sold.price(size);
        buyFee = Charges.part(cost, buyFeeRate, scratch);
        sellFee = Charges.part(proceeds, sellFeeRate, scratch);
        buyFunding = -Charges.part(cost, -buyFundingRate, scratch);
        sellFunding = -Charges.part(proceeds, -sellFundingRate, scratch);
        return exit() - funding();
    }

    /// What leaving costs.
    long exit() {
        return buyFee + sellFee + bought.lost() + sold.lost();
    }

    /// What the next fundings bring.
    long funding() {
        return buyFunding + sellFunding;
    }

    /// Writes what was priced last; what comes to nothing is no step.
    void post(List<Step> steps, String asset, String size) {
        fee(steps, bought, asset, buyFee, buyFeeRate, cost);
        bought.post(steps, asset, size);
        fee(steps, sold, asset, sellFee, sellFeeRate, proceeds);
        sold.post(steps, asset, size);
        funding(steps, bought, asset, buyFunding, buyFundingRate, cost);
        funding(steps, sold, asset, sellFunding, sellFundingRate, proceeds);
    }

    /// What it would cost at the best prices, however much of it, as shares of what buying costs. With a fee `inKind` less arrives, and is sold and left again.
    List<Verdict.Cost> costs(boolean inKind) {
        glance();
        long kept = inKind ? buyFeeRate : 0;
        Fraction arrives = arrives(kept);
        Fraction sale = sale(bought.leg.book, sold.leg.book, scales, kept);
        String feeOnce = "leaving again: the fee of taking once more";
        String book = "leaving again: what the best price lies off the middle of the book";
        var costs = new ArrayList<Verdict.Cost>();
        add(costs, Step.What.EXIT, bought, share(buyFeeRate, Fraction.ONE), feeOnce);
        add(costs, Step.What.EXIT, bought, away(bought, bought.leg.book.bestAsk(), arrives),
                book);
        add(costs, Step.What.EXIT, sold, share(sellFeeRate, sale), feeOnce);
        add(costs, Step.What.EXIT, sold, away(sold, sold.leg.book.bestBid(), sale), book);
        add(costs, Step.What.FUNDING, bought, -share(buyFundingRate, Fraction.ONE),
                Posting.FUNDING);
        add(costs, Step.What.FUNDING, sold, -share(sellFundingRate, sale), Posting.FUNDING);
        return costs;
    }

    /// What selling brings at the best prices for what buying costs, where this share of what is bought does not arrive.
    static Fraction sale(ListingBook buy, ListingBook sell, Scales scales, long kept) {
        return arrives(kept)
                .times(Fraction.of(sell.bestBid()).times(Fraction.of(scales.bidFactor())))
                .divide(Fraction.of(buy.bestAsk()).times(Fraction.of(scales.askFactor())));
    }

    private static Fraction arrives(long kept) {
        return Fraction.of(DetectorSettings.FEE_ONE - kept)
                .divide(Fraction.of(DetectorSettings.FEE_ONE));
    }

    private static void add(List<Verdict.Cost> costs, Step.What what, WayOut way, long rate,
            String why) {
        if (rate != 0) {
            costs.add(new Verdict.Cost(what, way.exchange(), rate, why));
        }
    }

    /// A book that is crossed has no middle that anything is lost against, and whoever leaves it there gains nothing for sure.
    private static long away(WayOut way, long price, Fraction trade) {
        return way.away() <= 0
                ? 0
                : share(DetectorSettings.FEE_ONE,
                        trade.times(Fraction.of(way.away())).divide(Fraction.of(2 * price)));
    }

    /// A rate on what is traded there, as one on what is bought, to the nearest.
    static long share(long rate, Fraction trade) {
        long share = Fraction.of(2 * Math.abs(rate)).times(trade).plus(Fraction.ONE)
                .divide(Fraction.of(2)).floor(DetectorSettings.FEE_ONE);
        return rate < 0 ? -share : share;
    }

    private static void fee(List<Step> steps, WayOut way, String asset, long fee, long rate,
            long of) {
        if (rate != 0) {
            steps.add(Step.money(Step.What.EXIT, way.exchange(), asset, -fee,
                    "leaving again: taker " + Posting.of(rate, of)));
        }
    }

    private static void funding(List<Step> steps, WayOut way, String asset, long funding, long rate,
            long of) {
        if (rate != 0) {
            steps.add(Step.money(Step.What.FUNDING, way.exchange(), asset, funding,
                    Posting.FUNDING + ", " + Posting.of(rate, of)));
        }
    }
}
