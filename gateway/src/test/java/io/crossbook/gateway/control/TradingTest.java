package io.crossbook.gateway.control;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.ApiKey;
import io.crossbook.exchanges.Dialects;
import io.crossbook.execution.Entry;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.ledger.BadJournal;
import io.crossbook.gateway.ledger.SqlJournal;
import io.crossbook.gateway.live.LivePaper;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Decider;
import io.crossbook.gateway.loop.Loop;
import io.crossbook.gateway.loop.Recorder;
import io.crossbook.gateway.tape.Secrets;
import io.crossbook.gateway.wire.Latch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a daemon that trades is refused before anything is connected.
final class TradingTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String KEY = "a-key-of-ours-at-bybit";
    private static final String SECRET = "and-its-secret-which-stays-here";
    private static final String LIVE = """
            mode: live
            live: true
            exchanges:
              bybit:
                listings: [BTC/USDT]
                takerFee: 0.001
                makerFee: 0.001
                account: {keyEnv: BYBIT_KEY, secretEnv: BYBIT_SECRET, live: true}
            """;

    @TempDir
    private Path folder;
    private final Map<String, String> environment = new HashMap<>(
            Map.of("BYBIT_KEY", KEY, "BYBIT_SECRET", SECRET));

    private Configuration configuration(String text) throws Exception {
        return Configuration.parse("exchanges.yaml", text, folder, Dialects::of);
    }

    private void opens(Configuration configuration, String build) {
        open(configuration, build).close();
    }

    private String refusal(Configuration configuration) {
        String refusal = String.valueOf(assertThrows(IllegalStateException.class,
                () -> opens(configuration, "a build")).getMessage());
        assertFalse(refusal.contains(KEY) || refusal.contains(SECRET), refusal);
        return refusal;
    }

    @Test
    void real_money_is_not_traded_with_before_the_check_has_passed_for_this_file_key_and_build()
            throws Exception {
        Configuration live = configuration(LIVE);
        assertEquals("mode is live, and nothing is traded: `crossbook check --live` has not passed:"
                + " there is no " + LivePaper.at(live.control()), refusal(live));

        var key = new ApiKey(ApiKey.Kind.SHA256, KEY, SECRET);
        Instant now = Instant.now();
        LivePaper.of(live.sum(), Map.of("bybit", key), "a build", now).keep(live.control());
        opens(live, "a build");

        assertTrue(refusal(configuration(LIVE + "\n")).contains("another configuration"));
        LivePaper.of(live.sum(), Map.of("bybit", key), "a build", now.minus(Duration.ofDays(8)))
                .keep(live.control());
        assertTrue(refusal(live).contains("good for seven days"));
        LivePaper.of(live.sum(), Map.of("bybit", key), "another build", now).keep(live.control());
        assertTrue(refusal(live).contains("another build"));
        LivePaper.of(live.sum(),
                Map.of("bybit", new ApiKey(ApiKey.Kind.SHA256, "another", SECRET)), "a build",
                now).keep(live.control());
        assertTrue(refusal(live).contains("other keys"));
    }

    /// An open order and a missing leg wait for no paper: what was begun before is brought to its end, and nothing new is begun.
    @Test
    void who_has_begun_before_comes_back_without_a_good_paper_and_only_reduces() throws Exception {
        Configuration live = configuration(LIVE);
        var key = new ApiKey(ApiKey.Kind.SHA256, KEY, SECRET);
        LivePaper.of(live.sum(), Map.of("bybit", key), "a build", Instant.now())
                .keep(live.control());
        try (Trading first = open(live, "a build")) {
            assertEquals("", first.against());
            first.chronicle().append(List.of(new Entry.Booted(1, "a build",
                    SqlJournal.configuration(Mode.LIVE, live.sum()), 1)));
        }

        try (Trading second = open(live, "another build")) {
            assertEquals("mode is live, and only what was begun before is brought to its end: "
                    + LivePaper.at(live.control()) + " is of another build: `crossbook check"
                    + " --live` again, then `crossbook resume`", second.against());
            LivePaper.of(live.sum(), Map.of("bybit", key), "another build", Instant.now())
                    .keep(live.control());
            assertEquals("", second.against(), "a human has checked, and may resume");
        }
    }

    /// It halts before anything can be begun, and says why and what to do.
    @Test
    void who_comes_back_unchecked_is_halted() throws Exception {
        Configuration live = configuration(LIVE);
        var key = new ApiKey(ApiKey.Kind.SHA256, KEY, SECRET);
        LivePaper.of(live.sum(), Map.of("bybit", key), "a build", Instant.now())
                .keep(live.control());
        try (Trading first = open(live, "a build")) {
            first.chronicle().append(List.of(new Entry.Booted(1, "a build",
                    SqlJournal.configuration(Mode.LIVE, live.sum()), 1)));
        }
        try (var loop = new Loop(Clock.system(), Recorder.NONE, new SimpleMeterRegistry());
                Trading second = open(live, "another build")) {
            loop.start(new Decider() {
                @Override
                public void accept(long now, Input input) {}

                @Override
                public long nextDeadline() {
                    return NEVER;
                }
            });
            second.begin(loop.inbox(), () -> 0, new ToldEngine(new Latch()));
            String note = Files.readString(live.control().resolve(Halts.FILE));
            assertTrue(note.contains("is of another build: `crossbook check --live` again, then"
                    + " `crossbook resume`"), note);
            second.closeControl();
        }
    }

    /// The latch does not wait for anything that comes after it, least of all for an engine that has been told to begin.
    @Test
    void it_is_halted_before_the_engine_is_told_to_begin() throws Exception {
        Configuration live = configuration(LIVE);
        LivePaper.of(live.sum(), Map.of("bybit", new ApiKey(ApiKey.Kind.SHA256, KEY, SECRET)),
                "a build", Instant.now()).keep(live.control());
        try (Trading first = open(live, "a build")) {
            first.chronicle().append(List.of(new Entry.Booted(1, "a build",
                    SqlJournal.configuration(Mode.LIVE, live.sum()), 1)));
        }
        try (var loop = new Loop(Clock.system(), Recorder.NONE, new SimpleMeterRegistry());
                Trading second = open(live, "another build")) {
            while (loop.inbox().reserve()) {
                // the engine cannot be told anything
            }
            assertThrows(IOException.class, () -> second.begin(loop.inbox(), () -> 0,
                    new ToldEngine(new Latch())));
            String note = Files.readString(live.control().resolve(Halts.FILE));
            assertTrue(note.contains("is of another build"), note);
            second.closeControl();
        }
    }

    private Trading open(Configuration configuration, String build) {
        return Trading.open(configuration,
                new Surroundings(environment::get, new Secrets(), build), Clock.system());
    }

    @Test
    void a_key_that_is_missing_or_too_short_to_be_hidden_ends_the_start() throws Exception {
        Configuration live = configuration(LIVE);
        environment.remove("BYBIT_SECRET");
        assertEquals("bybit: mode is live, and the environment lacks BYBIT_SECRET", refusal(live));
        environment.put("BYBIT_SECRET", "short");
        assertTrue(refusal(live).startsWith("bybit: BYBIT_SECRET holds a secret of 5 characters"));
    }

    @Test
    void a_journal_has_one_owner_and_one_mode() throws Exception {
        Configuration paper = configuration(LIVE.replace("mode: live\nlive: true", "mode: paper")
                .replace(", live: true", ""));
        Trading first = Trading.open(paper, Surroundings.of(""), Clock.system());
        assertThrows(BadJournal.class, () -> opens(paper, ""));
        first.close();
        opens(paper, "");
    }

    private Configuration onPaper() throws Exception {
        return configuration(LIVE.replace("mode: live\nlive: true", "mode: paper")
                .replace(", live: true", "") + "journal: {patienceMillis: 100}\n");
    }

    /// Somebody else writes in the journal's database, and does not end.
    private Connection lock(Configuration configuration) throws SQLException {
        Connection other = DriverManager.getConnection(
                "jdbc:sqlite:" + configuration.journal().settings().path());
        other.createStatement().execute("BEGIN IMMEDIATE");
        return other;
    }

    @Test
    void a_journal_that_fails_pulls_the_latch_and_is_noted_though_the_loop_stands_still()
            throws Exception {
        Configuration paper = onPaper();
        var heard = new CopyOnWriteArrayList<Input>();
        var free = new CountDownLatch(1);
        Trading trading = Trading.open(paper, Surroundings.of(""), Clock.system());
        try (var loop = new Loop(Clock.system(), Recorder.NONE, new SimpleMeterRegistry())) {
            loop.start(hearing(heard));
            loop.run(() -> wait(free));
            trading.begin(loop.inbox(), () -> 0, new ToldEngine(new Latch()));
            Latch latch = trading.keyring().latch();
            assertFalse(latch.pulled());
            try (Connection _ = lock(paper)) {
                trading.chronicle().append(List.of(new Entry.Booted(1, "b", "paper:c", 0)));
                await().atMost(PATIENCE).until(latch::pulled);
                await().atMost(PATIENCE)
                        .until(() -> Files.exists(paper.control().resolve(Halts.FILE)));
            }
            String noted = Files.readString(paper.control().resolve(Halts.FILE));
            assertTrue(noted.contains("the journal has failed: ")
                    && noted.contains("could not be kept"), noted);

            assertEquals(List.of(), heard, "the loop was not blocked");
            free.countDown();
            await().atMost(PATIENCE)
                    .until(() -> heard.stream().anyMatch(Input.Command.class::isInstance));
            assertTrue(
                    heard.stream().anyMatch(
                            each -> each instanceof Input.Trading(Input.News.JournalFailed _)),
                    heard.toString());
            assertTrue(heard.stream().anyMatch(
                    each -> each instanceof Input.Command(Input.Wish.Halt(String why, long pull))
                            && pull == 1
                            && why.startsWith("the journal has failed: ")),
                    heard.toString());
        } finally {
            trading.closeControl();
            trading.close();
        }
    }

    @Test
    void a_journal_that_had_failed_before_it_began_is_a_halt_too() throws Exception {
        Configuration paper = onPaper();
        Trading trading = Trading.open(paper, Surroundings.of(""), Clock.system());
        try (var loop = new Loop(Clock.system(), Recorder.NONE, new SimpleMeterRegistry());
                Connection _ = lock(paper)) {
            loop.start(hearing(new CopyOnWriteArrayList<>()));
            trading.chronicle().append(List.of(new Entry.Booted(1, "b", "paper:c", 0)));
            await().atMost(PATIENCE).until(trading::failed);
            trading.begin(loop.inbox(), () -> 0, new ToldEngine(new Latch()));
            assertTrue(trading.keyring().latch().pulled());
        } finally {
            trading.closeControl();
            trading.close();
        }
    }

    @Test
    void what_the_engine_halts_for_by_itself_stops_at_the_socket_too() throws Exception {
        Trading trading = Trading.open(onPaper(), Surroundings.of(""), Clock.system());
        try (var loop = new Loop(Clock.system(), Recorder.NONE, new SimpleMeterRegistry())) {
            loop.start(hearing(new CopyOnWriteArrayList<>()));
            trading.begin(loop.inbox(), () -> 0, new ToldEngine(new Latch()));
            trading.watcher().halted("the gate has failed", 1);
            assertTrue(trading.keyring().latch().pulled());
        } finally {
            trading.closeControl();
            trading.close();
        }
    }

    private static void wait(CountDownLatch free) {
        try {
            free.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Decider hearing(List<Input> heard) {
        return new Decider() {
            @Override
            public void accept(long at, Input input) {
                heard.add(input);
            }

            @Override
            public long nextDeadline() {
                return NEVER;
            }
        };
    }
}
