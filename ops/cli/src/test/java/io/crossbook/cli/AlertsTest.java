package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.control.Surroundings;
import io.crossbook.gateway.tape.Secrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person who is elsewhere hears of a halt of a practice daemon; and where they are reached stands nowhere.
final class AlertsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String SECRET = "a-path-that-nobody-may-know-4711";
    private static final String ALERTS = """

            alerts:
              receivers:
                - {name: desk, kind: webhook, urlEnv: DESK_URL, from: critical}
              heartbeat: {urlEnv: DESK_URL, everySeconds: 5}
            """;

    @TempDir
    private Path folder;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> beats = new CopyOnWriteArrayList<>();

    private HttpServer desk() throws IOException {
        HttpServer desk = HttpServer
                .create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        desk.createContext("/" + SECRET, asked -> {
            String body = new String(asked.getRequestBody().readAllBytes(),
                    StandardCharsets.UTF_8);
            (asked.getRequestMethod().equals("GET") ? beats : messages).add(body);
            asked.sendResponseHeaders(200, -1);
            asked.close();
        });
        desk.start();
        return desk;
    }

    @Test
    void a_halt_reaches_a_webhook_and_its_address_reaches_nobody() throws Exception {
        HttpServer desk = desk();
        try (PracticeGround ground = new PracticeGround(folder, 7, true);
                HttpClient client = HttpClient.newHttpClient()) {
            Map<String, String> environment = new TreeMap<>(ground.accounts.environment());
            environment.put("DESK_URL",
                    "http://127.0.0.1:" + desk.getAddress().getPort() + "/" + SECRET);
            var configuration = Configuration.parse("practice.yaml", ground.text() + ALERTS,
                    Path.of(""), Dialects::of);
            try (Daemon daemon = Daemon.start(configuration, null,
                    new Surroundings(environment::get, new Secrets(), "test"))) {
                await().atMost(PATIENCE).until(() -> !beats.isEmpty());
                ground.ask("halt", "why", "odd fills, see http://x/" + SECRET);
                await().atMost(PATIENCE).until(() -> !messages.isEmpty());

                String url = "http://127.0.0.1:" + daemon.gateway().port();
                String told = read(client, url + "/v1/alerts");
                assertTrue(told.contains("\"cause\":\"halted\""), told);
                String counted = read(client, url + "/metrics");
                assertTrue(counted.contains("crossbook_alerts_active{cause=\"halted\"} 1"),
                        counted);
                assertFalse((told + counted + read(client, url + "/v1/configuration"))
                        .contains(SECRET));
            }
            assertEquals(1, messages.size(), messages.toString());
            assertTrue(messages.getFirst().contains("CRITICAL halted: command: odd fills"),
                    messages.toString());
            assertFalse(messages.getFirst().contains(SECRET), messages.toString());
        } finally {
            desk.stop(0);
        }
    }

    private static String read(HttpClient client, String url)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(),
                BodyHandlers.ofString()).body();
    }
}
