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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Last prices of several exchanges, scanned against each other.
class ScanBarsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BARS = "venue,symbol,open_time_utc,open,high,low,close,volume\n";
    private static final String TRADES = "exchange,symbol,timestamp,local_timestamp,id,side,price,amount\n";

    @TempDir
    private Path folder = Path.of("");

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("prices.csv"), text);
    }

    private static void same(String expectedName, String fileName, String... arguments)
            throws IOException {
        Path corpus = Corpus.folder().resolve("arbitrage");
        JsonNode expected = JSON.readTree(corpus.resolve(expectedName).toFile());
        var fees = new ArrayList<String>();
        for (var fee : expected.get("taker_fees").properties()) {
            fees.add(fee.getKey() + "=" + fee.getValue().asText());
        }
        var line = new ArrayList<Object>(List.of("scan", "--bars", corpus.resolve(fileName),
                "--fees", String.join(",", fees)));
        line.addAll(List.of(arguments));

        Ran ran = Ran.crossbook(line.toArray());

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertEquals(expected.get("pairs"), JSON.readTree(ran.out()).get("pairs"));
    }

    @Test
    void the_depeg_of_usdc_gives_exactly_the_numbers_of_the_corpus() throws IOException {
        same("expected_usdc_depeg_BTCUSDC.json", "usdc_depeg_2023-03-10_11_1m.csv.gz",
                "--expected-rule", "depeg", "--symbol", "BTCUSDC");
    }

    @Test
    void the_crash_of_pol_gives_exactly_the_numbers_of_the_corpus() throws IOException {
        same("expected_flash_crash_POL.json", "flash_crash_2025-10-10_POL_trades.csv.gz",
                "--expected-rule", "trades");
    }

    @Test
    void bars_in_which_nothing_was_traded_count_for_nothing() throws IOException {
        Path bars = file(BARS + "a,X,2023-03-10T00:00:00Z,1,1,1,100,5\n"
                + "b,X,2023-03-10T00:00:00Z,1,1,1,110,0\n"
                + "a,X,2023-03-10T00:01:00Z,1,1,1,100,5\n"
                + "b,X,2023-03-10T00:01:00Z,1,1,1,102,1\n");

        Ran ran = Ran.crossbook("scan", "--bars", bars, "--expected-rule", "depeg", "--fees",
                "a=0.001,b=0.002");

        assertEquals(Exit.OK, ran.code(), ran.err());
        JsonNode pair = JSON.readTree(ran.out()).at("/pairs/buy a ~1 sell b");
        assertEquals("{\"first_20\":[[\"2023-03-10T00:01:00Z\",\"100\",\"102\",\"200.0000\","
                + "\"169.4306\"]],\"points_compared\":1,\"opportunities\":1,"
                + "\"sum_net_bps\":\"169.4306\",\"max_net_bps\":\"169.4306\","
                + "\"max_at\":\"2023-03-10T00:01:00Z\"}", pair.toString());
    }

    /// 5 s after its last trade, and not a moment longer, an exchange still has a price.
    @Test
    void a_trade_counts_from_the_next_full_second_for_five() throws IOException {
        Path trades = file(TRADES + "a,X,0,1000000,1,buy,100,1\n" + "b,X,0,3000001,1,buy,90,1\n"
                + "b,X,0,9000000,1,buy,200,1\n");

        Ran ran = Ran.crossbook("scan", "--bars", trades, "--expected-rule", "trades", "--fees",
                "a=0,b=0");

        assertEquals(Exit.OK, ran.code(), ran.err());
        JsonNode pair = JSON.readTree(ran.out()).at("/pairs/buy b ~1 sell a");
        assertEquals("[[4,\"90\",\"100\",\"1111.1111\",\"1111.1111\"],"
                + "[5,\"90\",\"100\",\"1111.1111\",\"1111.1111\"],"
                + "[6,\"90\",\"100\",\"1111.1111\",\"1111.1111\"]]",
                pair.get("first_20").toString());
    }

    @Test
    void an_exchange_without_a_fee_is_an_error() throws IOException {
        Path bars = file(BARS + "a,X,2023-03-10T00:00:00Z,1,1,1,100,5\n");

        Ran ran = Ran.crossbook("scan", "--bars", bars, "--expected-rule", "depeg", "--fees",
                "b=0.001");

        assertEquals(Exit.USAGE, ran.code());
        assertTrue(ran.err().contains("--fees names no fee for a"), ran.err());
        assertEquals("", ran.out());
    }

    @Test
    void of_several_symbols_one_must_be_named() throws IOException {
        Path bars = file(BARS + "a,X,2023-03-10T00:00:00Z,1,1,1,100,5\n"
                + "a,Y,2023-03-10T00:00:00Z,1,1,1,100,5\n");

        Ran ran = Ran.crossbook("scan", "--bars", bars, "--expected-rule", "depeg", "--fees",
                "a=0.001");
        assertEquals(Exit.USAGE, ran.code());
        assertTrue(ran.err().contains("--symbol wants one of X, Y"), ran.err());

        Ran other = Ran.crossbook("scan", "--bars", bars, "--expected-rule", "depeg", "--fees",
                "a=0.001", "--symbol", "Z");
        assertEquals(Exit.NOTHING, other.code());
        assertTrue(other.err().contains("nothing of Z; there are X, Y"), other.err());
    }

    @Test
    void of_several_traded_symbols_too_one_must_be_named() throws IOException {
        Path trades = file(TRADES + "a,X,0,1000000,1,buy,100,1\n" + "b,Y,0,1000001,1,buy,90,1\n"
                + "b,X,0,1000002,1,buy,99,1\n");

        Ran ran = Ran.crossbook("scan", "--bars", trades, "--expected-rule", "trades", "--fees",
                "a=0,b=0");
        assertEquals(Exit.USAGE, ran.code(), ran.out());
        assertTrue(ran.err().contains("holds several symbols, --symbol wants one of X, Y"),
                ran.err());
        assertEquals("", ran.out());

        Ran one = Ran.crossbook("scan", "--bars", trades, "--expected-rule", "trades", "--fees",
                "a=0,b=0", "--symbol", "X");
        assertEquals(Exit.OK, one.code(), one.err());

        // What exchanges call one thing by names of their own is one thing, in whatever dollar; two coins are not.
        Path coins = file(TRADES + "a,POLUSDT,0,1000000,1,buy,100,1\n"
                + "b,ETH-USD,0,1000001,1,buy,90,1\n");
        assertTrue(Ran.crossbook("scan", "--bars", coins, "--expected-rule", "trades", "--fees",
                "a=0,b=0").err().contains("--symbol wants one of POLUSDT, ETH-USD"));
    }

    @Test
    void a_wrong_cell_is_named_with_its_row_and_what_is_wanted() throws IOException {
        Path bars = file(BARS + "a,X,2023-03-10T00:00:00Z,1,1,1,100,5\n"
                + "a,X,2023-03-10T00:01:00Z,1,1,1,dear,5\n");

        Ran ran = Ran.crossbook("scan", "--bars", bars, "--expected-rule", "depeg", "--fees",
                "a=0.001");

        assertEquals(Exit.FAILED, ran.code());
        assertTrue(ran.err().contains("prices.csv, row 2: close is 'dear', a number is wanted"),
                ran.err());
    }

    @Test
    void bars_and_sessions_do_not_mix() throws IOException {
        Path bars = file(BARS);

        assertTrue(Ran.crossbook("scan", "--bars", bars, "--fees", "a=0").err()
                .contains("--bars wants --expected-rule: depeg or trades"));
        assertTrue(Ran.crossbook("scan", bars, "--bars", bars, "--expected-rule", "depeg",
                "--fees", "a=0").err().contains("no SESSION"));
        assertTrue(Ran.crossbook("scan", bars, "--symbol", "X", "--fees", "a=0").err()
                .contains("are for --bars"));
        assertTrue(Ran.crossbook("scan", "--fees", "a=0").err()
                .contains("SESSION is missing, or --bars"));
    }
}
