package io.crossbook.arbitrage;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SplittableRandom;

/// Rules, fees and books from a seed: prices close around 100, scales that differ.
///
/// Two markets in three are of small numbers, whose notionals eight decimals hold. The third is one of those in which everything is rounded: of prices and sizes
/// with nine to sixteen decimals together, of sizes with more than eight, or of a coin of which a hundred billion are traded in whole ones.
final class RandomMarket {

    /// Digits that prices and sizes have more than in a market of small numbers.
    private record Digits(int prices, int sizes, int cheaper) {
        static final Digits FEW = new Digits(0, 0, 0);
    }

    private final SplittableRandom random;
    private final Digits digits;

    RandomMarket(SplittableRandom random) {
        this.random = random;
        digits = switch (random.nextInt(9)) {
            case 0 -> new Digits(random.nextInt(3, 7), random.nextInt(4, 6), 0);
            case 1 -> new Digits(0, random.nextInt(9, 11), 0);
            case 2 -> new Digits(0, 0, 10);
            default -> Digits.FEW;
        };
    }

    /// Whether a notional has more decimals than money.
    boolean rounds() {
        return !digits.equals(Digits.FEW);
    }

    /// Whether lots may be worth less than the last decimal of money, which no fee in kind is taken of exactly: see [ChainWalk].
    boolean finerThanMoney() {
        return digits.sizes > Money.SCALE;
    }

    /// Of ten listings two state nothing; ticks, lots, minimums and multipliers of the others vary.
    Rules rules() {
        Rules.Status status = random.nextInt(12) == 0 ? Rules.Status.HALTED : Rules.Status.TRADING;
        if (random.nextInt(5) == 0) {
            return new Rules(-1, -1, 0, 0, 0, 0, 1, status);
        }
        long multiplier = random.nextInt(8) == 0 ? 10 : 1;
        boolean fine = random.nextBoolean();
        int prices = random.nextInt(4) + digits.cheaper + (fine ? digits.prices : 0);
        int sizes = digits.cheaper > 0
                ? 0
                : random.nextInt(3) + (random.nextBoolean() ? digits.sizes : 0);
        long many = digits.cheaper == 0 ? 1 : Decimals.power(random.nextInt(digits.cheaper));
        return new Rules(prices, sizes, pick(0, 1, 1, 2, 5, 25), pick(0, 1, 1, 2, 3, 5) * many,
                pick(0, 0, 1, 4, 15) * many,
                pick(0, 0, 0, 5, 40) * 10_000_000L * random.nextInt(1, 10), multiplier, status);
    }

    /// Nothing, a few basis points, an odd one, or a rebate.
    long fee() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> random.nextInt(30) * 100_000L;
            case 2 -> random.nextInt(1_000_000);
            case 3 -> -random.nextInt(300_000);
            default -> 1_000_000;
        };
    }

    /// Told at every change.
    DetectorSettings settings() {
        return settings(0, 0);
    }

    /// Told, half the time, only when it has moved by a step.
    DetectorSettings stepped() {
        return random.nextBoolean()
                ? settings()
                : settings(pick(0, 1_000, 5_000, 200_000), (int) pick(0, 1, 10, 40));
    }

    private DetectorSettings settings(long stepBps, int stepPercent) {
        long min = pick(0, 0, 10_000, 123_457, -50_000);
        var some = new DetectorSettings(min, pick(5_000_000, 1_000_000, 100_000_000),
                1_000_000_000L, pick(100, 300, 1_000) * 1_000_000, pick(0, 0, 100, 700), stepBps,
                stepPercent);
        // Also drawn by the same numbers: who acts may spend no more than this.
        return min == 10_000 ? some.within(Map.of("USDT", 412_345_678_901L)) : some;
    }

    /// About as much as one or two levels of a book show, at its digits.
    BigDecimal some(ListingBook book) {
        return BigDecimal.valueOf(size(1, 50), book.levels().sizeScale());
    }

    /// From `least` to below `most`, in the digits of this market.
    private long size(int least, int most) {
        long one = Decimals.power(digits.sizes + digits.cheaper);
        return random.nextInt(least, most) * one - (one == 1 ? 0 : random.nextLong(one));
    }

    /// A snapshot, one in four of them cut, or a change of a few levels, of a book around `middle` hundredths.
    BookUpdate update(int listing, boolean snapshot, long multiplier, int middle) {
        int prices = random.nextInt(2, 4) + digits.prices;
        int sizes = digits.cheaper > 0 ? 0 : random.nextInt(3);
        var update = new BookUpdate().begin(listing, snapshot, prices + digits.cheaper,
                sizes + digits.sizes);
        long unit = Decimals.power(prices - 2);
        for (Side side : Side.values()) {
            int levels = snapshot
                    ? random.nextInt(20) == 0 ? 0 : random.nextInt(1, 7)
                    : random.nextInt(3);
            int sign = side == Side.ASK ? 1 : -1;
            for (int i = 0; i < levels; i++) {
                int away = random.nextInt(1, 60) * (random.nextInt(3) == 0 ? 5 : 1);
                boolean odd = unit > 1 && random.nextInt(rounds() ? 2 : 4) == 0;
                long jitter = odd ? random.nextLong(unit) : 0;
                long size = !snapshot && random.nextInt(3) == 0 ? 0 : size(1, 40);
                update.levels(side).add((middle + sign * away) * unit * multiplier + jitter, size,
                        0);
            }
        }
        return update.complete(!snapshot || random.nextInt(4) > 0);
    }

    /// A side of a book gives way to a price beyond all that may be walked.
    BookUpdate retreat(ListingBook book) {
        var update = new BookUpdate().begin(book.id(), false, book.levels().priceScale(),
                book.levels().sizeScale());
        Side side = random.nextBoolean() ? Side.BID : Side.ASK;
        var cursor = new Cursor();
        long last = 0;
        book.levels().walk(side, cursor);
        while (cursor.next()) {
            last = cursor.price();
            update.levels(side).add(last, 0, 0);
        }
        if (last > 1) {
            update.levels(side).add(side == Side.ASK ? last + 1 : last - 1, size(1, 40), 0);
        }
        return update;
    }

    private long pick(long... values) {
        return values[random.nextInt(values.length)];
    }
}
