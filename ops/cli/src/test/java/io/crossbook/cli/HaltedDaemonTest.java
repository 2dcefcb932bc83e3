package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.crossbook.simulator.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon that trades several times a second is halted, from each side: no leg reaches an exchange any more, what is left over is given back, and so it stays.
final class HaltedDaemonTest {

    /// From the pull until no leg reaches an exchange any more: 50 with `-Plong`; more where other builds hold up the exchanges of this test, which keep the time.
    private static final long MOST_MILLIS = Long.getLong("crossbook.halt.millis", 500);
    /// From what a human does to the pull, likewise.
    private static final long HEARD_MILLIS = Math.max(500, 4 * MOST_MILLIS);
    /// How long it must stay quiet where legs left several times a second before.
    private static final long QUIET_MILLIS = 2_500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(5);

    @TempDir
    private Path folder;
    private PracticeGround ground;
    private int unwinds;

    /// What halts; answers when it did it.
    private interface Source {
        long halt() throws Exception;
    }

    @BeforeEach
    void practise() throws Exception {
        ground = new PracticeGround(folder, 7, true);
        ground.inflict(Fault.of(Fault.Kind.PARTIAL_FILL).chance(400));
        // Halted for nothing but what the test does.
        ground.set("coolDownMillis", "100");
        ground.set("maxOrdersPerMinuteCount", "600");
        ground.set("maxReducingOrdersPerMinuteCount", "1200");
        ground.set("maxLossUsdt", "500");
        ground.set("maxLosingStreakCount", "50");
        ground.set("minCapturePercent", "0");
        ground.busy(300);
    }

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void whoever_halts_no_leg_leaves_any_more_but_what_is_left_over_is_given_back()
            throws Exception {
        try (Child daemon = ground.child("first")) {
            String http = PracticeGround.url(daemon);
            halted("file", () -> at(() -> Files.writeString(folder.resolve("halt"), "enough")));
            Files.delete(folder.resolve("halt"));
            resume();
            halted("signal", () -> at(() -> {
                daemon.signal("USR1");
                return "";
            }));
            resume();
            halted("command", () -> at(() -> ground.ask("halt", "why", "enough")));
            resume();
            halted("HTTP", () -> post(http));
            resume();
            locked();
            // Whoever could not write is believed again only after a restart.
            assertFalse(resumed(), "resumed with a journal that has failed");
            ground.ask("halt", "why", "for good");
            daemon.process.destroyForcibly().waitFor();
        }
        assertTrue(unwinds > 0, "nothing was ever given back after a halt");

        long restart = System.currentTimeMillis();
        try (Child daemon = ground.child("second")) {
            PracticeGround.url(daemon);
            JsonNode halts = ground.ask("halts");
            assertTrue(halts.path("pulled").asBoolean(), halts::toString);
            assertTrue(halts.toString().contains("halted before this start"), halts::toString);
            quiet(System.currentTimeMillis() + QUIET_MILLIS);
            assertEquals(List.of(), ground.legs(restart));
            resume();
            await().atMost(PATIENCE).pollInterval(POLL)
                    .until(() -> !ground.legs(restart).isEmpty());
        }
    }

    /// Waits for a leg, halts, and sees that none comes after it.
    private void halted(String name, Source source) throws Exception {
        long before = System.currentTimeMillis();
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> !ground.legs(before).isEmpty());
        long acted = source.halt();
        await().atMost(PATIENCE).pollInterval(POLL)
                .until(() -> ground.ask("halts").path("pulled").asBoolean());
        JsonNode first = ground.ask("halts").path("halts").path(0);
        long pulled = Instant.parse(first.path("at").asText()).toEpochMilli();

        assertTrue(first.path("why").asText().startsWith(name), first::toString);
        assertTrue(pulled - acted <= HEARD_MILLIS, () -> name + " took " + (pulled - acted));
        quiet(pulled + QUIET_MILLIS);
        assertEquals(List.of(), ground.legs(pulled + MOST_MILLIS), name);
        unwinds += ground.ends(pulled).size();
        System.out.println("halted by " + name + ": the latch after " + (pulled - acted)
                + " ms, " + ground.ends(pulled).size() + " orders gave something back");
    }

    /// Somebody else writes in the journal's database and does not end: nothing leaves that could not be written down, and the engine halts itself.
    private void locked() throws Exception {
        long before = System.currentTimeMillis();
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> !ground.legs(before).isEmpty());
        long locked;
        try (Connection other = DriverManager
                .getConnection("jdbc:sqlite:" + folder.resolve("journal.db"))) {
            other.createStatement().execute("BEGIN IMMEDIATE");
            locked = System.currentTimeMillis();
            await().atMost(PATIENCE).until(() -> ground.ask("balances").toString()
                    .contains("could not be kept"));
            assertEquals(List.of(), ground.legs(locked + MOST_MILLIS));
            JsonNode halts = ground.ask("halts");
            assertTrue(halts.path("pulled").asBoolean(), halts::toString);
            assertTrue(halts.path("halts").path(0).path("why").asText()
                    .startsWith("the journal has failed: "), halts::toString);
            await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("halted")));
            other.createStatement().execute("ROLLBACK");
        }
        quiet(System.currentTimeMillis() + QUIET_MILLIS);
        assertEquals(List.of(), ground.legs(locked + MOST_MILLIS));
    }

    private static long at(Callable<?> act) throws Exception {
        long now = System.currentTimeMillis();
        act.call();
        return now;
    }

    /// Not without the token.
    private long post(String http) throws Exception {
        String token = Files.readString(folder.resolve("control.token")).strip();
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create(http + "/v1/halt?why=enough");
            var nothing = HttpRequest.BodyPublishers.noBody();
            var refused = client.send(HttpRequest.newBuilder(uri).POST(nothing).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(401, refused.statusCode(), refused::body);
            long now = System.currentTimeMillis();
            var halted = client.send(HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + token).POST(nothing).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, halted.statusCode(), halted::body);
            return now;
        }
    }

    private boolean resumed() throws IOException {
        return ground.ask("resume", "why", "the test goes on", "pull",
                ground.ask("halts").path("pull").asLong()).path("resumed").asBoolean();
    }

    private void resume() throws IOException {
        await().atMost(PATIENCE).until(this::resumed);
        assertFalse(ground.ask("halts").path("pulled").asBoolean());
    }

    private static void quiet(long untilMillis) {
        await().atMost(PATIENCE).until(() -> System.currentTimeMillis() > untilMillis);
    }

    @Test
    void a_blocked_loop_is_halted_by_the_watch_and_by_whoever_wants_to() throws Exception {
        var free = new CountDownLatch(1);
        try (Daemon daemon = ground.daemon(null)) {
            await().atMost(PATIENCE).pollInterval(POLL).until(() -> !ground.legs(0).isEmpty());
            long blocked = System.currentTimeMillis();
            daemon.gateway().onEngine(_ -> wait(free));
            await().atMost(PATIENCE).pollInterval(POLL)
                    .until(() -> Files.exists(folder.resolve("halted")));
            long heard = System.currentTimeMillis();
            JsonNode halts = ground.ask("halts");
            assertTrue(halts.toString().contains("the loop has been silent"), halts::toString);

            long asked = System.currentTimeMillis();
            JsonNode answer = ground.ask("halt", "why", "I do not trust it");
            long answered = System.currentTimeMillis();
            post("http://127.0.0.1:" + daemon.gateway().port());
            free.countDown();
            quiet(System.currentTimeMillis() + QUIET_MILLIS);

            assertEquals(2, answer.path("halts").size(), answer::toString);
            assertEquals(3, ground.ask("halts").path("halts").size());
            assertEquals(List.of(), ground.legs(heard));
            System.out.println("blocked: halted after " + (heard - blocked)
                    + " ms; a command answered after " + (answered - asked));
            resume();
            await().atMost(PATIENCE).pollInterval(POLL)
                    .until(() -> !ground.legs(heard).isEmpty());
        }
    }

    private static void wait(CountDownLatch free) {
        try {
            if (!free.await(PracticeGround.SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody freed the loop");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
