package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.books.Rules;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What may be fired, and what is only shown.
final class GateTest {

    private static final Rules RULES = Market.rules("0.01", "0.001", "0.001", "5");

    private final Market market = new Market(Market.EVERY_CHANGE).with("binance", "0.001", RULES)
            .with("kraken", "0.002", RULES);
    private final Gate gate = new Gate(market.books);
    private final Map<String, Long> stock = new HashMap<>();
    private int filled = 1_000;

    private Opportunity found(String bid) {
        market.snapshot("binance", "bid 99.98 x 5 | ask 100 x 2").snapshot("kraken",
                "bid " + bid + " x 2 | ask 102 x 3");
        configure(30);
        return gate.judge(market.last());
    }

    private void configure(long millis) {
        gate.configured(Market.EVERY_CHANGE,
                new Costs(market.fees(), Transfers.IGNORED, _ -> millis, 0),
                (exchange, asset) -> stock.getOrDefault(asset + " on " + exchange,
                        Inventory.UNKNOWN),
                _ -> filled);
    }

    private void holds(String where, long units) {
        stock.put(where, units * 100_000_000);
    }

    @Test
    void what_is_expected_weighs_the_gain_against_unwinding_the_worse_leg() {
        Opportunity o = found("101");

        // 202 − 200 − 0.2 − 0.404 to gain; to unwind kraken: 0.002 and 1/101 of 200.
        assertEquals(139600000L, o.net());
        assertEquals(333, o.chance().permille());
        assertEquals(238019821L, o.chance().unwind());
        assertEquals(
                "expected value -1.12272421 USDT: all legs fill in 333 of 1000, else unwinding "
                        + "costs 2.38019821",
                o.reason());
    }

    @Test
    void what_was_said_of_it_stays_when_it_ends() {
        Opportunity o = found("101");
        market.snapshot("kraken", "bid 99 x 2 | ask 102 x 3");

        Opportunity closed = gate.judge(market.last());
        assertEquals(Opportunity.State.CLOSED, closed.state());
        assertEquals(o.chance(), closed.chance());
        assertEquals(o.reason(), closed.reason());
    }

    @Test
    void opportunities_that_lived_long_enough_make_the_next_one_likelier() {
        holds("USDT on binance", 1_000);
        holds("BTC on kraken", 10);
        for (int i = 0; i < 30; i++) {
            gate.judge(found("101"));
            market.after(50).snapshot("kraken", "bid 99 x 2 | ask 102 x 3");
            gate.judge(market.last());
        }
        Opportunity o = found("101");

        assertEquals(31 * 1_000 / 33, o.chance().permille());
        assertEquals("no execution in this build", o.reason());
        configure(60);
        assertEquals(1_000 / 33, gate.judge(o).chance().permille(), "none lived 60 ms");
    }

    @Test
    void a_leg_that_often_does_not_fill_lowers_the_chance() {
        filled = 500;

        assertEquals(333 / 4, found("101").chance().permille());
    }

    @Test
    void each_leg_must_be_paid_from_what_is_there() {
        configure(0);
        assertEquals("nothing is known of the USDT on binance", funded().reason());
        holds("USDT on binance", 200);
        assertEquals("of the USDT on binance 0 is free, and 0.2 is needed", funded().reason());
        holds("USDT on binance", 201);
        holds("BTC on kraken", 1);
        assertEquals("of the BTC on kraken 1 is free, and 2 is needed", funded().reason());
        holds("BTC on kraken", 2);
        assertEquals("no execution in this build", funded().reason());
    }

    /// An opportunity of which more is expected than can be lost.
    private Opportunity funded() {
        market.snapshot("binance", "bid 99.98 x 5 | ask 100 x 2").snapshot("kraken",
                "bid 103 x 2 | ask 103.01 x 3");
        configure(0);
        return gate.judge(market.last());
    }

    @Test
    void a_listing_whose_rules_nobody_knows_is_not_traded() {
        var unknown = new Market(Market.EVERY_CHANGE).with("binance").with("kraken")
                .snapshot("binance", "bid 99 x 1 | ask 100 x 1")
                .snapshot("kraken", "bid 101 x 1 | ask 102 x 1");

        assertEquals("the rules of binance BTCUSDT are not known",
                new Gate(unknown.books).judge(unknown.last()).reason());
    }
}
