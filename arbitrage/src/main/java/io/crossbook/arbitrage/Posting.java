package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.List;

/// Writes the record of what a walk found: for those who are told, not for the hot path.
final class Posting {

    /// Only a [Gate] lets anything be fired.
    static final String UNJUDGED = "not judged yet";

    static final String FUNDING = "the next funding";

    private Posting() {}

    /// An opportunity of a pair, by what the walk found now.
    static Opportunity of(long id, Opportunity.State state, Pair pair, DepthWalk walk,
            long openedNanos, long now) {
        int scale = pair.scales().sizeScale();
        var buy = new Leg(pair.buy(), Side.ASK, walk.size, scale, walk.buyLimit,
                pair.buyLeg.priceScale());
        var sell = new Leg(pair.sell(), Side.BID, walk.size, scale, walk.sellLimit,
                pair.sellLeg.priceScale());
        return new Opportunity(id, pair.kind(), state,
                List.of(buy, sell), pair.buy().instrument().quote(), walk.net, walk.netBps,
                pair.best,
                working(pair, walk), steps(pair, walk, buy, sell), false,
                UNJUDGED, openedNanos, now, 0, "");
    }

    private static Working working(Pair pair, DepthWalk walk) {
        Charges charges = pair.charges();
        Leaving leaving = pair.leaving();
        long fees = walk.buyFee + walk.sellFee;
        long exit = leaving == null ? 0 : leaving.exit();
        long funding = leaving == null ? 0 : leaving.funding();
        return new Working(walk.proceeds - walk.cost, fees, 0, exit, funding, charges.transfer,
                charges.latency(), periods(fees + exit, funding));
    }

    /// How many fundings pay for a way in and out.
    static int periods(long round, long funding) {
        return funding <= 0 || round <= 0
                ? 0
                : (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(round, funding));
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
        var steps = new ArrayList<Step>();
        steps.add(Step.money(Step.What.BUY, buyAt, quote, -walk.cost, bought));
        steps.add(new Step(Step.What.BUY, buyAt, base, walk.size, buy.sizeScale(), bought));
        steps.add(Step.fee(Step.What.BUY_FEE, buyAt, quote, pair.buyCoin(), walk.buyFee,
                "taker " + of(pair.buyFee(), walk.cost)));
        steps.add(new Step(Step.What.SELL, sellAt, base, -walk.size, sell.sizeScale(), sold));
        steps.add(Step.money(Step.What.SELL, sellAt, quote, walk.proceeds, sold));
        steps.add(Step.fee(Step.What.SELL_FEE, sellAt, quote, pair.sellCoin(), walk.sellFee,
                "taker " + of(pair.sellFee(), walk.proceeds)));
        Leaving leaving = pair.leaving();
        if (leaving != null) {
            leaving.post(steps, quote, size);
        }
        charge(steps, pair, walk, buyAt, sellAt, quote);
        return steps;
    }

    /// Costs that are none are no steps.
    private static void charge(List<Step> steps, Pair pair, DepthWalk walk, String buyAt,
            String sellAt, String quote) {
        Charges charges = pair.charges();
        add(steps, Step.What.TRANSFER, buyAt, quote, -charges.transfer, charges.transferRate,
                pair.back() + ", ", walk.cost);
        String late = "what the price does meanwhile, ";
        add(steps, Step.What.LATENCY, buyAt, quote, -charges.buyLatency, charges.buyLatencyRate,
                late, walk.cost);
        add(steps, Step.What.LATENCY, sellAt, quote, -charges.sellLatency, charges.sellLatencyRate,
                late, walk.proceeds);
    }

    private static void add(List<Step> steps, Step.What what, String exchange, String asset,
            long amount, long rate, String why, long of) {
        if (rate != 0) {
            steps.add(Step.money(what, exchange, asset, amount, why + of(rate, of)));
        }
    }

    /// `0.1 % of 200`.
    static String of(long rate, long amount) {
        return Decimals.format(rate, DetectorSettings.FEE_SCALE - 2) + " % of "
                + Decimals.format(amount, Money.SCALE);
    }

    /// Whether a pair is no longer what was told of it, by at least a step.
    static boolean moved(Opportunity told, Pair pair, DepthWalk walk, DetectorSettings settings) {
        Leg buy = told.first();
        Leg sell = told.last();
        if (buy.sizeScale() != pair.scales().sizeScale()
                || buy.priceScale() != pair.buyLeg.priceScale()
                || sell.priceScale() != pair.sellLeg.priceScale()) {
            return true;
        }
        long bps = Math.abs(walk.netBps - told.netBps());
        return (settings.stepBps() == 0 && walk.net != told.net())
                || (bps != 0 && bps >= settings.stepBps())
                || Dislocation.stepped(walk.size, buy.size(), 100, settings.stepPercent())
                || Dislocation.stepped(walk.buyLimit, buy.limit(), DetectorSettings.BPS_ONE,
                        settings.stepBps())
                || Dislocation.stepped(walk.sellLimit, sell.limit(), DetectorSettings.BPS_ONE,
                        settings.stepBps());
    }
}
