package io.crossbook.arbitrage;

import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Mirrors;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Two to four hops around some assets of very different worth, with books that more or less pay: rules, fees and scales from a seed.
final class RandomChain {

    private static final double[] WORTHS = {1, 1, 3.7, 100, 0.05, 2_500, 61_000};

    private static final int[] FINER = {1, 2, 5, 5, 10, 10, 20, 40};

    private final SplittableRandom random;
    private final RandomMarket market;
    /// Digits more: of three chains one has prices of up to a dozen decimals, sizes beyond eight, or a coin of which a hundred billion are traded.
    private final int finerPrices;
    private final int finerSizes;
    final Books books = new Books(Mirrors.NONE);
    final List<ChainOracle.Way> ways = new ArrayList<>();
    final long[] fees = new long[4];
    final boolean[] inKind = new boolean[4];
    private final long[] ones = new long[4];

    RandomChain(SplittableRandom random) {
        this.random = random;
        market = new RandomMarket(random);
        int kind = random.nextInt(9);
        finerPrices = kind == 0 || kind == 2 ? random.nextInt(5, 8) : 0;
        finerSizes = kind == 1 ? random.nextInt(6, 9) : 0;
        int hops = random.nextInt(2, 5);
        double[] worths = new double[hops];
        for (int i = 0; i < hops; i++) {
            worths[i] = WORTHS[random.nextInt(WORTHS.length)];
        }
        boolean carried = hops == 3 && random.nextInt(3) == 0;
        if (kind == 2) {
            // What is carried, at eight decimals, is not that coin.
            worths[carried ? 1 : random.nextInt(hops)] = 0.000_000_01;
        }
        for (int i = 0; i < hops; i++) {
            add(i, worths[i], (i + 1) % hops, worths[(i + 1) % hops], carried && i == hops - 1);
        }
    }

    Fees fees() {
        return fees(fees, inKind);
    }

    /// Fees by listing, some of them in kind.
    static Fees fees(long[] fees, boolean[] inKind) {
        return new Fees() {
            @Override
            public long taker(Listing listing) {
                return fees[listing.id()];
            }

            @Override
            public boolean inReceived(Listing listing) {
                return inKind[listing.id()];
            }
        };
    }

    private void add(int from, double worth, int to, double otherWorth, boolean valued) {
        Side side = random.nextBoolean() ? Side.ASK : Side.BID;
        boolean buys = side == Side.ASK;
        var instrument = Instrument.spot(buys ? "A" + to : "A" + from,
                buys ? "A" + from : "A" + to);
        double price = buys ? otherWorth / worth : worth / otherWorth;
        double base = buys ? otherWorth : worth;
        fees[from] = market.fee();
        inKind[from] = random.nextInt(3) == 0;
        int prices = digits(price, random.nextInt(3, 6) + finerPrices, 9 + finerPrices);
        int decimals = digits(60 / base, random.nextInt(1, 3), 9);
        var sizes = new Sizes(decimals < -5 ? decimals : Math.max(0, decimals), finerSizes);
        ones[from] = sizes.one();
        Rules rules = rules(Math.max(0, prices - finerPrices), sizes);
        var book = books.add(new Listing(from, "x" + from, "S" + from, instrument, rules),
                BookShape.FULL, BookLimits.NONE);
        book.apply(levels(from, side, price * rules.multiplier(), prices, sizes, rules), 1);
        ways.add(new ChainOracle.Way(book, side, valued));
    }

    /// Decimals that a size has, negative for whole thousands, and how many more of no weight.
    private record Sizes(int decimals, int finer) {
        int scale() {
            return Math.max(0, decimals) + finer;
        }

        /// Units at that scale.
        long one() {
            return Decimals.power(scale() - decimals);
        }
    }

    /// Whether everything has so many digits that notionals are rounded.
    boolean rounds() {
        return finerPrices + finerSizes > 0;
    }

    /// About the least that a book trades in units of its sizes, where they are fine or many.
    long sizeOne(ListingBook book) {
        return ones[book.id()];
    }

    /// Decimals with which a value of this size has so many digits.
    private static int digits(double value, int digits, int most) {
        return Math.min(most, digits - 1 - (int) Math.floor(Math.log10(value)));
    }

    /// Prices in the digits of those that are traded at, or in all that there are.
    private Rules rules(int prices, Sizes sizes) {
        if (random.nextInt(5) == 0) {
            return new Rules(-1, -1, 0, 0, 0, 0, 1, Rules.Status.TRADING);
        }
        int priceScale = Math.max(0, prices + random.nextInt(-1, 2));
        int sizeScale = Math.max(0, sizes.decimals + random.nextInt(-1, 1));
        long many = sizes.decimals < 0 ? Decimals.power(-sizes.decimals) : 1;
        return new Rules(priceScale, sizeScale, pick(0, 1, 1, 2, 5, 25),
                pick(0, 1, 1, 2, 3, 5) * many, pick(0, 0, 0, 1, 4, 8) * many,
                pick(0, 0, 0, 5, 40) * 10_000_000L, random.nextInt(8) == 0 ? 10 : 1,
                Rules.Status.TRADING);
    }

    /// Every hop gives up to five percent more than it should, so that something is left after all lots, and less from level to level.
    private BookUpdate levels(int listing, Side side, double fair, int prices, Sizes sizes,
            Rules rules) {
        int scale = Math.max(0, prices);
        var update = new BookUpdate().begin(listing, true, scale, sizes.scale());
        double power = Decimals.power(scale);
        double better = 1 + random.nextInt(-10, 500) / 10_000.0;
        double price = side == Side.ASK ? fair / better : fair * better;
        int finer = FINER[random.nextInt(FINER.length)];
        long last = 0;
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            long mantissa = Math.max(1, Math.round(price * power));
            if (mantissa != last) {
                long whole = Math.max(1,
                        (long) finer * random.nextInt(1, 30) / rules.multiplier());
                long one = sizes.one();
                update.levels(side).add(mantissa,
                        whole * one - (one == 1 ? 0 : random.nextLong(one)), 0);
            }
            last = mantissa;
            double worse = 1 + random.nextInt(1, 120) / 10_000.0;
            price = side == Side.ASK ? price * worse : price / worse;
        }
        long beyond = Math.round((side == Side.ASK ? fair / 1.02 : fair * 1.02) * power);
        update.levels(side.opposite()).add(Math.max(1, beyond), random.nextInt(1, 40), 0);
        return update.complete(true);
    }

    private long pick(long... values) {
        return values[random.nextInt(values.length)];
    }
}
