package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;

/// How the prices of a pair compare: with each other, after fees against the threshold, and against the cap.
///
/// Doubles decide where they are far enough apart, exact integers where they are not. Prices are mantissas of their books.
final class Prices {

    /// Doubles decide when they differ by more than this share; their own error is below a thousandth of it.
    private static final double MARGIN = 1e-12;

    /// Bounds of rates.
    private static final long LEAST = -DetectorSettings.FEE_ONE / 2;
    private static final long MOST = 2 * DetectorSettings.FEE_ONE;

    private final Wide left = new Wide();
    private final Wide right = new Wide();
    private final DetectorSettings settings;
    private final long askFactor;
    private final long bidFactor;
    /// What buying for one costs, with its fee and the least gain; what selling for one brings, after its fee.
    private long need;
    private long keep;
    private final long cap;
    /// What buying needs and selling keeps without charges.
    private final long bare;
    private final long bareKeep;
    /// What makes a rate of what is bought, and of what is sold of it, a part of those.
    private final long paid;
    private final long kept;

    Prices(Scales scales, long buyFee, long sellFee, boolean inKind, DetectorSettings settings) {
        this.settings = settings;
        askFactor = scales.askFactor();
        bidFactor = scales.bidFactor();
        // A fee in kind leaves less to sell; both sides are brought to the same whole.
        long whole = inKind
                ? DetectorSettings.FEE_ONE * (DetectorSettings.FEE_ONE / DetectorSettings.BPS_ONE)
                : DetectorSettings.FEE_ONE;
        long bought = inKind ? whole : DetectorSettings.FEE_ONE + buyFee;
        bare = bought * (DetectorSettings.BPS_ONE + settings.minNetBps());
        need = bare;
        paid = whole / DetectorSettings.FEE_ONE * DetectorSettings.BPS_ONE;
        kept = inKind ? DetectorSettings.FEE_ONE - buyFee : DetectorSettings.BPS_ONE;
        bareKeep = (DetectorSettings.FEE_ONE - sellFee) * kept;
        keep = bareKeep;
        cap = DetectorSettings.BPS_ONE + settings.maxEdgeBps();
    }

    /// Whether one price is below another by more than the error of doubles.
    static boolean below(double one, double other) {
        return other - one > other * MARGIN;
    }

    /// What is smaller than this is [#below] it.
    static double certainlyBelow(double price) {
        return price - price * 2 * MARGIN;
    }

    /// It is [#below] what is greater than this.
    static double certainlyAbove(double price) {
        return price + price * 2 * MARGIN;
    }

    /// Whether somebody bids more than is asked.
    boolean spread(long ask, long bid) {
        return above(bid, 1, ask, 1);
    }

    /// From now on buying also costs this much, and selling that much, rates at [DetectorSettings#FEE_SCALE].
    void charge(long buyRate, long sellRate) {
        need = Math.max(0, bare + bounded(buyRate) * paid);
        keep = Math.max(0, bareKeep - bounded(sellRate) * kept);
    }

    /// No funding pays more than half, and nothing that costs more than twice the whole is worth it.
    private static long bounded(long rate) {
        return Math.clamp(rate, LEAST, MOST);
    }

    /// Whether so charged something may pay although it would not without, which the [Board] goes by. True where doubles leave it open.
    boolean lenient(long buyRate, long sellRate) {
        if (buyRate >= 0 && sellRate >= 0) {
            return false;
        }
        double charged = bare + (double) bounded(buyRate) * paid;
        double left = bareKeep - (double) bounded(sellRate) * kept;
        return !below(left * bare, charged * bareKeep);
    }

    /// Whether buying at `ask` and selling at `bid` brings more than the threshold, net of fees and charges.
    boolean pays(long ask, long bid) {
        return above(bid, keep, ask, need);
    }

    /// The same where each unit that is bought and sold also loses half of so much against the middle of each book when it is left again, in
    /// mantissas of that book.
    boolean pays(long ask, long bid, long boughtAway, long soldAway) {
        long half = DetectorSettings.FEE_ONE / 2 * kept;
        double high = (double) bid * bidFactor * keep;
        double low = (double) ask * askFactor * need + (double) boughtAway * askFactor * half
                + (double) soldAway * bidFactor * half;
        double margin = low * MARGIN;
        if (high - low > margin || low - high > margin) {
            return high > low;
        }
        left.set(0).addProduct(bid, keep);
        right.set(0).addProduct(soldAway, half);
        if (left.compare(right) <= 0) {
            return false;
        }
        left.subtract(right).times(bidFactor);
        return left.compare(right.set(0).addProduct(ask, need).addProduct(boughtAway, half)
                .times(askFactor)) > 0;
    }

    /// The same without the charges.
    boolean paysFees(long ask, long bid) {
        return above(bid, bareKeep, ask, bare);
    }

    /// Whether these prices, before all costs, are too good to be true.
    boolean aboveCap(long ask, long bid) {
        return above(bid, DetectorSettings.BPS_ONE, ask, cap);
    }

    /// bid·`bidPart` > ask·`askPart`, per base unit.
    private boolean above(long bid, long bidPart, long ask, long askPart) {
        double high = (double) bid * bidFactor * bidPart;
        double low = (double) ask * askFactor * askPart;
        double margin = low * MARGIN;
        if (high - low > margin) {
            return true;
        }
        return low - high <= margin && left.set(bid).times(bidFactor).times(bidPart)
                .compare(right.set(ask).times(askFactor).times(askPart)) > 0;
    }

    /// Whether `net` over `cost` is above the threshold.
    boolean worth(long net, long cost) {
        return Decimals.compare(net, DetectorSettings.BPS_ONE, cost, settings.minNetBps()) > 0;
    }
}
