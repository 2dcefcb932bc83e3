package io.crossbook.arbitrage;

import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// One way from one asset into another: a side of a listing's book, by its rules and with its fee.
///
/// Taking asks gives the quote and gets the base, taking bids the other way round. Sizes are in units of its own: base units at
/// [#sizeScale] decimals. A hop that is only `valued` is no order: it has neither lot nor minimum, and no tick. One thread.
final class Hop {

    private static final BigInteger FEE_ONE = BigInteger.valueOf(DetectorSettings.FEE_ONE);
    private static final BigInteger MOST = BigInteger.valueOf(LegWalk.MOST);

    final ListingBook book;
    final Side side;
    final Consumed consumed;
    final boolean valued;
    /// Its exchange's number, see [KnownWays#place]; below zero until it has one.
    int place = -1;

    private long terms;
    private int priceScale;
    private int sizeScale;
    private long unit;
    private long lot;
    private long minSize;
    private long tick;
    private long fee;
    private boolean inKind;
    private String coin = "";
    private boolean halted;
    private boolean fits;
    /// Of one base unit's price, what makes the net rate; of what a side shows.
    private double factor;
    private double rawFactor;
    private double keptInKind;
    private Fraction givenOf = Fraction.ONE;
    private Fraction gotOf = Fraction.ONE;
    private double rate;

    /// What a detector watches; null for a hop on its own.
    private final @Nullable Watched market;
    private final Cursor cursor = new Cursor();

    /// A side of a market that a detector watches.
    Hop(Watched market, Side side, boolean valued, Fees fees) {
        this(market.book, side, side == Side.ASK ? market.asks : market.bids, valued, market,
                fees);
    }

    /// One on its own.
    Hop(ListingBook book, Side side, Consumed consumed, boolean valued, Fees fees) {
        this(book, side, consumed, valued, null, fees);
    }

    private Hop(ListingBook book, Side side, Consumed consumed, boolean valued,
            @Nullable Watched market, Fees fees) {
        this.book = book;
        this.side = side;
        this.consumed = consumed;
        this.valued = valued;
        this.market = market;
        learn(fees);
    }

    /// What is lost while an order is under way, a rate at [DetectorSettings#FEE_SCALE].
    long haircut() {
        return market == null ? 0 : market.haircut;
    }

    /// Whether the best level displayed is one that may be walked.
    boolean known() {
        book.levels().walk(side, cursor);
        return cursor.next();
    }

    /// Takes over the book's scales, the listing's rules and its fee.
    void learn(Fees fees) {
        Listing listing = book.listing();
        Rules rules = listing.rules();
        terms = book.terms();
        priceScale = book.levels().priceScale();
        sizeScale = Math.max(Scales.finest(book), valued ? Money.SCALE : 0);
        BigInteger wideUnit = Scales.unit(book, sizeScale);
        BigInteger wideLot = valued
                ? BigInteger.valueOf(rules.multiplier())
                : Scales.lot(book, sizeScale);
        BigInteger wideMin = valued ? BigInteger.ZERO : Scales.minSize(book, sizeScale);
        BigInteger wideTick = valued ? BigInteger.ONE : Scales.tick(book);
        fits = wideUnit.max(wideLot).max(wideMin).compareTo(MOST) <= 0
                && wideTick.compareTo(BigInteger.valueOf(Decimals.PRICE_BOUND)) <= 0;
        unit = fits ? wideUnit.longValue() : 1;
        lot = fits ? wideLot.longValue() : 1;
        minSize = fits ? wideMin.longValue() : 0;
        tick = fits ? wideTick.longValue() : 1;
        fee = fees.checked(listing);
        inKind = side == Side.ASK && listing.instrument().kind() == Instrument.Kind.SPOT
                && fees.inReceived(listing);
        coin = fees.coin(listing);
        halted = rules.status() == Rules.Status.HALTED;
        double one = (double) rules.multiplier() * Decimals.power(priceScale);
        double part = (double) fee / DetectorSettings.FEE_ONE;
        BigInteger paid = inKind ? FEE_ONE : FEE_ONE.add(BigInteger.valueOf(fee));
        BigInteger kept = FEE_ONE.subtract(BigInteger.valueOf(fee));
        BigInteger quotes = power(notionalScale()).multiply(FEE_ONE);
        BigInteger units = power(sizeScale).multiply(FEE_ONE);
        givenOf = buys() ? new Fraction(paid, quotes) : new Fraction(FEE_ONE, units);
        gotOf = !buys()
                ? new Fraction(kept, quotes)
                : new Fraction(inKind ? kept : FEE_ONE, units);
        keptInKind = 1 - part;
        rawFactor = side == Side.BID ? 1 / one : one;
        factor = side == Side.BID ? (1 - part) / one : inKind ? one * (1 - part) : one / (1 + part);
        show();
    }

    /// Takes over what the book shows, and first, when they are others than were last learnt, its scales and rules.
    void refresh(Fees fees) {
        if (book.terms() != terms) {
            learn(fees);
        } else {
            show();
        }
    }

    private void show() {
        long price = best();
        rate = missing() != null || price == 0
                ? 0
                : about(price);
    }

    /// What one unit of what is given brings, net of the fee, about; 0 when nothing can be had.
    double rate() {
        return rate;
    }

    /// What one unit of what is given brings at the best level of which something is not taken, net of the fee, about; 0 when nothing may be walked.
    double left() {
        book.levels().walk(side, cursor);
        while (cursor.next()) {
            if (consumed.isEmpty() || consumed.left(cursor.price(), cursor.size()) > 0) {
                return about(cursor.price());
            }
        }
        return 0;
    }

    /// The same, or what all that is `displayed` brings.
    double rate(boolean displayed) {
        return displayed || consumed.isEmpty() ? rate() : left();
    }

    /// How much can be given, with its fee, at levels that bring at least so much for each unit: of what is `displayed` or not taken, in whole units, about.
    double mostGiven(boolean displayed, double least) {
        double sum = 0;
        book.levels().walk(side, cursor);
        while (cursor.next() && !Prices.below(about(cursor.price()), least)) {
            long shown = displayed || consumed.isEmpty()
                    ? cursor.size()
                    : consumed.left(cursor.price(), cursor.size());
            sum += given((double) shown * unit / Decimals.power(sizeScale), cursor.price());
        }
        return sum;
    }

    /// How much must be given, with its fee, by lot and minimums; about, and not more than that at any price.
    double leastGiven() {
        double raw = aboutRaw();
        double notional = (double) minNotional() / Decimals.power(Money.SCALE);
        double size = (double) Math.max(lot, minSize) / Decimals.power(sizeScale);
        return given(Math.max(size, buys() ? notional * raw : notional / raw), best());
    }

    /// What a fee beside what is spent makes of it, at least all.
    double withFee() {
        return buys() && !inKind ? Math.max(1, 1 + (double) fee / DetectorSettings.FEE_ONE) : 1;
    }

    /// How much is given, with its fee, for whole units of its size at a price, about.
    private double given(double size, long price) {
        return buys() ? size * (inKind ? keptInKind : 1) / about(price) : size;
    }

    /// What one whole unit of what is given brings at a price, net of the fee, about.
    double about(long price) {
        return side == Side.BID ? price * factor : factor / price;
    }

    /// What one whole unit of what is given brings at the best price, before the fee, about.
    double aboutRaw() {
        return side == Side.BID ? best() * rawFactor : rawFactor / best();
    }

    /// Why nothing can be had here; null when something can.
    @Nullable
    Pass missing() {
        if (book.health() != Health.LIVE) {
            return Pass.NOT_LIVE;
        }
        return halted ? Pass.HALTED : best() == 0 ? Pass.EMPTY : null;
    }

    /// The best price, a mantissa of the book; 0 when there is none.
    long best() {
        return side == Side.ASK ? book.bestAsk() : book.bestBid();
    }

    /// Whether 64 bits hold its rules.
    boolean fits() {
        return fits;
    }

    boolean buys() {
        return side == Side.ASK;
    }

    Listing listing() {
        return book.listing();
    }

    String exchange() {
        return book.listing().exchange();
    }

    /// The asset that it takes.
    String gives() {
        return buys() ? listing().instrument().quote() : listing().instrument().base();
    }

    /// The asset that it brings.
    String gets() {
        return buys() ? listing().instrument().base() : listing().instrument().quote();
    }

    int priceScale() {
        return priceScale;
    }

    int sizeScale() {
        return sizeScale;
    }

    /// Decimals of a price times a size.
    int notionalScale() {
        return priceScale + sizeScale;
    }

    /// What a unit of the book's sizes is.
    long unit() {
        return unit;
    }

    long lot() {
        return lot;
    }

    long minSize() {
        return minSize;
    }

    /// The least notional of an order, as [Money].
    long minNotional() {
        return valued ? 0 : listing().rules().minNotional();
    }

    long multiplier() {
        return listing().rules().multiplier();
    }

    /// The taker fee, at [DetectorSettings#FEE_SCALE].
    long fee() {
        return fee;
    }

    /// Whether the fee is taken from the base that it buys.
    boolean inKind() {
        return inKind;
    }

    /// The coin that pays the fee, which then stands at its worth in the quote; empty when none does.
    String coin() {
        return coin;
    }

    /// The limit that an order needs to reach a price: itself, or the next tick beyond.
    long limit(long price) {
        long beyond = price % tick;
        return beyond == 0 ? price : buys() ? price - beyond + tick : price - beyond;
    }

    /// When it will be too old, if nothing comes.
    long staleAt(long maxAgeNanos) {
        return book.receivedNanos() + maxAgeNanos;
    }

    /// How much is given, with its fee, for one unit: of the notional when it buys, of its size when it sells. Whole units of the asset.
    Fraction givenOf() {
        return givenOf;
    }

    /// How much is got, net of its fee, for one unit: of its size when it buys, of the notional when it sells.
    Fraction gotOf() {
        return gotOf;
    }

    /// What one unit of size takes of the asset that is given, at a price, with its fee.
    Fraction given(long price) {
        return buys() ? each(price).times(givenOf) : givenOf;
    }

    /// What one unit of size brings of the asset that is got, at a price, net of its fee.
    Fraction got(long price) {
        return buys() ? gotOf : each(price).times(gotOf);
    }

    private Fraction each(long price) {
        return new Fraction(BigInteger.valueOf(price), BigInteger.valueOf(multiplier()));
    }

    /// What one whole unit of what is given brings at a price, net of the fee, exactly.
    Fraction rate(long price) {
        return got(price).divide(given(price));
    }

    /// The same without the fee.
    Fraction rawRate(long price) {
        BigInteger one = power(priceScale).multiply(BigInteger.valueOf(multiplier()));
        BigInteger quote = BigInteger.valueOf(price);
        return buys() ? new Fraction(one, quote) : new Fraction(quote, one);
    }

    static BigInteger power(int exponent) {
        return BigInteger.TEN.pow(exponent);
    }

    @Override
    public String toString() {
        return (buys() ? "buy on " : "sell on ") + listing();
    }
}
