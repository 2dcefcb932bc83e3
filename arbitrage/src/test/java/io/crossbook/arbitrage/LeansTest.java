package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Decimals;
import io.crossbook.books.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What leans, and what trades that bring it home are charged.
final class LeansTest {

    private static final long UNIT = 100_000_000L;
    private static final Rules RULES = Market.rules("0.01", "0.001", "0.001", "5");
    private static final Map<String, Map<String, Long>> SHARES = Map.of("binance",
            Map.of("BTC", 1L), "kraken", Map.of("BTC", 1L));
    private static final Leans BTC_HOME = new Leans(List.of(
            new Leans.Lean("BTC", "kraken", "binance", UNIT)));
    private static final Leans BOTH_HOME = new Leans(List.of(
            new Leans.Lean("BTC", "kraken", "binance", UNIT),
            new Leans.Lean("USDT", "binance", "kraken", 150 * UNIT)));

    private final Stock stock = new Stock();
    private final Market market = new Market(Market.EVERY_CHANGE).with("binance", "0.001", RULES)
            .with("kraken", "0.001", RULES);

    private String leans(String binance, String kraken, Map<String, Map<String, Long>> shares) {
        stock.told("binance", Map.of("BTC", Decimals.parse(binance, Money.SCALE)));
        stock.told("kraken", Map.of("BTC", Decimals.parse(kraken, Money.SCALE)));
        return Leans.of(stock, shares, Map.of("BTC", UNIT / 10)).toString();
    }

    @Test
    void it_leans_from_one_trade_on() {
        assertEquals("", leans("1.0", "1.0", SHARES));
        assertEquals("", leans("1.09999999", "0.9", SHARES));
        assertEquals("0.1 BTC from binance to kraken", leans("1.1", "0.9", SHARES));
        assertEquals("1 BTC from kraken to binance", leans("0", "2", SHARES));
    }

    @Test
    void a_share_is_in_proportion_to_what_it_began_with() {
        var shares = Map.of("binance", Map.of("BTC", 3L * UNIT), "kraken", Map.of("BTC", UNIT));
        assertEquals("", leans("3", "1", shares));
        assertEquals("", leans("0.3", "0.1", shares));
        assertEquals("1 BTC from kraken to binance", leans("2", "2", shares));
    }

    @Test
    void of_several_each_is_filled_by_each_that_has_too_much() {
        stock.told("okx", Map.of("BTC", 4 * UNIT));
        var three = Map.of("binance", Map.of("BTC", 1L), "kraken", Map.of("BTC", 1L), "okx",
                Map.of("BTC", 1L));
        // 4.05 in three shares of 1.35.
        assertEquals("1.35 BTC from okx to binance, 1.3 BTC from okx to kraken",
                leans("0", "0.05", three));
    }

    @Test
    void what_nobody_told_or_said_does_not_lean() {
        stock.told("binance", Map.of("BTC", 5 * UNIT));
        assertTrue(Leans.of(stock, SHARES, Map.of("BTC", 1L)).none(), "of kraken nothing is known");
        stock.told("kraken", Map.of());
        assertFalse(Leans.of(stock, SHARES, Map.of("BTC", 1L)).none());
        assertTrue(Leans.of(stock, SHARES, Map.of("ETH", 1L)).none(), "nobody has a share of it");
        assertTrue(Leans.of(stock, SHARES, Map.of()).none(), "how much one trade moves");
    }

    @Test
    void the_same_leans_in_other_amounts_is_no_news() {
        var less = new Leans(List.of(new Leans.Lean("BTC", "kraken", "binance", 7)));
        assertTrue(less.same(BTC_HOME));
        assertFalse(less.same(BOTH_HOME));
        assertEquals(7, less.amount("BTC", "kraken", "binance"));
        assertEquals(0, less.amount("BTC", "binance", "kraken"));
    }

    // ---- what trades are charged

    private static Transfers ways(boolean out) {
        var networks = new ArrayList<Transfers.Network>();
        for (String exchange : List.of("binance", "kraken")) {
            networks.add(new Transfers.Network(exchange, "BTC", "BTC", UNIT / 1_000, 0, 30, true,
                    out || exchange.equals("kraken"), ""));
            networks.add(new Transfers.Network(exchange, "USDT", "TRX", UNIT, 0, 3, true, true,
                    ""));
        }
        return new Transfers(networks, Map.of("USDT", 1_000 * UNIT));
    }

    private void configure(Transfers ways) {
        market.detector.configured(Market.EVERY_CHANGE,
                new Costs(market.fees(), ways, _ -> 0, 0), market.now);
    }

    private Opportunity found(String bid) {
        market.snapshot("binance", "bid 99.98 x 5 | ask 100 x 1").snapshot("kraken",
                "bid " + bid + " x 1 | ask 104 x 3");
        return market.last();
    }

    private static List<String> transfers(Opportunity opportunity) {
        return opportunity.steps().stream().filter(step -> step.what() == Step.What.TRANSFER)
                .map(Step::detail).toList();
    }

    @Test
    void what_comes_home_bears_no_step_and_what_goes_away_bears_its_own() {
        configure(ways(true));
        Opportunity away = found("103");
        // 0.001 BTC at 100 and 1 USDT of a cycle of 1000: 0.11 % of 100.
        assertEquals(List.of("BTC from binance to kraken by BTC for 0.001 BTC in 30 minutes; "
                + "USDT from kraken to binance by TRX for 1 USDT in 3 minutes, 0.11 % of 100"),
                transfers(away));
        assertEquals(11_000_000L, away.working().transfer());

        configure(ways(true).leaning(BTC_HOME, 0));
        Opportunity half = found("103");
        assertEquals(List.of("BTC stays on binance; USDT from kraken to binance by TRX for 1 USDT "
                + "in 3 minutes, 0.1 % of 100"), transfers(half));
        assertEquals(away.net() + 1_000_000L, half.net());

        configure(ways(true).leaning(BOTH_HOME, 0));
        Opportunity home = found("103");
        assertEquals(List.of(), transfers(home));
        assertEquals(away.net() + 11_000_000L, home.net(), "and it is credited with nothing");
        assertEquals(Kind.TWO_LEGS, home.kind(), "it brings what others must");
    }

    @Test
    void what_cannot_leave_again_is_not_bought_to_fill_a_gap() {
        configure(ways(false).leaning(BOTH_HOME, 100_000));
        market.snapshot("binance", "bid 99.98 x 5 | ask 100 x 1").snapshot("kraken",
                "bid 103 x 1 | ask 104 x 3");
        assertEquals(List.of(), market.told);
    }

    @Test
    void two_legs_that_do_nothing_else_may_cost_so_much_and_no_more() {
        // 100.1 to buy, 100.1 · 0.999 = 99.9999 to sell: 10.001 hundredths of a percent of 100.1.
        configure(ways(true).leaning(BOTH_HOME, 100_000));
        market.snapshot("binance", "bid 99.98 x 5 | ask 100 x 1").snapshot("kraken",
                "bid 100.1 x 1 | ask 104 x 3");
        assertEquals(List.of(), market.told, "10 bp are not enough");

        configure(ways(true).leaning(BOTH_HOME, 100_100));
        Opportunity at = found("100.1");
        assertEquals(Kind.REBALANCE, at.kind());
        assertEquals(-10_010_000L, at.net());
        assertEquals(-100_000L, at.netBps());

        configure(ways(true).leaning(BTC_HOME, 500_000));
        assertEquals(Opportunity.State.CLOSED, market.last().state(),
                "only the coin comes home, and dollars would have to be sent");
    }

    @Test
    void it_goes_no_further_than_home() {
        var gate = new Gate(market.books, _ -> true);
        gate.idle("");
        configure(ways(true).leaning(BOTH_HOME, 0));
        Opportunity one = found("103");
        judges(gate, BOTH_HOME);
        assertEquals("", gate.judge(one).reason());

        var less = new Leans(List.of(new Leans.Lean("BTC", "kraken", "binance", UNIT - 1),
                new Leans.Lean("USDT", "binance", "kraken", 150 * UNIT)));
        judges(gate, less);
        assertEquals("of the BTC on kraken 0.99999999 is missing on binance, and more would be "
                + "brought there", gate.judge(one).reason());
        gate.leaning(BOTH_HOME);
        assertEquals("", gate.judge(one).reason(), "as it leans now");
        judges(gate, new Leans(List.of(new Leans.Lean("BTC", "kraken", "binance", UNIT),
                new Leans.Lean("USDT", "binance", "kraken", 100 * UNIT))));
        assertEquals("of the USDT on binance 100 is missing on kraken, and more would be brought "
                + "there", gate.judge(one).reason(), "100.1 is paid, and 102.897 got");
    }

    private void judges(Gate gate, Leans leans) {
        gate.configured(Market.EVERY_CHANGE,
                new Costs(market.fees(), ways(true).leaning(leans, 0), _ -> 0, 0),
                (_, _) -> 1_000_000 * UNIT, _ -> new Gate.Tries(0, 0, 1_000));
    }
}
