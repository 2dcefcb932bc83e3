package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One moment and two listings: what the naive rule of the corpus says of them, what Crossbook says, and why the two differ.
class WhyNotTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DOCS = Ran.root().resolve("docs");
    private static final String BARS = "venue,symbol,open_time_utc,open,high,low,close,volume\n";

    @TempDir
    private Path folder = Path.of("");

    private static JsonNode expected(Path corpus, String name) throws IOException {
        return JSON.readTree(corpus.resolve("arbitrage").resolve(name).toFile());
    }

    private static Ran why(String at, String buy, String sell, String config, Object... from) {
        var line = new ArrayList<Object>(List.of("explain", "--at", at, "--buy", buy, "--sell",
                sell, "--config", DOCS.resolve("examples").resolve(config)));
        line.addAll(List.of(from));
        return Ran.crossbook(line.toArray());
    }

    /// The numbers of basis points that are printed: costs, taken off what is left before them, make exactly what is left after them.
    private static boolean addsUp(String out) {
        BigDecimal rest = BigDecimal.ZERO;
        boolean costs = false;
        for (String line : out.lines().toList()) {
            costs |= line.startsWith("What it costs besides");
            Matcher bps = Pattern.compile(" (-?[0-9.]+) bp( .*)?$").matcher(line);
            if (line.contains("after all that") && bps.find()) {
                assertEquals(rest, new BigDecimal(bps.group(1)), out);
                return true;
            }
            if (line.startsWith("  ") && !line.contains("net must be") && bps.find()) {
                BigDecimal part = new BigDecimal(bps.group(1));
                assertTrue(!costs || part.signum() < 0, out);
                rest = costs ? rest.add(part) : part;
            }
        }
        return false;
    }

    /// What is printed stands in the documentation, and says this.
    private static void shown(Ran ran, String... lines) throws IOException {
        assertEquals(Exit.OK, ran.code(), ran.err());
        assertEquals(ran.out().contains("What it costs besides"), addsUp(ran.out()));
        for (String line : lines) {
            assertTrue(ran.out().replaceAll(" +", " ").contains(line), line + ": " + ran.out());
        }
        assertTrue(Files.readString(DOCS.resolve("arbitrage.md"))
                .contains("```\n" + ran.out().strip() + "\n```"), ran.out());
    }

    private static Ran depeg(Path corpus, String buy, String sell) {
        return why("2023-03-11T06:48:00Z", buy, sell, "last-trades.yaml", "--bars",
                corpus.resolve("arbitrage/usdc_depeg_2023-03-10_11_1m.csv.gz"), "--expected-rule",
                "depeg");
    }

    @Test
    void a_perpetual_has_to_be_left_again() throws IOException {
        Path corpus = Corpus.folder();
        JsonNode naive = expected(corpus, "expected_spot_vs_usdm_BTCUSDT.json")
                .at("/cases/feeA=0.0001 feeB=0.0001/buyB_sellA/first_episode");

        shown(why("1723161255.32", "binance-futures/BTCUSDT", "binance/BTCUSDT", "basis.yaml",
                "--tape", corpus.resolve("market/binance/"
                        + "2024-08-08_spot_BTCUSDT_depth100ms_bbo_trade.jsonl.gz"),
                "--tape", corpus.resolve("market/binance_futures/"
                        + "2024-08-08_usdm_BTCUSDT_depth0ms_bbo_trade.jsonl.gz")),
                "after taker fees of 0.01 % and 0.01 % " + naive.get("net_bps").asText() + " bp",
                "best " + naive.get("buy").asText() + " x " + naive.get("size").asText(),
                "Crossbook passes: charges");
    }

    /// Where the naive rule counts 8,477 points.
    @Test
    void the_pair_of_a_spot_and_a_perpetual_opens_as_often_as_the_documentation_says()
            throws IOException {
        Path market = Corpus.folder().resolve("market");
        Ran ran = Ran.crossbook("scan", "--config", DOCS.resolve("examples/basis.yaml"),
                market.resolve("binance/2024-08-08_spot_BTCUSDT_depth100ms_bbo_trade.jsonl.gz"),
                market.resolve("binance_futures/"
                        + "2024-08-08_usdm_BTCUSDT_depth0ms_bbo_trade.jsonl.gz"));

        assertEquals(Exit.OK, ran.code(), ran.err());
        var ids = new HashSet<Long>();
        for (String line : ran.out().lines().toList()) {
            ids.add(JSON.readTree(line).get("id").asLong());
        }
        assertTrue(Files.readString(DOCS.resolve("arbitrage.md"))
                .contains("The engine finds " + ids.size() + " opportunities there"),
                ids.size() + " opportunities");
    }

    @Test
    void what_is_too_good_is_an_error_in_the_data() throws IOException {
        Path corpus = Corpus.folder();
        JsonNode naive = expected(corpus, "expected_usdc_depeg_BTCUSDC.json").get("pairs")
                .get("buy binance_us / sell bybit");
        assertEquals("2023-03-11T06:48:00Z", naive.get("max_at").asText());

        shown(depeg(corpus, "binance_us/BTCUSDC", "bybit/BTCUSDC"),
                " " + naive.get("max_net_bps").asText() + " bp", "Crossbook passes: above_cap");
    }

    @Test
    void a_dollar_that_fell_is_counted_at_what_it_is_worth() throws IOException {
        shown(depeg(Corpus.folder(), "kraken/BTCUSD", "bybit/BTCUSDC"), " 1374.0215 bp",
                "bid for USDC on kraken USDC/USD 0.8952", " 155.5507 bp");
    }

    @Test
    void a_dollar_is_not_another_one() throws IOException {
        Path corpus = Corpus.folder();
        JsonNode naive = expected(corpus, "expected_flash_crash_POL.json").get("pairs")
                .get("buy binance / sell coinbase").get("first_20").get(0);

        shown(why(naive.get(0).asText(), "binance/POLUSDT", "coinbase/POL-USD",
                "last-trades.yaml", "--bars",
                corpus.resolve("arbitrage/flash_crash_2025-10-10_POL_trades.csv.gz"),
                "--expected-rule", "trades"),
                " " + naive.get(4).asText() + " bp", "Crossbook passes: conversion");
    }

    private Path bars(String text) throws IOException {
        return Files.writeString(folder.resolve("bars.csv"), BARS + text);
    }

    private static Ran bar(Path bars, String buy, String sell) {
        return why("2023-03-10T00:00:00Z", buy, sell, "last-trades.yaml", "--bars", bars,
                "--expected-rule", "depeg");
    }

    private static final String KRAKEN = "kraken,BTCUSDC,2023-03-10T00:00:00Z,1,1,1,20000,5\n";

    private static String bybit(String price) {
        return "bybit,BTCUSDC,2023-03-10T00:00:00Z,1,1,1," + price + ",5\n";
    }

    /// By hand: 20,100 · 0.999 is 20,079.9 for 20,000 · 1.0026, which is 20,052.
    @Test
    void what_is_worth_doing_is_said_to_be() throws IOException {
        Ran ran = bar(bars(KRAKEN + bybit("20100")), "kraken/BTCUSDC", "bybit/BTCUSDC");

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertTrue(ran.out().contains(" 13.9138 bp"), ran.out());
        assertTrue(ran.out().contains("Crossbook finds it worth doing: opportunity 1"), ran.out());
    }

    @Test
    void a_program_is_told_the_same_as_a_document() throws IOException {
        Path bars = bars(KRAKEN + bybit("20100"));
        JsonNode told = JSON.readTree(why("2023-03-10T00:00:00Z", "kraken/BTCUSDC",
                "bybit/BTCUSDC", "last-trades.yaml", "--bars", bars, "--expected-rule", "depeg",
                "--json").out());
        assertTrue(told.required("worthDoing").asBoolean());
        assertEquals(1, told.required("opportunity").asLong());
        assertEquals("13.9138", told.required("bpsAfterFees").asText());
        assertEquals("20000", told.required("buy").required("price").asText());
        assertEquals("0.001", told.required("sell").required("takerFee").asText());
        assertEquals("live", told.required("sell").required("health").asText());

        JsonNode passed = JSON.readTree(why("2023-03-10T00:00:00Z", "bybit/BTCUSDC",
                "kraken/BTCUSDC", "last-trades.yaml", "--bars", bars, "--expected-rule", "depeg",
                "--json").out());
        assertEquals("no_spread", passed.required("pass").asText());
        assertTrue(!passed.required("because").asText().isEmpty()
                && !passed.required("worthDoing").asBoolean(), passed::toString);
    }

    private Path config(String from, String to) throws IOException {
        String examples = Files.readString(DOCS.resolve("examples/last-trades.yaml"));
        assertTrue(examples.contains(from), from);
        return Files.writeString(folder.resolve("last-trades.yaml"), examples.replace(from, to));
    }

    private static Ran bar(Path config, Path bars, String buy, String sell) {
        return Ran.crossbook("explain", "--at", "2023-03-10T00:00:00Z", "--buy", buy, "--sell",
                sell, "--config", config, "--bars", bars, "--expected-rule", "depeg");
    }

    /// By hand: of each BTC bought at 20,000 99.74 % arrive, so 20,100 · 0.999 · 0.9974 is 20,027.69226. As if it were 0.26 % on top it would be 13.9138.
    @Test
    void a_fee_that_is_taken_from_what_is_bought_leaves_less_to_sell() throws IOException {
        Ran ran = bar(config("[BTC/USDC, BTC/USD, USDC/USD], takerFee: 0.0026",
                "[BTC/USDC, BTC/USD, USDC/USD], fees: {currency: received}, takerFee: 0.0026"),
                bars(KRAKEN + bybit("20100")), "kraken/BTCUSDC", "bybit/BTCUSDC");

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertTrue(ran.out().contains(" 13.8461 bp"), ran.out());
    }

    /// 0.992 with 0.6 % are less than 0.99 with 0.26 %: 0.986048 and 0.987426. And 20,500 · 0.999 · 0.987426 is 20,221.990767, for 20,052.
    @Test
    void the_conversion_that_is_shown_is_the_one_that_the_engine_judged() throws IOException {
        Path config = config("coinbase: {listings: [POL/USD]",
                "coinbase: {listings: [POL/USD, USDC/USD]");
        String market = bybit("20500") + "kraken,BTCUSD,2023-03-10T00:00:00Z,1,1,1,20000,5\n"
                + "kraken,USDCUSD,2023-03-10T00:00:00Z,1,1,1,0.99,500000\n"
                + "coinbase,USDCUSD,2023-03-10T00:00:00Z,1,1,1,0.992,500000\n";

        Ran ran = bar(config, bars(market), "kraken/BTCUSD", "bybit/BTCUSDC");

        assertEquals(Exit.OK, ran.code(), ran.err());
        assertTrue(ran.out().contains("bid for USDC on kraken USDC/USD"), ran.out());
        assertTrue(ran.out().contains(" 84.7750 bp"), ran.out());
        assertTrue(ran.out().contains("Crossbook finds it worth doing"), ran.out());
    }

    /// Nothing came near paying, so the engine has chosen no book between the two, and what is shown says that.
    @Test
    void a_conversion_that_the_engine_has_not_chosen_is_said_to_be_none_of_its()
            throws IOException {
        Ran ran = bar(bars(bybit("19000") + "kraken,BTCUSD,2023-03-10T00:00:00Z,1,1,1,20000,5\n"
                + "kraken,USDCUSD,2023-03-10T00:00:00Z,1,1,1,0.99,5\n"), "kraken/BTCUSD",
                "bybit/BTCUSDC");

        assertTrue(ran.out().contains("the engine has chosen none"), ran.out());
    }

    @Test
    void each_reason_is_that_of_the_engine() throws IOException {
        assertTrue(bar(bars(KRAKEN + bybit("20010")), "kraken/BTCUSDC", "bybit/BTCUSDC").out()
                .contains("passes: fees,"));
        assertTrue(bar(bars(KRAKEN + bybit("19000")), "kraken/BTCUSDC", "bybit/BTCUSDC").out()
                .contains("passes: no_spread,"));
        // A minute that is over for one of them long ago: its book has gone silent.
        assertTrue(bar(bars(bybit("20100") + KRAKEN.replace("00:00:00Z", "23:00:00Z")
                .replace("03-10T", "03-09T")), "kraken/BTCUSDC", "bybit/BTCUSDC").out()
                .contains("passes: not_live,"));
        // 20,100 USDC at 0.99 are 19,899 USD.
        String converted = bar(bars(bybit("20100")
                + "kraken,BTCUSD,2023-03-10T00:00:00Z,1,1,1,20000,5\n"
                + "kraken,USDCUSD,2023-03-10T00:00:00Z,1,1,1,0.99,5\n"), "kraken/BTCUSD",
                "bybit/BTCUSDC").out();
        assertTrue(converted.contains("passes: fees,"), converted);
    }

    @Test
    void what_does_not_go_together_is_told() throws IOException {
        Path bars = bars(KRAKEN);
        assertTrue(Ran.crossbook("explain").err().contains("an ID is wanted, or --at"));
        assertTrue(Ran.crossbook("explain", "1", "--at", "5").err().contains("and no ID"));
        assertTrue(Ran.crossbook("explain", "1", "--buy", "a/b").err().contains("go with --at"));
        assertTrue(why("5", "kraken/BTCUSDC", "bybit/BTCUSDC", "last-trades.yaml").err()
                .contains("--at wants --tape, or --bars"));
        assertTrue(why("noon", "kraken/BTCUSDC", "bybit/BTCUSDC", "last-trades.yaml", "--bars",
                bars, "--expected-rule", "depeg").err().contains("--at noon"));
        assertTrue(bar(bars, "kraken/BTCUSDC", "bybit/BTCUSDC").err()
                .contains("there is no book of bybit/BTC/USDC; there are kraken/BTC/USDC"));
        assertTrue(bar(bars, "kraken/BTCEUR", "bybit/BTCUSDC").err()
                .contains("kraken/BTCEUR: EXCHANGE/SYMBOL is wanted"));
    }
}
