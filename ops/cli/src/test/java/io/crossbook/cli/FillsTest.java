package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.arbitrage.FillRecord;
import io.crossbook.arbitrage.Survival;
import io.crossbook.books.Side;
import io.crossbook.exchanges.Dialects;
import io.crossbook.execution.paper.PaperTerms;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Execution;
import io.crossbook.gateway.engine.Past;
import io.crossbook.gateway.tape.Replay;
import io.crossbook.gateway.tape.Tape;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What orders got decides what is worth taking next: from raw frames through a backtest.
class FillsTest {

    private static final int ROUNDS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    /// Every second Coinbase bids 60,600 for one BTC that Bybit sells at 60,000, for 0.6 s; 20 ms later, before an order can be there, it is what is `left` of it.
    private List<Path> recorded(String left) throws IOException {
        var bybit = new ArrayList<String>();
        var coinbase = new ArrayList<String>();
        bybit.add(line("BYBIT", 0, "open", "wss://stream.bybit.com/v5/public/spot", ""));
        coinbase.add(line("COINBASE", 0, "open", "wss://ws-feed.exchange.coinbase.com", ""));
        for (int round = 0; round < ROUNDS; round++) {
            for (int half = 0; half < 2; half++) {
                long at = round * 1_000L + half * 500L + 50;
                boolean first = round + half == 0;
                bybit.add(line("BYBIT", at, "recv", "wss://stream.bybit.com/v5/public/spot",
                        "{'topic':'orderbook.50.BTCUSDT','ts':" + (START + at - 5)
                                + ",'type':'" + (first ? "snapshot" : "delta")
                                + "','data':{'s':'BTCUSDT','b':[['59999','9.5']],'a':[['60000','"
                                + (8 + half) + ".5']],'u':" + (10 + 2 * round + half) + ",'seq':"
                                + (10 + 2 * round + half) + "}}"));
            }
            long at = round * 1_000L + 100;
            if (round == 0) {
                coinbase.add(coinbase(at - 10, "{'type':'snapshot','product_id':'BTC-USDT',"
                        + "'bids':[['59990','9']],'asks':[['60601','9']]}"));
            }
            bids(coinbase, at, "1");
            bids(coinbase, at + 20, left);
            bids(coinbase, at + 600, "0");
        }
        return List.of(Files.write(folder.resolve("bybit.jsonl"), bybit),
                Files.write(folder.resolve("coinbase.jsonl"), coinbase));
    }

    private static final long START = 1_767_225_600_000L;

    private static void bids(List<String> lines, long at, String size) {
        String time = java.time.Instant.ofEpochMilli(START + at - 5).toString();
        lines.add(coinbase(at, "{'type':'l2update','product_id':'BTC-USDT','time':'" + time
                + "','changes':[['buy','60600','" + size + "']]}"));
    }

    private static String coinbase(long at, String frame) {
        return line("COINBASE", at, "recv", "wss://ws-feed.exchange.coinbase.com", frame);
    }

    private static String line(String exchange, long at, String direction, String url,
            String frame) {
        return JSON.createObjectNode().put("ts", BigDecimal.valueOf(START + at, 3))
                .put("venue", exchange)
                .put("conn", "ws1").put("dir", direction).put("url", url)
                .put("frame", frame.replace('\'', '"')).toString();
    }

    private Path config() throws IOException {
        return Files.writeString(folder.resolve("exchanges.yaml"),
                """
                        exchanges:
                          bybit: {listings: [BTC/USDT], takerFee: 0.001, makerFee: 0.001, latencyMillis: 50}
                          coinbase: {listings: [BTC/USDT], takerFee: 0.001, makerFee: 0.001, latencyMillis: 50}
                        """);
    }

    private JsonNode backtest(List<Path> sessions, String... options) throws IOException {
        var line = new ArrayList<Object>(List.of("backtest", "--config", config(), "--out",
                folder.resolve("out"), "--take", "WORTH", "--timeout-millis", "100"));
        line.addAll(sessions);
        line.addAll(List.of(options));
        Ran ran = Ran.crossbook(line.toArray());
        assertEquals(Exit.OK, ran.code(), ran.err());
        return JSON.readTree(folder.resolve("out/report.json").toFile());
    }

    /// The rounds that are worth it, and for each what is believed then, by hand: 60,600 · 0.999 − 60,000 · 1.001 = 479.4 to gain; to trade the dearer leg back
    /// costs 0.2 % and 1/59,999 of 60,000.
    private static List<Integer> worth(boolean sells) {
        var chances = new ArrayList<Integer>();
        for (int round = 0; round < ROUNDS; round++) {
            int tried = chances.size();
            int buy = (tried + 4) * 1_000 / (tried + 5);
            int sell = ((sells ? tried : 0) + 4) * 1_000 / (tried + 5);
            int lives = (round + 1) * 1_000 / (round + 3);
            int all = buy * sell / 1_000 * lives / 1_000;
            if (all * 479.4 > (1_000 - all) * (120 + 60_000 / 59_999.0)) {
                chances.add(all);
            }
        }
        return chances;
    }

    private List<Integer> taken() throws IOException {
        var chances = new ArrayList<Integer>();
        for (String line : Files.readAllLines(folder.resolve("out/attempts.jsonl"))) {
            chances.add(JSON.readTree(line).get("fillPermille").asInt());
        }
        return chances;
    }

    private static String orders(JsonNode report) {
        var text = new StringBuilder();
        report.get("fills").forEach(each -> text.append(text.isEmpty() ? "" : "; ")
                .append(each.get("side").asText()).append(' ')
                .append(each.get("listing").asText()).append(' ')
                .append(each.get("filled")).append(" of ").append(each.get("tried"))
                .append(", ").append(each.get("lastFilled")).append(" of ")
                .append(each.get("lastTried")).append(": ").append(each.get("permille")));
        return text.toString();
    }

    @Test
    void a_leg_that_never_fills_whole_makes_what_comes_later_not_worth_it() throws IOException {
        JsonNode report = backtest(recorded("0.5"));

        List<Integer> worth = worth(false);
        int tried = worth.size();
        assertTrue(tried > 5 && tried < ROUNDS - 5, worth.toString());
        assertEquals(worth, taken());
        assertEquals(ROUNDS, report.at("/found/opportunities").asInt());
        assertEquals(tried, report.at("/assets/0/outcomes/unwound").asInt(),
                report.get("assets").get(0).get("outcomes")
                        + Files.readString(folder.resolve("out/attempts.jsonl")));
        assertTrue(report.get("declined").asInt() >= ROUNDS - tried, report.toString());
        assertEquals("buy bybit/BTCUSDT " + tried + " of " + tried + ", " + tried + " of " + tried
                + ": " + (tried + 4) * 1_000 / (tried + 5) + "; sell coinbase/BTC-USDT 0 of "
                + tried + ", 0 of " + tried + ": " + 4_000 / (tried + 5), orders(report));
        // With the same fees once more: it begins as if nothing had been tried.
        assertEquals("1", report.at("/sensitivity/fees/2/factor").asText());
        assertEquals(tried, report.at("/sensitivity/fees/2/attempts").asInt());
        assertEquals(tried, report.at("/sensitivity/latency/2/attempts").asInt());
    }

    @Test
    void legs_that_fill_are_believed_and_taken_again() throws IOException {
        JsonNode report = backtest(recorded("1"), "--no-sensitivity");

        assertEquals(worth(true), taken());
        assertEquals("buy bybit/BTCUSDT 20 of 20, 20 of 20: 960; sell coinbase/BTC-USDT 20 of 20, "
                + "20 of 20: 960", orders(report));
    }

    @Test
    void every_combination_of_a_sweep_begins_untried() throws IOException {
        var line = new ArrayList<Object>(List.of("tune", "--config", config(), "--out",
                folder.resolve("tuned"), "--take", "WORTH", "--param", "timeoutMillis=100:102:1"));
        line.addAll(recorded("0.5"));
        Ran ran = Ran.crossbook(line.toArray());
        assertEquals(Exit.OK, ran.code(), ran.err());

        JsonNode report = JSON.readTree(folder.resolve("tuned/report.json").toFile());
        assertEquals(3, report.get("combinations").size());
        for (JsonNode each : report.get("combinations")) {
            assertEquals(worth(false).size(), each.get("attempts").asInt(), each.toString());
        }
    }

    /// Real orders of before stand on the tape: an explanation counts them, trading on paper does not.
    @Test
    void what_real_orders_got_before_is_explained_and_not_taken_for_paper_s()
            throws IOException, Failure, ConfigException {
        var past = new Past(7, List.of(new Survival.Kept(List.of(0, 1), List.of(3L))),
                List.of(new FillRecord.Kept("bybit", "BTCUSDT", Side.ASK, 10, 9, 0x3fd)));
        var settings = Configuration.read(config(), Dialects::of).settings();
        try (Tapes tapes = Tapes.of(recorded("1"))) {
            try (Tape tape = new Pruned(tapes.open(), past)) {
                Backtest.Result result = Backtest.run(tape,
                        new Backtest.Plan(settings, Execution.WATCH,
                                new PaperTerms(50_000_000, Map.of(), 100_000_000, 3),
                                Backtest.Taking.ALL));
                // 800 · 800, of that one in six: none of three lived.
                assertEquals(106, result.attempts().getFirst().opportunity().chance().permille());
            }
            try (Tape tape = new Pruned(tapes.open(), past)) {
                Explained eighth = Explained.of(Explained.Wanted.of(8), tape,
                        Replay.Mode.WHAT_IF, settings);
                Lived lived = eighth.found().getFirst();
                String told = Explanation.of(lived.opened, lived.life());
                assertTrue(told.contains("""
                          all legs fill with a chance of         11.4 %; else\
                        """), told);
                assertTrue(
                        told.contains(
                                """
                                            still there after 50 ms              16.6 %: 0 of 3 lived that long, and 1 of 3 imagined before them
                                            buying on bybit BTCUSDT              86.6 %: 9 of the last 10 filled in time, and 4 of 5 imagined before them
                                            selling on coinbase BTC-USDT         80 %, as long as none was tried
                                        """),
                        told);
                JsonNode json = ExplanationJson.of(lived.opened, lived.life());
                assertEquals("{\"lastTried\":10,\"lastFilled\":9,\"permille\":866}",
                        json.at("/chance/fills/0").toString());
                assertEquals("{\"withinMillis\":50,\"ended\":3,\"lived\":0,\"permille\":166}",
                        json.at("/chance/lives").toString());
                assertEquals(114, json.at("/chance/permille").asInt());
            }
            var hopeless = new Past(7, List.of(new Survival.Kept(List.of(0, 1), List.of(2_000L))),
                    List.of());
            try (Tape tape = new Pruned(tapes.open(), hopeless)) {
                Lived lived = Explained.of(Explained.Wanted.of(8), tape, Replay.Mode.WHAT_IF,
                        settings).found().getFirst();
                String told = Explanation.of(lived.opened, lived.life());
                assertTrue(told.contains("all legs fill with a chance of         0 %; else"), told);
                assertTrue(
                        told.contains(
                                "0 %: 0 of 2000 lived that long, and 1 of 3 imagined before them"),
                        told);
            }
        }
    }
}
