package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import org.jspecify.annotations.Nullable;

/// One direction between two listings of an instrument: buy on the one, sell on the other; how often it was worth doing,
/// and why not.
///
/// What the outside sees are its listings and its counters. One thread.
@SuppressWarnings("EnumOrdinal") // Counters on the hot path, by reason; never stored.
public final class Pair {

    /// Doubles decide when they differ by more than this share; their own error is below a thousandth of it.
    private static final double MARGIN = 1e-12;

    final Leg buyLeg;
    final Leg sellLeg;
    private final long[] passes = new long[Pass.COUNT];
    private long takes;

    private final Wide left = new Wide();
    private final Wide right = new Wide();
    private Scales scales;
    private boolean halted;
    private DetectorSettings settings;
    private Fees fees;
    private long buyFee;
    private long sellFee;
    private double askWorth;
    private double bidWorth;
    private double askNeed;
    private double bidKeep;

    /// The opportunity that is open, as it was last told of.
    @Nullable
    Opportunity open;
    /// The most that the open one has been.
    long best;

    Pair(Leg buyLeg, Leg sellLeg, DetectorSettings settings, Fees fees) {
        this.buyLeg = buyLeg;
        this.sellLeg = sellLeg;
        this.settings = settings;
        this.fees = fees;
        scales = learn();
    }

    /// A pair on its own, of which nothing is taken, by default settings.
    static Pair of(ListingBook buy, ListingBook sell, Fees fees) {
        return new Pair(new Leg(buy, Side.ASK, new Consumed(Side.ASK)),
                new Leg(sell, Side.BID, new Consumed(Side.BID)), DetectorSettings.DEFAULT, fees);
    }

    /// Where it buys.
    public Listing buy() {
        return buyLeg.book.listing();
    }

    /// Where it sells.
    public Listing sell() {
        return sellLeg.book.listing();
    }

    /// How many evaluations ended in this reason.
    public long passes(Pass reason) {
        return passes[reason.ordinal()];
    }

    /// How many evaluations found it worth doing.
    public long takes() {
        return takes;
    }

    void count(@Nullable Pass reason) {
        if (reason == null) {
            takes++;
        } else {
            passes[reason.ordinal()]++;
        }
    }

    /// Takes over new settings and fees.
    void configured(DetectorSettings newSettings, Fees newFees) {
        settings = newSettings;
        fees = newFees;
        scales = learn();
    }

    /// What 64-bit factors and doubles follow from the books' scales, the rules, the fees and the settings.
    private Scales learn() {
        scales = Scales.of(buyLeg.book, sellLeg.book);
        buyLeg.learn(scales.sizeScale(), scales.buyUnit(), scales.buyTick());
        sellLeg.learn(scales.sizeScale(), scales.sellUnit(), scales.sellTick());
        halted = buy().rules().status() == Rules.Status.HALTED
                || sell().rules().status() == Rules.Status.HALTED;
        buyFee = checked(fees.taker(buy()), buy());
        sellFee = checked(fees.taker(sell()), sell());
        askWorth = scales.askFactor();
        bidWorth = scales.bidFactor();
        askNeed = askWorth * need();
        bidKeep = bidWorth * keep();
        return scales;
    }

    private static long checked(long fee, Listing listing) {
        if (Math.abs(fee) >= DetectorSettings.FEE_ONE) {
            throw new IllegalStateException(
                    listing + ": a fee of " + fee + " billionths is no fraction");
        }
        return fee;
    }

    /// What buying for one costs, with its fee and the least gain.
    private long need() {
        return (DetectorSettings.FEE_ONE + buyFee)
                * (DetectorSettings.BPS_ONE + settings.minNetBps());
    }

    /// What selling for one brings, after its fee.
    private long keep() {
        return (DetectorSettings.FEE_ONE - sellFee) * DetectorSettings.BPS_ONE;
    }

    Scales scales() {
        return scales;
    }

    long buyFee() {
        return buyFee;
    }

    long sellFee() {
        return sellFee;
    }

    long mostSpent() {
        return settings.mostSpent();
    }

    /// Looks at health and prices only: null when the best prices pay. First the cheap questions.
    @Nullable
    Pass glance() {
        if (buyLeg.book.health() != Health.LIVE || sellLeg.book.health() != Health.LIVE) {
            return Pass.NOT_LIVE;
        }
        if (!buyLeg.same() || !sellLeg.same()) {
            scales = learn();
        }
        if (halted) {
            return Pass.HALTED;
        }
        long ask = buyLeg.best();
        long bid = sellLeg.best();
        if (ask == 0 || bid == 0) {
            return Pass.EMPTY;
        }
        if (!scales.fits()) {
            return Pass.TOO_PRECISE;
        }
        if (pays(ask, bid)) {
            return null;
        }
        return above(bid, bidWorth, 1, ask, askWorth, 1) ? Pass.FEES : Pass.NO_SPREAD;
    }

    /// Whether buying at `ask` and selling at `bid` brings more than the threshold, net of fees.
    boolean pays(long ask, long bid) {
        return above(bid, bidKeep, keep(), ask, askNeed, need());
    }

    /// Whether the best prices, before all costs, are too good to be true.
    boolean aboveCap() {
        long cap = DetectorSettings.BPS_ONE + settings.maxEdgeBps();
        return above(sellLeg.best(), bidWorth * DetectorSettings.BPS_ONE, DetectorSettings.BPS_ONE,
                buyLeg.best(), askWorth * cap, cap);
    }

    /// bid·`bidDouble` > ask·`askDouble` by doubles where they are far enough apart, else exactly: the doubles are the
    /// scale factors times `bidPart` and `askPart`.
    private boolean above(long bid, double bidDouble, long bidPart, long ask, double askDouble,
            long askPart) {
        double high = bid * bidDouble;
        double low = ask * askDouble;
        double margin = low * MARGIN;
        if (high - low > margin) {
            return true;
        }
        return low - high <= margin && left.set(bid).times(scales.bidFactor()).times(bidPart)
                .compare(right.set(ask).times(scales.askFactor()).times(askPart)) > 0;
    }

    /// Whether `net` over `cost` is above the threshold.
    boolean worth(long net, long cost) {
        return Decimals.compare(net, DetectorSettings.BPS_ONE, cost, settings.minNetBps()) > 0;
    }

    /// Whether the books are young and were received close to each other; by our receive times only.
    @Nullable
    Pass fresh(long now) {
        ListingBook buy = buyLeg.book;
        ListingBook sell = sellLeg.book;
        if (now >= staleAt()) {
            return Pass.TOO_OLD;
        }
        return Math.abs(buy.receivedNanos() - sell.receivedNanos()) >= settings.maxSkewNanos()
                ? Pass.SKEWED
                : null;
    }

    /// When the older of the books will be too old, if nothing comes.
    long staleAt() {
        return Math.min(buyLeg.book.receivedNanos(), sellLeg.book.receivedNanos())
                + settings.maxAgeNanos();
    }

    /// Whether something that either book displays is counted as taken.
    boolean anyTaken() {
        return buyLeg.anyTaken() || sellLeg.anyTaken();
    }

    /// Whether what a walk found differs from what was last told by more than the steps of the settings.
    boolean moved(Opportunity told, DepthWalk walk) {
        if (told.sizeScale() != scales.sizeScale()
                || told.buyScale() != buyLeg.priceScale()
                || told.sellScale() != sellLeg.priceScale()) {
            return true;
        }
        long bps = Math.abs(walk.netBps - told.netBps());
        return (bps != 0 && bps >= settings.stepBps())
                || stepped(walk.size, told.size(), 100, settings.stepPercent())
                || stepped(walk.buyLimit, told.buyLimit(), DetectorSettings.BPS_ONE,
                        settings.stepBps())
                || stepped(walk.sellLimit, told.sellLimit(), DetectorSettings.BPS_ONE,
                        settings.stepBps());
    }

    /// Whether `now` is another value than `before`, by at least `step` parts of `whole`.
    private static boolean stepped(long now, long before, long whole, long step) {
        return now != before && Math.abs(now - before) / (double) before * whole >= step;
    }
}
