package io.crossbook.arbitrage;

import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import java.math.BigInteger;
import java.util.Arrays;

/// The levels of a [Hop] that a walk has reached, and what any size within them costs and brings.
///
/// Sizes are in the hop's units. What is given and got is exact, at [Decimals#MAX_SCALE] decimals; quotes are rounded to [Money]
/// and fees too, each once and against us.
final class HopLevels {

    private static final BigInteger MOST_MONEY = BigInteger.valueOf(Money.MOST);
    private static final BigInteger MONEY = Hop.power(Decimals.MAX_SCALE - Money.SCALE);

    private final Cursor cursor = new Cursor();
    private final Hop hop;
    private final boolean displayed;
    private long[] prices = new long[8];
    private long[] ends = new long[8];
    private BigInteger[] notionals = new BigInteger[8];
    private long[] shown = new long[8];
    private int count;
    private boolean ended;
    private final boolean untaken;
    private final long terms;

    /// Starts before the best level; `all` that is displayed, or only what is not taken.
    HopLevels(Hop hop, boolean all) {
        this.hop = hop;
        untaken = hop.consumed.isEmpty();
        displayed = all || untaken;
        terms = hop.book.terms();
        hop.book.levels().walk(hop.side, cursor);
    }

    /// Reaches one more level; false when there is none.
    boolean next() {
        while (end() < LegWalk.MOST && cursor.next()) {
            long price = cursor.price();
            long size = displayed ? cursor.size() : hop.consumed.left(price, cursor.size());
            if (size > 0) {
                add(price, size <= LegWalk.MOST / hop.unit() ? size * hop.unit() : LegWalk.MOST);
                shown[count - 1] = cursor.size();
                return true;
            }
        }
        ended = true;
        return false;
    }

    /// Whether all that was looked at stands there as it did, with nothing of it taken, then or now.
    boolean stands() {
        if (!untaken || !hop.consumed.isEmpty() || terms != hop.book.terms()) {
            return false;
        }
        hop.book.levels().walk(hop.side, cursor);
        for (int i = 0; i < count; i++) {
            if (!cursor.next() || cursor.price() != prices[i] || cursor.size() != shown[i]) {
                return false;
            }
        }
        return !ended || !cursor.next();
    }

    private void add(long price, long units) {
        if (count == prices.length) {
            prices = Arrays.copyOf(prices, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            notionals = Arrays.copyOf(notionals, count * 2);
            shown = Arrays.copyOf(shown, count * 2);
        }
        // Whole contracts, also where sizes saturate.
        long most = LegWalk.MOST - end();
        long size = Math.min(units, most - most % hop.multiplier());
        BigInteger before = count == 0 ? BigInteger.ZERO : notionals[count - 1];
        ends[count] = end() + size;
        prices[count] = price;
        notionals[count++] = before.add(worth(price, size));
    }

    private BigInteger worth(long price, long size) {
        return BigInteger.valueOf(price).multiply(BigInteger.valueOf(size / hop.multiplier()));
    }

    /// Up to which size the levels that were reached go.
    long end() {
        return count == 0 ? 0 : ends[count - 1];
    }

    /// The price of the level that was reached last.
    long price() {
        return prices[count - 1];
    }

    private int level(long size) {
        int level = 0;
        while (ends[level] < size) {
            level++;
        }
        return level;
    }

    /// The limit that reaches all of a size.
    long limit(long size) {
        return hop.limit(prices[level(size)]);
    }

    private BigInteger notional(long size) {
        int level = level(size);
        return level == 0
                ? worth(prices[0], size)
                : notionals[level - 1].add(worth(prices[level], size - ends[level - 1]));
    }

    /// What a size costs or brings without fees, as [Money]: a cost is rounded up, proceeds are rounded down.
    BigInteger quote(long size) {
        return money(notional(size), hop.notionalScale(), hop.buys());
    }

    /// Its fee as [Money], in the quote or of the base that is bought; negative for a rebate.
    BigInteger fee(long size) {
        BigInteger of = hop.inKind() ? BigInteger.valueOf(size) : notional(size);
        int scale = hop.inKind() ? hop.sizeScale() : hop.notionalScale();
        BigInteger fee = money(of.multiply(BigInteger.valueOf(Math.abs(hop.fee()))),
                scale + DetectorSettings.FEE_SCALE, hop.fee() > 0);
        return hop.fee() < 0 ? fee.negate() : fee;
    }

    private static BigInteger money(BigInteger value, int scale, boolean up) {
        if (scale <= Money.SCALE) {
            return value.multiply(Hop.power(Money.SCALE - scale));
        }
        BigInteger[] parts = value.divideAndRemainder(Hop.power(scale - Money.SCALE));
        return up && parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
    }

    private BigInteger base(long size) {
        return BigInteger.valueOf(size).multiply(Hop.power(Decimals.MAX_SCALE - hop.sizeScale()));
    }

    /// What a size takes of the asset that is given, without its fee.
    BigInteger spent(long size) {
        return hop.buys() ? quote(size).multiply(MONEY) : base(size);
    }

    /// What a size takes of the asset that is given, with its fee.
    BigInteger given(long size) {
        return hop.buys() && !hop.inKind()
                ? quote(size).add(fee(size)).multiply(MONEY)
                : spent(size);
    }

    /// What a size brings of the asset that is got, without its fee.
    BigInteger gross(long size) {
        return hop.buys() ? base(size) : quote(size).multiply(MONEY);
    }

    /// What a size brings of the asset that is got, net of its fee.
    BigInteger got(long size) {
        return hop.buys() && !hop.inKind()
                ? gross(size)
                : gross(size).subtract(fee(size).multiply(MONEY));
    }

    /// The same for any part of a unit within the level that was reached last, unrounded, in whole units of the asset.
    Fraction given(Fraction size) {
        return hop.buys() ? notional(size).times(hop.givenOf()) : size.times(hop.givenOf());
    }

    /// What it brings.
    Fraction got(Fraction size) {
        return hop.buys() ? size.times(hop.gotOf()) : notional(size).times(hop.gotOf());
    }

    /// The size, which lies within that level, that takes this much.
    Fraction sizeGiving(Fraction given) {
        Fraction amount = given.divide(hop.givenOf());
        return hop.buys() ? sizeOf(amount) : amount;
    }

    /// The size that brings this much.
    Fraction sizeGetting(Fraction got) {
        Fraction amount = got.divide(hop.gotOf());
        return hop.buys() ? amount : sizeOf(amount);
    }

    private Fraction notional(Fraction size) {
        Fraction beyond = size.minus(Fraction.of(start()));
        return startNotional().plus(beyond.times(eachNotional()));
    }

    private Fraction sizeOf(Fraction notional) {
        return Fraction.of(start()).plus(notional.minus(startNotional()).divide(eachNotional()));
    }

    private long start() {
        return count == 1 ? 0 : ends[count - 2];
    }

    private Fraction startNotional() {
        return count == 1
                ? Fraction.ZERO
                : new Fraction(notionals[count - 2], BigInteger.ONE);
    }

    private Fraction eachNotional() {
        return new Fraction(BigInteger.valueOf(price()), BigInteger.valueOf(hop.multiplier()));
    }

    /// Whether what it costs or brings can be posted.
    boolean postable(long size) {
        return quote(size).compareTo(MOST_MONEY) <= 0 && fee(size).abs().compareTo(MOST_MONEY) <= 0;
    }

    /// Whether it is enough for the exchange.
    boolean enough(long size) {
        return size > 0 && size >= hop.minSize()
                && money(notional(size), hop.notionalScale(), false)
                        .compareTo(BigInteger.valueOf(hop.minNotional())) >= 0;
    }
}
