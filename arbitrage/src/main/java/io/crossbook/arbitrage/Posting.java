package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.Side;
import java.util.List;

/// Writes the record of what a walk found: for those who are told, not for the hot path.
final class Posting {

    /// What this build cannot do yet.
    static final String NOT_EXECUTABLE = "no execution in this build";

    private Posting() {}

    /// An opportunity that opens now, under a new id.
    static Opportunity opened(long id, Pair pair, DepthWalk walk, long now) {
        return of(id, Opportunity.State.OPENED, pair, walk, walk.netBps, now, now);
    }

    /// The same opportunity, by what the walk finds now.
    static Opportunity changed(Opportunity told, Pair pair, DepthWalk walk, long now) {
        return of(told.id(), Opportunity.State.CHANGED, pair, walk, pair.best,
                told.openedNanos(), now);
    }

    private static Opportunity of(long id, Opportunity.State state, Pair pair, DepthWalk walk,
            long best, long openedNanos, long now) {
        int scale = pair.scales().sizeScale();
        var buy = new Leg(pair.buy(), Side.ASK, walk.size, scale, walk.buyLimit,
                pair.buyLeg.priceScale());
        var sell = new Leg(pair.sell(), Side.BID, walk.size, scale, walk.sellLimit,
                pair.sellLeg.priceScale());
        var working = Working.of(walk.proceeds - walk.cost, walk.buyFee + walk.sellFee);
        return new Opportunity(id, Kind.TWO_LEGS, state, List.of(buy, sell),
                pair.buy().instrument().quote(), walk.net, walk.netBps, best, working,
                steps(pair, walk, buy, sell), false, NOT_EXECUTABLE, openedNanos, now, 0, "");
    }

    private static List<Step> steps(Pair pair, DepthWalk walk, Leg buy, Leg sell) {
        String base = buy.receives();
        String quote = buy.pays();
        String buyAt = pair.buy().exchange();
        String sellAt = pair.sell().exchange();
        String size = Decimals.format(walk.size, buy.sizeScale()) + " " + base;
        String bought = "buy " + size + " at " + Decimals.format(buy.limit(), buy.priceScale())
                + " or less";
        String sold = "sell " + size + " at " + Decimals.format(sell.limit(), sell.priceScale())
                + " or more";
        return List.of(Step.money(Step.What.BUY, buyAt, quote, -walk.cost, bought),
                new Step(Step.What.BUY, buyAt, base, walk.size, buy.sizeScale(), bought),
                Step.money(Step.What.BUY_FEE, buyAt, quote, -walk.buyFee,
                        fee(pair.buyFee(), walk.cost)),
                new Step(Step.What.SELL, sellAt, base, -walk.size, sell.sizeScale(), sold),
                Step.money(Step.What.SELL, sellAt, quote, walk.proceeds, sold),
                Step.money(Step.What.SELL_FEE, sellAt, quote, -walk.sellFee,
                        fee(pair.sellFee(), walk.proceeds)));
    }

    private static String fee(long rate, long of) {
        return "taker " + Decimals.format(rate, DetectorSettings.FEE_SCALE - 2) + " % of "
                + Decimals.format(of, Money.SCALE);
    }
}
