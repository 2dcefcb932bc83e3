package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import java.math.BigInteger;

/// What two listings share: the scale of their sizes, the lot and the minimum of both, and how their prices compare.
///
/// Worked out rarely. Sizes are in base units at `sizeScale` decimals; a unit of a book is `buyUnit` or `sellUnit` of them.
/// A price counts for one contract: of 1000SHIB, for a thousand SHIB; per base unit, ask·`askFactor` and bid·`bidFactor`
/// compare. Ticks are mantissas of their books. `fits` is false when 64 bits do not hold these numbers.
record Scales(int sizeScale, long lot, long minSize, long askFactor, long bidFactor, long buyUnit,
        long sellUnit, long buyTick, long sellTick, boolean fits) {

    private static final BigInteger SIZES = BigInteger.valueOf(LegWalk.MOST);
    private static final BigInteger PRICES = BigInteger.valueOf(Decimals.PRICE_BOUND);

    /// Of the listing to buy on and the listing to sell on.
    static Scales of(ListingBook buy, ListingBook sell) {
        int scale = Math.max(finest(buy), finest(sell));
        BigInteger lot = lcm(lot(buy, scale), lot(sell, scale));
        BigInteger minSize = minSize(buy, scale).max(minSize(sell, scale)).max(lot);
        int prices = Math.max(buy.levels().priceScale(), sell.levels().priceScale());
        BigInteger ask = power(prices - buy.levels().priceScale()).multiply(multiplier(sell));
        BigInteger bid = power(prices - sell.levels().priceScale()).multiply(multiplier(buy));
        BigInteger common = ask.gcd(bid);
        ask = ask.divide(common);
        bid = bid.divide(common);
        BigInteger buyUnit = unit(buy, scale);
        BigInteger sellUnit = unit(sell, scale);
        BigInteger buyTick = tick(buy);
        BigInteger sellTick = tick(sell);
        BigInteger largest = lot.max(minSize).max(ask).max(bid).max(buyUnit).max(sellUnit);
        if (largest.compareTo(SIZES) > 0 || buyTick.max(sellTick).compareTo(PRICES) > 0) {
            return new Scales(scale, 1, 1, 1, 1, 1, 1, 1, 1, false);
        }
        return new Scales(scale, lot.longValue(), minSize.longValue(), ask.longValue(),
                bid.longValue(), buyUnit.longValue(), sellUnit.longValue(), buyTick.longValue(),
                sellTick.longValue(), true);
    }

    static int finest(ListingBook book) {
        return Math.max(book.levels().sizeScale(), book.listing().rules().sizeScale());
    }

    static BigInteger unit(ListingBook book, int scale) {
        return power(scale - book.levels().sizeScale()).multiply(multiplier(book));
    }

    /// The lot in base units; where the exchange states none, as fine as the other book's digits.
    static BigInteger lot(ListingBook book, int scale) {
        Rules rules = book.listing().rules();
        return rules.lot() == 0 || rules.sizeScale() < 0
                ? multiplier(book)
                : BigInteger.valueOf(rules.lot()).multiply(power(scale - rules.sizeScale()))
                        .multiply(multiplier(book));
    }

    static BigInteger minSize(ListingBook book, int scale) {
        Rules rules = book.listing().rules();
        return rules.sizeScale() < 0
                ? BigInteger.ZERO
                : BigInteger.valueOf(rules.minSize()).multiply(power(scale - rules.sizeScale()))
                        .multiply(multiplier(book));
    }

    /// The tick as a mantissa of the book. A tick finer than the book's digits becomes the next that they can show.
    static BigInteger tick(ListingBook book) {
        Rules rules = book.listing().rules();
        if (rules.tick() == 0 || rules.priceScale() < 0) {
            return BigInteger.ONE;
        }
        BigInteger tick = BigInteger.valueOf(rules.tick());
        int finer = rules.priceScale() - book.levels().priceScale();
        return finer <= 0 ? tick.multiply(power(-finer)) : tick.divide(tick.gcd(power(finer)));
    }

    private static BigInteger multiplier(ListingBook book) {
        return BigInteger.valueOf(book.listing().rules().multiplier());
    }

    private static BigInteger power(int exponent) {
        return BigInteger.valueOf(Decimals.power(exponent));
    }

    static BigInteger lcm(BigInteger one, BigInteger other) {
        return one.divide(one.gcd(other)).multiply(other);
    }
}
