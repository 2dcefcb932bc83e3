package io.crossbook.gateway.alerts;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.crossbook.gateway.config.AlertSettings;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Floor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The whole of it beside an engine: what stands outside the engine is looked at too, and the configuration is checked before anything begins.
final class AlertingTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TOKEN = "123456:AAsecretTokenOfABotThatNobodyHas";

    private final Floor floor = new Floor().open();
    private final AtomicBoolean failed = new AtomicBoolean();

    private static AlertSettings settings(List<AlertSettings.Receiver> receivers, String beats,
            String halts, Map<String, Long> keys) {
        return new AlertSettings(receivers, 10, 60, beats, 60, halts,
                halts.isEmpty() ? Set.of() : Set.of("1"), "https://api.telegram.org", keys);
    }

    private static AlertSettings keys(Map<String, Long> keys) {
        return settings(List.of(), "", "", keys);
    }

    private static Alerting open(AlertSettings settings) {
        return Alerting.open(settings, Map.of("BOT", TOKEN, "BAD", "ftp://x/secretpath", "SHORT",
                "x")::get, _ -> {}, text -> text.replace(TOKEN, "***"));
    }

    private static String recent(Alerting alerting) {
        return alerting.document().path("recent").toString();
    }

    private static Set<String> causes(Alerting alerting) {
        var causes = new TreeSet<String>();
        for (JsonNode each : alerting.document().path("items")) {
            causes.add(each.path("cause").asText());
        }
        return causes;
    }

    @Test
    void a_journal_that_failed_a_key_that_ends_and_a_silent_loop_are_told_and_resolved() {
        var answers = new AtomicBoolean(true);
        Consumer<Consumer<Engine>> engine = reading -> {
            if (answers.get()) {
                synchronized (floor) {
                    reading.accept(floor.engine);
                }
            }
        };
        long soon = (Instant.now().getEpochSecond() + 86_400) * 1_000_000_000L;
        long far = soon + 365 * 86_400L * 1_000_000_000L;
        try (Alerting alerting = open(keys(Map.of("kraken", soon, "bybit", far)))) {
            failed.set(true);
            var registry = new SimpleMeterRegistry();
            alerting.begin(new Alerting.Sources(engine, failed::get, failed::get, List::of,
                    _ -> CompletableFuture.completedFuture("halted")), registry);
            alerting.watcher().alarm("Dust: 0.1 BTC; token " + TOKEN, 0);
            alerting.watcher().alarm("Halted: is seen otherwise", 0);

            await().atMost(PATIENCE).until(() -> causes(alerting)
                    .equals(Set.of("journal_failed", "key_expiring", "tape_stopped")));
            assertEquals(1, registry.get("crossbook.alerts.active").tag("cause", "key_expiring")
                    .gauge().value(), "bybit's has time");
            await().atMost(PATIENCE).until(() -> recent(alerting).contains("Dust: 0.1 BTC"));
            String recent = recent(alerting);
            assertTrue(recent.contains("Dust: 0.1 BTC; token ***"), recent);
            assertFalse(recent.contains("Halted: "), recent);

            failed.set(false);
            answers.set(false);
            await().atMost(PATIENCE)
                    .until(() -> causes(alerting).equals(Set.of("key_expiring", "loop_silent")));
            assertTrue(recent(alerting).contains("resolved"));
            answers.set(true);
            await().atMost(PATIENCE)
                    .until(() -> causes(alerting).equals(Set.of("key_expiring")));
        }
    }

    @Test
    void who_ends_by_a_mistake_says_so_although_messages_are_spaced() throws IOException {
        var heard = new CopyOnWriteArrayList<String>();
        HttpServer desk = HttpServer
                .create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        desk.createContext("/", asked -> {
            heard.add(new String(asked.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            asked.sendResponseHeaders(200, -1);
            asked.close();
        });
        desk.start();
        var receiver = new AlertSettings.Receiver("desk", AlertSettings.Kind.WEBHOOK, "DESK", "",
                "critical");
        Alerting alerting = Alerting.open(settings(List.of(receiver), "", "", Map.of()),
                Map.of("DESK", "http://127.0.0.1:" + desk.getAddress().getPort() + "/hook")::get,
                _ -> {}, text -> text.replace(TOKEN, "***"));
        try (alerting) {
            alerting.begin(new Alerting.Sources(_ -> {}, failed::get, () -> false, List::of,
                    _ -> CompletableFuture.completedFuture("halted")), new SimpleMeterRegistry());
            alerting.ended(new IllegalStateException("first"));
            await().atMost(PATIENCE).until(() -> heard.size() == 1);
            alerting.ended(new IllegalStateException("a book that cannot be; " + TOKEN));
        } finally {
            desk.stop(0);
        }
        assertTrue(heard.getLast().contains("a book that cannot be; ***: nothing unwinds"),
                heard.toString());
    }

    @Test
    void of_a_parked_attempt_only_what_says_that_it_is_parked_is_known_already() {
        List<Alert> parked = List.of(new Alert(Cause.PARKED, "attempt 2", "0.1 BTC left over",
                Alert.State.FIRING, 1, 1));
        assertTrue(Alerting.known("attempt 2: parked, still parked: 0.1 BTC; look at it", parked));
        assertTrue(Alerting.known("Halted: enough", parked), "its reasons are looked at");
        assertFalse(Alerting.known("attempt 2: parked: it has lost 60 bps of its first leg, its "
                + "stop is 50: what is left is traded away", parked));
        assertFalse(Alerting.known("attempt 21: parked, still parked: 3 ETH", parked));
        assertFalse(Alerting.known("Dust: attempts have left 1 DOGE", parked));
    }

    @Test
    void a_file_that_is_not_in_force_is_told_with_its_first_line_after_a_minute() {
        assertEquals(60_000, Cause.CONFIGURATION_REFUSED.patienceMillis());
        assertEquals(
                "what its file says is not in force, and a start by it may end with 78: exchanges.yaml:3: gateway.port",
                Alerting.refused(List.of("exchanges.yaml:3: gateway.port")).get(""));
        assertTrue(String.valueOf(Alerting.refused(List.of("a", "b", "c")).get(""))
                .endsWith("78: a (and 2 more: crossbook check)"));
        assertEquals(Map.of(), Alerting.refused(List.of()));
    }

    @Test
    @Timeout(60)
    void the_engine_never_waits_for_who_is_to_look_and_what_finds_no_place_is_counted() {
        var registry = new SimpleMeterRegistry();
        try (Alerting alerting = open(keys(Map.of()))) {
            for (int i = 0; i < 1_000; i++) {
                alerting.watcher().alarm("Dust: " + i + " BTC", 0);
            }
            alerting.begin(new Alerting.Sources(_ -> {}, () -> false, () -> false, List::of,
                    _ -> CompletableFuture.completedFuture("halted")), registry);
            assertEquals(1_000 - 256,
                    registry.get("crossbook.alerts.dropped").functionCounter().count());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "MISSING | alerts.receivers desk: the environment lacks MISSING",
            "BAD     | alerts.receivers desk: BAD holds no address such as https://hooks.example.com/… (http:// only to this machine)",
            "SHORT   | alerts.receivers desk: SHORT holds no address such as https://hooks.example.com/… (http:// only to this machine)"})
    void an_address_that_is_missing_or_none_is_told_without_being_shown(String variable,
            String words) {
        var settings = settings(List.of(new AlertSettings.Receiver("desk",
                AlertSettings.Kind.SLACK, variable, "", "warning")), "", "", Map.of());
        assertEquals(words, String.valueOf(assertThrows(IllegalStateException.class,
                () -> open(settings)).getMessage()));
    }

    @Test
    void a_token_that_is_none_and_a_heartbeat_without_address_are_told() {
        assertEquals(
                "alerts.telegramHalt: BAD holds no token of a Telegram bot such as 123456789:AA…",
                String.valueOf(assertThrows(IllegalStateException.class,
                        () -> open(settings(List.of(), "", "BAD", Map.of()))).getMessage()));
        assertEquals("alerts.heartbeat: the environment lacks NONE",
                String.valueOf(assertThrows(IllegalStateException.class,
                        () -> open(settings(List.of(), "NONE", "", Map.of()))).getMessage()));
        open(settings(List.of(new AlertSettings.Receiver("desk", AlertSettings.Kind.TELEGRAM,
                "BOT", "1", "info")), "", "BOT", Map.of())).close();
    }
}
