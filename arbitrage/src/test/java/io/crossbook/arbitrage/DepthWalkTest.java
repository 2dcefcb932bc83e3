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
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The walk finds, to the lot, what trying every size finds.
final class DepthWalkTest {

    private static final int PAIRS = 12_000;

    @Test
    void every_size_tried_gives_no_better_one() {
        int found = 0;
        int small = 0;
        int rounded = 0;
        for (int seed = 0; seed < PAIRS; seed++) {
            var random = new SplittableRandom(seed);
            var market = new RandomMarket(random);
            ListingBook[] books = books(random, market);
            long[] fees = {market.fee(), market.fee()};
            var oracle = new Oracle();
            oracle.settings = market.settings();
            oracle.fees = listing -> fees[listing.id()];
            var asks = new Consumed(Side.ASK);
            var bids = new Consumed(Side.BID);
            var pair = new Pair(new LegWalk(books[0], Side.ASK, asks),
                    new LegWalk(books[1], Side.BID, bids), oracle.settings, oracle.fees);
            if (random.nextInt(3) == 0) {
                take(oracle, asks, books[0], Side.ASK, market.some(books[0]));
                take(oracle, bids, books[1], Side.BID, market.some(books[1]));
            }

            var walk = new DepthWalk();
            Pass pass = walk.walk(pair, false);
            Oracle.Verdict right = oracle.size(books[0],
                    oracle.levels(books[0], Side.ASK, false), books[1],
                    oracle.levels(books[1], Side.BID, false));
            String of = "seed " + seed + ", settings " + oracle.settings;
            assertEquals(right.pass(), pass, of);
            if (pass == null) {
                found++;
                rounded += market.rounds() ? 1 : 0;
                assertSame(right.size(), walk.size, pair.scales().sizeScale(), of);
                assertSame(right.buyLimit(), walk.buyLimit, books[0].levels().priceScale(), of);
                assertSame(right.sellLimit(), walk.sellLimit, books[1].levels().priceScale(), of);
                assertSame(right.net(), walk.net, Money.SCALE, of);
                assertSame(right.bps(), walk.netBps, DetectorSettings.BPS_SCALE, of);
            } else {
                small++;
            }
        }
        System.out.println("depth walk: seeds 0 to " + (PAIRS - 1) + ", " + found + " sized, of "
                + "those rounded " + rounded + ", " + small + " too small");
        assertTrue(found > PAIRS / 4 && small > PAIRS / 10, "lopsided: " + found);
        assertTrue(rounded > found / 5, "hardly anything is rounded: " + rounded);
    }

    private static void take(Oracle oracle, Consumed consumed, ListingBook book, Side side,
            BigDecimal size) {
        long limit = side == Side.ASK ? Decimals.PRICE_BOUND : 1;
        int scale = side == Side.ASK ? 0 : Decimals.MAX_SCALE;
        consumed.take(book, size.unscaledValue().longValueExact(), size.scale(), limit, scale);
        oracle.take(book, side, size, BigDecimal.valueOf(limit, scale));
    }

    private static void assertSame(BigDecimal right, long mantissa, int scale, String message) {
        assertEquals(right.stripTrailingZeros(),
                BigDecimal.valueOf(mantissa, scale).stripTrailingZeros(), message);
    }

    private static ListingBook[] books(SplittableRandom random, RandomMarket market) {
        var books = new Books(Mirrors.NONE);
        var both = new ListingBook[2];
        for (int i = 0; i < 2; i++) {
            Rules rules = market.rules();
            both[i] = books.add(new Listing(i, "x" + i, "BTCUSDT", Market.BTC_USDT, rules),
                    BookShape.FULL, BookLimits.NONE);
            both[i].apply(market.update(i, true, rules.multiplier(),
                    10_000 + random.nextInt(40) + i * random.nextInt(100, 400)), 1);
        }
        return both;
    }

    private final Market market = new Market(Market.EVERY_CHANGE);

    @Test
    void the_walk_ends_where_the_marginal_edge_does_not_pay() {
        market.with("binance", "0.001").with("kraken", "0.001")
                .snapshot("binance", "ask 100 x 1, 100.5 x 1, 100.9 x 1")
                .snapshot("kraken", "bid 101 x 1.5, 100.6 x 4");

        // 101 pays for 100 and 100.5, not for 100.9; 100.6 does not pay for 100.5 and the fees.
        assertEquals("1.5 at 100.5 and 101", found());
    }

    private String found() {
        Opportunity o = market.last();
        return Decimals.format(o.first().size(), o.first().sizeScale()) + " at "
                + Decimals.format(o.first().limit(), o.first().priceScale()) + " and "
                + Decimals.format(o.last().limit(), o.last().priceScale());
    }

    @Test
    void the_size_is_a_lot_of_both_and_above_both_minimums() {
        market.with("binance", "0", Market.rules("0.01", "0.002", "0.002", "5"))
                .with("kraken", "0", Market.rules("0.1", "0.003", "0.09", "0"))
                .snapshot("binance", "ask 100 x 0.1").snapshot("kraken", "bid 101 x 5");
        assertEquals("0.096 at 100 and 101", found());

        market.snapshot("binance", "ask 100 x 0.089");
        assertEquals("too_small", market.last().closedWhy());
    }

    @Test
    void a_notional_below_the_minimum_of_one_side_is_too_small() {
        market.with("binance", "0", Market.rules("0.01", "0.001", "0", "5"))
                .with("kraken", "0", Market.rules("0.01", "0.001", "0", "10.1"))
                .snapshot("binance", "ask 100 x 0.099").snapshot("kraken", "bid 101 x 5");
        assertEquals(1, market.passes("binance", "kraken", Pass.TOO_SMALL));

        market.snapshot("binance", "ask 100 x 0.1");
        assertEquals("0.1 at 100 and 101", found());
    }

    @Test
    void the_walk_stops_at_the_horizon_of_a_cut_snapshot() {
        market.with("binance").with("kraken").snapshot("kraken", "bid 101 x 5");
        ListingBook cut = market.book("binance");
        cut.apply(Market.update(0, "ask 100 x 1, 100.2 x 1", true).complete(false), market.now);
        cut.apply(Market.update(0, "ask 100.5 x 1", false), market.now);
        market.detector.changed(cut, market.now);

        assertEquals("2 at 100.2 and 101", found());
    }

    @Test
    void a_best_beyond_the_horizon_is_no_size_at_all_but_unknown() {
        market.with("binance").with("kraken").snapshot("kraken", "bid 101 x 5");
        ListingBook cut = market.book("binance");
        cut.apply(Market.update(0, "ask 99 x 1, 99.2 x 1", true).complete(false), market.now);
        cut.apply(Market.update(0, "ask 99 x 0, 99.2 x 0, 100 x 1", false), market.now);
        market.detector.changed(cut, market.now);

        assertEquals(1, market.passes("binance", "kraken", Pass.BEYOND_HORIZON));
    }

    @Test
    void limits_are_on_the_tick_and_a_level_pays_at_the_limit_that_reaches_it() {
        market.with("binance", "0", Market.rules("0.5", "0.001", "0", "0"))
                .with("kraken", "0", Market.rules("0.25", "0.001", "0", "0"))
                .snapshot("binance", "ask 100.10 x 1, 100.60 x 1")
                .snapshot("kraken", "bid 101.20 x 5");

        // A limit of 100.5 reaches 100.1; 100.6 needs 101, which 101.2, sold at 101, does not pay.
        assertEquals("1 at 100.5 and 101", found());
    }
}
