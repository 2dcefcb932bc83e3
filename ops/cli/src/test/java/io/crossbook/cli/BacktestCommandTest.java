package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.arbitrage.Stock;
import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backtests by command: what they report, that they report it again, and that the page shows it.
class BacktestCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;
    private static List<Path> sessions = List.of();
    private static Path config = Path.of(".");

    @BeforeAll
    static void record() throws IOException {
        sessions = Dislocated.sessions(folder, 7, 1_500);
        config = Dislocated.config(folder, "0.001");
    }

    private static Path backtest(String name, String... options) {
        Path out = folder.resolve(name);
        var line = new ArrayList<Object>(List.of("backtest", "--config", config, "--out", out));
        line.addAll(sessions);
        line.addAll(List.of(options));
        Ran ran = Ran.crossbook(line.toArray());
        assertEquals(Exit.OK, ran.code(), ran.err());
        assertTrue(ran.err().contains("times faster than real time"), ran.err());
        return out;
    }

    private static JsonNode report(Path out) throws IOException {
        return JSON.readTree(out.resolve("report.json").toFile());
    }

    private static BigDecimal decimal(JsonNode node) {
        return new BigDecimal(node.asText());
    }

    @Test
    void two_runs_write_the_same_bytes() throws IOException {
        Path once = backtest("once", "--latency-millis", "5");
        Path again = backtest("again", "--latency-millis", "5");

        for (String file : List.of("report.json", "report.html", "attempts.jsonl")) {
            assertArrayEquals(Files.readAllBytes(once.resolve(file)),
                    Files.readAllBytes(again.resolve(file)), file);
        }
    }

    @Test
    void what_is_reported_adds_up() throws IOException {
        Path out = backtest("sums", "--latency-millis", "5", "--no-sensitivity");
        JsonNode report = report(out);

        assertTrue(report.at("/found/opportunities").asLong() > 0, report.toString());
        var nets = new HashMap<String, BigDecimal>();
        long attempts = 0;
        for (String text : Files.readAllLines(out.resolve("attempts.jsonl"))) {
            JsonNode line = JSON.readTree(text);
            JsonNode account = line.get("account");
            BigDecimal sum = decimal(account.get("captured")).subtract(decimal(account.get("fees")))
                    .subtract(decimal(account.get("conversion")))
                    .subtract(decimal(account.get("unwind")))
                    .subtract(decimal(account.get("transfer")))
                    .subtract(decimal(account.get("exit"))).add(decimal(account.get("funding")));
            assertEquals(0, sum.compareTo(decimal(account.get("net"))), text);
            nets.merge(line.get("asset").asText(), sum, BigDecimal::add);
            attempts++;
        }
        assertTrue(attempts > 0);
        long told = 0;
        for (JsonNode asset : report.get("assets")) {
            told += asset.get("attempts").asLong();
            assertEquals(0, decimal(asset.at("/realised/net"))
                    .compareTo(nets.get(asset.get("asset").asText())), asset.toString());
            assertTrue(decimal(asset.get("drawdown")).signum() >= 0);
        }
        assertEquals(attempts, told);
    }

    /// The worked examples of the documentation, taken as they stand: by hand.
    @Test
    void what_is_taken_at_once_brings_what_was_planned_over_any_number_of_legs()
            throws IOException {
        Path examples = Ran.root().resolve("docs/examples");
        for (String mode : List.of("executed", "carried")) {
            Path file = folder.resolve(mode + ".yaml");
            Files.writeString(file, Files.readString(examples.resolve("exchanges.yaml"))
                    .replace("executed", mode));
            Path out = folder.resolve(mode);
            Ran ran = Ran.crossbook("backtest", examples.resolve("bybit.jsonl"),
                    examples.resolve("coinbase.jsonl"), "--config", file, "--out", out,
                    "--latency-millis", "5", "--no-sensitivity");
            assertEquals(Exit.OK, ran.code(), ran.err());

            List<String> attempts = Files.readAllLines(out.resolve("attempts.jsonl"));
            assertEquals(2, attempts.size());
            for (String text : attempts) {
                JsonNode attempt = JSON.readTree(text);
                assertEquals("filled", attempt.get("outcome").asText());
                assertEquals(0, decimal(attempt.get("plannedNet"))
                        .compareTo(decimal(attempt.at("/account/net"))), text);
            }
            // 1.3986 · (59,995 − 60,000), and 0.4995 · 59,995 − 0.4995 · 60,400 / 1.0005; carried, the USD are worth 1 / (1.001 · 1.002) each.
            BigDecimal left = decimal(report(out).get("assets").get(0).get("revaluation"));
            BigDecimal byHand = new BigDecimal(mode.equals("executed") ? "-194.2131" : "-118.9918");
            assertTrue(left.subtract(byHand).abs().compareTo(new BigDecimal("0.001")) < 0,
                    mode + ": " + left);
        }
    }

    /// The same dislocation once more: 30,209.1606 USD are carried each time, or what is left of the limit.
    @Test
    void what_is_carried_is_limited_over_all_that_is_taken() throws IOException {
        Path examples = Ran.root().resolve("docs/examples");
        String later = Files.readString(examples.resolve("coinbase.jsonl")).lines()
                .filter(line -> line.contains("BTC-USD\\\"") && line.contains("60600"))
                .map(line -> line.replace("\"ts\":1767225603.", "\"ts\":1767225604.")
                        .replace("00:00:02.", "00:00:03.").replace("00:00:03.3", "00:00:04.3"))
                .collect(java.util.stream.Collectors.joining("\n", "", "\n"));
        Path coinbase = Files.writeString(folder.resolve("again.jsonl"),
                Files.readString(examples.resolve("coinbase.jsonl")) + later);
        for (String limit : List.of("40000", "70000")) {
            Path file = Files.writeString(folder.resolve("limit" + limit + ".yaml"),
                    Files.readString(examples.resolve("exchanges.yaml"))
                            .replace("mode: executed", "mode: carried, limit: " + limit)
                            .replace("arbitrage:",
                                    "arbitrage:\n  maxAgeMillis: 2000\n  maxSkewMillis: 2000"));
            Path out = folder.resolve("limit" + limit);
            Ran ran = Ran.crossbook("backtest", examples.resolve("bybit.jsonl"), coinbase,
                    "--config", file, "--out", out, "--latency-millis", "5", "--no-sensitivity");
            assertEquals(Exit.OK, ran.code(), ran.err());

            boolean room = limit.equals("70000");
            JsonNode carried = report(out).get("carried");
            assertEquals(1, carried.size(), carried.toString());
            assertEquals("USD", carried.get(0).get("asset").asText());
            assertEquals(room ? "60418.3212" : "39994.63044",
                    carried.get(0).get("amount").asText());
            assertEquals(0, carried.get(0).get("refused").asInt());
            // At 1.0005, the middle.
            assertEquals(room ? "60388.12713643" : "39974.64311844",
                    carried.get(0).get("worth").asText());
            assertEquals(3, Files.readAllLines(out.resolve("attempts.jsonl")).size());
        }
    }

    /// What the account really held later on is not what paper trading has left.
    @Test
    void what_an_account_held_counts_only_for_the_beginning() {
        var stock = new Stock();
        var word = new Input.Account(new Input.Word.Held("binance", 1, Map.of("BNB", 5L)));
        assertTrue(Backtest.hears(word, stock));
        assertTrue(Backtest.hears(new Input.Tick(), stock));

        stock.told("binance", Map.of("BNB", 5L));

        assertFalse(Backtest.hears(word, stock));
        assertTrue(Backtest.hears(new Input.Account(
                new Input.Word.Rates("binance", 1, Map.of())), stock));
    }

    /// Ten are enough for two trades of five: the second one finds five, and pays the full rate in the quote.
    @Test
    void a_coin_that_pays_fees_runs_out() throws IOException {
        Path examples = Ran.root().resolve("docs/examples");
        Path file = folder.resolve("coin.yaml");
        Files.writeString(file,
                """
                        exchanges:
                          bybit: {listings: [BTC/USDT], takerFee: 0.001, makerFee: 0.001,
                                  fees: {coin: {asset: MNT, discount: 0.25, perTrade: 5, trades: 2}}}
                          coinbase: {listings: [BTC/USDT, BTC/USD, USDT/USD], takerFee: 0.002, makerFee: 0.002}
                        arbitrage: {conversions: [{of: [USDT, USD], mode: executed}]}
                        inventory: {start: {bybit: {MNT: 10, USDT: 1}}}
                        """);
        Path out = folder.resolve("coin");
        Ran ran = Ran.crossbook("backtest", examples.resolve("bybit.jsonl"),
                examples.resolve("coinbase.jsonl"), "--config", file, "--out", out,
                "--latency-millis", "5", "--no-sensitivity");
        assertEquals(Exit.OK, ran.code(), ran.err());

        List<String> attempts = Files.readAllLines(out.resolve("attempts.jsonl"));
        assertEquals(2, attempts.size());
        JsonNode first = JSON.readTree(attempts.get(0)).at("/legs/0/fill");
        JsonNode second = JSON.readTree(attempts.get(1)).at("/legs/0/fill");
        assertEquals("MNT", first.get("feePaidIn").asText());
        assertEquals("5", first.get("feeInCoin").asText());
        assertEquals(0, decimal(first.get("notional")).multiply(new BigDecimal("0.00075"))
                .compareTo(decimal(first.get("fee"))), first.toString());
        assertEquals("USDT", second.get("feePaidIn").asText());
        assertEquals(0, decimal(second.get("notional")).multiply(new BigDecimal("0.001"))
                .compareTo(decimal(second.get("fee"))), second.toString());
        assertTrue(report(out).get("stock").toString().contains(
                "{\"exchange\":\"bybit\",\"asset\":\"MNT\",\"needed\":\"5\",\"moved\":\"-5\"}"),
                report(out).get("stock").toString());
        // Its worth is in the money: what was planned with the coin is what came of it.
        JsonNode account = JSON.readTree(attempts.get(0));
        assertEquals(account.get("plannedNet").asText(), account.at("/account/net").asText());
    }

    @Test
    void the_slower_the_orders_the_less_is_left() throws IOException {
        BigDecimal fast = BigDecimal.ZERO;
        BigDecimal slow = BigDecimal.ZERO;
        JsonNode latency = report(backtest("latency")).at("/sensitivity/latency");
        for (JsonNode point : latency) {
            BigDecimal net = decimal(point.at("/net/USDT"));
            fast = point.get("millis").asText().equals("0") ? net : fast;
            slow = point.get("millis").asText().equals("1000") ? net : slow;
        }
        assertTrue(fast.compareTo(slow) > 0, latency.toString());
        assertTrue(fast.signum() > 0, latency.toString());
    }

    @Test
    void the_page_needs_no_network_and_shows_its_charts_without_an_error()
            throws IOException, InterruptedException {
        Path page = backtest("page", "--latency-millis", "5").resolve("report.html");
        assertFalse(Pattern.compile("(?:src|href)=\"http").matcher(Files.readString(page)).find());

        Browser.Page shown = Browser.open(page, folder);

        assertEquals(List.of(), shown.console());
        Matcher ready = Pattern.compile("data-ready=\"(\\d+)\"").matcher(shown.dom());
        assertTrue(ready.find(), "the scripts did not come to their end");
        assertTrue(Integer.parseInt(ready.group(1)) >= 10, ready.group());
        assertFalse(shown.dom().contains(">NaN<") || shown.dom().contains(">undefined<"));
    }

    @Test
    void terms_that_cannot_be_are_refused() {
        assertEquals(Exit.USAGE, Ran.crossbook("backtest", sessions.getFirst(), "--config", config,
                "--out", folder.resolve("none"), "--latency-millis", "-1").code());
        assertEquals(Exit.FAILED, Ran.crossbook("backtest", folder.resolve("no-tape"), "--config",
                config, "--out", folder.resolve("none")).code());
        assertEquals(Exit.CONFIGURATION, Ran.crossbook("backtest", sessions.getFirst(),
                "--config", folder.resolve("no.yaml"), "--out", folder.resolve("none")).code());
    }
}
