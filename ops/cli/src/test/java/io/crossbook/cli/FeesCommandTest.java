package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void a_wrong_configuration_is_told() {
        assertEquals(Exit.CONFIGURATION,
                Ran.crossbook("fees", "--config", folder.resolve("none.yaml")).code());
    }
}
