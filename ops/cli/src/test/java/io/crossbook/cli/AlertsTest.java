package io.crossbook.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.control.Surroundings;
import io.crossbook.gateway.tape.Secrets;
import io.crossbook.gateway.web.Halting;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
              telegramUrl: http://127.0.0.1:%d
              telegramHalt: {tokenEnv: BOT_TOKEN, chats: [4711]}
            """;
    private static final String BOT = "123456789:AAsecretTokenOfABotThatNobodyHas";

    @TempDir
    private Path folder;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> beats = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> toBot = new LinkedBlockingQueue<>();
    private final List<String> ofBot = new CopyOnWriteArrayList<>();

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
        desk.createContext("/bot" + BOT + "/getUpdates", this::updates);
        desk.createContext("/bot" + BOT + "/sendMessage", asked -> {
            ofBot.add(new String(asked.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(asked, "{\"ok\":true}");
        });
        desk.setExecutor(Thread::startVirtualThread);
        desk.start();
        return desk;
    }

    /// A long poll: what was written to the bot meanwhile, or nothing.
    private void updates(HttpExchange asked) throws IOException {
        try {
            String text = toBot.poll(1, TimeUnit.SECONDS);
            answer(asked, "{\"ok\":true,\"result\":[" + (text == null
                    ? ""
                    : "{\"update_id\":7,\"message\":{\"chat\":{\"id\":4711},\"date\":"
                            + Instant.now().getEpochSecond() + ",\"text\":\"" + text + "\"}}")
                    + "]}");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange asked, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        asked.sendResponseHeaders(200, body.length);
        asked.getResponseBody().write(body);
        asked.close();
    }

    @Test
    void where_nobody_trades_nothing_is_halted_and_that_is_said() {
        assertEquals("nothing was halted: nobody trades here (mode watch)",
                Halting.said(Halting.NOBODY, "Telegram: odd fills").join());
    }

    @Test
    void a_halt_by_telegram_stops_it_and_reaches_a_webhook_and_no_address_reaches_anybody()
            throws Exception {
        HttpServer desk = desk();
        try (PracticeGround ground = new PracticeGround(folder, 7, true);
                HttpClient client = HttpClient.newHttpClient()) {
            Map<String, String> environment = new TreeMap<>(ground.accounts.environment());
            environment.put("BOT_TOKEN", BOT);
            environment.put("DESK_URL",
                    "http://127.0.0.1:" + desk.getAddress().getPort() + "/" + SECRET);
            var configuration = Configuration.parse("practice.yaml",
                    ground.text() + ALERTS.formatted(desk.getAddress().getPort()),
                    Path.of(""), Dialects::of);
            try (Daemon daemon = Daemon.start(configuration, null,
                    new Surroundings(environment::get, new Secrets(), "test"))) {
                await().atMost(PATIENCE).until(() -> !beats.isEmpty());
                toBot.add("/halt odd fills at beta");
                await().atMost(PATIENCE).until(() -> !ofBot.isEmpty());
                assertEquals(
                        "{\"chat_id\":\"4711\",\"text\":\"halted (pull 1); crossbook resume goes on\"}",
                        ofBot.getFirst());
                String halts = String.valueOf(ground.ask("halts"));
                assertTrue(halts.contains("Telegram: odd fills at beta"), halts);

                ground.ask("halt", "why", "odd fills, see http://x/" + SECRET);
                await().atMost(PATIENCE).until(() -> told("command: odd fills"));

                String url = "http://127.0.0.1:" + daemon.gateway().port();
                String told = read(client, url + "/v1/alerts");
                assertTrue(told.contains("\"cause\":\"halted\""), told);
                String counted = read(client, url + "/metrics");
                assertTrue(counted.contains("crossbook_alerts_active{cause=\"halted\"} 1"),
                        counted);
                assertFalse((told + counted + read(client, url + "/v1/configuration"))
                        .contains(BOT));
                assertFalse((told + counted + read(client, url + "/v1/configuration"))
                        .contains(SECRET));
            }
            assertTrue(told("CRITICAL halted: Telegram: odd fills at beta")
                    || told("; before it: Telegram: odd fills at beta"), messages.toString());
            assertFalse((messages + "" + ofBot).contains(SECRET), messages.toString());
            assertFalse((messages + "" + ofBot).contains(BOT), messages.toString());
        } finally {
            desk.stop(0);
        }
    }

    private boolean told(String words) {
        return messages.stream().anyMatch(each -> each.contains(words));
    }

    private static String read(HttpClient client, String url)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(),
                BodyHandlers.ofString()).body();
    }
}
