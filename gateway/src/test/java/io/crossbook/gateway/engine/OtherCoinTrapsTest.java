package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.gateway.config.ConfigException;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two coins of one ticker, from raw frames to no opportunity of any kind; each beside the same market with one coin.
///
/// East and north have the one coin. West has its own NEIRO in four markets, of which only NEIRO/USDT stands beside theirs.
final class OtherCoinTrapsTest {

    private static final String CHEAP = "99 x 5 | 100 x 5";
    private static final String DEAR = "102 x 5 | 103 x 5";
    private static final String ELSEWHERE = "150 x 5 | 151 x 5";
    private static final List<String> NOTHING = List.of();
    private static final String TWO_LEGS = "two_legs east NEIROUSDT, west NEIROUSDT";
    private static final String BASIS = "basis east NEIROUSDT, west NEIROPERP";
    private static final String CONVERSION = "conversion east NEIROUSDT, west NEIROUSDC, bank USDCUSDT";
    private static final String CYCLE = "cycle east NEIROUSDT, west NEIROBTC, bank BTCUSDT";
    private static final String SETTINGS = """
            arbitrage:
              maxEdgeBps: 9000
              conversions: [{of: [USDC, USDT], mode: executed}]
              cycles: {across: true, maxHops: 3, assets: [USDT]}
            """;

    private static Stage of(String more) throws ConfigException {
        var exchanges = new LinkedHashMap<String, String>();
        exchanges.put("east", "listings: [NEIRO/USDT]");
        exchanges.put("north", "listings: [NEIRO/USDT]");
        exchanges.put("west", "listings: [NEIRO/USDT, NEIRO/USDC, NEIRO/BTC, 'NEIRO/USDT:USDT']");
        exchanges.put("bank", "listings: [USDC/USDT, BTC/USDT]");
        return Stage.of(exchanges, SETTINGS + more);
    }

    /// East alone against one market of west.
    private static List<String> against(String symbol, String instrument, String more)
            throws ConfigException {
        Stage stage = of(more).lists("east", "NEIROUSDT", "NEIRO/USDT", Stage.RULES)
                .lists("west", symbol, instrument, Stage.RULES)
                .lists("bank", "USDCUSDT", "USDC/USDT", Stage.RULES)
                .lists("bank", "BTCUSDT", "BTC/USDT", Stage.RULES).open();
        stage.book("bank", "USDCUSDT", "1 x 100000 | 1.01 x 100000")
                .book("bank", "BTCUSDT", "1 x 100000 | 1.01 x 100000")
                .book("east", "NEIROUSDT", CHEAP).book("west", symbol, DEAR);
        assertEquals(NOTHING, stage.notLive());
        return stage.opened();
    }

    private static void only(String found, String symbol, String instrument, String same,
            String other) throws ConfigException {
        assertEquals(List.of(found), against(symbol, instrument, ""));
        assertEquals(List.of(found), against(symbol, instrument, same), same);
        assertEquals(NOTHING, against(symbol, instrument, other), other);
    }

    private static void inEveryKind(String same, String other) throws ConfigException {
        only(TWO_LEGS, "NEIROUSDT", "NEIRO/USDT", same, other);
        only(BASIS, "NEIROPERP", "NEIRO/USDT:USDT", same, other);
        only(CONVERSION, "NEIROUSDC", "NEIRO/USDC", same, other);
        only(CYCLE, "NEIROBTC", "NEIRO/BTC", same, other);
    }

    private static String contracts(String west) {
        return """
                transfers:
                  networks:
                    east: {NEIRO: {ERC20: {fee: 1, minutes: 5, deposits: true, withdrawals: true,
                      contract: "0x812Ba41e071C7b7fA4EBcFB62dF5F45f6fA853Ee"}}}
                    west: {NEIRO: {ETH: {fee: 1, minutes: 5, deposits: true, withdrawals: true,
                      contract: "%s"}}}
                """.formatted(west);
    }

    @Test
    void another_contract_on_the_same_chain() throws Exception {
        inEveryKind(contracts("0x812ba41e071c7b7fa4ebcfb62df5f45f6fa853ee"),
                contracts("0xEE2a03Aa6Dacf51C18679C516ad5283d8E7C2637"));
    }

    @Test
    void what_the_configuration_calls_another_coin() throws Exception {
        inEveryKind("books: {assets: [{exchange: west, code: NEIRO, asset: NEIRO}]}\n",
                "books: {assets: [{exchange: west, code: NEIRO, asset: NEIROETH}]}\n");
    }

    private static Stage market() throws ConfigException {
        return of("").lists("east", "NEIROUSDT", "NEIRO/USDT", Stage.RULES)
                .lists("north", "NEIROUSDT", "NEIRO/USDT", Stage.RULES)
                .lists("west", "NEIROUSDT", "NEIRO/USDT", Stage.RULES)
                .lists("west", "NEIROPERP", "NEIRO/USDT:USDT", Stage.RULES)
                .lists("west", "NEIROUSDC", "NEIRO/USDC", Stage.RULES)
                .lists("west", "NEIROBTC", "NEIRO/BTC", Stage.RULES)
                .lists("bank", "USDCUSDT", "USDC/USDT", Stage.RULES)
                .lists("bank", "BTCUSDT", "BTC/USDT", Stage.RULES).open()
                .book("bank", "USDCUSDT", "1 x 100000 | 1.01 x 100000")
                .book("bank", "BTCUSDT", "1 x 100000 | 1.01 x 100000")
                .book("east", "NEIROUSDT", CHEAP).book("north", "NEIROUSDT", CHEAP);
    }

    private static void others(Stage stage) {
        stage.book("west", "NEIROPERP", DEAR).book("west", "NEIROUSDC", DEAR).book("west",
                "NEIROBTC", DEAR);
    }

    @Test
    void a_coin_whose_price_gives_it_away_in_one_market_is_that_coin_in_all() throws Exception {
        Stage stage = market().book("west", "NEIROUSDT", "99 x 5 | 100 x 5");
        others(stage);
        assertTrue(stage.opened().containsAll(List.of(BASIS, CONVERSION, CYCLE)));

        stage = market().book("west", "NEIROUSDT", ELSEWHERE);
        others(stage);
        assertEquals(NOTHING, stage.notLive());
        assertEquals(NOTHING, stage.opened());

        // Prices may meet by chance: what was held stays held, in all of its markets.
        others(stage.book("west", "NEIROUSDT", CHEAP));
        assertEquals(NOTHING, stage.opened());
    }

    @Test
    void what_is_open_with_it_closes_in_the_step_that_gives_it_away() throws Exception {
        Stage stage = market().book("west", "NEIROUSDT", CHEAP);
        others(stage);
        int open = stage.opened().size();

        stage.book("west", "NEIROUSDT", ELSEWHERE);

        assertTrue(open >= 3, open + " were open");
        assertEquals(NOTHING, stage.notLive());
        assertEquals(List.of(), stage.engine.desk().opportunities().stream()
                .filter(one -> one.state() != Opportunity.State.CLOSED).toList());
        for (String symbol : List.of("NEIROPERP", "NEIROUSDC", "NEIROBTC", "NEIROUSDT")) {
            int listing = stage.engine.books().all().stream()
                    .filter(book -> book.listing().toString().equals("west " + symbol)).findFirst()
                    .orElseThrow().id();
            assertTrue(stage.engine.tops().quarantined(listing)
                    .startsWith("west NEIROUSDT shows 150 | 151 and east NEIROUSDT"), symbol);
            assertTrue(
                    stage.engine.tops()
                            .bidListing(stage.engine.books().instrumentOf(listing)) != listing,
                    symbol);
        }
        assertEquals("", stage.engine.tops().quarantined(0), "east is what north is");
    }

    @Test
    void what_turns_out_to_be_one_coin_counts_at_once_in_all_of_its_markets() throws Exception {
        Stage stage = market().book("west", "NEIROUSDT", ELSEWHERE);
        others(stage.book("west", "NEIROUSDT", CHEAP));
        assertEquals(NOTHING, stage.notLive());
        assertEquals(NOTHING, stage.opened());

        for (String exchange : List.of("east", "north", "west")) {
            stage.engine.assets().entry(exchange, "NEIRO", "NEIRO");
        }
        // Nobody says anything of NEIRO.
        stage.book("bank", "BTCUSDT", "1 x 100000 | 1.01 x 100000");
        assertTrue(stage.opened().containsAll(List.of(BASIS, CONVERSION, CYCLE)));
        assertEquals("", stage.engine.tops().quarantined(2));
    }
}
