package io.crossbook.gateway.feed;

import io.crossbook.books.Decimals;
import io.crossbook.books.Side;
import java.math.BigDecimal;

/// The grid on which the prices of a snapshot are gathered: bids down to it, asks up, so that nothing looks better than it is.
///
/// A mantissa and its decimals, without trailing zeros; 0 is no grid.
record Grouping(long mantissa, int scale) {

    static final Grouping NONE = new Grouping(0, 0);

    /// Reads `10` or `0.5`.
    static Grouping parse(String text) {
        BigDecimal wanted = new BigDecimal(text).stripTrailingZeros();
        int decimals = Math.max(0, wanted.scale());
        return new Grouping(wanted.setScale(decimals).unscaledValue().longValueExact(), decimals);
    }

    boolean none() {
        return mantissa == 0;
    }

    /// The decimals of prices in this grouping of a book that has so many.
    int priceScale(int bookScale) {
        return none() ? bookScale : scale;
    }

    /// The price of the group, at [#priceScale].
    long price(long price, int bookScale, Side side) {
        if (none()) {
            return price;
        }
        long over = bookScale < scale
                ? Math.multiplyExact(price, Decimals.power(scale - bookScale))
                : price;
        long step = bookScale > scale ? step(bookScale - scale) : mantissa;
        long group = side == Side.BID ? Math.floorDiv(over, step) : Math.ceilDiv(over, step);
        return Math.multiplyExact(group, mantissa);
    }

    /// With so many more decimals. A grid that is coarser than any price can be is as good as the coarsest that can be counted.
    private long step(int decimals) {
        long power = Decimals.power(decimals);
        return mantissa > Long.MAX_VALUE / power ? Long.MAX_VALUE : mantissa * power;
    }

    @Override
    public String toString() {
        return Decimals.format(mantissa, scale);
    }
}
