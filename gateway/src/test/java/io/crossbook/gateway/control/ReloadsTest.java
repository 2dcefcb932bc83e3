package io.crossbook.gateway.control;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.ConfigFile;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon takes over what its file says, or says why not.
final class ReloadsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String GOOD = """
            exchanges:
              kraken:
                enabled: true
                listings: [BTC/USDT]
                takerFee: 0.004
                makerFee: 0.0025
            """;

    @TempDir
    private Path folder = Path.of("");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Configuration> taken = Collections.synchronizedList(new ArrayList<>());
    private boolean room = true;
    /// Done while the engine answers at once.
    private CompletableFuture<Boolean> engine = CompletableFuture.completedFuture(true);
    private Path path = Path.of("");
    private Reloads reloads;

    @BeforeEach
    void a_daemon_runs() throws IOException, ConfigException {
        path = Files.writeString(folder.resolve("desk.yaml"), GOOD);
        reloads = new Reloads(ConfigFile.read(path, Dialects::of), this::takes,
                Duration.ofMillis(1), registry, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    private CompletableFuture<?> takes(Configuration fresh) {
        return room
                ? engine.thenApply(_ -> taken.add(fresh))
                : CompletableFuture
                        .failedFuture(new IllegalStateException("the engine's inbox is full"));
    }

    private double counted(String outcome) {
        return registry.counter("crossbook.configuration.reloads", "outcome", outcome).count();
    }

    private double refused() {
        return registry.get("crossbook.configuration.refused").gauge().value();
    }

    @Test
    void a_good_file_is_in_force_and_a_bad_one_says_why_not() throws IOException {
        Files.writeString(path, GOOD.replace("0.004", "0.003"));
        assertEquals(List.of(), reloads.reload("test").refused());
        assertEquals(1, taken.size());
        String sum = reloads.state().sum();

        Files.writeString(path, GOOD.replace("0.004", "0.3 %"));
        assertEquals(List.of(path
                + ":5: exchanges.kraken.takerFee is \"0.3 %\": a fraction such as 0.004, below 0.05, is wanted; did you mean 0.003?"),
                reloads.reload("test").refused());
        assertEquals(sum, reloads.state().sum());
        assertEquals(1, taken.size());
        assertEquals(1, refused());

        Files.writeString(path, GOOD.replace("0.004", "0.003"));
        assertEquals(List.of(), reloads.reload("test").refused());
        assertEquals(1, taken.size(), "it is in force already");
        assertEquals(0, refused());
        assertEquals(1, counted("taken"));
        assertEquals(1, counted("refused"));
    }

    @Test
    void where_the_engine_has_no_room_it_is_tried_again() throws IOException {
        room = false;
        Files.writeString(path, GOOD.replace("0.004", "0.003"));
        assertEquals(List.of(path + ": the engine's inbox is full: it is tried again"),
                reloads.reload("test").refused());
        room = true;
        assertEquals(List.of(), reloads.reload("test").refused());
        assertEquals(1, taken.size());
    }

    @Test
    void what_is_written_is_found_without_being_asked_for() throws IOException {
        try (Reloads watching = reloads.watching(false)) {
            Files.writeString(path, GOOD.replace("0.004", "0.003"));
            await().atMost(PATIENCE).until(() -> taken.size() == 1);
            Files.writeString(path, GOOD + "nonsense");
            await().atMost(PATIENCE).until(() -> !watching.state().refused().isEmpty());
            Files.writeString(path, GOOD);
            await().atMost(PATIENCE).until(() -> taken.size() == 2);
            assertEquals(List.of(), watching.state().refused());
            Files.delete(path);
            await().atMost(PATIENCE).until(() -> !watching.state().refused().isEmpty());
        }
    }

    private static Settings settings(boolean enabled, String fee) throws ConfigException {
        return Configuration.parse("desk.yaml", GOOD.replace("true", Boolean.toString(enabled))
                .replace("0.004", fee), Path.of("/"), Dialects::of).settings();
    }

    @Test
    void what_a_person_switched_off_no_file_switches_on_by_the_way() throws ConfigException {
        var switches = new Switches(settings(true, "0.004"));
        switches.wished("kraken", false);

        assertFalse(followed(switches, settings(true, "0.003")));
        assertFalse(followed(switches, settings(false, "0.003")));
        assertTrue(followed(switches, settings(true, "0.003")));
    }

    @Test
    void a_file_that_did_not_come_into_force_changes_no_persons_word() throws ConfigException {
        var switches = new Switches(settings(true, "0.004"));
        switches.wished("kraken", false);
        switches.kept(settings(false, "0.004"));

        assertFalse(followed(switches, settings(true, "0.003")));
    }

    private static boolean followed(Switches switches, Settings fresh) {
        boolean enabled = switches.kept(fresh).exchanges().getFirst().enabled();
        switches.follow(fresh);
        return enabled;
    }

    @Test
    void what_the_engine_has_not_taken_is_not_in_force_and_no_other_file_goes_before_it()
            throws IOException {
        engine = new CompletableFuture<>();
        Files.writeString(path, GOOD.replace("0.004", "0.003"));
        Reloads.State state = reloads.reload("test");
        String first = state.sum();
        assertTrue(state.unanswered());
        assertEquals(List.of(path + ": the engine has not answered for 1 ms (its loop is blocked"
                + " or has ended): this is not in force, and will be as soon as it answers"),
                state.refused());
        assertEquals(0, counted("taken"));
        assertEquals(1, refused());

        Files.writeString(path, GOOD.replace("0.004", "0.002"));
        assertTrue(reloads.reload("test").unanswered());
        assertEquals(first, reloads.state().sum());
        assertEquals(4_000_000, fee(reloads.running()));

        engine.complete(true);
        state = reloads.reload("test");
        assertFalse(state.unanswered());
        assertEquals(List.of(), state.refused());
        assertEquals(List.of(3_000_000L, 2_000_000L), taken.stream().map(ReloadsTest::fee)
                .toList(), "each once, in their order");
        assertEquals(2_000_000, fee(reloads.running()));
        assertEquals(2, counted("taken"));
    }

    private static long fee(Configuration configuration) {
        return configuration.settings().exchanges().getFirst().takerFee();
    }
}
