package io.crossbook.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.ChainSettings;
import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Transfers;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.engine.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Fees, ways, stock and chains, as people write them and as they get them wrong.
final class CostsTest {

    private static final String KRAKEN = """
            exchanges:
              kraken:
                listings: [BTC/USD]
                takerFee: 0.004
                makerFee: 0.0025
            """;

    private static Settings read(String more) throws ConfigException {
        return ConfigurationTest.parse(KRAKEN + more).settings();
    }

    private static void refuses(String more, String... wanted) {
        assertEquals(List.of(wanted), ConfigurationTest.problems(KRAKEN + more));
    }

    @Test
    void all_of_an_exchanges_fees_are_read() throws ConfigException {
        Settings.Exchange kraken = read("""
                    latencyMillis: 120
                    fees:
                      currency: received
                      volume: 1500000
                      tiers:
                        - {volume: 1000000, taker: 0.002, maker: 0.001}
                        - {volume: 5000000, taker: 0.001, maker: -0.0001}
                      pairs:
                        USDC/USD: {taker: 0.002, maker: 0.002}
                      coin: {asset: BNB, discount: 0.25, perTrade: 0.002}
                """).exchanges().getFirst();

        assertEquals(new FeeModel.Schedule(new FeeModel.Rate(4_000_000, 2_500_000),
                List.of(new FeeModel.Tier(1_000_000, new FeeModel.Rate(2_000_000, 1_000_000)),
                        new FeeModel.Tier(5_000_000, new FeeModel.Rate(1_000_000, -100_000))),
                1_500_000, Map.of("USDC/USD", new FeeModel.Rate(2_000_000, 2_000_000)),
                FeeModel.Payer.RECEIVED, new FeeModel.Coin("BNB", 250_000_000, 200_000, 10)),
                kraken.fees());
        assertEquals(120, kraken.terms().latencyMillis());
    }

    @Test
    void each_mistake_in_fees_is_told_with_its_line() {
        refuses("""
                    fees:
                      currency: base
                      tiers:
                        - {volume: 1000, taker: 0.2, maker: 0.001}
                        - {volume: 1000, taker: 0.002}
                      pairs: {USDC-USD: {taker: 0.002, maker: 0.002}}
                      coin: {asset: BNB, discount: 1, perTrad: 0.002}
                """,
                "exchanges.yaml:7: exchanges.kraken.fees.currency is \"base\": one of quote, received is wanted",
                "exchanges.yaml:9: exchanges.kraken.fees.tiers[].taker is \"0.2\": a fraction such as 0.004, below 0.05, is wanted",
                "exchanges.yaml:10: exchanges.kraken.fees.tiers[].maker is missing: a fraction such as 0.0025, from -0.01 to below 0.05, is wanted",
                "exchanges.yaml:10: exchanges.kraken.fees.tiers[].volume is 1000: more than the 1000 of the tier before is wanted",
                "exchanges.yaml:11: exchanges.kraken.fees.pairs.USDC-USD is no pair: an instrument such as BTC/USDT or BTC/USDT:USDT is wanted; did you mean USDC/USD?",
                "exchanges.yaml:12: exchanges.kraken.fees.coin.discount is \"1\": a fraction such as 0.25, from 0 to below 1, is wanted",
                "exchanges.yaml:12: exchanges.kraken.fees.coin.perTrade is missing: an amount such as 0.002, with eight decimals at most, is wanted",
                "exchanges.yaml:12: exchanges.kraken.fees.coin.perTrad is no key that is known: did you mean perTrade?");
    }

    @Test
    void ways_are_read_and_networks_called_by_one_name() throws ConfigException {
        Settings.Ways ways = read(
                """
                        transfers:
                          counted: true
                          cycle: {USD: 10000, BTC: 0.2}
                          networks:
                            kraken:
                              BTC:
                                Bitcoin: {fee: 0.0001, minimum: 0.0005, minutes: 40, deposits: true, withdrawals: false}
                        """)
                .transfers();

        assertEquals(new Settings.Ways(true, Map.of("USD", 1_000_000_000_000L, "BTC", 20_000_000L),
                List.of(new Transfers.Network("kraken", "BTC", "BTC", 10_000, 50_000, 40, true,
                        false, ""))),
                ways);
    }

    @Test
    void a_way_that_is_half_described_is_refused() {
        refuses("""
                transfers:
                  cycle: {usd: 1, BTC: 0}
                  networks:
                    krakn: {}
                    kraken:
                      BTC:
                        BTC: {fee: 1, minutes: 3, deposits: true, withdrawals: true}
                        Bitcoin: {fee: -1, minutes: 3, deposits: yes}
                """,
                "exchanges.yaml:7: transfers.cycle.usd is no asset: an asset in capitals such as USDT is wanted; did you mean USD?",
                "exchanges.yaml:7: transfers.cycle.BTC is \"0\": an amount above zero such as 0.5, with eight decimals at most, is wanted",
                "exchanges.yaml:9: transfers.networks.krakn is not known here: one of kraken is wanted; did you mean kraken?",
                "exchanges.yaml:13: transfers.networks.kraken.BTC.Bitcoin is here twice: it is BTC",
                "exchanges.yaml:13: transfers.networks.kraken.BTC.Bitcoin.fee is \"-1\": an amount such as 0.5, with eight decimals at most, is wanted",
                "exchanges.yaml:13: transfers.networks.kraken.BTC.Bitcoin.deposits is \"yes\": true or false is wanted; did you mean true?",
                "exchanges.yaml:13: transfers.networks.kraken.BTC.Bitcoin.withdrawals is missing: true or false is wanted");
    }

    @Test
    void stock_and_chains_are_read() throws ConfigException {
        Settings settings = read("""
                inventory:
                  start: {kraken: {USD: 20000, BTC: 0}}
                  trade: {USD: 1000}
                arbitrage:
                  latencyHaircut: 1.25
                  conversions: [{of: [USDT, USD], mode: carried, limit: 5000}]
                  cycles: {onOneExchange: true, maxHops: 3, assets: [USD, BTC]}
                """);

        assertEquals(new Settings.Holdings(
                Map.of("kraken", Map.of("USD", 2_000_000_000_000L, "BTC", 0L)),
                Map.of("USD", 100_000_000_000L)), settings.inventory());
        assertEquals(125, settings.latencyPercent());
        assertEquals(new ChainSettings(
                List.of(new ChainSettings.Conversion("USDT", "USD", ChainSettings.Mode.CARRIED,
                        5000)),
                new ChainSettings.Cycles(true, false, 3, List.of("USD", "BTC"))),
                settings.chains());
    }

    @Test
    void each_mistake_in_stock_and_chains_is_told_with_its_line() {
        refuses("""
                inventory:
                  start: {okx: {USD: 1}}
                  trade: {USD: 0}
                arbitrage:
                  conversions:
                    - {of: [USDT], mode: executed}
                    - {of: [USDT, USD], mode: kept}
                    - {of: [USD, USDT], mode: carried}
                  cycles: {across: true, maxHops: 5}
                """,
                "exchanges.yaml:7: inventory.start.okx is not known here: one of kraken is wanted",
                "exchanges.yaml:8: inventory.trade.USD is \"0\": an amount above zero such as 0.5, with eight decimals at most, is wanted",
                "exchanges.yaml:11: arbitrage.conversions[].of does not name two assets: two quotes such as [USDT, USD] are wanted",
                "exchanges.yaml:12: arbitrage.conversions[].mode is \"kept\": one of executed, carried is wanted",
                "exchanges.yaml:13: arbitrage.conversions[].of names USD and USDT, which are here already",
                "exchanges.yaml:14: arbitrage.cycles.maxHops is \"5\": a whole number from 3 to 4 is wanted",
                "exchanges.yaml:14: arbitrage.cycles.assets names nothing: cycles are counted in one of these");
    }

    @Test
    void keys_are_named_and_never_shown() throws ConfigException {
        String secret = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
        for (String wrong : List.of("    account: {keyEnv: " + secret + ", secretEnv: A_B_C}\n",
                "    account: " + secret + "\n", "    account: [" + secret + "]\n")) {
            List<String> problems = ConfigurationTest.problems(KRAKEN + wrong);
            assertFalse(problems.isEmpty());
            assertFalse(problems.toString().contains("vmPU"), problems.toString());
        }
        refuses("    account: {keyEnv: KRAKEN_KEY}\n",
                "exchanges.yaml:6: exchanges.kraken.account.secretEnv is missing: key and secret belong together");
        Account account = ConfigurationTest
                .parse(KRAKEN + "    account: {keyEnv: KRAKEN_KEY, secretEnv: KRAKEN_SECRET}\n")
                .accounts().getOrDefault("kraken", Account.NONE);
        assertEquals(new Account("KRAKEN_KEY", "KRAKEN_SECRET", "", false, false), account);
        assertTrue(account.named());
        assertFalse(Account.NONE.named());
    }

    @Test
    void what_leans_comes_home_only_where_it_is_known_what_leans() throws ConfigException {
        String stock = "inventory:\n  start: {kraken: {BTC: 1}, binance: {BTC: 1}}\n  trade: {BTC: 0.1}\n";
        String counted = "transfers: {counted: true}\n";
        String wanted = "rebalance: {enabled: true, maxCostBps: 2.5}\n";
        String gate = "risk: {maxRebalanceCostBps: 3}\n";

        assertEquals(Settings.Rebalancing.NONE, rebalancing(TWO + stock + counted));
        assertEquals(new Settings.Rebalancing(true, 25_000),
                rebalancing(TWO + stock + counted + wanted + gate));
        assertTrue(refusal(TWO + stock + wanted + gate).contains("transfers.counted is not"));
        assertTrue(refusal(TWO + counted + wanted + gate).contains("nothing can lean"));
        assertTrue(refusal(TWO + stock + counted + wanted).contains(
                "rebalance.maxCostBps is more than risk.maxRebalanceCostBps, which is 0"));
        assertTrue(refusal(TWO + stock + counted + wanted.replace("2.5", "100"))
                .contains("basis points such as 2.5, from 0 to below 100"));
        assertEquals(25_000, rebalancing("mode: watch\n" + TWO + stock + counted + wanted)
                .maxCostBps(), "who only watches has no gate");
    }

    private static final String TWO = """
            exchanges:
              kraken: {listings: [BTC/USDT], takerFee: 0.004, makerFee: 0.0025}
              binance: {listings: [BTC/USDT], takerFee: 0.001, makerFee: 0.001}
            """;

    private static Settings.Rebalancing rebalancing(String text) throws ConfigException {
        return Configuration.parse("exchanges.yaml", text, Path.of("/desk"), Dialects::of)
                .settings().inventory().rebalancing();
    }

    private static String refusal(String text) {
        return String.join("\n", assertThrows(ConfigException.class, () -> rebalancing(text))
                .problems());
    }
}
