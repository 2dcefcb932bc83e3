package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Displayed quantity is consumed once: here a sink takes everything it is told of.
final class ConsumedTest {

    private final Market market = new Market(Market.EVERY_CHANGE);

    @BeforeEach
    void one_who_takes_everything() {
        market.greedy = true;
        market.with("binance").with("kraken").with("bybit")
                .snapshot("binance", "bid 98 x 9 | ask 100 x 2, 100.2 x 3")
                .snapshot("kraken", "bid 101 x 4 | ask 103 x 9");
    }

    private void assertTold(String... lines) {
        assertEquals(String.join("\n", lines),
                String.join("\n", market.told.stream().map(Market::line).toList()));
    }

    private static final String FIRST = "opened 1: buy 4 on binance at 100.2, sell on kraken at 101: "
            + "net 3.6, 89.9101 bps";

    @Test
    void the_same_quotes_again_are_the_same_opportunity_and_no_new_size() {
        market.change("binance", "bid 97 x 1").change("kraken", "ask 104 x 1").after(10);

        assertTold(FIRST);
        // Twice when it was taken, once for each change.
        assertEquals(2 + 2, market.passes("binance", "kraken", Pass.CONSUMED));
    }

    @Test
    void a_level_that_the_exchange_changed_counts_again() {
        market.change("kraken", "bid 101 x 3");

        // Of the asks, 1 of the 3 at 100.2 is left.
        assertTold(FIRST, "changed 1: buy 1 on binance at 100.2, sell on kraken at 101: "
                + "net 0.8, 79.8403 bps");
    }

    @Test
    void a_level_that_was_gone_and_came_back_counts_again() {
        market.change("binance", "ask 100 x 0").change("binance", "ask 100 x 2");

        // The bid is taken whole, so there is nobody to sell to.
        assertTold(FIRST);
        market.change("kraken", "bid 101 x 0").change("kraken", "bid 101 x 4");
        assertEquals("opened 2: buy 3 on binance at 100.2, sell on kraken at 101: "
                + "net 2.8, 93.2712 bps", Market.line(market.last()));
    }

    @Test
    void a_level_that_changed_and_changed_back_counts_again() {
        market.change("binance", "ask 100.2 x 0").change("kraken", "bid 101 x 3")
                .change("kraken", "bid 101 x 4").change("binance", "ask 100.1 x 1");

        assertTold(FIRST, "changed 1: buy 1 on binance at 100.1, sell on kraken at 101: "
                + "net 0.9, 89.9101 bps");
    }

    @Test
    void what_one_pair_took_is_not_there_for_another() {
        market.snapshot("bybit", "bid 101.5 x 9 | ask 104 x 1");

        assertTold(FIRST, "opened 2: buy 1 on binance at 100.2, sell on bybit at 101.5: "
                + "net 1.3, 129.7405 bps");
    }

    @Test
    void more_digits_of_a_book_change_nothing_of_what_is_taken() {
        market.change("kraken", "bid 99.001 x 1.0001").change("binance", "ask 109.12345 x 0.00001");

        assertTold(FIRST);
    }

    @Test
    void a_break_and_its_new_snapshot_bring_back_only_what_differs() {
        market.fails("kraken").snapshot("kraken", "bid 101 x 4 | ask 103 x 9");
        assertEquals("not_live", market.last().closedWhy());
        assertEquals(2, market.told.size());

        market.fails("kraken").snapshot("kraken", "bid 101 x 5 | ask 103 x 9");
        assertEquals(3, market.told.size());
        assertEquals(2, market.last().id());
    }

    @Test
    void who_takes_nothing_leaves_everything() {
        var idle = new Market(Market.EVERY_CHANGE);
        idle.with("binance").with("kraken").snapshot("binance", "ask 100 x 2")
                .snapshot("kraken", "bid 101 x 4").change("kraken", "bid 98 x 1");

        assertEquals(0, idle.passes("binance", "kraken", Pass.CONSUMED));
        assertEquals(2, idle.pair("binance", "kraken").takes());
        assertEquals(1, idle.told.size());
    }

    @Test
    void a_snapshot_that_takes_the_scales_back_is_news_of_every_level() {
        market.change("kraken", "bid 0.0000000001 x 1"); // ten decimals now
        market.snapshot("kraken", "bid 101 x 4 | ask 100000000 x 9"); // which do not hold this one

        assertTold(FIRST, "changed 1: buy 1 on binance at 100.2, sell on kraken at 101: "
                + "net 0.8, 79.8403 bps");
    }
}
