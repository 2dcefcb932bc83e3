package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.Books;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
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

    private static final int PAIRS = Integer.getInteger("crossbook.pairs", 2_500);
    /// How many lots are tried one by one at the most; in larger markets only those at which anything changes.
    private static final int PATIENCE = 1_000;

    private int found;
    private int small;
    private int rounded;
    private int tried;
    private int bases;
    private int deep;
    private int inKind;
    private int basesInKind;

    @Test
    void every_size_tried_gives_no_better_one() {
        for (int seed = 0; seed < PAIRS; seed++) {
            try {
                new Run(seed).go();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        System.out.println("depth walk: seeds 0 to " + (PAIRS - 1) + ", " + found + " sized, of "
                + "those rounded " + rounded + ", every lot tried " + tried + ", basis " + bases
                + ", left deeper than the best " + deep + ", in kind " + inKind
                + ", basis in kind " + basesInKind + "; " + small + " too small");
        assertTrue(found > PAIRS / 4 && small > PAIRS / 10, "lopsided: " + found);
        assertTrue(rounded > found / 5, "hardly anything is rounded: " + rounded);
        assertTrue(tried > found / 4, "hardly ever every lot is tried: " + tried);
        assertTrue(bases > found / 5 && deep > bases / 4, "hardly any basis: " + deep);
        assertTrue(inKind > found / 10 && basesInKind > bases / 20,
                "hardly any fee in kind: " + inKind + ", " + basesInKind);
    }

    /// Two books from a seed, and the slow way beside the walk.
    private final class Run {
        private static final long NOW = 1_700_000_000_000_000_000L;

        private final SplittableRandom random;
        private final RandomMarket market;
        private final Oracle oracle = new Oracle();
        private final ListingBook[] books = new ListingBook[2];
        private final Watched[] watched = new Watched[2];
        private final Pair pair;

        Run(int seed) {
            random = new SplittableRandom(seed);
            market = new RandomMarket(random);
            books();
            long[] fees = {market.fee(), market.fee()};
            boolean[] kinds = {random.nextBoolean() && !market.finerThanMoney(),
                    random.nextBoolean() && !market.finerThanMoney()};
            oracle.settings = market.settings();
            oracle.fees = RandomChain.fees(fees, kinds);
            oracle.patience = PATIENCE;
            oracle.roundTripMillis = random.nextInt(100);
            oracle.latencyPercent = random.nextInt(3) == 0 ? random.nextInt(1, 100) : 0;
            var costs = new Costs(oracle.fees, Transfers.IGNORED, _ -> oracle.roundTripMillis,
                    oracle.latencyPercent);
            for (int i = 0; i < 2; i++) {
                watched[i] = new Watched(books[i], new Board());
                watched[i].configured(costs);
                move(i, costs);
                funding(i);
            }
            if (random.nextInt(3) == 0) {
                take(watched[0].asks, books[0], Side.ASK);
                take(watched[1].bids, books[1], Side.BID);
            }
            pair = new Pair(watched[0], watched[1], oracle.settings, costs);
        }

        private void books() {
            var all = new Books(Mirrors.NONE);
            for (int i = 0; i < 2; i++) {
                Rules rules = market.rules();
                var instrument = random.nextBoolean()
                        ? Market.BTC_USDT
                        : Instrument.perpetual("BTC", "USDT", "USDT");
                books[i] = all.add(new Listing(i, "x" + i, "BTCUSDT", instrument, rules),
                        BookShape.FULL, BookLimits.NONE);
            }
        }

        /// Two prices, a little apart.
        private void move(int i, Costs costs) {
            int middle = 10_000 + random.nextInt(40) + i * random.nextInt(100, 400);
            for (int moved = 0; moved < 2; moved++) {
                long now = NOW + moved;
                books[i].apply(market.update(i, true, books[i].listing().rules().multiplier(),
                        middle + moved * random.nextInt(3)), now);
                watched[i].measure(costs, now);
                oracle.measure(books[i], now);
            }
        }

        private void funding(int i) {
            if (random.nextBoolean()) {
                long rate = random.nextLong(-40_000_000, 60_000_000);
                long nanos = NOW + random.nextLong(12 * Market.SECOND);
                watched[i].funding(rate, nanos, NOW);
                oracle.fundings.put(i, new long[]{rate, nanos, NOW});
            }
        }

        private void take(Consumed consumed, ListingBook book, Side side) {
            BigDecimal size = market.some(book);
            long limit = side == Side.ASK ? Decimals.PRICE_BOUND : 1;
            int scale = side == Side.ASK ? 0 : Decimals.MAX_SCALE;
            consumed.take(book, size.unscaledValue().longValueExact(), size.scale(), limit, scale);
            oracle.take(book, side, size, BigDecimal.valueOf(limit, scale));
        }

        void go() {
            Pass glance = pair.glance(NOW + 1);
            if (glance == Pass.HALTED || glance == Pass.TOO_PRECISE) {
                return;
            }
            Pass pass = pair.size(new DepthWalk(), false);
            EveryLot lots = lots();
            Oracle.Verdict right = lots.size();
            assertEquals(right.pass(), pass, oracle.settings.toString());
            if (!lots.tooMany()) {
                tried += right.pass() == null ? 1 : 0;
                oracle.patience = 0;
                assertEquals(right, lots().size(), "one by one, and only where anything changes");
            }
            if (right.pass() != null) {
                small++;
                return;
            }
            found++;
            rounded += market.rounds() ? 1 : 0;
            boolean own = oracle.inKind(books[0]);
            inKind += own ? 1 : 0;
            bases += pair.basis() ? 1 : 0;
            basesInKind += own && pair.basis() ? 1 : 0;
            deep += pair.basis() && beyondBest(right.sold()) ? 1 : 0;
            assertSame(right, Sums.check(pair.posted(1, Opportunity.State.OPENED, NOW, NOW)));
        }

        private EveryLot lots() {
            return oracle.lots(books[0], oracle.levels(books[0], Side.ASK, false), books[1],
                    oracle.levels(books[1], Side.BID, false),
                    oracle.costs.of(books[0], books[1], NOW + 1));
        }

        private boolean beyondBest(BigDecimal size) {
            return best(books[0], Side.BID).compareTo(size) < 0
                    || best(books[1], Side.ASK).compareTo(size) < 0;
        }

        private BigDecimal best(ListingBook book, Side side) {
            return oracle.levels(book, side, true).getFirst().size()
                    .multiply(BigDecimal.valueOf(book.listing().rules().multiplier()));
        }

        private void assertSame(Oracle.Verdict right, Opportunity found) {
            assertSame(right.size(), found.first().size(), found.first().sizeScale());
            assertSame(right.sold(), found.last().size(), found.last().sizeScale());
            assertSame(right.buyLimit(), found.first().limit(), found.first().priceScale());
            assertSame(right.sellLimit(), found.last().limit(), found.last().priceScale());
            assertSame(right.exit(), found.working().exit(), Money.SCALE);
            assertSame(right.funding(), found.working().funding(), Money.SCALE);
            assertSame(right.net(), found.net(), Money.SCALE);
            assertSame(right.bps(), found.netBps(), DetectorSettings.BPS_SCALE);
        }

        private void assertSame(BigDecimal right, long mantissa, int scale) {
            assertEquals(right.stripTrailingZeros(),
                    BigDecimal.valueOf(mantissa, scale).stripTrailingZeros(),
                    () -> oracle.settings + ", " + right);
        }
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
