package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Writes the record of what a [ChainWalk] found: for those who are told, not for the hot path.
final class ChainPosting {

    private static final BigInteger MONEY = Hop.power(Decimals.MAX_SCALE - Money.SCALE);

    private final ChainWalk walk;
    private final int trades;

    ChainPosting(ChainWalk walk) {
        this.walk = walk;
        trades = (int) walk.hops().stream().filter(hop -> !hop.valued).count();
    }

    Opportunity of(long id, Kind kind, Opportunity.State state, long best, long openedNanos,
            long now) {
        var legs = new ArrayList<Leg>();
        for (int i = 0; i < trades; i++) {
            legs.add(walk.leg(i));
        }
        return new Opportunity(id, kind, state, legs, walk.hops().getFirst().gives(), walk.net,
                walk.netBps, best, working(kind), steps(), false, Posting.UNJUDGED,
                openedNanos, now, 0, "");
    }

    private List<Step> steps() {
        var steps = new ArrayList<Step>();
        for (int i = 0; i < walk.hops().size(); i++) {
            Hop hop = walk.hops().get(i);
            if (hop.valued) {
                carried(steps, i);
            } else if (hop.buys()) {
                bought(steps, i);
            } else {
                sold(steps, i);
            }
        }
        Leaving leaving = walk.leaving();
        if (leaving != null) {
            Leg sold = walk.leg(trades - 1);
            leaving.post(steps, sold.receives(), Decimals.format(sold.size(), sold.sizeScale())
                    + " " + sold.pays());
        }
        for (ChainCharges.Part part : walk.charges().parts) {
            steps.add(part.step(walk.hops().getFirst().gives(), walk.cost, walk.proceeds));
        }
        return steps;
    }

    private void bought(List<Step> steps, int hop) {
        Hop of = walk.hops().get(hop);
        Leg leg = walk.leg(hop);
        String at = of.exchange();
        String bought = words("buy ", leg, " or less");
        long cost = walk.levels(hop).quote(leg.size()).longValueExact();
        long fee = walk.levels(hop).fee(leg.size()).longValueExact();
        steps.add(Step.money(Step.What.BUY, at, leg.pays(), -cost, bought));
        steps.add(new Step(Step.What.BUY, at, leg.receives(), leg.size(), leg.sizeScale(), bought));
        steps.add(of.inKind()
                ? Step.money(Step.What.BUY_FEE, at, leg.receives(), -fee,
                        taker(of.fee(), leg.size(), leg.sizeScale()))
                : Step.fee(Step.What.BUY_FEE, at, leg.pays(), of.coin(), fee,
                        taker(of.fee(), cost, Money.SCALE)));
    }

    private void sold(List<Step> steps, int hop) {
        Hop of = walk.hops().get(hop);
        Leg leg = walk.leg(hop);
        String at = of.exchange();
        String sold = words("sell ", leg, " or more");
        long proceeds = walk.levels(hop).quote(leg.size()).longValueExact();
        long fee = walk.levels(hop).fee(leg.size()).longValueExact();
        steps.add(new Step(Step.What.SELL, at, leg.pays(), -leg.size(), leg.sizeScale(), sold));
        steps.add(Step.money(Step.What.SELL, at, leg.receives(), proceeds, sold));
        steps.add(Step.fee(Step.What.SELL_FEE, at, leg.receives(), of.coin(), fee,
                taker(of.fee(), proceeds, Money.SCALE)));
    }

    private static String words(String verb, Leg leg, String orBetter) {
        return verb + Decimals.format(leg.size(), leg.sizeScale()) + " "
                + leg.listing().instrument().base() + " at "
                + Decimals.format(leg.limit(), leg.priceScale()) + orBetter;
    }

    /// What is held for later stands where it is received, and its worth in what is counted: what the book between the two would give for it.
    private void carried(List<Step> steps, int hop) {
        Hop of = walk.hops().get(hop);
        HopLevels levels = walk.levels(hop);
        long size = walk.size(hop);
        String at = walk.hops().get(hop - 1).exchange();
        long given = of.buys() ? levels.given(size).divide(MONEY).longValueExact() : size;
        int scale = of.buys() ? Money.SCALE : of.sizeScale();
        long worth = levels.got(size).divide(MONEY).longValueExact();
        String carried = "carry " + Decimals.format(given, scale) + " " + of.gives()
                + " on " + at + ", worth " + Decimals.format(worth, Money.SCALE) + " " + of.gets()
                + " on "
                + of.listing() + " net of "
                + Decimals.format(of.fee(), DetectorSettings.FEE_SCALE - 2) + " %";
        steps.add(new Step(Step.What.CARRY, at, of.gives(), -given, scale, carried));
        steps.add(Step.money(Step.What.CARRY, at, of.gets(), worth, carried));
    }

    private static String taker(long rate, long of, int scale) {
        return "taker " + Decimals.format(rate, DetectorSettings.FEE_SCALE - 2) + " % of "
                + Decimals.format(of, scale);
    }

    private Working working(Kind kind) {
        int last = walk.hops().size() - 1;
        long fees = 0;
        long swallowed = 0;
        for (int i = 0; i < trades; i++) {
            long fee = fee(i);
            fees += fee;
            swallowed += counted(i) ? 0 : fee;
        }
        HopLevels levels = walk.levels(last);
        long end = money(walk.hops().get(last).valued
                ? levels.got(walk.size(last))
                : levels.gross(walk.size(last)));
        long middle = kind == Kind.CONVERSION ? middle(last, end) : end;
        long begin = money(walk.levels(0).spent(walk.size(0)));
        long transfer = walk.charges().of(Step.What.TRANSFER, walk.cost, walk.proceeds);
        long latency = walk.charges().of(Step.What.LATENCY, walk.cost, walk.proceeds);
        Leaving leaving = walk.leaving();
        long exit = leaving == null ? 0 : leaving.exit();
        long funding = leaving == null ? 0 : leaving.funding();
        // What the fees on the way swallowed was bought too: it is no lesser spread.
        return new Working(middle - begin + swallowed, fees, middle - end, exit, funding, transfer,
                latency, Posting.periods(fees + exit, funding));
    }

    /// A hop's fee in what is counted: what its asset cost up to there. Rounded up.
    private long fee(int hop) {
        BigInteger fee = walk.levels(hop).fee(walk.size(hop));
        if (counted(hop)) {
            return fee.longValueExact();
        }
        int bought = beforehand(hop) ? hop - 1 : hop;
        BigInteger got = walk.levels(bought).gross(walk.size(bought));
        return ceil(fee.multiply(MONEY).multiply(BigInteger.valueOf(walk.cost)), got);
    }

    /// Whether its fee is paid on top of what it gives.
    private boolean beforehand(int hop) {
        Hop of = walk.hops().get(hop);
        return of.buys() && !of.inKind();
    }

    /// Whether its fee is paid in what is counted.
    private boolean counted(int hop) {
        return beforehand(hop) ? hop == 0 : hop == walk.hops().size() - 1;
    }

    private static long money(BigInteger exact) {
        return exact.divide(MONEY).longValueExact();
    }

    private static long ceil(BigInteger over, BigInteger under) {
        BigInteger[] parts = over.divideAndRemainder(under);
        return clamped(parts[0].add(BigInteger.valueOf(parts[1].signum() > 0 ? 1 : 0)));
    }

    /// What stands in the working is never posted: a middle that is no price, of a book with one absurd side, must not stop anything.
    private static long clamped(BigInteger money) {
        BigInteger most = BigInteger.valueOf(2 * Money.MOST);
        return money.min(most).max(most.negate()).longValueExact();
    }

    /// What the conversion would bring in the middle of its book; `end`, what it does bring, where there is none. Of a trade that is
    /// without its fee, which is one of the fees; what is only valued pays none, and loses it against the middle.
    private long middle(int hop, long end) {
        Hop of = walk.hops().get(hop);
        HopLevels levels = walk.levels(hop);
        long bid = of.book.bestBid();
        long ask = of.book.bestAsk();
        if (bid == 0 || ask == 0) {
            return end;
        }
        BigInteger given = of.valued
                ? levels.given(walk.size(hop))
                : levels.spent(walk.size(hop));
        // Twice the middle; the rates are of one whole unit of what is given.
        BigInteger twice = BigInteger.valueOf(bid).add(BigInteger.valueOf(ask));
        BigInteger scale = Hop.power(of.priceScale())
                .multiply(BigInteger.valueOf(of.multiplier())).multiply(BigInteger.TWO);
        BigInteger exact = of.buys()
                ? given.multiply(scale).divide(twice)
                : given.multiply(twice).divide(scale);
        return clamped(exact.divide(MONEY));
    }
}
