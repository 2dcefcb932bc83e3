package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.Books;
import io.crossbook.books.Decimals;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Mirrors;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What trading a leg back loses: level by level, in plain decimals.
final class UnwindingTest {

    private static final int LEGS = 20_000;

    private int deep;
    private int beyond;
    private int nothing;
    private int all;

    @Test
    void a_leg_is_traded_back_down_the_other_side_of_its_book() {
        for (int seed = 0; seed < LEGS; seed++) {
            one(seed);
        }
        System.out.println("unwinding: seeds 0 to " + (LEGS - 1) + ", deeper than the best " + deep
                + ", more than is shown " + beyond + ", nothing lost " + nothing + ", all lost "
                + all);
        assertTrue(deep > LEGS / 4 && beyond > LEGS / 20 && nothing > LEGS / 50 && all > LEGS / 50,
                "lopsided: " + deep + ", " + beyond + ", " + nothing + ", " + all);
    }

    private void one(int seed) {
        var random = new SplittableRandom(seed);
        var market = new RandomMarket(random);
        ListingBook book = new Books(Mirrors.NONE).add(
                new Listing(0, "x", "BTCUSDT", Market.BTC_USDT, market.rules()), BookShape.FULL,
                BookLimits.NONE);
        long contract = book.listing().rules().multiplier();
        book.apply(market.update(0, true, contract, 10_000), 1);
        Side side = random.nextBoolean() ? Side.ASK : Side.BID;
        // From two percent better than the middle to six worse; one in ten is a price that is far off.
        int worse = random.nextInt(10) == 0 ? 9_000 : random.nextInt(-200, 600);
        long limit = (10_000L + (side == Side.ASK ? worse : -worse)) * contract;
        int finer = random.nextInt(3);
        var leg = new Leg(book.listing(), side,
                random.nextLong(1, 60 * Decimals.power(book.levels().sizeScale() + finer)),
                book.levels().sizeScale() + finer, limit, 2);

        BigDecimal right = lost(leg, book);

        assertEquals(right, BigDecimal.valueOf(Unwinding.rate(leg, book), 9),
                () -> "seed " + seed + ": " + leg + " in "
                        + new Oracle().levels(book, other(side), true));
        nothing += right.signum() == 0 ? 1 : 0;
        all += right.compareTo(BigDecimal.ONE) == 0 ? 1 : 0;
    }

    private static Side other(Side side) {
        return side == Side.ASK ? Side.BID : Side.ASK;
    }

    private BigDecimal lost(Leg leg, ListingBook book) {
        BigDecimal contract = BigDecimal.valueOf(leg.listing().rules().multiplier());
        BigDecimal size = BigDecimal.valueOf(leg.size(), leg.sizeScale());
        BigDecimal rest = size;
        BigDecimal back = BigDecimal.ZERO;
        int reached = 0;
        for (Oracle.Level level : new Oracle().levels(book, other(leg.side()), true)) {
            BigDecimal step = rest.min(level.size().multiply(contract));
            reached += step.signum();
            back = back.add(step.multiply(level.price()));
            rest = rest.subtract(step);
        }
        deep += reached > 1 ? 1 : 0;
        beyond += rest.signum() > 0 ? 1 : 0;
        BigDecimal shown = size.subtract(rest);
        BigDecimal filled = shown.multiply(BigDecimal.valueOf(leg.limit(), leg.priceScale()));
        BigDecimal more = leg.buys() ? filled : back;
        BigDecimal less = leg.buys() ? back : filled;
        BigDecimal gap = more.subtract(less).max(BigDecimal.ZERO);
        if (gap.compareTo(less) >= 0) {
            return BigDecimal.ONE.setScale(9);
        }
        // The gap as a share of the lesser, of what was shown; and all of the rest.
        return shown.multiply(gap).add(rest.multiply(less)).divide(less.multiply(size), 9,
                RoundingMode.CEILING);
    }
}
