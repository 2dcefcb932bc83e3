package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.ConfigFile;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.control.Surroundings;
import io.crossbook.simulator.AccountTruth;
import io.crossbook.simulator.Exchange;
import io.crossbook.simulator.OrderTruth;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon is given other files, and an exchange is taken from it and given back, by what a person types while it runs.
final class SwitchedDaemonTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String KRAKEN = "kraken";
    /// How many more must be found elsewhere until it is believed that nothing is done at an exchange.
    private static final int MORE_OPPORTUNITIES = 8;

    @TempDir
    private Path folder;
    private PracticeGround ground;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void practise() throws Exception {
        ground = PracticeGround.eager(folder);
        ground.set("silentMillis", "60000"); // it halts for nothing here, on a machine that is busy too
    }

    @AfterEach
    void close() throws IOException {
        http.close();
        ground.close();
    }

    private Ran ran(Object... words) {
        var line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--data", folder));
        return Ran.crossbook(line.toArray());
    }

    private String said(Object... words) {
        Ran ran = ran(words);
        assertEquals(Exit.OK, ran.code(), ran.err() + ran.out());
        return ran.out();
    }

    private String sum() throws IOException {
        return new ObjectMapper().readTree(ran("reload", "--json").out()).path("sha256").asText();
    }

    private String got(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    /// What `/v1/health` says of a file that is not in force.
    private List<String> refused(String url) throws Exception {
        var lines = new ArrayList<String>();
        JsonNode health = new ObjectMapper().readTree(got(url + "/v1/health"));
        health.required("configurationRefused").forEach(line -> lines.add(line.asText()));
        return lines;
    }

    /// What Kraken bids and asks, as far as anybody is told: its prices, and every best that is its.
    private List<JsonNode> quotes(String url) throws Exception {
        var found = new ArrayList<JsonNode>();
        JsonNode items = new ObjectMapper().readTree(got(url + "/v1/tops")).required("items");
        assertTrue(!items.isEmpty());
        for (JsonNode top : items) {
            var told = new ArrayList<>(List.of(top.path("bestBid"), top.path("bestAsk")));
            top.path("quotes").forEach(told::add);
            told.removeIf(each -> !each.path("exchange").asText().equals(KRAKEN)
                    || each.path("price").asText().isEmpty() && each.path("bid").isNull()
                            && each.path("ask").isNull());
            found.addAll(told);
        }
        return found;
    }

    /// The orders that Kraken has ever taken.
    private Set<String> legs() throws TimeoutException {
        var ids = new TreeSet<String>();
        for (AccountTruth account : ground.accounts.truths()) {
            if (account.exchange() == Exchange.KRAKEN) {
                account.orders().stream().map(OrderTruth::clientId).forEach(ids::add);
            }
        }
        return ids;
    }

    private void untilLegsLeave() throws TimeoutException {
        int known = legs().size();
        await().atMost(PATIENCE).until(() -> legs().size() > known);
    }

    /// Those that the detector has told of, wherever they are.
    private static long opportunities(Child daemon) throws IOException {
        return daemon.err().lines().filter(line -> line.contains(" crossbook: opportunity "))
                .count();
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    @Test
    void a_daemon_that_trades_takes_a_good_file_keeps_it_over_a_bad_one_and_lets_an_exchange_go()
            throws Exception {
        try (Child daemon = ground.child("run")) {
            String url = PracticeGround.url(daemon);
            Path file = folder.resolve("practice.yaml");
            assertTrue(said("reload").startsWith(file + " is in force since "));
            String first = sum();

            ground.set("coolDownMillis", "120");
            String good = ground.text();
            write(file, good);
            assertTrue(said("reload").startsWith(file + " is in force since "));
            String second = sum();
            assertNotEquals(first, second);

            refusesWhatIsWrong(daemon, url, file, good, second);
            untilLegsLeave();
            letsAnExchangeGo(daemon, url);
        }
    }

    private void refusesWhatIsWrong(Child daemon, String url, Path file, String good, String sum)
            throws Exception {
        write(file, good.replace("coolDownMillis: 120", "coolDownMillis: soon")
                .replace("mode: practice", "mode: practise"));
        Ran ran = ran("reload");
        assertEquals(78, ran.code(), ran.err());
        List<String> lines = ran.out().lines().toList();
        assertEquals(3, lines.size(), ran.out());
        assertTrue(lines.getFirst().endsWith(
                "mode is \"practise\": one of watch, paper, practice, testnet, live is wanted; did you mean practice?"),
                lines.getFirst());
        assertTrue(lines.get(1).contains("risk.coolDownMillis is \"soon\""), lines.get(1));
        assertTrue(lines.getLast()
                .startsWith(file + " IS NOT TAKEN; in force is what it said at "), ran.out());
        assertEquals(sum, sum());
        await().atMost(PATIENCE).ignoreExceptions()
                .until(() -> refused(url).equals(lines.subList(0, 2)));
        assertTrue(got(url + "/metrics").contains("crossbook_configuration_refused 1.0"));
        daemon.signal("HUP");
        daemon.until(() -> daemon.err().contains(file + " is not taken (SIGHUP)"));
        assertTrue(daemon.err().contains(file + " is not taken (command)"), daemon.err());

        write(file, good + "\ngateway: {}\n"); // there twice
        assertTrue(ran("reload").out().contains("gateway is here twice"));
        write(file, good.replace("mode: practice", "mode: paper"));
        assertTrue(ran("reload").out().contains(": mode is \"paper\" and was \"practice\": that"
                + " counts from the next start on"));
        assertEquals(sum, sum());

        write(file, good);
        daemon.signal("HUP");
        await().atMost(PATIENCE).ignoreExceptions().until(() -> refused(url).isEmpty());
        assertEquals(sum, sum());
    }

    private void letsAnExchangeGo(Child daemon, String url) throws Exception {
        await().atMost(PATIENCE).until(() -> !quotes(url).isEmpty());
        assertTrue(said("exchange", KRAKEN).startsWith("kraken is enabled: "));
        assertTrue(said("exchange", KRAKEN, "disable").startsWith("kraken is disabled"));
        assertEquals(List.of(), quotes(url));
        await().atMost(PATIENCE).until(() -> said("exchange", KRAKEN)
                .matches("kraken is disabled: 0 of \\d+ books live, 0 connections\n"));
        JsonNode attempts = new ObjectMapper().readTree(said("attempts", "--json"));
        for (JsonNode attempt : attempts.path("attempts")) {
            assertTrue(!attempt.path("state").asText().equals("working")
                    || !attempt.path("legs").toString().contains(KRAKEN), attempt::toString);
        }
        Set<String> known = legs();
        long seen = opportunities(daemon);
        daemon.until(() -> opportunities(daemon) >= seen + MORE_OPPORTUNITIES);
        assertEquals(known, legs());

        assertTrue(said("exchange", KRAKEN, "enable").startsWith("kraken is enabled"));
        await().atMost(PATIENCE).until(() -> said("exchange", KRAKEN)
                .matches("kraken is enabled: (\\d+) of \\1 books live, [1-9]\\d* connections\n"));
        untilLegsLeave();

        Ran unknown = ran("exchange", "krakn", "disable");
        assertEquals(Exit.FAILED, unknown.code());
        assertEquals("crossbook: there is no exchange 'krakn' here, only binance, kraken, bybit\n",
                unknown.err());
    }

    @Test
    void one_that_trades_nowhere_hears_the_same_two_commands_and_no_other() throws Exception {
        Path path = folder.resolve("practice.yaml");
        write(path, ground.text());
        ConfigFile file = ConfigFile.read(path, Dialects::of, Configuration::watching);
        try (Daemon daemon = Daemon.start(file.running(), null, Surroundings.of(""))) {
            daemon.gateway().follows(file, false);
            assertTrue(said("reload").startsWith(path + " is in force since "));
            JsonNode configuration = new ObjectMapper().readTree(
                    got("http://127.0.0.1:" + daemon.gateway().port() + "/v1/configuration"));
            assertEquals("watch", configuration.path("mode").asText());
            assertEquals("[]", configuration.path("orders").path("exchanges").toString());
            write(path, ground.text().replace("mode: practice", "mode: paper"));
            assertTrue(said("reload").startsWith(path + " is in force since "));
            write(path, ground.text() + "telemetry: 1\n");
            assertEquals(78, ran("reload").code());
            await().atMost(PATIENCE).until(() -> said("exchange", KRAKEN)
                    .matches(
                            "kraken is enabled: (\\d+) of \\1 books live, [1-9]\\d* connections\n"));
            said("exchange", KRAKEN, "disable");
            String url = "http://127.0.0.1:" + daemon.gateway().port();
            assertEquals(List.of(), quotes(url));

            for (List<Object> words : List.<List<Object>>of(List.of("resume", "checked"),
                    List.of("unwind", 1, "--max-loss-bps", 5), List.of("clear", 1, "sold"))) {
                Ran ran = ran(words.toArray());
                assertEquals(Exit.FAILED, ran.code(), ran.err());
                assertEquals("crossbook: the daemon of this folder trades nowhere (mode watch, or"
                        + " `crossbook feed`): there is nothing to halt, to resume or to report; it"
                        + " hears `reload` and `exchange`\n", ran.err());
            }
        }
        Ran gone = ran("reload");
        assertEquals(Exit.NOTHING, gone.code());
        assertTrue(gone.err().startsWith("crossbook: no daemon answers in " + folder), gone.err());
    }
}
