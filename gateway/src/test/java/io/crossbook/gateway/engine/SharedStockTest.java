package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.gateway.config.ConfigException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Two opportunities that need the same dollars: one of them may count on them.
final class SharedStockTest {

    private static final long UNIT = 100_000_000L;
    private static final String READY = "nobody trades: mode is watch";
    private static final String LACKS = "of the USDT on east 600 is free, others of which more is "
            + "expected need 500.5, and 400.4 is needed";

    private static Stage market() throws ConfigException {
        var exchanges = new LinkedHashMap<String, String>();
        for (String name : List.of("east", "west")) {
            exchanges.put(name, "listings: [BTC/USDT, ETH/USDT], latencyMillis: 0");
        }
        var ways = new StringBuilder();
        for (String name : exchanges.keySet()) {
            ways.append("    ").append(name).append(":\n");
            for (String asset : List.of("BTC", "ETH", "USDT")) {
                ways.append("      ").append(asset).append(
                        ": {NET: {fee: 0, minutes: 1, deposits: true, withdrawals: true}}\n");
            }
        }
        Stage stage = Stage.of(exchanges, "transfers:\n  counted: true\n  cycle: {USDT: 10000}\n"
                + "  networks:\n" + ways + "inventory: {start: {east: {USDT: 600}, "
                + "west: {BTC: 50, ETH: 500}}}\n");
        for (String name : exchanges.keySet()) {
            stage.lists(name, "BTCUSDT", "BTC/USDT", Stage.RULES).lists(name, "ETHUSDT",
                    "ETH/USDT", Stage.RULES);
        }
        return stage.open();
    }

    /// Five bitcoin for 500 dollars.
    private static Stage bitcoin(Stage stage) {
        return stage.book("east", "BTCUSDT", "99.99 x 5 | 100 x 5").book("west", "BTCUSDT",
                "104 x 5 | 104.01 x 5");
    }

    private static Stage noBitcoin(Stage stage) {
        return stage.book("west", "BTCUSDT", "99 x 5 | 100 x 5");
    }

    /// Forty ether for 400.
    private static Stage ether(Stage stage) {
        return stage.book("east", "ETHUSDT", "9.99 x 40 | 10 x 40").book("west", "ETHUSDT",
                "10.4 x 40 | 10.41 x 40");
    }

    /// `opened BTC: why`, of all that was told since the last time.
    private static List<String> told(Stage stage) {
        List<String> all = stage.told.stream()
                .map(one -> one.state() + " " + one.first().receives()
                        + (one.state() == Opportunity.State.CLOSED ? "" : ": " + one.reason()))
                .toList();
        stage.told.clear();
        return all;
    }

    @Test
    void the_one_of_which_more_is_expected_counts_on_it_and_the_other_says_what_it_lacks()
            throws Exception {
        Stage stage = ether(bitcoin(market()));

        assertEquals(List.of("opened BTC: " + READY, "opened ETH: " + LACKS), told(stage));
    }

    @Test
    void when_it_ends_the_other_has_it_in_the_same_step() throws Exception {
        Stage stage = ether(bitcoin(market()));
        told(stage);

        noBitcoin(stage);
        assertEquals(stage.now, stage.told.getLast().updatedNanos());
        assertEquals(List.of("closed BTC", "changed ETH: " + READY), told(stage));

        bitcoin(stage);
        assertEquals(List.of("opened BTC: " + READY, "changed ETH: " + LACKS), told(stage));
    }

    @Test
    void once_somebody_trades_what_is_open_is_told_anew_where_that_changes_something()
            throws Exception {
        Stage stage = ether(bitcoin(market()));
        told(stage);

        stage.engine.desk().trades("", stage.now);
        assertTrue(stage.told.getLast().executable());
        assertEquals(List.of("changed BTC: "), told(stage));
        stage.engine.desk().trades("", stage.now);
        assertEquals(List.of(), told(stage));
        noBitcoin(stage);
        assertTrue(stage.told.getLast().executable());
        assertEquals(List.of("closed BTC", "changed ETH: "), told(stage));

        stage.engine.desk().trades("the journal has failed", stage.now);
        assertEquals(List.of("changed ETH: the journal has failed"), told(stage));
        assertFalse(stage.engine.desk().opportunities().getFirst().executable());
    }

    @Test
    void whichever_comes_first_the_same_is_said() throws Exception {
        Stage stage = bitcoin(ether(market()));

        assertEquals(List.of("opened ETH: " + READY, "opened BTC: " + READY,
                "changed ETH: " + LACKS), told(stage));
        assertEquals(List.of(LACKS, READY), stage.engine.desk().opportunities().stream()
                .map(Opportunity::reason).toList());
    }

    @Test
    void a_fresh_balance_is_enough_for_both_at_once_and_less_for_neither() throws Exception {
        Stage stage = ether(bitcoin(market()));
        told(stage);

        stage.holds("east", Map.of("USDT", 901 * UNIT));
        assertEquals(List.of("changed ETH: " + READY), told(stage));
        stage.holds("east", Map.of("USDT", 901 * UNIT));
        assertEquals(List.of(), told(stage));

        stage.holds("east", Map.of("USDT", 450 * UNIT));
        assertEquals(List.of("changed BTC: of the USDT on east 450 is free, and 500.5 is needed"),
                told(stage));
        stage.holds("east", Map.of("USDT", 400 * UNIT));
        assertEquals(List.of("changed BTC: of the USDT on east 400 is free, and 500.5 is needed",
                "changed ETH: of the USDT on east 400 is free, and 400.4 is needed"), told(stage));
    }

    @Test
    void what_an_attempt_holds_is_there_for_nobody_else() throws Exception {
        Stage stage = bitcoin(market());
        told(stage);
        // As whoever acts will do, in the middle of a decision.
        stage.trades((one, _) -> {
            stage.engine.desk().stock().reserve(7, List.of(
                    new io.crossbook.arbitrage.Stock.Claim("east", "USDT", 150 * UNIT)));
            return false;
        });
        ether(stage);

        assertEquals(List.of("opened ETH: " + LACKS,
                "changed BTC: of the USDT on east 450 is free, and 500.5 is needed",
                "changed ETH: " + READY), told(stage));
    }
}
