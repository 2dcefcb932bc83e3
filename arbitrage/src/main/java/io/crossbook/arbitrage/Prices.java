package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;

/// How the prices of a pair compare: with each other, after fees against the threshold, and against the cap.
///
/// Doubles decide where they are far enough apart, exact integers where they are not. Prices are mantissas of their books.
final class Prices {

    /// Doubles decide when they differ by more than this share; their own error is below a thousandth of it.
    private static final double MARGIN = 1e-12;

    private final Wide left = new Wide();
    private final Wide right = new Wide();
    private final DetectorSettings settings;
    private final long askFactor;
    private final long bidFactor;
    /// What buying for one costs, with its fee and the least gain; what selling for one brings, after its fee.
    private long need;
    private final long keep;
    private final long cap;
    /// What buying needs without charges.
    private final long bare;
    private final long whole;

    Prices(Scales scales, long buyFee, long sellFee, boolean inKind, DetectorSettings settings) {
        this.settings = settings;
        askFactor = scales.askFactor();
        bidFactor = scales.bidFactor();
        // A fee in kind leaves less to sell; both sides are brought to the same whole.
        whole = inKind
                ? DetectorSettings.FEE_ONE * (DetectorSettings.FEE_ONE / DetectorSettings.BPS_ONE)
                : DetectorSettings.FEE_ONE;
        long bought = inKind ? whole : DetectorSettings.FEE_ONE + buyFee;
        bare = bought * (DetectorSettings.BPS_ONE + settings.minNetBps());
        need = bare;
        keep = (DetectorSettings.FEE_ONE - sellFee)
                * (inKind ? DetectorSettings.FEE_ONE - buyFee : DetectorSettings.BPS_ONE);
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

    /// From now on buying also costs this much, a rate at [DetectorSettings#FEE_SCALE].
    void charge(long rate) {
        need = bare + rate * (whole / DetectorSettings.FEE_ONE) * DetectorSettings.BPS_ONE;
    }

    /// Whether buying at `ask` and selling at `bid` brings more than the threshold, net of fees and charges.
    boolean pays(long ask, long bid) {
        return above(bid, keep, ask, need);
    }

    /// The same without the charges.
    boolean paysFees(long ask, long bid) {
        return above(bid, keep, ask, bare);
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
