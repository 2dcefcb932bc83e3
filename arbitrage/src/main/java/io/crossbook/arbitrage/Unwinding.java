package io.crossbook.arbitrage;

import io.crossbook.books.Cursor;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// What is lost when a leg that has filled in vain is traded back, before fees.
///
/// It filled at the worst price that it reached, and all of it is traded back at what the other side of its book displays, level by level. What that does not
/// show a taker for counts as lost: nobody knows at what price it would go.
final class Unwinding {

    private static final int DIGITS = 40;

    private Unwinding() {}

    /// As a fraction of what the leg is worth, at [DetectorSettings#FEE_SCALE], rounded up; at most all of it.
    static long rate(Leg leg, ListingBook book) {
        BigDecimal all = BigDecimal.valueOf(leg.size(), leg.sizeScale());
        BigDecimal contract = BigDecimal.valueOf(leg.listing().rules().multiplier());
        BigDecimal rest = all;
        BigDecimal back = BigDecimal.ZERO;
        var cursor = new Cursor();
        book.levels().walk(leg.buys() ? Side.BID : Side.ASK, cursor);
        while (rest.signum() > 0 && cursor.next()) {
            BigDecimal step = BigDecimal.valueOf(cursor.size(), book.levels().sizeScale())
                    .multiply(contract).min(rest);
            back = back.add(step
                    .multiply(BigDecimal.valueOf(cursor.price(), book.levels().priceScale())));
            rest = rest.subtract(step);
        }
        BigDecimal shown = all.subtract(rest);
        BigDecimal lost = rest.add(lost(leg, shown, back));
        return lost.divide(all, DetectorSettings.FEE_SCALE, RoundingMode.CEILING).unscaledValue()
                .longValueExact();
    }

    /// How much of the `shown` size is lost where trading it back moves `back`.
    private static BigDecimal lost(Leg leg, BigDecimal shown, BigDecimal back) {
        BigDecimal traded = shown.multiply(BigDecimal.valueOf(leg.limit(), leg.priceScale()));
        BigDecimal low = leg.buys() ? back : traded;
        BigDecimal high = leg.buys() ? traded : back;
        return low.signum() == 0
                ? shown
                : high.subtract(low).max(BigDecimal.ZERO).multiply(shown)
                        .divide(low, DIGITS, RoundingMode.CEILING).min(shown);
    }
}
