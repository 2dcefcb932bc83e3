package io.crossbook.arbitrage;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.util.SplittableRandom;

/// Rules, fees and books from a seed: small sizes, prices close around 100, scales that differ.
final class RandomMarket {

    private final SplittableRandom random;

    RandomMarket(SplittableRandom random) {
        this.random = random;
    }

    /// Of ten listings two state nothing; ticks, lots, minimums and multipliers of the others vary.
    Rules rules() {
        Rules.Status status = random.nextInt(12) == 0 ? Rules.Status.HALTED : Rules.Status.TRADING;
        if (random.nextInt(5) == 0) {
            return new Rules(-1, -1, 0, 0, 0, 0, 1, status);
        }
        long multiplier = random.nextInt(8) == 0 ? 10 : 1;
        return new Rules(random.nextInt(4), random.nextInt(3), pick(0, 1, 1, 2, 5, 25),
                pick(0, 1, 1, 2, 3, 5), pick(0, 0, 1, 4, 15),
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

    DetectorSettings settings() {
        long min = pick(0, 0, 10_000, 123_457, -50_000);
        return new DetectorSettings(min, pick(5_000_000, 1_000_000, 100_000_000),
                1_000_000_000L, pick(100, 300, 1_000) * 1_000_000, pick(0, 0, 100, 700), 0, 0);
    }

    /// A snapshot, one in four of them cut, or a change of a few levels, of a book around `middle` hundredths.
    BookUpdate update(int listing, boolean snapshot, long multiplier, int middle) {
        int prices = random.nextInt(2, 4);
        int sizes = random.nextInt(3);
        var update = new BookUpdate().begin(listing, snapshot, prices, sizes);
        long unit = Decimals.power(prices - 2) * multiplier;
        for (Side side : Side.values()) {
            int levels = snapshot
                    ? random.nextInt(20) == 0 ? 0 : random.nextInt(1, 7)
                    : random.nextInt(3);
            int sign = side == Side.ASK ? 1 : -1;
            for (int i = 0; i < levels; i++) {
                int away = random.nextInt(1, 60) * (random.nextInt(3) == 0 ? 5 : 1);
                long jitter = prices == 3 && random.nextInt(4) == 0 ? random.nextInt(10) : 0;
                long size = !snapshot && random.nextInt(3) == 0 ? 0 : random.nextInt(1, 40);
                update.levels(side).add((middle + sign * away) * unit + jitter, size, 0);
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
            update.levels(side).add(side == Side.ASK ? last + 1 : last - 1,
                    random.nextInt(1, 40), 0);
        }
        return update;
    }

    private long pick(long... values) {
        return values[random.nextInt(values.length)];
    }
}
