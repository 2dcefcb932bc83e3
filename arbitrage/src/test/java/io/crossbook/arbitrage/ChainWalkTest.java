package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Decimals;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The walk through two to four hops finds, to the lot, what trying every lot finds.
final class ChainWalkTest {

    private static final int CHAINS = Integer.getInteger("crossbook.markets", 2_000);

    private final EnumMap<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private final int[] sized = new int[5];
    private int small;
    private int inKind;
    private int consumed;
    private int bounded;
    private int rounded;
    private int stepped;

    @Test
    void every_lot_tried_gives_the_same_sizes_and_the_same_net() {
        for (int seed = 0; seed < CHAINS; seed++) {
            try {
                one(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        System.out.println("chain walk: seeds 0 to " + (CHAINS - 1) + ", sized of two hops "
                + sized[2] + ", of three " + sized[3] + ", of four " + sized[4] + ", too small "
                + small + "; of the sized, with a fee in kind " + inKind + ", partly consumed "
                + consumed + ", bounded " + bounded + ", rounded " + rounded
                + ", of very many lots " + stepped + ", " + kinds);
        for (int hops = 2; hops <= 4; hops++) {
            assertTrue(sized[hops] > CHAINS / 20, "hardly any of " + hops + " hops");
        }
        assertTrue(small > CHAINS / 20 && inKind > CHAINS / 20 && consumed > CHAINS / 40
                && kinds.getOrDefault(Kind.CONVERSION, 0) > CHAINS / 100, "lopsided");
        assertTrue(rounded > CHAINS / 20, "hardly anything is rounded: " + rounded);
        assertTrue(stepped > CHAINS / 20, "hardly ever very many lots: " + stepped);
    }

    private void one(int seed) {
        var random = new SplittableRandom(seed);
        var chain = new RandomChain(random);
        var oracle = new Oracle();
        oracle.settings = new RandomMarket(random).settings();
        oracle.fees = chain.fees();
        var charges = charges(random);
        List<BigDecimal> shares = charges.parts.stream()
                .map(part -> BigDecimal.valueOf(part.rate(), DetectorSettings.FEE_SCALE))
                .toList();
        var right = new ChainOracle(oracle, shares);
        List<Hop> hops = new ArrayList<>();
        boolean taken = random.nextInt(3) == 0;
        for (ChainOracle.Way way : chain.ways) {
            var taker = new Consumed(way.side());
            if (taken) {
                take(oracle, taker, way.book(), way.side(),
                        random.nextLong(1, 50 * chain.sizeOne(way.book())));
            }
            hops.add(new Hop(way.book(), way.side(), taker, way.valued(), oracle.fees));
        }
        long most = random.nextInt(4) == 0 ? random.nextInt(1, 3_000) : 0;

        var walk = new ChainWalk(hops, oracle.settings).lastWithin(most)
                .charged(charges);
        Pass pass = walk.walk(false);
        ChainOracle.Sized sizes = right.size(chain.ways, false, most);

        stepped += right.stepped.get() > 0 ? 1 : 0;
        // Where every lot is tried, only those at which something is rounded otherwise say the same.
        assertEquals(plain(sizes.sizes()),
                plain(new ChainOracle(oracle, shares, 8).size(chain.ways, false, most).sizes()));
        assertEquals(sizes.pass(), pass, () -> oracle.settings + " " + hops);
        if (pass != null) {
            small++;
            return;
        }
        assertEquals(plain(sizes.net()), plain(walk.net, Money.SCALE));
        assertEquals(plain(sizes.bps()), plain(walk.netBps, DetectorSettings.BPS_SCALE));
        for (int i = 0; i < hops.size(); i++) {
            Leg leg = walk.leg(i);
            assertEquals(plain(sizes.sizes().get(i)), plain(leg.size(), leg.sizeScale()));
            assertEquals(plain(sizes.limits().get(i)), plain(leg.limit(), leg.priceScale()));
        }
        count(hops, taken, most);
        rounded += chain.rounds() ? 1 : 0;
        Kind kind = hops.getLast().valued || (hops.size() == 3 && random.nextBoolean())
                ? Kind.CONVERSION
                : hops.size() == 2 ? Kind.TWO_LEGS : Kind.CYCLE;
        kinds.merge(kind, 1, Integer::sum);
        var told = new ChainPosting(walk).of(1, kind, Opportunity.State.OPENED, walk.netBps, 1, 1);
        assertEquals(hops.getLast().valued ? 2 : hops.size(), told.legs().size());
        Sums.check(told);
        ChainOracle.Worked working = right.working(chain.ways, kind == Kind.CONVERSION, sizes);
        assertEquals(
                List.of(plain(working.gross()), plain(working.fees()),
                        plain(working.conversion())),
                List.of(plain(told.working().gross(), Money.SCALE),
                        plain(told.working().fees(), Money.SCALE),
                        plain(told.working().conversion(), Money.SCALE)));
    }

    private static ChainCharges charges(SplittableRandom random) {
        var charges = new ChainCharges();
        for (int i = random.nextInt(12); i < 3; i++) {
            charges.add(new ChainCharges.Part(Step.What.LATENCY, "x0", random.nextInt(2_000_000),
                    "some delay"));
        }
        return charges;
    }

    private void count(List<Hop> hops, boolean taken, long most) {
        sized[hops.size()]++;
        inKind += hops.stream().anyMatch(hop -> hop.inKind() && hop.fee() != 0) ? 1 : 0;
        consumed += taken ? 1 : 0;
        bounded += most > 0 ? 1 : 0;
    }

    private final Market market = new Market(Market.EVERY_CHANGE);

    /// What is bought is charged, not what is paid.
    private void inKind(String exchange) {
        Fees fees = market.fees();
        market.detector.configured(Market.EVERY_CHANGE, new Fees() {
            @Override
            public long taker(Listing listing) {
                return fees.taker(listing);
            }

            @Override
            public boolean inReceived(Listing listing) {
                return listing.exchange().equals(exchange);
            }
        }, market.now);
    }

    private String steps() {
        return String.join(", ", market.last().steps().stream().map(step -> step.what() + " "
                + Decimals.format(step.amount(), step.scale()) + " " + step.asset()).toList());
    }

    @Test
    void a_fee_in_kind_leaves_less_to_sell() {
        market.with("binance", "0.001", Market.rules("0.01", "0.001", "0.001", "5"))
                .with("kraken", "0", Market.rules("0.01", "0.001", "0.001", "5"));
        inKind("binance");
        market.snapshot("binance", "ask 100 x 1").snapshot("kraken", "bid 101 x 5");

        assertEquals("buy -100 USDT, buy 1 BTC, buy_fee -0.001 BTC, sell -0.999 BTC, "
                + "sell 100.899 USDT, sell_fee 0 USDT", steps());
        assertEquals(Kind.TWO_LEGS, market.last().kind());
        // The thousandth of a coin cost 0.1.
        assertEquals(10_000_000, market.last().working().fees());
        assertEquals(99_900_000, market.last().working().gross());
    }

    @Test
    void a_coarser_lot_of_the_seller_shrinks_the_purchase_to_what_still_pays_for_it() {
        market.with("binance", "0.001", Market.rules("0.01", "0.001", "0.001", "5"))
                .with("kraken", "0", Market.rules("0.01", "0.1", "0.1", "5"));
        inKind("binance");
        market.snapshot("binance", "ask 100 x 0.75").snapshot("kraken", "bid 101 x 5");

        // 0.701 less 0.000701 is the fewest thousandths from which seven tenths can be sold.
        assertEquals("buy -70.1 USDT, buy 0.701 BTC, buy_fee -0.000701 BTC, sell -0.7 BTC, "
                + "sell 70.7 USDT, sell_fee 0 USDT", steps());
    }

    @Test
    void a_hundred_billion_coins_are_sold_like_any_others() {
        var coins = Market.rules("0.0000000001", "1", "1", "1");
        market.with("binance", "0.001", coins).with("kraken", "0", coins);
        inKind("binance");
        market.snapshot("binance", "ask 0.0000000100 x 100000000000").snapshot("kraken",
                "bid 0.0000000102 x 200000000000");

        assertEquals("buy -1000 USDT, buy 100000000000 BTC, buy_fee -100000000 BTC, "
                + "sell -99900000000 BTC, sell 1018.98 USDT, sell_fee 0 USDT", steps());
    }

    @Test
    void a_spread_that_the_fee_in_kind_eats_pays_nothing() {
        market.with("binance", "0.01").with("kraken");
        inKind("binance");
        // 1 % on top of 100 would be 101; of 1 coin 0.99 are left, and 0.99 · 101.01 = 99.9999.
        market.snapshot("binance", "ask 100 x 1.00").snapshot("kraken", "bid 101.01 x 5.00");
        assertEquals(1, market.passes("binance", "kraken", Pass.FEES));

        market.change("kraken", "bid 101.02 x 5.00");
        assertEquals(1, market.told.size());
    }

    private static void take(Oracle oracle, Consumed consumed, ListingBook book, Side side,
            long units) {
        int scale = book.levels().sizeScale();
        long limit = side == Side.ASK ? Long.MAX_VALUE >> 2 : 1;
        int limitScale = side == Side.ASK ? 0 : 18;
        consumed.take(book, units, scale, limit, limitScale);
        oracle.take(book, side, BigDecimal.valueOf(units, scale),
                BigDecimal.valueOf(limit, limitScale));
    }

    private static List<String> plain(List<BigDecimal> values) {
        return values.stream().map(ChainWalkTest::plain).toList();
    }

    private static String plain(long mantissa, int scale) {
        return plain(BigDecimal.valueOf(mantissa, scale));
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
