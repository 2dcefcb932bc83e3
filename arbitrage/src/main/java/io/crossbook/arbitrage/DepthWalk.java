package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.Rules;
import org.jspecify.annotations.Nullable;

/// Walks both books of a pair for the size at which the marginal net edge has come down to the threshold, and prices it.
///
/// First both books are walked together while the next units still pay, at the limits that would reach them, and of a basis what [Leaving] them takes; then the size
/// is cut to what may be spent, rounded down to the lot of both and compared with both minimums; then that final size is
/// priced again, level by level. Ends at the horizon of a book. One per detector, reused: holds the last result; nothing
/// is allocated.
final class DepthWalk {

    private final Wide scratch = new Wide();
    private final Wide notional = new Wide();
    private final Wide most = new Wide();

    /// In base units at the pair's scale.
    long size;
    long buyLimit;
    long sellLimit;
    /// All [Money], positive as it stands: `net` = `proceeds` − `sellFee` − `cost` − `buyFee` − what [Charges] and
    /// [Leaving] make of both.
    long cost;
    long buyFee;
    long proceeds;
    long sellFee;
    long net;
    long netBps;

    /// Sizes a pair by what is displayed (`all`), or by what of it is not taken; null when it is worth doing.
    @Nullable
    Pass walk(Pair pair, boolean all) {
        size = 0;
        long reach = reach(pair, all);
        size = reach - reach % pair.scales().lot();
        if (size < pair.scales().minSize() || !priceBuy(pair) || !priceSell(pair)) {
            return Pass.TOO_SMALL;
        }
        net = proceeds - sellFee - cost - buyFee - pair.charges().price(cost, proceeds);
        Leaving leaving = pair.leaving();
        if (leaving != null) {
            net -= leaving.price(size, cost, proceeds);
        }
        if (!pair.prices().worth(net, cost + buyFee)) {
            return Pass.TOO_SMALL;
        }
        netBps = Money.bps(net, cost + buyFee, scratch);
        return null;
    }

    private static long reach(Pair pair, boolean all) {
        LegWalk buy = pair.buyLeg;
        LegWalk sell = pair.sellLeg;
        Leaving leaving = pair.leaving();
        long reach = 0;
        boolean more = buy.start(all) && sell.start(all) && (leaving == null || leaving.start());
        while (more && reach < LegWalk.MOST && pair.pays(buy.limit(), sell.limit())) {
            long step = Math.min(Math.min(buy.left, sell.left), LegWalk.MOST - reach);
            if (leaving != null) {
                step = Math.min(step, leaving.left());
            }
            reach += step;
            buy.left -= step;
            sell.left -= step;
            more = (buy.left > 0 || buy.next()) && (sell.left > 0 || sell.next())
                    && (leaving == null || leaving.pass(step));
        }
        return reach;
    }

    /// Also cuts the size to what may be spent; false when too little is left.
    private boolean priceBuy(Pair pair) {
        LegWalk leg = pair.buyLeg;
        bound(pair.mostSpent(), leg.notionalScale());
        long affordable = leg.price(size, notional, most);
        if (affordable < size) {
            size = affordable - affordable % pair.scales().lot();
            if (size < pair.scales().minSize()) {
                return false;
            }
            leg.price(size, notional, most);
        }
        buyLimit = leg.worstLimit();
        buyFee = fee(pair.buyFee(), leg.notionalScale());
        if (tooLittle(leg)) {
            return false;
        }
        cost = Money.round(notional, leg.notionalScale(), true);
        return true;
    }

    private boolean priceSell(Pair pair) {
        LegWalk leg = pair.sellLeg;
        // Fits where the cost does, unless the gross edge is above every cap.
        bound(Long.MAX_VALUE, leg.notionalScale());
        if (leg.price(size, notional, most) < size) {
            return false;
        }
        sellLimit = leg.worstLimit();
        sellFee = fee(pair.sellFee(), leg.notionalScale());
        if (tooLittle(leg)) {
            return false;
        }
        proceeds = Money.round(notional, leg.notionalScale(), false);
        return true;
    }

    /// Sets `most` to an amount of money at a leg's scale, rounded down.
    private void bound(long money, int scale) {
        most.set(money);
        if (scale < Money.SCALE) {
            most.divide(Decimals.power(Money.SCALE - scale));
            return;
        }
        int digits = scale - Money.SCALE;
        int step = Math.min(digits, Decimals.MAX_SCALE);
        most.times(Decimals.power(step))
                .times(Decimals.power(digits - step));
    }

    /// The fee of the notional, rounded once, against us.
    private long fee(long rate, int scale) {
        scratch.set(notional).times(Math.abs(rate));
        long fee = Money.round(scratch, scale + DetectorSettings.FEE_SCALE, rate > 0);
        return rate < 0 ? -fee : fee;
    }

    private boolean tooLittle(LegWalk leg) {
        Rules rules = leg.book.listing().rules();
        return Money.round(scratch.set(notional), leg.notionalScale(), false) < rules.minNotional();
    }
}
