package io.crossbook.execution;

import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// What an exchange takes as sizes and prices of a listing. Where its rules are not known, nothing.
public final class Lots {

    private Lots() {}

    /// Whether all that an order needs is known of it.
    public static boolean known(Listing listing) {
        Rules rules = listing.rules();
        return rules.priceScale() >= 0 && rules.sizeScale() >= 0 && rules.tick() > 0
                && rules.lot() > 0;
    }

    /// The steps that prices go in.
    public static BigDecimal tick(Listing listing) {
        return BigDecimal.valueOf(listing.rules().tick(), listing.rules().priceScale());
    }

    /// The steps that sizes go in.
    public static BigDecimal lot(Listing listing) {
        return BigDecimal.valueOf(listing.rules().lot(), listing.rules().sizeScale());
    }

    /// The smallest size.
    public static BigDecimal minSize(Listing listing) {
        return BigDecimal.valueOf(listing.rules().minSize(), listing.rules().sizeScale());
    }

    /// The smallest worth, in the quote asset.
    public static BigDecimal minNotional(Listing listing) {
        return BigDecimal.valueOf(listing.rules().minNotional(), Rules.NOTIONAL_SCALE);
    }

    /// So many base units as a size of whole lots, the rest cut off.
    public static BigDecimal size(Listing listing, BigDecimal base) {
        BigDecimal size = base.divide(BigDecimal.valueOf(listing.rules().multiplier()));
        return whole(size, lot(listing), RoundingMode.DOWN);
    }

    /// A price on the tick that gives no more away: rounded down for buys, up for sells.
    public static BigDecimal limit(Listing listing, boolean buys, BigDecimal price) {
        return whole(price, tick(listing), buys ? RoundingMode.DOWN : RoundingMode.UP);
    }

    /// Whether an amount is whole steps.
    public static boolean fits(BigDecimal amount, BigDecimal step) {
        int scale = Math.max(amount.scale(), step.scale());
        BigInteger whole = amount.setScale(scale).unscaledValue();
        BigInteger each = step.setScale(scale).unscaledValue();
        boolean small = whole.bitLength() < Long.SIZE && each.bitLength() < Long.SIZE;
        return small
                ? whole.longValue() % each.longValue() == 0
                : whole.remainder(each).signum() == 0;
    }

    /// Whether so many base units can be traded at this price.
    public static boolean tradable(Listing listing, BigDecimal base, BigDecimal price) {
        if (!known(listing)) {
            return false;
        }
        BigDecimal size = size(listing, base);
        return size.signum() > 0 && size.compareTo(minSize(listing)) >= 0
                && size.multiply(price).compareTo(minNotional(listing)) >= 0;
    }

    private static BigDecimal whole(BigDecimal amount, BigDecimal step, RoundingMode rounding) {
        return amount.divide(step, 0, rounding).multiply(step);
    }
}
