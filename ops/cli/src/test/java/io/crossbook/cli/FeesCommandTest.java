package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.arbitrage.FeeModel;
import io.crossbook.arbitrage.Transfers;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What trading costs, as the command tells it.
class FeesCommandTest {

    @TempDir
    private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("fees.yaml"), """
                exchanges:
                  binance:
                    listings: [BTC/USDT, FDUSD/USDT]
                    takerFee: 0.001
                    makerFee: 0.0008
                    fees:
                      currency: received
                      pairs: {FDUSD/USDT: {taker: 0, maker: -0.00005}}
                      coin: {asset: BNB, discount: 0.25, perTrade: 0.002}
                  kraken:
                    listings: [BTC/USDT]
                    takerFee: 0.004
                    makerFee: 0.0025
                    fees: {volume: 60000, tiers: [{volume: 50000, taker: 0.0035, maker: 0.002}]}
                  okx: {enabled: false, listings: [BTC/USDT], takerFee: 0.001, makerFee: 0.001}
                """);
    }

    @Test
    void people_read_each_listing_with_its_source_and_what_live_would_refuse() {
        Ran ran = Ran.crossbook("fees", "--config", file);

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertEquals(
                """
                        binance
                          BTC/USDT         taker 0.1 %      maker 0.08 %     in received  configured for the exchange; how much BNB there is for fees is not known
                          FDUSD/USDT       taker 0 %        maker -0.005 %   in received  configured for the pair; how much BNB there is for fees is not known
                        kraken
                          BTC/USDT         taker 0.35 %     maker 0.2 %      in quote     configured for the tier

                        Live trading would refuse 3 of 3: they are configured, not read from the account.
                        """,
                ran.out());
    }

    @Test
    void tools_read_it_as_one_document() throws IOException {
        Files.writeString(file,
                Files.readString(file) + "inventory: {start: {binance: {BNB: 1}}}\n");

        Ran ran = Ran.crossbook("fees", "--json", "--config", file);

        assertEquals(Exit.OK, ran.code(), ran.err());
        JsonNode all = new ObjectMapper().readTree(ran.out());
        assertEquals(3, all.get("listings").size());
        assertEquals(3, all.get("refused").asInt());
        JsonNode first = all.get("listings").get(0);
        assertEquals("BTCUSDT", first.get("symbol").asText());
        assertEquals("0.00075", first.get("taker").asText());
        assertEquals("BNB", first.get("paidIn").asText());
        assertEquals("exchange", first.get("source").asText());
        assertEquals("", first.get("remark").asText());
        assertFalse(first.get("live").asBoolean());
        assertFalse(first.has("ageSeconds"));
    }

    @Test
    void the_shipped_file_has_fees_for_all_that_it_streams() {
        Ran ran = Ran.crossbook("fees", "--config", Ran.root().resolve("exchanges.yaml"));

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertTrue(ran.out().contains("BTC/USDT:USDT    taker 0.05 %"), ran.out());
        assertFalse(ran.out().contains("binance-us"), ran.out());
    }

    @Test
    void an_account_whose_keys_are_not_there_is_not_asked() throws IOException {
        Files.writeString(file, Files.readString(file).replace("    makerFee: 0.0025\n",
                "    makerFee: 0.0025\n    account: {keyEnv: NO_SUCH_KEY, secretEnv: NO_SUCH_SECRET}\n"));

        Ran ran = Ran.crossbook("fees", "--config", file);

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertTrue(ran.out().contains("Live trading would refuse 3 of 3"), ran.out());
    }

    @Test
    void what_accounts_told_comes_before_the_configuration() throws Exception {
        Files.writeString(file, Files.readString(file)
                + """
                        transfers:
                          networks:
                            kraken: {USDT: {TRC20: {fee: 1, minutes: 3, deposits: true, withdrawals: true}}}
                            binance: {USDT: {TRC20: {fee: 1, minutes: 3, deposits: true, withdrawals: true}}}
                        """);
        Settings settings = Configuration.read(file, Dialects::of).settings();
        long now = 100_000_000_000_000L;
        var network = new Transfers.Network("kraken", "BTC", "BTC", 1, 0, 9, true, true, "");

        Standing standing = Standing.of(settings, List.of(
                new Input.Word.Rates("kraken", now - 5_000_000_000L,
                        Map.of("BTC/USDT", new FeeModel.Rate(2_600_000, 1_600_000))),
                new Input.Word.Held("binance", now, Map.of("BNB", 2_000_000L)),
                new Input.Word.Ways("kraken", now, List.of(network))), now);

        var kraken = new Listing(0, "kraken", "BTC/USDT", Instrument.spot("BTC", "USDT"),
                Rules.UNKNOWN);
        assertEquals(new FeeModel.Term(new FeeModel.Rate(2_600_000, 1_600_000), "quote",
                FeeModel.Source.ACCOUNT, now - 5_000_000_000L, ""), standing.fees().term(kraken));
        assertEquals("BNB", standing.fees().coin(new Listing(1, "binance", "BTCUSDT",
                Instrument.spot("BTC", "USDT"), Rules.UNKNOWN)));
        assertEquals("no network of BTC is known on binance",
                standing.ways().way("BTC", "kraken", "binance").shut());
        // Kraken told of BTC alone: no configuration opens another way there.
        assertEquals("kraken told its account of no usable network for USDT: suspended",
                standing.ways().way("USDT", "kraken", "binance").shut());
    }

    /// Where each pair has a rate of its own, one for the whole account is no reading of it.
    @Test
    void one_rate_for_the_whole_account_is_not_enough_for_live() throws Exception {
        Settings settings = Configuration.read(file, Dialects::of).settings();
        long now = 100_000_000_000_000L;
        Standing standing = Standing.of(settings, List.of(
                new Input.Word.Rates("binance", now - 5_000_000_000L,
                        Map.of("*", new FeeModel.Rate(600_000, 500_000))),
                new Input.Word.Rates("kraken", now - 5_000_000_000L,
                        Map.of("BTC/USDT", new FeeModel.Rate(2_600_000, 1_600_000)))),
                now);
        var text = new StringWriter();
        var out = new PrintWriter(text);

        FeesCommand.print(out, settings, standing);

        assertEquals(
                """
                        binance
                          BTC/USDT         taker 0.06 %     maker 0.05 %     in received  the account's one rate, 5 seconds ago; how much BNB there is for fees is not known
                          FDUSD/USDT       taker 0 %        maker -0.005 %   in received  configured for the pair; how much BNB there is for fees is not known
                        kraken
                          BTC/USDT         taker 0.26 %     maker 0.16 %     in quote     account, 5 seconds ago

                        Live trading would refuse 2 of 3: they are the account's one rate, where each pair has its own, or configured, not read from the account.
                        """,
                text.toString());
    }

    @Test
    void a_wrong_configuration_is_told() {
        assertEquals(Exit.CONFIGURATION,
                Ran.crossbook("fees", "--config", folder.resolve("none.yaml")).code());
    }
}
