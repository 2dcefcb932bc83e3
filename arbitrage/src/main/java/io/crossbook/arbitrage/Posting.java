package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import java.util.List;

/// Writes the record of what a walk found: for those who are told, not for the hot path.
final class Posting {

    /// What this build cannot do yet.
    private static final String NOT_EXECUTABLE = "no execution in this build";

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
        return new Opportunity(id, state, pair.buy(), pair.sell(), walk.size,
                pair.scales().sizeScale(), walk.buyLimit, pair.buyLeg.priceScale(),
                walk.sellLimit, pair.sellLeg.priceScale(), walk.net, walk.netBps, best,
                steps(pair, walk), false, NOT_EXECUTABLE, openedNanos, now, 0, "");
    }

    private static List<Step> steps(Pair pair, DepthWalk walk) {
        String quote = pair.buy().instrument().quote();
        String buyAt = pair.buy().exchange();
        String sellAt = pair.sell().exchange();
        String size = Decimals.format(walk.size, pair.scales().sizeScale()) + " "
                + pair.buy().instrument().base();
        String atMost = Decimals.format(walk.buyLimit, pair.buyLeg.priceScale());
        String atLeast = Decimals.format(walk.sellLimit, pair.sellLeg.priceScale());
        return List.of(
                new Step(Step.What.BUY, buyAt, quote, -walk.cost,
                        "buy " + size + " at " + atMost + " or less"),
                new Step(Step.What.BUY_FEE, buyAt, quote, -walk.buyFee,
                        fee(pair.buyFee(), walk.cost)),
                new Step(Step.What.SELL, sellAt, quote, walk.proceeds,
                        "sell " + size + " at " + atLeast + " or more"),
                new Step(Step.What.SELL_FEE, sellAt, quote, -walk.sellFee,
                        fee(pair.sellFee(), walk.proceeds)));
    }

    private static String fee(long rate, long of) {
        return "taker " + Decimals.format(rate, DetectorSettings.FEE_SCALE - 2) + " % of "
                + Decimals.format(of, Money.SCALE);
    }
}
