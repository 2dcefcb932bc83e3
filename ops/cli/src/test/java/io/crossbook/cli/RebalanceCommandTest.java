package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Proposals, with and without prices.
class RebalanceCommandTest {

    private static final String INVENTORY = """
            inventory:
              start: {binance: {BTC: 1, USDT: 50000}, kraken: {BTC: 1, USDT: 50000}}
              trade: {USDT: 1000, BTC: 0.05}
            """;
    private static final String NETWORKS = """
            transfers:
              networks:
                binance:
                  BTC: {BTC: {fee: 0.0002, minutes: 30, deposits: true, withdrawals: true}}
                kraken:
                  BTC: {Bitcoin: {fee: 0.0001, minimum: 0.001, minutes: 40, deposits: true, withdrawals: true}}
            """;

    @TempDir
    private Path folder;

    private Path config(String more) throws IOException {
        Path file = Dislocated.config(folder, "0.001");
        return Files.writeString(file, Files.readString(file) + more);
    }

    @Test
    void without_prices_a_withdrawal_is_proposed() throws IOException {
        Ran ran = Ran.crossbook("rebalance", "--config", config(INVENTORY + NETWORKS), "--held",
                "binance.BTC=0.1,kraken.BTC=1.9");

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertEquals("""
                binance: 0.1 BTC are enough for 2 more trades

                0.9 BTC from kraken to binance
                  transfer: costs 0.0001 BTC (1.12 bp), 40 minutes, the cheapest
                    kraken: withdraw 0.9 BTC to binance by BTC (fee 0.0001 BTC, about 40 minutes)

                These are proposals. Crossbook moves nothing.
                """, ran.out());
    }

    @Test
    void what_is_not_known_to_be_open_is_told() throws IOException {
        Ran ran = Ran.crossbook("rebalance", "--config", config(INVENTORY), "--held",
                "binance.BTC=0.1", "--held", "kraken.BTC=1.9");

        assertTrue(ran.out().contains(
                "  no withdrawal of BTC itself: no network of BTC is known on kraken"), ran.out());
    }

    @Test
    void with_prices_trades_are_proposed_and_the_cheapest_is_marked() throws IOException {
        var line = new ArrayList<Object>(List.of("rebalance", "--json", "--config",
                config(INVENTORY + NETWORKS), "--held", "binance.BTC=0.11,kraken.BTC=0.03",
                "--tape"));
        line.addAll(Dislocated.sessions(folder, 5, 300));

        Ran ran = Ran.crossbook(line.toArray());

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertTrue(
                ran.err().contains("bybit BTCUSDT is left out: its book is not live, no message"),
                ran.err());
        JsonNode leans = new ObjectMapper().readTree(ran.out()).get("leans");
        assertEquals(1, leans.size(), ran.out());
        var kinds = new ArrayList<String>();
        int cheapest = 0;
        double least = Double.MAX_VALUE;
        double marked = 0;
        for (JsonNode proposal : leans.get(0).get("proposals")) {
            kinds.add(proposal.get("kind").asText());
            least = Math.min(least, proposal.get("costBps").asDouble());
            if (proposal.get("cheapest").asBoolean()) {
                cheapest++;
                marked = proposal.get("costBps").asDouble();
            }
        }
        assertTrue(kinds.contains("opposite") && kinds.contains("transfer"), ran.out());
        assertEquals(List.of("opposite", "within", "transfer").stream().filter(
                new TreeSet<>(kinds)::contains).toList(), kinds.stream().distinct().toList());
        assertEquals(1, cheapest);
        assertEquals(least, marked);
    }

    @Test
    void stock_that_does_not_lean_needs_nothing() throws IOException {
        Ran ran = Ran.crossbook("rebalance", "--config", config(INVENTORY));

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertEquals("Nothing leans.\n", ran.out());
    }

    @Test
    void nothing_known_is_not_nothing_held() throws IOException {
        Ran ran = Ran.crossbook("rebalance", "--config", config(""));

        assertEquals(Exit.NOTHING, ran.code(), ran.err());
        assertTrue(ran.err().contains("nothing is known of what is held"), ran.err());
    }

    @Test
    void a_holding_that_cannot_be_is_refused() throws IOException {
        Path file = config(INVENTORY);

        for (String wrong : List.of("BTC=1", "nowhere.BTC=1", "kraken.BTC=-1", "kraken.BTC=much")) {
            Ran ran = Ran.crossbook("rebalance", "--config", file, "--held", wrong);
            assertEquals(Exit.USAGE, ran.code(), wrong);
            assertTrue(ran.err().contains("--held "), ran.err());
        }
    }
}
