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
    private Path path = Path.of("");
    private Reloads reloads;

    @BeforeEach
    void a_daemon_runs() throws IOException, ConfigException {
        path = Files.writeString(folder.resolve("desk.yaml"), GOOD);
        reloads = new Reloads(ConfigFile.read(path, Dialects::of),
                fresh -> room && taken.add(fresh), registry,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
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
        assertEquals(1, reloads.reload("test").refused().size());
        room = true;
        assertEquals(List.of(), reloads.reload("test").refused());
        assertEquals(1, taken.size());
    }

    @Test
    void what_is_written_is_found_without_being_asked_for() throws IOException {
        try (Reloads watching = reloads.watching()) {
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

        assertFalse(switches.kept(settings(true, "0.003")).exchanges().getFirst().enabled());
        assertFalse(switches.kept(settings(false, "0.003")).exchanges().getFirst().enabled());
        assertTrue(switches.kept(settings(true, "0.003")).exchanges().getFirst().enabled());
    }
}
