package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.simulator.Instrument;
import io.crossbook.simulator.Session;
import io.crossbook.simulator.SessionPlan;
import io.crossbook.simulator.SessionPlan.Variant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The daemon and what it reads, each started by `ops/crossbook` as its own process, as people do.
class LaunchedTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void the_daemon_runs_on_the_practice_exchanges() throws Exception {
        var clone = new Clone(folder);
        try (Child exchanges = clone.starts("exchanges", "simulator", "--seed", "7")) {
            assertNotNull(exchanges.out.readLine(), exchanges.err()); // Binance
            try (Child daemon = clone.starts("daemon", "run", "--config",
                    configured(said(exchanges)))) {
                String url = said(daemon);
                await().atMost(PATIENCE).until(() -> "live".equals(health(url)));

                assertEquals(200, asked(url + "/v1/books/kraken/BTC%2fUSDT").statusCode());
                assertEquals(404, asked(url + "/v1/books/kraken/BTC/USDT").statusCode());
                JsonNode top = read(url + "/v1/tops").get("items").get(0);
                assertEquals("BTC/USDT", top.get("instrument").asText());
                ends(daemon, "opportunities were seen");
            }
            ends(exchanges, "the practice exchanges are closed");
        }
    }

    @Test
    void what_is_served_from_a_tape_is_recorded_and_ends_as_the_rebuild() throws Exception {
        Path session = folder.resolve("served.jsonl.gz");
        Session.generate(SessionPlan.books(Variant.KRAKEN_V2, 5, 200, Instrument.of("BTC/USDT"))
                .withDepth(25)).write(session);
        Ran.crossbook("books", session, "--out", folder);
        JsonNode rebuilt = JSON.readTree(folder.resolve("kraken__served.json").toFile())
                .get("symbols").get("BTC/USDT").get("final_top10");
        var clone = new Clone(folder);
        Path tape = folder.resolve("tape");

        try (Child exchange = clone.starts("exchange", "simulator", "--tape", session.toString(),
                "--speed", "0");
                Child daemon = clone.starts("daemon", "record", "--config",
                        configured(said(exchange)), "--tape", tape.toString())) {
            String url = said(daemon);
            await().atMost(PATIENCE)
                    .until(() -> exchange.err().contains("the end of the tape has been sent"));
            await().atMost(PATIENCE).untilAsserted(() -> {
                JsonNode book = read(url + "/v1/books/kraken/BTC%2FUSDT?depth=10");
                assertEquals(rebuilt.get("bids"), book.get("bids"));
                assertEquals(rebuilt.get("asks"), book.get("asks"));
            });
            ends(daemon, "opportunities were seen");
            ends(exchange, "the practice exchanges are closed");
        }
        Ran verified = Ran.crossbook("tape", "verify", tape);
        assertEquals(Exit.OK, verified.code(), verified.out() + verified.err());
        Ran replayed = Ran.crossbook("replay", "--json", tape);
        assertEquals(Exit.OK, replayed.code(), replayed.out() + replayed.err());
    }

    private static String said(Child child) throws IOException {
        String line = child.out.readLine();
        assertNotNull(line, child.err());
        return line;
    }

    /// Kraken alone, at the URLs of a line such as `kraken ws://… http://…`.
    private String configured(String line) throws IOException {
        String[] words = line.split(" ", -1);
        assertEquals("kraken", words[0], line);
        return Files.writeString(folder.resolve("exchanges.yaml"), """
                mode: watch
                exchanges:
                  kraken:
                    webSocketUrl: %s/v2
                    restUrl: %s
                    listings: [BTC/USDT]
                    takerFee: 0.004
                    makerFee: 0.0025
                    depth: 25
                gateway:
                  port: 0
                tape:
                  enabled: false
                """.formatted(words[1], words[2])).toString();
    }

    private String health(String url) throws IOException, InterruptedException {
        return read(url + "/v1/books/kraken/BTC%2FUSDT").path("health").asText();
    }

    private JsonNode read(String url) throws IOException, InterruptedException {
        return JSON.readTree(asked(url).body());
    }

    private HttpResponse<String> asked(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private static void ends(Child child, String lastWords)
            throws IOException, InterruptedException {
        assertEquals(Exit.OK, child.end("INT"), child.err());
        assertTrue(child.err().contains(lastWords), child.err());
    }
}
