package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Transfers.Network;
import io.crossbook.arbitrage.Transfers.Way;
import io.crossbook.books.Decimals;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Which way assets go back, and what that costs each trade.
class TransfersTest {

    private static final long UNIT = 100_000_000L;
    private static final Map<String, Long> CYCLES = Map.of("USDT", 10_000 * UNIT);
    private static final Listing BUY = spot("okx", "XYZ/USDT");
    private static final Listing SELL = spot("kraken", "XYZ/USDT");

    private static Listing spot(String exchange, String instrument) {
        return new Listing(0, exchange, instrument, Instrument.parse(instrument), Rules.UNKNOWN);
    }

    private static Listing times(long multiplier, Listing of) {
        return new Listing(0, of.exchange(), of.symbol(), of.instrument(), new Rules(0, 0, 1, 1, 1,
                0, multiplier, Rules.Status.TRADING));
    }

    private static Network open(String exchange, String asset, String name, String fee,
            int minutes) {
        return new Network(exchange, asset, name, Decimals.parse(fee, 8), 0, minutes, true, true,
                "");
    }

    private static Network shut(Network of, boolean deposits, boolean withdrawals) {
        return new Network(of.exchange(), of.asset(), of.name(), of.fee(), of.minimum(),
                of.minutes(), deposits, withdrawals, of.contract());
    }

    private static Transfers of(Network... networks) {
        return new Transfers(List.of(networks), CYCLES);
    }

    @Test
    void the_cheapest_network_that_both_know_is_taken_by_whatever_name() {
        Transfers transfers = of(open("okx", "USDT", "USDT-ERC20", "4", 10),
                open("okx", "USDT", "USDT-TRC20", "1", 3),
                open("okx", "USDT", "Plasma", "0.1", 1),
                open("kraken", "USDT", "Tether USD (ERC20)", "5", 12),
                open("kraken", "USDT", "Tether USD (TRC20)", "2.5", 5));

        Way there = transfers.way("USDT", "okx", "kraken");
        Way back = transfers.way("USDT", "kraken", "okx");

        assertEquals("USDT from okx to kraken by TRX for 1 USDT in 5 minutes", there.toString());
        assertEquals("USDT from kraken to okx by TRX for 2.5 USDT in 5 minutes", back.toString());
    }

    @Test
    void of_equally_cheap_networks_the_faster_is_taken() {
        Transfers transfers = of(open("okx", "USDT", "TRX", "1", 5),
                open("okx", "USDT", "SOL", "1", 2), open("kraken", "USDT", "TRX", "1", 5),
                open("kraken", "USDT", "SOL", "1", 2));

        assertEquals("SOL", transfers.way("USDT", "okx", "kraken").network());
    }

    @Test
    void what_is_not_known_is_shut() {
        Transfers transfers = of(open("okx", "USDT", "TRX", "1", 5),
                open("kraken", "USDT", "MYSTERYCHAIN", "1", 5));

        assertEquals("no network of USDT is known on both",
                transfers.way("USDT", "okx", "kraken").shut());
        assertEquals("no network of USDT is known on bybit",
                transfers.way("USDT", "okx", "bybit").shut());
        assertEquals("no network of BTC is known on okx",
                transfers.way("BTC", "okx", "kraken").shut());
    }

    @Test
    void a_coin_that_cannot_leave_where_it_is_bought_is_a_trap() {
        var stuck = shut(open("okx", "XYZ", "ETH", "1", 5), true, false);
        Transfers transfers = of(stuck, open("kraken", "XYZ", "ETH", "1", 5),
                open("okx", "USDT", "TRX", "1", 5), open("kraken", "USDT", "TRX", "1", 5));

        assertEquals("okx lets no XYZ by ETH out", transfers.back(BUY, SELL, 20, 0).shut());
        // Stock that is held where it cannot leave is sold: the coin comes in, the quote goes out.
        assertTrue(transfers.back(SELL, BUY, 20, 0).open());
    }

    @Test
    void a_coin_that_cannot_come_in_where_it_is_sold_is_a_trap() {
        var closed = shut(open("kraken", "XYZ", "ETH", "1", 5), false, true);
        Transfers transfers = of(open("okx", "XYZ", "ETH", "1", 5), closed,
                open("okx", "USDT", "TRX", "1", 5), open("kraken", "USDT", "TRX", "1", 5));

        assertEquals("kraken lets no XYZ by ETH in", transfers.back(BUY, SELL, 20, 0).shut());
        assertTrue(transfers.back(SELL, BUY, 20, 0).open());
    }

    @Test
    void proceeds_that_cannot_leave_where_they_are_earned_are_a_trap() {
        var stuck = shut(open("kraken", "USDT", "TRX", "1", 5), true, false);
        Transfers transfers = of(open("okx", "XYZ", "ETH", "1", 5),
                open("kraken", "XYZ", "ETH", "1", 5), open("okx", "USDT", "TRX", "1", 5), stuck);

        assertEquals("kraken lets no USDT by TRX out", transfers.back(BUY, SELL, 20, 0).shut());
        assertTrue(transfers.back(SELL, BUY, 20, 0).open());
    }

    @Test
    void a_token_of_another_contract_does_not_arrive() {
        var bridged = new Network("okx", "USDC", "POLYGON", 0, 0, 1, true, true, "0x2791Bca1");
        var own = new Network("kraken", "USDC", "MATIC", 0, 0, 1, true, true, "0x3c499c54");
        var same = new Network("bybit", "USDC", "MATIC", 0, 0, 1, true, true, "0x2791BCA1");

        assertEquals("USDC by POLYGON is another token on okx than on kraken",
                of(bridged, own, same).way("USDC", "okx", "kraken").shut());
        assertTrue(of(bridged, own, same).way("USDC", "okx", "bybit").open());
    }

    @Test
    void less_than_the_minimum_or_the_fee_does_not_leave() {
        var network = new Network("okx", "USDT", "TRX", UNIT, 10 * UNIT, 3, true, true, "");
        var cheap = new Network("okx", "USDT", "ETH", 4 * UNIT, 0, 3, true, true, "");
        Transfers transfers = of(network, cheap, open("kraken", "USDT", "TRX", "1", 3),
                open("kraken", "USDT", "ETH", "4", 3));

        assertEquals("TRX", transfers.way("USDT", "okx", "kraken", 10 * UNIT).network());
        assertEquals("ETH", transfers.way("USDT", "okx", "kraken", 10 * UNIT - 1).network());
        assertFalse(transfers.way("USDT", "okx", "kraken", 4 * UNIT).open());
    }

    @Test
    void what_a_cycle_buys_must_be_as_much_as_its_network_lets_out() {
        var cheap = new Network("okx", "XYZ", "ETH", UNIT / 10, 500 * UNIT, 5, true, true, "");
        var dear = new Network("okx", "XYZ", "BASE", 3 * UNIT, 100 * UNIT, 5, true, true, "");
        // Dearer than the second, and not for less.
        var useless = new Network("okx", "XYZ", "SOL", 4 * UNIT, 200 * UNIT, 5, true, true, "");
        Transfers transfers = of(cheap, useless, dear, open("kraken", "XYZ", "ETH", "1", 5),
                open("kraken", "XYZ", "BASE", "1", 5), open("kraken", "XYZ", "SOL", "1", 5),
                open("okx", "USDT", "TRX", "1", 5), open("kraken", "USDT", "TRX", "1", 5));
        Returns all = transfers.returns(BUY, SELL, 2);

        // A cycle is 10,000 USDT: 500 XYZ at 20, 100 at 100.
        for (var each : Map.of(1L, "ETH", 20_00L, "ETH", 20_01L, "BASE", 100_00L, "BASE")
                .entrySet()) {
            Transfers.Return at = transfers.back(BUY, SELL, each.getKey(), 2);
            assertEquals("XYZ from okx to kraken by " + each.getValue(),
                    at.toString().split(" for ", 2)[0], "at " + each.getKey());
            assertEquals(at, all.at(each.getKey()));
        }
        for (long price : List.of(100_01L, Long.MAX_VALUE)) {
            assertEquals("okx lets out no less than 100 XYZ by BASE",
                    all.at(price).shut(), "at " + price);
            assertEquals(all.at(price), transfers.back(BUY, SELL, price, 2));
        }
    }

    @Test
    void a_cycle_of_quote_must_be_as_much_as_its_network_lets_out() {
        var much = new Network("kraken", "USDT", "TRX", UNIT, 10_001 * UNIT, 3, true, true, "");
        var less = new Network("kraken", "USDT", "ETH", 4 * UNIT, 10_000 * UNIT, 3, true, true, "");
        List<Network> others = List.of(open("okx", "XYZ", "ETH", "1", 5),
                open("kraken", "XYZ", "ETH", "1", 5), open("okx", "USDT", "TRX", "1", 5),
                open("okx", "USDT", "ETH", "1", 5));
        var all = new ArrayList<>(others);
        all.add(much);
        assertEquals("kraken lets out no less than 10001 USDT by TRX",
                new Transfers(all, CYCLES).back(BUY, SELL, 20, 0).shut());

        all.add(less);
        assertTrue(new Transfers(all, CYCLES).back(BUY, SELL, 20, 0).toString()
                .endsWith("USDT from kraken to okx by ETH for 4 USDT in 5 minutes"));
    }

    @Test
    void a_quote_without_a_cycle_is_not_brought_back() {
        var transfers = new Transfers(List.of(open("okx", "XYZ", "ETH", "1", 5),
                open("kraken", "XYZ", "ETH", "1", 5), open("okx", "USDT", "TRX", "1", 5),
                open("kraken", "USDT", "TRX", "1", 5)), Map.of("USD", UNIT));

        assertEquals(
                "transfers.cycle does not say how much USDT is brought back at a time",
                transfers.back(BUY, SELL, 20, 0).shut());
    }

    @Test
    void nothing_is_asked_where_nothing_is_counted_or_moved() {
        Listing perpetual = spot("kraken", "XYZ/USDT:USDT");
        Transfers known = of();

        assertEquals(0, Transfers.IGNORED.back(BUY, SELL, 1, 0).rate(1, 0, 1));
        assertEquals(0, known.back(BUY, perpetual, 1, 0).rate(1, 0, 1));
        assertEquals(0, known.back(BUY, spot("okx", "XYZ/USDT"), 1, 0).rate(1, 0, 1));
        assertTrue(known.way("USDT", "okx", "okx").open());
        assertEquals(DetectorSettings.FEE_ONE, known.back(BUY, SELL, 1, 0).rate(1, 0, 1));
    }

    @Test
    void a_trade_bears_its_share_of_a_cycle_of_both_ways() {
        Transfers transfers = of(open("okx", "XYZ", "ETH", "0.5", 12),
                open("kraken", "XYZ", "ETH", "0.7", 5), open("okx", "USDT", "TRX", "1", 5),
                open("kraken", "USDT", "TRX", "3", 5));

        Transfers.Return back = transfers.back(BUY, SELL, 200, 1);

        // 0.5 XYZ at 20 USDT, and 3 USDT, of 10,000 USDT: 13 basis points.
        assertEquals(1_300_000, back.rate(200, 1, 1));
        // A contract of ten XYZ for 200 is the same.
        assertEquals(1_300_000, back.rate(2_000, 1, 10));
        assertEquals(12 * 60, back.seconds());
        assertEquals("XYZ from okx to kraken by ETH for 0.5 XYZ in 12 minutes; "
                + "USDT from kraken to okx by TRX for 3 USDT in 5 minutes", back.toString());
        assertEquals("nothing to bring back", Transfers.Return.NOTHING.toString());
        assertEquals(1_000_000, Transfers.rate(UNIT / 2, 5 * UNIT, 100 * UNIT, 10_000 * UNIT));
    }

    /// Against the same sum in decimals of any length.
    @Test
    void rates_are_exact_and_rounded_up() {
        long seed = Long.getLong("crossbook.seed", 20261121L);
        System.out.println("TransfersTest seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long baseFee = some(random, 61);
            long quoteFee = some(random, 61);
            long cycle = 1 + some(random, 61);
            long price = 1 + some(random, 52);
            int scale = random.nextInt(19);
            long multiplier = Decimals.power(random.nextInt(7));
            var networks = new ArrayList<Network>();
            networks.add(new Network("okx", "XYZ", "ETH", baseFee, 0, 1, false, true, ""));
            networks.add(new Network("kraken", "XYZ", "ETH", 0, 0, 1, true, false, ""));
            networks.add(new Network("okx", "USDT", "ETH", 0, 0, 1, true, false, ""));
            networks.add(new Network("kraken", "USDT", "ETH", quoteFee, 0, 1, false, true, ""));

            long rate = new Transfers(networks, Map.of("USDT", cycle))
                    .back(times(multiplier, BUY), SELL, price, scale)
                    .rate(price, scale, multiplier);

            BigDecimal base = share(BigDecimal.valueOf(baseFee).multiply(
                    BigDecimal.valueOf(price, scale)), cycle, multiplier);
            BigDecimal quote = share(BigDecimal.valueOf(quoteFee), cycle, 1);
            BigDecimal bought = BigDecimal.valueOf(cycle).multiply(BigDecimal.valueOf(multiplier))
                    .divide(BigDecimal.valueOf(price, scale), 0, RoundingMode.FLOOR);
            boolean all = bought.compareTo(BigDecimal.valueOf(baseFee)) <= 0 || cycle <= quoteFee;
            assertEquals(all
                    ? BigDecimal.valueOf(DetectorSettings.FEE_ONE)
                    : base.add(quote).min(BigDecimal.valueOf(DetectorSettings.FEE_ONE)),
                    BigDecimal.valueOf(rate), "seed " + seed + " round " + i);
            assertEquals(share(BigDecimal.valueOf(baseFee).multiply(BigDecimal.valueOf(price)),
                    cycle, multiplier).min(BigDecimal.valueOf(DetectorSettings.FEE_ONE)),
                    BigDecimal.valueOf(Transfers.rate(baseFee, multiplier, price, cycle)));
        }
    }

    private static BigDecimal share(BigDecimal cost, long cycle, long multiplier) {
        return cost.movePointRight(9).divide(
                BigDecimal.valueOf(cycle).multiply(BigDecimal.valueOf(multiplier)), 0,
                RoundingMode.CEILING);
    }

    private static long some(Random random, int bits) {
        return random.nextLong() >>> 1 >>> (63 - random.nextInt(bits));
    }

    @Test
    void a_table_that_cannot_be_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> open("okx", "USDT", "-", "1", 1));
        assertThrows(IllegalArgumentException.class, () -> open("okx", "USDT", "TRX", "-1", 1));
        assertThrows(IllegalArgumentException.class, () -> open("okx", "USDT", "TRX", "1", -1));
        assertThrows(IllegalArgumentException.class,
                () -> new Transfers(List.of(), Map.of("USDT", 0L)));
    }

    @Test
    void exchanges_names_of_networks_are_made_one() {
        assertEquals("ETH", Networks.canonical("ETH", "Ethereum"));
        assertEquals("ETH", Networks.canonical("USDC", "USDC-ERC20"));
        assertEquals("AVAXC", Networks.canonical("USDC", "Avalanche C-Chain"));
        assertEquals("BTC", Networks.canonical("BTC", "BTC-Bitcoin"));
        assertEquals("LIGHTNING", Networks.canonical("BTC", "BTC-Lightning"));
        assertEquals("BSC", Networks.canonical("BNB", "BNB Smart Chain (BEP20)"));
        // The old chain of BNB is another one, and so is whatever nobody has heard of.
        assertEquals("BNB", Networks.canonical("BNB", "BNB"));
        assertEquals("OTHERCHAIN2", Networks.canonical("BNB", "Other-chain (2)"));
    }
}
