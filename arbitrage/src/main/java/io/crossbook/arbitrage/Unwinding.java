package io.crossbook.arbitrage;

import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;

/// What is lost when a leg that has filled in vain is traded back, before fees.
///
/// It filled at the worst price that it reached, and all of it is traded back at what the other side of its book displays, level by level. What that does not
/// show a taker for counts as lost: nobody knows at what price it would go.
final class Unwinding {

    private Unwinding() {}

    /// As a fraction of what the leg is worth, at [DetectorSettings#FEE_SCALE], rounded up; at most all of it.
    static long rate(Leg leg, ListingBook book) {
        Fraction all = decimal(leg.size(), leg.sizeScale());
        Fraction contract = Fraction.of(leg.listing().rules().multiplier());
        Fraction rest = all;
        Fraction back = Fraction.ZERO;
        var cursor = new Cursor();
        book.levels().walk(leg.buys() ? Side.BID : Side.ASK, cursor);
        while (!rest.isZero() && cursor.next()) {
            Fraction level = decimal(cursor.size(), book.levels().sizeScale()).times(contract);
            Fraction step = least(level, rest);
            back = back.plus(step.times(decimal(cursor.price(), book.levels().priceScale())));
            rest = rest.minus(step);
        }
        Fraction share = rest.plus(lost(leg, all.minus(rest), back)).divide(all)
                .times(Fraction.of(DetectorSettings.FEE_ONE));
        return share.floor(DetectorSettings.FEE_ONE) + (share.isWhole() ? 0 : 1);
    }

    /// How much of the `shown` size is lost where trading it back moves `back`.
    private static Fraction lost(Leg leg, Fraction shown, Fraction back) {
        Fraction traded = shown.times(decimal(leg.limit(), leg.priceScale()));
        Fraction low = leg.buys() ? back : traded;
        Fraction high = leg.buys() ? traded : back;
        if (low.isZero()) {
            return shown;
        }
        return high.compareTo(low) <= 0
                ? Fraction.ZERO
                : least(high.minus(low).times(shown).divide(low), shown);
    }

    private static Fraction least(Fraction one, Fraction other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Fraction decimal(long mantissa, int scale) {
        return Fraction.of(mantissa).divide(Fraction.of(Decimals.power(scale)));
    }
}
