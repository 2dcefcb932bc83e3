package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Health;
import io.crossbook.books.Rules;
import io.crossbook.gateway.config.ConfigException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Edges that are none, from raw frames to no opportunity; each beside the same market without the trap, where there is one.
final class TrapsTest {

    private static final String CHEAP = "99 x 5 | 100 x 5";
    private static final String DEAR = "102 x 5 | 103 x 5";
    private static final List<String> FOUND = List.of("two_legs east BTCUSDT, west BTCUSDT");
    private static final List<String> NOTHING = List.of();

    private static Map<String, String> two(String east, String west) {
        var exchanges = new LinkedHashMap<String, String>();
        exchanges.put("east", east);
        exchanges.put("west", west);
        return exchanges;
    }

    private static Stage two(String more, Rules rules) throws ConfigException {
        return Stage.of(two("listings: [BTC/USDT]", "listings: [BTC/USDT]"), more)
                .lists("east", "BTCUSDT", "BTC/USDT", Stage.RULES)
                .lists("west", "BTCUSDT", "BTC/USDT", rules).open();
    }

    private static Stage market(String more) throws ConfigException {
        return two(more, Stage.RULES);
    }

    private static List<String> both(Stage stage) {
        return opened(stage.book("east", "BTCUSDT", CHEAP).book("west", "BTCUSDT", DEAR));
    }

    /// What was told of since the last time. Whatever it is, it was not for want of books: all of them may be traded on, but those that the trap is
    /// about.
    private static List<String> opened(Stage stage, String... notLive) {
        assertEquals(List.of(notLive), stage.notLive());
        return stage.opened();
    }

    @Test
    void a_plain_market_has_an_opportunity() throws Exception {
        assertEquals(FOUND, both(market("")));
    }

    @Test
    void a_feed_three_seconds_behind() throws Exception {
        Stage stage = market("").book("east", "BTCUSDT", CHEAP);
        for (int i = 0; i < 20; i++) {
            stage.pass(100).book("east", "BTCUSDT", CHEAP)
                    .book("west", "BTCUSDT", DEAR, 3_000);
        }
        assertEquals(NOTHING, opened(stage, "west BTCUSDT"));

        assertEquals(FOUND, both(stage.pass(100)));
    }

    @Test
    void an_ended_feed() throws Exception {
        Stage stage = market("").book("west", "BTCUSDT", DEAR);
        for (int i = 0; i < 20; i++) {
            stage.pass(100).book("east", "BTCUSDT", "101.9 x 1 | 103.1 x 1");
        }
        assertEquals(NOTHING, opened(stage));
        assertEquals(NOTHING, opened(stage.book("east", "BTCUSDT", CHEAP)), "west said nothing");

        assertEquals(FOUND, opened(stage.book("west", "BTCUSDT", DEAR)));
        stage.pass(999);
        assertEquals(0, stage.told.size());
        stage.pass(1);
        assertEquals(List.of("too_old"),
                stage.told.stream().map(Opportunity::closedWhy).toList());
    }

    @Test
    void a_book_that_crosses_itself() throws Exception {
        Stage stage = market("").book("east", "BTCUSDT", CHEAP);
        assertEquals(NOTHING, opened(stage.book("west", "BTCUSDT", "102 x 5 | 101 x 5"),
                "west BTCUSDT"));
        assertEquals(Health.STALE, stage.engine.books().book(1).health());

        assertEquals(FOUND, opened(stage.book("west", "BTCUSDT", DEAR)));
    }

    @Test
    void an_edge_above_the_cap() throws Exception {
        assertEquals(NOTHING, both(market("arbitrage: {maxEdgeBps: 199}\n")));
        assertEquals(FOUND, both(market("arbitrage: {maxEdgeBps: 201}\n")));
    }

    @Test
    void what_is_below_the_minimum_after_rounding() throws Exception {
        var coarse = new Rules(2, 3, 1, 2_000, 2_000, 0, 1, Rules.Status.TRADING);
        Stage stage = two("", coarse).book("east", "BTCUSDT", "99 x 5 | 100 x 1.999");
        assertEquals(NOTHING, opened(stage.book("west", "BTCUSDT", DEAR)));
        assertEquals(FOUND, opened(stage.book("east", "BTCUSDT", "99 x 5 | 100 x 2")));

        var notional = new Rules(2, 3, 1, 1, 1, 400L * 100_000_000, 1, Rules.Status.TRADING);
        stage = two("", notional).book("east", "BTCUSDT", "99 x 5 | 100 x 3.9");
        assertEquals(NOTHING, opened(stage.book("west", "BTCUSDT", DEAR)));
        assertEquals(FOUND, opened(stage.book("east", "BTCUSDT", "99 x 5 | 100 x 4")));
    }

    @Test
    void the_same_ticker_of_another_asset() throws Exception {
        String mapped = "books: {assets: [{exchange: west, code: BTC, asset: BITCOIN2}]}\n";
        assertEquals(NOTHING, both(Stage.of(two("listings: [BTC/USDT]", "listings: [BTC/USDT]"),
                mapped).lists("east", "BTCUSDT", "BTC/USDT", Stage.RULES)
                .lists("west", "BTCUSDT", "BITCOIN2/USDT", Stage.RULES).open()));

        for (String price : List.of("150 x 5 | 151 x 5", DEAR)) {
            Stage stage = Stage.of(two("listings: [NEIRO/USDT]", "listings: [NEIRO/USDT]"),
                    "arbitrage: {maxEdgeBps: 9000}\n")
                    .lists("east", "NEIROUSDT", "NEIRO/USDT", Stage.RULES)
                    .lists("west", "NEIROUSDT", "NEIRO/USDT", Stage.RULES).open()
                    .book("east", "NEIROUSDT", CHEAP).book("west", "NEIROUSDT", price);
            assertEquals(price.equals(DEAR), !opened(stage).isEmpty(), price);
            opened(stage.book("west", "NEIROUSDT", "99 x 5 | 100 x 5"));
            // Prices may meet by chance: what was held stays held.
            assertEquals(price.equals(DEAR),
                    !opened(stage.book("west", "NEIROUSDT", DEAR)).isEmpty(), price);
        }
    }

    @Test
    void a_listing_of_a_thousand_at_a_time() throws Exception {
        var thousand = new Rules(2, 3, 1, 1_000, 1_000, 0, 1_000, Rules.Status.TRADING);
        Stage stage = Stage.of(two("listings: [PEPE/USDT]", "listings: [PEPE/USDT]"), "")
                .lists("east", "PEPEUSDT", "PEPE/USDT", Stage.RULES)
                .lists("west", "1000PEPEUSDT", "PEPE/USDT", thousand).open();
        stage.book("east", "PEPEUSDT", "99 x 5000 | 100 x 2500").book("west", "1000PEPEUSDT",
                "99900 x 5 | 100100 x 5");
        assertEquals(NOTHING, opened(stage));

        assertEquals(List.of("two_legs east PEPEUSDT, west 1000PEPEUSDT"),
                opened(stage.book("west", "1000PEPEUSDT", "102000 x 5 | 103000 x 5")));
        assertEquals("2000", amount(stage, "1000PEPEUSDT"), "two contracts");
    }

    private static String amount(Stage stage, String symbol) {
        return stage.engine.desk().opportunities().getFirst().legs().stream()
                .filter(leg -> leg.listing().symbol().equals(symbol))
                .map(leg -> io.crossbook.books.Decimals.format(leg.size(), leg.sizeScale()))
                .findFirst().orElse("");
    }

    @Test
    void a_book_that_mirrors_another() throws Exception {
        String mirrored = "books: {mirrors: [{exchange: west, quote: USDC, of: USDT}]}\n";
        for (String more : List.of(mirrored, "")) {
            Stage stage = Stage.of(
                    two("listings: [USDC/USDT]", "listings: [BTC/USDT, BTC/USDC]"),
                    more + "arbitrage: {conversions: [{of: [USDC, USDT], mode: executed}]}\n")
                    .lists("west", "BTCUSDT", "BTC/USDT", Stage.RULES)
                    .lists("west", "BTCUSDC", "BTC/USDC", Stage.RULES)
                    .lists("east", "USDCUSDT", "USDC/USDT", Stage.RULES).open();
            // The mirror's own copy is a moment older: it seems dearer than what it mirrors.
            stage.book("east", "USDCUSDT", "1 x 100000 | 1.01 x 100000")
                    .book("west", "BTCUSDT", CHEAP).book("west", "BTCUSDC", DEAR);
            assertEquals(more.isEmpty(), !opened(stage).isEmpty(), more);
        }
    }

    private static Stage conversion(String more) throws ConfigException {
        var exchanges = two("listings: [BTC/USDT]", "listings: [BTC/USD]");
        exchanges.put("bank", "listings: [USDT/USD]");
        return Stage.of(exchanges,
                "arbitrage: {conversions: [{of: [USDT, USD], mode: executed}]" + more + "}\n")
                .lists("east", "BTCUSDT", "BTC/USDT", Stage.RULES)
                .lists("west", "BTCUSD", "BTC/USD", Stage.RULES)
                .lists("bank", "USDTUSD", "USDT/USD", new Rules(4, 2, 1, 1, 1, 0, 1,
                        Rules.Status.TRADING))
                .open().book("east", "BTCUSDT", CHEAP);
    }

    @Test
    void a_stale_conversion() throws Exception {
        Stage stage = conversion("").book("bank", "USDTUSD", "0.9998 x 90000 | 1 x 90000");
        stage.pass(1_000).book("east", "BTCUSDT", CHEAP).book("west", "BTCUSD", DEAR);
        assertEquals(NOTHING, opened(stage));

        stage.book("bank", "USDTUSD", "0.9998 x 90000 | 1 x 90000");
        assertEquals(List.of("conversion east BTCUSDT, west BTCUSD, bank USDTUSD"),
                opened(stage));
    }

    @Test
    void two_dollars_that_are_three_percent_apart() throws Exception {
        // A dollar more buys what is worth three less: 102 USD are 99 USDT.
        Stage stage = conversion("").book("bank", "USDTUSD", "1.0298 x 90000 | 1.03 x 90000")
                .book("west", "BTCUSD", DEAR);
        assertEquals(NOTHING, opened(stage));

        // And where nothing seems to be, there is something: 100 USD are 103 USDT.
        stage = conversion("").book("bank", "USDTUSD", "0.9698 x 90000 | 0.97 x 90000")
                .book("west", "BTCUSD", "100 x 5 | 101 x 5");
        assertEquals(List.of("conversion east BTCUSDT, west BTCUSD, bank USDTUSD"),
                opened(stage));
    }

    @Test
    void a_coin_that_is_not_let_out() throws Exception {
        for (boolean out : List.of(false, true)) {
            Stage stage = market("""
                    transfers:
                      counted: true
                      cycle: {USDT: 100000}
                      networks:
                        east:
                          BTC: {BTC: {fee: 0.0001, minutes: 30, deposits: true, withdrawals: %s}}
                          USDT: {TRC20: {fee: 1, minutes: 3, deposits: true, withdrawals: true}}
                        west:
                          BTC: {BTC: {fee: 0.0001, minutes: 30, deposits: true, withdrawals: true}}
                          USDT: {TRC20: {fee: 1, minutes: 3, deposits: true, withdrawals: true}}
                    """.formatted(out));
            assertEquals(out ? FOUND : NOTHING, both(stage));
        }
    }

    /// What 1,000 USDT buy is ten bitcoin at 100, and less than ten as soon as they cost more.
    @Test
    void a_coin_of_which_a_cycle_buys_less_than_is_let_out() throws Exception {
        Stage stage = market("""
                transfers:
                  counted: true
                  cycle: {USDT: 1000}
                  networks:
                    east:
                      BTC: {BTC: {fee: 0.0001, minimum: 10, minutes: 30, deposits: true,
                        withdrawals: true}}
                      USDT: {TRC20: {fee: 1, minutes: 3, deposits: true, withdrawals: true}}
                    west:
                      BTC: {BTC: {fee: 0.0001, minutes: 30, deposits: true, withdrawals: true}}
                      USDT: {TRC20: {fee: 1, minutes: 3, deposits: true, withdrawals: true}}
                """);
        assertEquals(FOUND, both(stage));

        stage.book("east", "BTCUSDT", "99 x 5 | 100.01 x 5");
        assertEquals(List.of("closed transfer_shut"), stage.lives());
    }

    /// 0.15 % apart: it pays for 0.1 and 0.005 %, as long as there is enough of the coin, and not for twice 0.1.
    private static Stage coin(String held) throws ConfigException {
        var exchanges = two("listings: [BTC/USDT], fees: {coin: {asset: BNB, discount: 0.95, "
                + "perTrade: 0.002, trades: 10}}", "listings: [BTC/USDT]");
        return Stage.of(exchanges, "inventory: {start: {east: {BNB: " + held + "}}}\n")
                .lists("east", "BTCUSDT", "BTC/USDT", Stage.RULES)
                .lists("west", "BTCUSDT", "BTC/USDT", Stage.RULES).open();
    }

    private static Stage narrow(Stage stage) {
        return stage.book("east", "BTCUSDT", CHEAP).book("west", "BTCUSDT",
                "100.15 x 5 | 101 x 5");
    }

    @Test
    void a_fee_coin_of_which_nothing_is_left() throws Exception {
        assertEquals(NOTHING, opened(narrow(coin("0.019"))));
        assertEquals(FOUND, opened(narrow(coin("0.02"))));
    }

    @Test
    void a_fee_coin_that_is_spent_while_it_runs() throws Exception {
        Stage stage = coin("0.021");
        // Whoever acts on it pays with the last of the coin, in the middle of the decision.
        stage.trades((one, _) -> {
            stage.engine.desk().stock().moved("east", "BNB", -200_000);
            return false;
        });
        narrow(stage);

        assertEquals(List.of("opened", "closed fees"), stage.lives());
        narrow(stage);
        assertEquals(List.of(), stage.lives());
    }

    @Test
    void a_fee_coin_of_which_the_exchange_says_that_it_has_fallen() throws Exception {
        Stage stage = narrow(coin("0.021"));
        assertEquals(FOUND, opened(stage));

        stage.holds("east", Map.of("BNB", 1_999_999L));
        assertEquals(List.of("closed fees"), stage.lives());
        assertEquals("in quote, 0.01999999 BNB are not enough for 10 trades", fee(stage));

        // Bought again: no frame is waited for.
        stage.holds("east", Map.of("BNB", 2_000_000L));
        assertEquals(List.of("opened"), stage.lives());
        assertEquals("in BNB, ", fee(stage));
    }

    private static String fee(Stage stage) {
        var term = stage.engine.desk().fees().term(stage.engine.books().book(0).listing());
        return "in " + term.paidIn() + ", " + term.remark();
    }
}
