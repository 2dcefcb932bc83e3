package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.crossbook.execution.Entry;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderNews;
import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.gateway.ledger.SqlJournal;
import io.crossbook.simulator.OrderTruth;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon that trades several times a second is halted, from each side: no leg reaches an exchange any more, what is left over is given back, and so it stays.
final class HaltedDaemonTest {

    /// From the act to the pull, and from that until no leg reaches an exchange any more: 50 with `-Plong`. Else the daemon's own order of things judges and no
    /// exchange's clock: other builds may hold up the exchanges of this test.
    private static final long MOST_MILLIS = Long.getLong("crossbook.halt.millis", Long.MAX_VALUE);
    /// How often it is halted until something had to be given back; that is in every other halt so.
    private static final int TRIES = 20;
    /// A leg that is handed out later than this after the pull, by the daemon's own time, never left: the latch has nothing to wait for, but that time and the pull's are
    /// of two clocks of one machine.
    private static final long LATCHED_MILLIS = 50;
    /// How long it must stay quiet where legs left several times a second before.
    private static final long QUIET_MILLIS = 3_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(5);

    @TempDir
    private Path folder;
    private PracticeGround ground;
    /// Orders that were begun after a halt to give something back, and reached an exchange.
    private long unwinds;

    /// What halts; answers when it did it.
    private interface Source {
        long halt() throws Exception;
    }

    @BeforeEach
    void practise() throws Exception {
        ground = PracticeGround.eager(folder);
    }

    @AfterEach
    void close() throws IOException {
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
            for (int i = 0; i < TRIES && unwinds == 0; i++) {
                halted("command", () -> at(() -> ground.ask("halt", "why", "enough")));
                resume();
            }
            locked();
            // Whoever could not write is believed again only after a restart.
            assertFalse(resumed(), "resumed with a journal that has failed");
            ground.ask("halt", "why", "for good");
            daemon.kill();
        }
        assertTrue(unwinds > 0, "nothing was ever given back after a halt");

        Set<String> known = legs();
        try (Child daemon = ground.child("second")) {
            PracticeGround.url(daemon);
            JsonNode halts = ground.ask("halts");
            assertTrue(halts.path("pulled").asBoolean(), halts::toString);
            assertTrue(halts.toString().contains("halted before this start"), halts::toString);
            quiet(System.currentTimeMillis() + QUIET_MILLIS);
            assertEquals(known, legs());
            resumeUntilALegLeaves();
            assertEquals(0, daemon.end("TERM"));
        }
        flat();
    }

    /// Whoever is stopped in the middle of an attempt brings it to its end first: no leg stands alone until the next start.
    private void flat() throws TimeoutException {
        assertEquals(List.of(), Truth.against(ground.read(), ground.accounts.truths()));
    }

    /// Waits for a leg, halts, and sees that none is begun after it.
    private void halted(String name, Source source) throws Exception {
        awaitLeg();
        long acted = source.halt();
        await().atMost(PATIENCE).pollInterval(POLL)
                .until(() -> ground.ask("halts").path("pulled").asBoolean());
        JsonNode first = ground.ask("halts").path("halts").path(0);
        long pulled = Instant.parse(first.path("at").asText()).toEpochMilli();

        assertTrue(first.path("why").asText().startsWith(name), first::toString);
        await().atMost(PATIENCE).ignoreException(BadJournal.class)
                .until(() -> written().why.startsWith(name));
        quiet(System.currentTimeMillis() + QUIET_MILLIS);

        Written written = written();
        assertEquals(Set.of(), written.begun, name);
        assertEquals(Set.of(), written.handedSince, name + ": handed out after the halt");
        assertEquals(Set.of(), written.leftAfter(pulled + LATCHED_MILLIS), name);
        assertTrue(written.before.containsAll(legs()), name);
        long last = ground.legs(0).stream().mapToLong(OrderTruth::takenMillis).max().orElse(0);
        // The journal says that they were begun after the halt, the exchanges that they arrived.
        long given = ground.ends(0).stream()
                .filter(order -> written.ended.contains(order.clientId())).count();
        unwinds += given;
        System.out.println("halted by " + name + ": the latch after " + (pulled - acted)
                + " ms, the last leg " + (last - pulled) + " ms after it, " + given + " of "
                + written.ended.size() + " orders gave something back");
        assertTrue(last - pulled <= MOST_MILLIS, name);
        assertTrue(pulled - acted <= MOST_MILLIS, name);
    }

    private void awaitLeg() throws Exception {
        Set<String> known = legs();
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> !legs().equals(known));
    }

    /// The legs that exchanges have ever taken.
    private Set<String> legs() throws TimeoutException {
        return ground.legs(0).stream().map(OrderTruth::clientId).collect(Collectors.toSet());
    }

    /// What the journal says: why it halted last, the legs that were intended before, those that were intended since, those that were handed out since, and which
    /// other orders were intended since; when each leg was handed out, and which of them did not leave.
    private record Written(String why, Set<String> before, Set<String> begun,
            Set<String> handedSince, Set<String> ended, Map<String, Long> handedMillis,
            Set<String> stayed) {

        /// The legs that were handed out later than that, and left.
        Set<String> leftAfter(long millis) {
            var left = new TreeSet<String>();
            handedMillis.forEach((leg, at) -> {
                if (at > millis && !stayed.contains(leg)) {
                    left.add(leg);
                }
            });
            return left;
        }
    }

    private Written written() {
        var why = new String[]{""};
        var before = new TreeSet<String>();
        var begun = new TreeSet<String>();
        var since = new TreeSet<String>();
        var handed = new HashMap<String, Long>();
        var stayed = new TreeSet<String>();
        var ended = new TreeSet<String>();
        SqlJournal.read(ground.journal(), entry -> {
            if (entry instanceof Entry.Halted(var said, _) && why[0].isEmpty()) {
                why[0] = said;
            } else if (entry instanceof Entry.Rearmed) {
                why[0] = "";
                ended.clear();
            } else if (entry instanceof Entry.Reserved(var plan, _)) {
                plan.legs().forEach(leg -> (why[0].isEmpty() ? before : begun)
                        .add(leg.id().toString()));
            } else if (entry instanceof Entry.Acted(var id, var act, _, var at)
                    && act == OrderNews.HANDED && id.role() == OrderId.Role.LEG) {
                handed.put(id.toString(), at / 1_000_000);
                if (!why[0].isEmpty()) {
                    since.add(id.toString());
                }
            } else if (entry instanceof Entry.Told(OrderEvent.NotSent(var id, _), _)) {
                stayed.add(id.toString());
            } else if (entry instanceof Entry.Intended intended && !why[0].isEmpty()) {
                ended.add(intended.intent().id().toString());
            }
        });
        return new Written(why[0], before, begun, since, ended, handed, stayed);
    }

    /// Somebody else writes in the journal's database and does not end: nothing leaves that could not be written down, and the engine halts itself.
    private void locked() throws Exception {
        awaitLeg();
        Set<String> left;
        try (Connection other = DriverManager
                .getConnection("jdbc:sqlite:" + folder.resolve("journal.db"))) {
            other.createStatement().execute("BEGIN IMMEDIATE");
            await().atMost(PATIENCE).until(() -> ground.ask("balances").toString()
                    .contains("could not be kept"));
            left = legs();
            assertTrue(written().before.containsAll(left), left::toString);
            JsonNode halts = ground.ask("halts");
            assertTrue(halts.path("pulled").asBoolean(), halts::toString);
            assertTrue(halts.path("halts").path(0).path("why").asText()
                    .startsWith("the journal has failed: "), halts::toString);
            await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("halted")));
            other.createStatement().execute("ROLLBACK");
        }
        quiet(System.currentTimeMillis() + QUIET_MILLIS);
        assertEquals(left, legs());
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

    /// A machine that is busy may make the loop silent for so long that it halts once more.
    private void resumeUntilALegLeaves() throws Exception {
        resume();
        Set<String> known = legs();
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> {
            if (ground.ask("halts").path("pulled").asBoolean()) {
                resumed();
            }
            return !legs().equals(known);
        });
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
            Set<String> left = legs();
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
            assertEquals(left, legs());
            System.out.println("blocked: halted after " + (heard - blocked)
                    + " ms; a command answered after " + (answered - asked));
            resumeUntilALegLeaves();
        }
        flat();
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
