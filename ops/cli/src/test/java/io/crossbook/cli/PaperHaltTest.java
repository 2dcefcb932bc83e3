package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.crossbook.gateway.Gateway;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.control.Surroundings;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.tape.Secrets;
import io.crossbook.simulator.Settings;
import io.crossbook.simulator.Simulator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A daemon that trades on paper is halted in every way, stays so over restarts, and goes on when a person says so.
@Timeout(600)
final class PaperHaltTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private Simulator simulator;
    private Configuration configuration;
    private Daemon daemon;

    @BeforeEach
    void open() throws Exception {
        simulator = Simulator.start(vertx, Settings.DEFAULT.withSeed(7)).await(60,
                TimeUnit.SECONDS);
        configuration = DemoCommand.configuration(simulator, 0, folder, Mode.PAPER);
        start();
    }

    private void start() throws Exception {
        daemon = Daemon.start(configuration, null,
                new Surroundings(_ -> null, new Secrets(), "test"));
        await().atMost(PATIENCE).until(() -> ran("attempts").code() == Exit.OK);
    }

    @AfterEach
    void close() throws Exception {
        daemon.close();
        simulator.close();
        vertx.close();
    }

    private Ran ran(Object... words) {
        var line = new ArrayList<>(Arrays.asList(words));
        line.add("--data");
        line.add(configuration.control());
        return Ran.crossbook(line.toArray());
    }

    private String halted() throws IOException {
        Ran ran = ran("attempts", "--json");
        assertEquals(Exit.OK, ran.code(), ran.err());
        JsonNode document = new ObjectMapper().readTree(ran.out());
        assertEquals("daemon", document.path("from").asText());
        assertEquals("paper", document.path("mode").asText());
        return document.path("halted").asText();
    }

    private void awaitHalted(String why) {
        await().atMost(PATIENCE).until(() -> halted().equals(why));
        await().atMost(PATIENCE).until(() -> Files.exists(
                configuration.control().resolve("halted")));
    }

    private void resume() throws IOException {
        // Not within the three seconds that a busy machine may need: asked again.
        await().atMost(PATIENCE).until(() -> ran("resume", "looked").code() == Exit.OK);
        assertEquals("", halted());
        await().atMost(PATIENCE).until(() -> Files.notExists(
                configuration.control().resolve("halted")));
    }

    @Test
    void each_source_halts_and_a_person_resumes() throws Exception {
        assertEquals("", halted());
        assertEquals(Exit.OK, ran("halt", "odd fills").code());
        awaitHalted("command: odd fills");
        resume();

        Path file = configuration.control().resolve("halt");
        Files.move(Files.writeString(folder.resolve("written"), "lunch"), file);
        awaitHalted("file " + file + ": lunch");
        Ran refused = ran("resume", "looked");
        assertEquals(Exit.FAILED, refused.code());
        assertTrue(refused.err().endsWith("the file " + file + " halts: take it away first\n"),
                refused.err());
        Files.delete(file);
        resume();

        String token = Files.readString(configuration.control().resolve("control.token")).strip();
        assertEquals(401, post("wrong"));
        assertEquals("", halted());
        assertEquals(200, post(token));
        assertTrue(Files.exists(configuration.control().resolve("halted")),
                "answered before it was noted");
        awaitHalted("HTTP: phone");
        assertEquals("HTTP: phone", health().path("halted").asText());
        resume();
        assertTrue(health().path("halted").isMissingNode());
        assertTrue(ran("ledger").out().matches("(?s).* UTC, earned \\S+ by trading:\n.*"),
                ran("ledger").out());
        for (String each : new String[]{"balances", "orders", "ledger"}) {
            assertFalse(ran(each).out().contains(token));
        }
    }

    private JsonNode health() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body = http.send(HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + daemon.gateway().port()
                            + "/v1/health"))
                    .build(), HttpResponse.BodyHandlers.ofString()).body();
            JsonNode trading = new ObjectMapper().readTree(body).path("trading");
            assertEquals("paper", trading.path("mode").asText(), body);
            return trading;
        }
    }

    private int post(String token) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + daemon.gateway().port()
                            + "/v1/halt?why=phone"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .header("Authorization", "Bearer " + token).build(),
                    HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    @Test
    void a_halt_outlives_a_restart_with_its_journal_and_without() throws Exception {
        assertEquals(Exit.OK, ran("halt", "odd fills").code());
        awaitHalted("command: odd fills");
        daemon.close();
        start();
        awaitHalted("command: odd fills");

        daemon.close();
        Path note = configuration.control().resolve("halted");
        Files.delete(note);
        start();
        awaitStillHalted("command: odd fills");
        Ran lost = ran("halt", "so that the note is there");
        assertEquals(Exit.OK, lost.code());
        await().atMost(PATIENCE).until(() -> Files.exists(note));
        daemon.close();
        try (var files = Files.list(journal().getParent())) {
            for (Path each : files.toList()) {
                if (each.getFileName().toString().startsWith(journal().getFileName().toString())) {
                    Files.delete(each);
                }
            }
        }
        start();
        await().atMost(PATIENCE).until(() -> halted().startsWith("halted before this start: "));
        resume();
        daemon.close();
        start();
        assertEquals("", halted());
    }

    @Test
    void a_mistake_of_ours_ends_the_loop_and_the_next_start_finds_it_halted() throws Exception {
        daemon.close();
        var failing = new Watcher() {
            @Override
            public void standing(io.crossbook.gateway.engine.Standing standing, long now) {
                throw new IllegalStateException("that cannot be");
            }
        };
        Gateway gateway = Gateway.start(configuration, null, failing,
                new Surroundings(_ -> null, new Secrets(), "test")).get(60, TimeUnit.SECONDS);
        var err = new StringWriter();
        var stop = new UntilStopped(gateway, () -> "stopped", new PrintWriter(new StringWriter()),
                new PrintWriter(err));
        stop.endsWith(gateway.ended());
        assertEquals(Exit.FAILED, stop.await());
        assertTrue(err.toString().contains("that cannot be"), err::toString);
        String note = Files.readString(configuration.control().resolve("halted"));
        assertTrue(note.contains("the loop has ended: java.lang.IllegalStateException: that"),
                note);
        start();
        await().atMost(PATIENCE).until(() -> halted().contains("the loop has ended"));
    }

    private void awaitStillHalted(String why) {
        await().atMost(PATIENCE).until(() -> halted().equals(why));
    }

    private Path journal() {
        return Path.of(configuration.journal().settings().where());
    }
}
