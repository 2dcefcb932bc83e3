package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.tape.Checkpoint;
import io.crossbook.gateway.tape.Item;
import io.crossbook.gateway.tape.Secrets;
import io.crossbook.gateway.tape.Tape;
import io.crossbook.gateway.tape.TapeAlarms;
import io.crossbook.gateway.tape.TapeSettings;
import io.crossbook.gateway.tape.TapeWriter;
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

    private static Path backtest(String name, String... options) throws IOException {
        Path out = folder.resolve(name);
        var line = new ArrayList<Object>(List.of("backtest", "--config", config, "--out", out));
        line.addAll(sessions);
        line.addAll(List.of(options));
        Ran ran = Ran.crossbook(line.toArray());
        assertEquals(Exit.OK, ran.code(), ran.err());
        speed(ran.err());
        return out;
    }

    /// What is told of the speed: the market's seconds are those of the tape, and the factors are what they make of the seconds that it took; how many these are is no test's business.
    private static void speed(String err) throws IOException {
        Matcher told = Pattern.compile("([0-9.]+) s of market in ([0-9.]+) s, ([0-9,]+) times"
                + " faster than real time; its core was busy for ([0-9.]+) s of them,"
                + " ([0-9,]+) times \\(second pass\\)").matcher(err);
        assertTrue(told.find(), err);
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        try (Tapes tapes = Tapes.of(sessions); Tape tape = tapes.open()) {
            while (tape.next()) {
                if (tape.item() instanceof Item.Taken) {
                    first = Math.min(first, tape.stamp());
                    last = Math.max(last, tape.stamp());
                }
            }
        } catch (Failure e) {
            throw new IllegalStateException(e);
        }
        double market = (last - first) / 1e9;
        assertEquals(market, Double.parseDouble(told.group(1)), 0.051, err);
        factor(market, told.group(2), told.group(3), err);
        factor(market, told.group(4), told.group(5), err);
    }

    /// Seconds are printed to the thousandth, factors whole.
    private static void factor(double market, String seconds, String told, String err) {
        double took = Double.parseDouble(seconds);
        double factor = Double.parseDouble(told.replace(",", ""));
        assertTrue(factor >= market / (took + 0.0005) - 0.5, err);
        assertTrue(took < 0.001 || factor <= market / (took - 0.0005) + 0.5, err);
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

    /// A tape beside another one, on which nothing is but that an account told at a time what it held.
    private static Path held(Path at, Settings settings, long nanos) throws IOException {
        var keeping = new TapeSettings(at, 1 << 20, Long.MAX_VALUE / 4, 0, 0, 1_000_000_000L,
                1 << 20, false, 0, TapeSettings.OnDiskFull.GO_ON);
        try (var tape = TapeWriter.open(keeping, "test", new Secrets(), TapeAlarms.NONE)) {
            tape.begin(nanos, () -> Checkpoint.of(settings));
            tape.input(1, nanos, new Input.Account(new Input.Word.Held("bybit", nanos,
                    Map.of("MNT", 1_000_00000000L))));
        }
        return at;
    }

    /// What the account really held later on is not what paper trading has left: told of a thousand MNT between two trades, it still has the five that the first one left.
    @Test
    void what_an_account_held_counts_only_for_the_beginning()
            throws IOException, Failure, ConfigException {
        Path file = coined();
        Settings settings = Configuration.read(file, Dialects::of).settings();
        Path word = held(folder.resolve("word"), settings, 1_767_225_602_000_000_000L);
        Path imported = folder.resolve("imported");
        TapeImportCommand.write(EXAMPLES, Map.of(), imported);

        List<String> attempts = coin(file, folder.resolve("held"), imported, word);

        assertEquals(2, attempts.size());
        assertEquals("MNT", JSON.readTree(attempts.get(0)).at("/legs/0/fill/feePaidIn").asText());
        assertEquals("USDT", JSON.readTree(attempts.get(1)).at("/legs/0/fill/feePaidIn").asText());
        // Told at the beginning it counts.
        Path early = held(folder.resolve("early"), settings, 1_767_225_600_000_000_000L);
        try (Tapes tapes = Tapes.of(List.of(imported, early))) {
            Map<String, Map<String, Long>> told = tapes.held();
            assertEquals(Map.of("bybit", Map.of("MNT", 1_000_00000000L)), told);
            assertEquals(settings.inventory(), settings.holding(told).inventory(),
                    "the configuration's word comes first");
        }
        attempts = coin(Files.writeString(folder.resolve("unknown.yaml"), Files.readString(file)
                .replace("inventory: {start: {bybit: {MNT: 10, USDT: 1}}}", "")),
                folder.resolve("heldEarly"), imported, early);
        assertEquals("MNT", JSON.readTree(attempts.get(1)).at("/legs/0/fill/feePaidIn").asText());
    }

    private static final List<Path> EXAMPLES = List.of(
            Ran.root().resolve("docs/examples/bybit.jsonl"),
            Ran.root().resolve("docs/examples/coinbase.jsonl"));

    private static Path coined() throws IOException {
        return Files.writeString(folder.resolve("coin.yaml"),
                """
                        exchanges:
                          bybit: {listings: [BTC/USDT], takerFee: 0.001, makerFee: 0.001,
                                  fees: {coin: {asset: MNT, discount: 0.25, perTrade: 5, trades: 2}}}
                          coinbase: {listings: [BTC/USDT, BTC/USD, USDT/USD], takerFee: 0.002, makerFee: 0.002}
                        arbitrage: {conversions: [{of: [USDT, USD], mode: executed}]}
                        inventory: {start: {bybit: {MNT: 10, USDT: 1}}}
                        """);
    }

    private static List<String> coin(Path file, Path out, Path... tapes) throws IOException {
        var line = new ArrayList<Object>(List.of(tapes));
        line.addFirst("backtest");
        line.addAll(List.of("--config", file, "--out", out, "--latency-millis", "5",
                "--no-sensitivity"));
        Ran ran = Ran.crossbook(line.toArray());
        assertEquals(Exit.OK, ran.code(), ran.err());
        return Files.readAllLines(out.resolve("attempts.jsonl"));
    }

    /// Ten are enough for two trades of five: the second one finds five, and pays the full rate in the quote.
    @Test
    void a_coin_that_pays_fees_runs_out() throws IOException {
        Path out = folder.resolve("coin");
        List<String> attempts = coin(coined(), out, EXAMPLES.toArray(Path[]::new));
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
