package io.crossbook.arbitrage;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.util.SplittableRandom;

/// Rules and levels around any price, from a seed: within about a percent of it, so that chains of some of them pay.
final class RandomBook {

    private final SplittableRandom random;
    private final int finerPrices;
    private final int finerSizes;

    /// In one of three markets prices, sizes or both have so many digits that notionals are rounded.
    RandomBook(SplittableRandom random) {
        this.random = random;
        int kind = random.nextInt(9);
        finerPrices = kind == 0 || kind == 1 ? random.nextInt(4, 8) : 0;
        finerSizes = kind == 1 || kind == 2 ? random.nextInt(3, 8) : 0;
    }

    /// Whether notionals have more decimals than money.
    boolean rounds() {
        return finerPrices + finerSizes > 0;
    }

    /// Decimals with which a price has four digits.
    private static int prices(double price) {
        return Math.clamp(4 - (int) Math.floor(Math.log10(price)), 0, 9);
    }

    /// That, and some digits of no weight below it.
    private long sized(long units) {
        long one = Decimals.power(finerSizes);
        return units * one - (one == 1 ? 0 : random.nextLong(one));
    }

    /// Of a hundred listings four are halted and 25 state nothing; ticks, lots, minimums and multipliers of the others vary.
    Rules rules(double price) {
        Rules.Status status = random.nextInt(25) == 0 ? Rules.Status.HALTED : Rules.Status.TRADING;
        if (random.nextInt(4) == 0) {
            return new Rules(-1, -1, 0, 0, 0, 0, 1, status);
        }
        return new Rules(prices(price), 3, pick(0, 1, 1, 2, 5), pick(0, 1, 1, 2, 5, 25),
                pick(0, 0, 1, 40), pick(0, 0, 0, 5, 40) * 1_000_000L,
                random.nextInt(10) == 0 ? 10 : 1, status);
    }

    /// A snapshot, one in four of them cut, or a change of a few levels.
    BookUpdate update(ListingBook book, boolean snapshot, double fair) {
        int prices = prices(fair) + finerPrices;
        int sizes = random.nextInt(2, 4) + finerSizes;
        long multiplier = book.listing().rules().multiplier();
        double middle = fair * multiplier * (1 + random.nextInt(-90, 91) / 10_000.0);
        double power = Decimals.power(prices);
        var update = new BookUpdate().begin(book.id(), snapshot, prices, sizes);
        for (Side side : Side.values()) {
            int sign = side == Side.ASK ? 1 : -1;
            int levels = snapshot
                    ? random.nextInt(20) == 0 ? 0 : random.nextInt(1, 5)
                    : random.nextInt(3);
            for (int i = 0; i < levels; i++) {
                double away = random.nextInt(1, 40) / 10_000.0;
                update.levels(side).add(Math.round(middle * (1 + sign * away) * power),
                        sized((long) random.nextInt(1, 4_000) / multiplier + 1), 0);
            }
            if (!snapshot) {
                change(book, side, update);
            }
        }
        return update.complete(!snapshot || random.nextInt(4) > 0);
    }

    /// Some of the levels that are there give way or change.
    private void change(ListingBook book, Side side, BookUpdate update) {
        if (book.levels().priceScale() != update.priceScale()) {
            return;
        }
        var cursor = new Cursor();
        book.levels().walk(side, cursor);
        while (cursor.next()) {
            if (random.nextInt(3) == 0) {
                update.levels(side).add(cursor.price(),
                        random.nextBoolean() ? 0 : sized(random.nextInt(1, 4_000)), 0);
            }
        }
    }

    private long pick(long... values) {
        return values[random.nextInt(values.length)];
    }
}
