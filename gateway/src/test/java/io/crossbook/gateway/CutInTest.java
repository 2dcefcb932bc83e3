package io.crossbook.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.ListingBook;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.config.GatewaySettings;
import io.crossbook.gateway.config.TapeKeeping;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Past;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.engine.Watchers;
import io.crossbook.gateway.tape.Checkpoint;
import io.crossbook.gateway.tape.Pace;
import io.crossbook.gateway.tape.Player;
import io.crossbook.gateway.tape.Replay;
import io.crossbook.gateway.tape.Secrets;
import io.crossbook.gateway.tape.TapeAlarms;
import io.crossbook.gateway.tape.TapeReader;
import io.crossbook.gateway.tape.TapeSettings;
import io.crossbook.gateway.tape.TapeWriter;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The daemon records what two exchanges show; whoever begins at a later segment of its tape goes on as it did, by the checkpoint that the daemon gave.
final class CutInTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int SEGMENT_BYTES = 16 << 10;
    private static final int ROUNDS = 3;
    private static final int EACH = 3;

    @TempDir
    private Path folder = Path.of("");

    private final Vertx vertx = Vertx.vertx();
    private final ToldExchange east = new ToldExchange(vertx, "east");
    private final ToldExchange west = new ToldExchange(vertx, "west");
    private final Semaphore updates = new Semaphore(0);
    private final Told live = new Told() {
        @Override
        public void book(ListingBook book, BookUpdate update, long now) {
            updates.release();
        }
    };
    private final List<Opportunity> told = live.opportunities;

    @AfterEach
    void close() {
        east.close();
        west.close();
        vertx.close();
        live.addsUp();
    }

    private Configuration configuration() {
        var patient = new DetectorSettings(0, 5_000_000, PATIENCE.toNanos(), PATIENCE.toNanos(), 0,
                5_000, 10);
        return new Configuration(
                new Settings(List.of(east.settings(), west.settings()), patient, 0, List.of(),
                        List.of()),
                new GatewaySettings("127.0.0.1", 0, 10, 10, 1 << 20, List.of()),
                new TapeKeeping(false, Path.of(""), 1, 2, 1, false));
    }

    private TapeWriter tape() throws IOException {
        return TapeWriter.open(new TapeSettings(folder, SEGMENT_BYTES, 3_600_000_000_000L, 0, 0,
                1_000_000, 1 << 20, false, 0, TapeSettings.OnDiskFull.GO_ON), "test",
                new Secrets(), TapeAlarms.NONE);
    }

    /// Shows a book, and waits until the engine has taken it.
    private void shows(ToldExchange exchange, String bid, String bidSize, String ask)
            throws InterruptedException {
        exchange.shows(bid, bidSize, ask, "1");
        assertTrue(updates.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS),
                "no book was taken");
    }

    private void quiet() throws InterruptedException {
        shows(east, "100.0", "1", "100.1");
        shows(west, "100.0", "1", "100.1");
    }

    /// West pays more than east asks, pays for more, and no more.
    private void dislocates() throws InterruptedException {
        shows(west, "101.5", "0.5", "101.6");
        shows(west, "101.5", "0.9", "101.6");
        quiet();
    }

    private List<Path> segments() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".tape")).sorted().toList();
        }
    }

    /// Waits until the tape has all that was decided on: what a slow disk leaves waiting would fill the next segment, which then begins in the
    /// midst of what is told.
    private static void caughtUp(Gateway gateway, TapeWriter tape) {
        var decided = new CompletableFuture<Long>();
        gateway.onEngine(engine -> decided.complete(engine.inputs()));
        long inputs = decided.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1))
                .until(() -> tape.stats().inputs() >= inputs);
    }

    /// In quiet times a segment begins: its number. Both books are shown once more then.
    private int awaitSegment(Gateway gateway, TapeWriter tape)
            throws IOException, InterruptedException {
        caughtUp(gateway, tape);
        int before = segments().size();
        int now = before;
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (now == before) {
            assertTrue(System.nanoTime() < giveUp, "no segment begins");
            quiet();
            caughtUp(gateway, tape);
            now = segments().size();
        }
        quiet();
        return now;
    }

    /// What was told from a place on the tape on, and what is remembered at the end.
    private record Heard(List<Opportunity> told, Past past) {}

    private Heard played(int segment, Replay.Mode mode) throws IOException {
        Path rest = Files.createDirectory(folder.resolve("from " + segment + " " + mode));
        for (Path file : segments().subList(segment - 1, segments().size())) {
            Files.copy(file, rest.resolve(file.getFileName()));
        }
        try (var reader = TapeReader.open(rest)) {
            var replay = new Replay(reader, mode, Pace.FULL);
            var player = new Resumed(replay);
            Replay.Outcome outcome = replay.play(player);
            assertTrue(outcome.whole(), outcome.toString());
            return new Heard(player.told, player.engine().desk().past());
        }
    }

    /// An engine that begins where a tape does.
    private static final class Resumed implements Player, Watcher {
        private final Replay replay;
        private final List<Opportunity> told = new ArrayList<>();
        private @Nullable Engine engine;

        Resumed(Replay replay) {
            this.replay = replay;
        }

        Engine engine() {
            return Objects.requireNonNull(engine);
        }

        @Override
        public void start(Checkpoint checkpoint) {
            engine = new Engine(Dialects::of, checkpoint.settings(), replay.effects(),
                    new Watchers(replay.watcher(), this));
            checkpoint.tell(engine);
        }

        @Override
        public void accept(long now, Input input) {
            engine().accept(now, input);
        }

        @Override
        public void opportunity(Opportunity opportunity, long now) {
            told.add(opportunity);
        }
    }

    private static void same(List<Opportunity> expected, List<Opportunity> found) {
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            assertEquals(expected.get(i), found.get(i));
        }
        assertEquals(expected.size(), found.size());
    }

    @Test
    void who_begins_at_a_later_segment_tells_the_same_under_the_same_ids() throws Exception {
        // What had been told when a segment began.
        Map<Integer, Integer> begun = new TreeMap<>(Map.of(1, 0));
        var past = new CompletableFuture<Past>();
        TapeWriter tape = tape();
        try (Gateway gateway = Gateway.start(configuration(), tape, live).get(20,
                TimeUnit.SECONDS)) {
            await().atMost(PATIENCE).until(() -> east.hasSubscriber() && west.hasSubscriber());
            for (int round = 0; round < ROUNDS; round++) {
                begun.put(awaitSegment(gateway, tape), told.size());
                for (int i = 0; i < EACH; i++) {
                    dislocates();
                }
            }
            quiet();
            gateway.onEngine(engine -> past.complete(engine.desk().past()));
            past.get(60, TimeUnit.SECONDS);
        }

        Past known = past.join();
        assertEquals(ROUNDS * EACH, known.told());
        assertEquals(3 * ROUNDS * EACH, told.size(), told::toString);
        assertEquals(1 + ROUNDS, begun.size());
        same(told, played(1, Replay.Mode.AUDIT).told());
        for (Map.Entry<Integer, Integer> from : begun.entrySet()) {
            Heard heard = played(from.getKey(), Replay.Mode.WHAT_IF);
            same(told.subList(from.getValue(), told.size()), heard.told());
            assertEquals(known, heard.past());
        }
    }
}
