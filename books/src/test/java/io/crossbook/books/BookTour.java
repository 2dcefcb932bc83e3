package io.crossbook.books;

import java.util.Random;

/// A seeded market for one book: changes near the best and far away, snapshots of every kind, new digits in mid-life,
/// prices off the tick, huge gaps, crossings, and now and then an update that no book may take.
final class BookTour {

    /// What happens next to a book.
    enum Step {
        UPDATE, OUT_OF_BOUNDS, TRUNCATE, CLEAR
    }

    final BookUpdate update = new BookUpdate();
    private final Random random;
    private final int priceScale;
    private final int sizeScale;
    private final long tick;
    private final int spread;
    private long mid;
    private int scaleRaise;

    BookTour(long seed) {
        random = new Random(seed);
        priceScale = random.nextInt(4);
        sizeScale = random.nextInt(5);
        tick = new long[]{1, 1, 5, 10, 25}[random.nextInt(5)];
        mid = tick * (1_000 + random.nextInt(100_000));
        spread = 2 + random.nextInt(random.nextBoolean() ? 30 : 1_500);
    }

    long tick() {
        return tick;
    }

    int priceScale() {
        return priceScale;
    }

    int sizeScale() {
        return sizeScale;
    }

    int depth() {
        return random.nextInt(25);
    }

    /// Decides what comes next; an update lies in [#update] then.
    Step next(boolean first) {
        int dice = first ? 0 : random.nextInt(100);
        if (dice == 99) {
            return Step.CLEAR;
        }
        if (dice >= 95) {
            return Step.TRUNCATE;
        }
        if (dice >= 92) {
            scaleRaise = Math.min(3, scaleRaise + 1);
        }
        // A coarser update than the book must be raised as well.
        int raise = random.nextInt(scaleRaise + 1);
        update.begin(0, dice < 6, priceScale + raise, sizeScale + raise);
        if (update.snapshot()) {
            snapshot(raise);
        } else {
            changes(raise);
        }
        if (dice >= 90 && dice < 92) {
            spoil();
            return Step.OUT_OF_BOUNDS;
        }
        return Step.UPDATE;
    }

    private void snapshot(int raise) {
        update.complete(random.nextInt(3) > 0, random.nextInt(3) > 0);
        boolean sorted = random.nextBoolean();
        int levels = random.nextInt(40);
        for (Side side : Side.values()) {
            int sign = side == Side.BID ? -1 : 1;
            long price = mid + sign * tick;
            for (int i = 0; i < levels; i++) {
                add(side, sorted ? price : price(side), size(0), raise);
                price += sign * tick * (1 + random.nextInt(3));
                if (price <= 0) {
                    break;
                }
            }
        }
    }

    private void changes(int raise) {
        if (random.nextInt(10) == 0) {
            mid = Math.max(2 * tick, mid + tick * (random.nextInt(2 * spread) - spread));
        }
        if (random.nextInt(200) == 0) {
            mid = tick * (2 + random.nextInt(200_000));
        }
        for (int i = random.nextInt(8); i > 0; i--) {
            Side side = random.nextBoolean() ? Side.BID : Side.ASK;
            add(side, price(side), size(40), raise);
        }
    }

    private long price(Side side) {
        int far = switch (random.nextInt(20)) {
            case 0 -> random.nextInt(100 * spread);
            case 1 -> -random.nextInt(spread);
            default -> 1 + random.nextInt(spread);
        };
        return Math.max(tick, mid + (side == Side.BID ? -far : far) * tick);
    }

    private long size(int percentDeletes) {
        return random.nextInt(100) < percentDeletes ? 0 : 1 + random.nextInt(1_000);
    }

    private void add(Side side, long price, long size, int raise) {
        long power = Decimals.power(raise);
        // Some exchanges' ticks are finer at some prices, and new digits come without notice.
        long odd = random.nextInt(15) == 0 ? random.nextInt((int) power * 2) : 0;
        update.levels(side).add(price * power + odd, size == 0 ? 0 : size * power + odd,
                random.nextInt(1_000));
    }

    private void spoil() {
        Levels side = update.levels(random.nextBoolean() ? Side.BID : Side.ASK);
        switch (random.nextInt(4)) {
            case 0 -> side.add(Decimals.PRICE_BOUND, 1, 0);
            case 1 -> side.add(1, Decimals.SIZE_BOUND, 0);
            case 2 -> side.add(0, 1, 0);
            case 3 -> side.add(1, -1, 0);
            default -> throw new AssertionError();
        }
    }
}
