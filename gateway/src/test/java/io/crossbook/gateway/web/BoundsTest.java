package io.crossbook.gateway.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How much a client may ask for, and what it hears when it asks for more.
@Timeout(240)
final class BoundsTest extends Served {

    private static final String BOTH = "{\"exchange\":\"north\",\"dataTypes\":[\"book_change\",\"trade\"]}";

    /// Why a handshake is refused: the status, and the detail of the problem.
    private List<Object> refusal(String path, @Nullable String origin) throws Exception {
        var options = new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port())
                .setURI(path);
        if (origin != null) {
            options.addHeader("Origin", origin);
        }
        try {
            client.connect(options).toCompletionStage().toCompletableFuture().get(60,
                    TimeUnit.SECONDS).close();
            return List.of(101, "");
        } catch (ExecutionException e) {
            assertTrue(e.getCause() instanceof UpgradeRejectedException, e.toString());
            var rejected = (UpgradeRejectedException) e.getCause();
            return List.of(rejected.getStatus(),
                    new JsonObject(rejected.getBody()).getString("detail"));
        }
    }

    @Test
    void one_client_too_many_is_refused_until_another_leaves() throws Exception {
        restart(settings(2, 10, 1 << 20, 20_000));
        var messages = new CopyOnWriteArrayList<JsonObject>();
        ClientWebSocket first = connect("/v1/stream", messages);
        connect(normalizedPath(BOTH), messages);

        assertEquals(List.of(503,
                "2 clients are connected, and no more are served (gateway.maxClients)"),
                refusal("/v1/stream", null));
        assertEquals(200, get("/v1/tops").statusCode());

        first.close();
        await().until(() -> refusal("/v1/stream", null).equals(List.of(101, "")));
    }

    @Test
    void a_subscription_too_many_is_refused_and_the_others_go_on() throws Exception {
        restart(settings(2, 1, 1 << 20, 20_000));
        List<JsonObject> heard = listen("/v1/stream", "{\"subscribe\":[\"top\",\"opportunity\"]}");

        await().until(() -> heard.size() >= 2);

        assertTrue(heard.stream().anyMatch(message -> "top".equals(message.getString("topic"))));
        assertTrue(heard.contains(new JsonObject().put("error",
                "topic 'opportunity' is refused: 1 are all that one client may have")),
                heard::toString);
    }

    @Test
    void too_many_listings_and_data_types_are_refused_as_a_whole() throws Exception {
        restart(settings(2, 3, 1 << 20, 20_000));
        List<JsonObject> few = normalized("[" + BOTH + "]");
        await().until(() -> few.size() == 1);

        List<JsonObject> many = normalized(
                "[" + BOTH + "," + BOTH.replace("north", "south") + "]");

        await().until(() -> many.size() == 1);
        assertEquals(new JsonObject().put("closed", 1008).put("why",
                "4 topics (listings times data types) are asked for; 3 are all that one client may have"),
                many.getFirst());
    }

    @Test
    void a_reader_that_is_too_slow_is_cut_with_a_reason_and_the_others_hear_everything()
            throws Exception {
        restart(settings(2, 10, 65_536, 20_000));
        var slowHeard = new CopyOnWriteArrayList<JsonObject>();
        changesWhilePaused(slowHeard);

        await().until(() -> slowHeard.getLast().containsKey("closed"));
        assertEquals(new JsonObject().put("closed", 1008).put("why",
                "too slow: more than 65536 bytes wait"), slowHeard.getLast());
        assertTrue(slowHeard.size() < 29_000, slowHeard.size() + " messages");
    }

    @Test
    void a_mistake_of_ours_ends_who_reads_what_cannot_be_told_and_nobody_else() throws Exception {
        List<JsonObject> other = normalized(BOTH);
        List<JsonObject> unlucky = normalized(
                "{\"exchange\":\"north\",\"dataTypes\":[\"book_snapshot_2_grouped0.00000001_0ms\"]}");
        await().until(() -> other.size() == 1 && unlucky.size() == 1);
        says(1, "change BTCUSD 8 0 ask 93000000000 1"); // at eight decimals more digits than fixed point has
        says(1, "change BTCUSD 9 0 bid 100 7");

        await().until(() -> unlucky.size() == 2 && other.size() == 3);
        assertEquals(
                new JsonObject().put("closed", 1011).put("why",
                        "a mistake of ours, which the log of the daemon has"),
                unlucky.getLast());
    }

    @Test
    void a_reader_that_catches_up_within_its_bound_hears_everything() throws Exception {
        restart(settings(2, 10, 32 << 20, 20_000));
        var slowHeard = new CopyOnWriteArrayList<JsonObject>();
        changesWhilePaused(slowHeard);

        await().until(() -> slowHeard.size() == 30_001);
    }

    /// 30,000 changes go by while one reader does not read and another does, before who was let go is cut off; then it goes on.
    private void changesWhilePaused(List<JsonObject> slowHeard) throws Exception {
        ClientWebSocket slow = connect(normalizedPath(BOTH), slowHeard);
        await().until(() -> slowHeard.size() == 1);
        slow.pause();
        List<JsonObject> heard = normalized(BOTH);
        await().until(() -> heard.size() == 1);
        changes(30_000, heard);
        slow.resume();
    }

    /// So many changes, more than the kernel keeps for a reader by itself; no more at a time than another reader keeps up with.
    private void changes(int count, List<JsonObject> heard) {
        for (int i = 1; i <= count; i++) {
            says(1, "change BTCUSD " + (7 + i) + " 1700000000123 bid 100 " + (1 + i % 90)
                    + " ask 101 " + (1 + i % 80));
            if (i % 1_000 == 0) {
                int sent = i;
                await().pollInterval(Duration.ofMillis(5))
                        .until(() -> heard.size() == sent + 1);
            }
        }
    }

    @Test
    void a_page_from_elsewhere_is_refused_unless_its_origin_is_allowed() throws Exception {
        assertEquals(List.of(403, "Origin 'https://evil.example.com' may not read this"),
                refusal("/v1/stream", "https://evil.example.com"));
        assertEquals(List.of(403, "Origin 'https://desk.example.com:8443' may not read this"),
                refusal("/v1/stream", "https://desk.example.com:8443"));
        assertEquals(List.of(403, "Origin 'http://desk.example.com' may not read this"),
                refusal(normalizedPath(BOTH), "http://desk.example.com"));
        assertEquals(List.of(101, ""), refusal("/v1/stream", "https://desk.example.com"));
        assertEquals(List.of(101, ""), refusal("/v1/stream", "http://wall.example.com"));
        assertEquals(200,
                get("/v1/tops", "Origin", "https://desk.example.com").statusCode());
    }

    @Test
    void idle_clients_are_pinged_and_those_that_do_not_answer_are_let_go() throws Exception {
        restart(settings(2, 10, 1 << 20, 1_000)); // three of them unanswered are too many
        var pings = new CopyOnWriteArrayList<Boolean>();
        var messages = new CopyOnWriteArrayList<JsonObject>();
        ClientWebSocket alive = connect("/v1/stream", messages);
        alive.frameHandler(frame -> pings.add(frame.isPing()));

        try (Socket dead = socket()) { // reads, and answers nothing
            send(dead, """
                    GET /v1/stream HTTP/1.1
                    Host: localhost
                    Connection: Upgrade
                    Upgrade: websocket
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==

                    """);
            InputStream in = dead.getInputStream();
            assertEquals('H', in.read());
            long patience = System.nanoTime() + 60_000_000_000L;
            int last = 0;
            while (last >= 0 && System.nanoTime() < patience) {
                last = in.read();
            }
            assertEquals(-1, last, "closed by the server");
        }

        assertTrue(pings.contains(true), pings::toString);
        assertEquals(List.of(), messages);
    }

    private Socket socket() throws Exception {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static void send(Socket socket, String lines) throws Exception {
        socket.getOutputStream()
                .write(lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// The bytes of an answer, whole: a client would hide a body that has no place there.
    private String raw(String method, String path) throws Exception {
        try (Socket socket = socket()) {
            send(socket, method + " " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n\n");
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void what_get_answers_head_answers_without_the_body() throws Exception {
        for (String path : List.of("/", "/v1/books/north/BTCUSD", "/v1/opportunities",
                "/v1/exchanges", "/v1/health", "/metrics", "/v1/books/north/NONE")) {
            String whole = raw("GET", path);
            int body = whole.indexOf("\r\n\r\n") + 4;

            assertTrue(whole.length() > body, whole);
            assertEquals(whole.substring(0, body), raw("HEAD", path));
            assertEquals("", http.send(request(path).HEAD().build(),
                    HttpResponse.BodyHandlers.ofString()).body(), "over HTTP/2");
        }
        assertTrue(raw("HEAD", "/v1/tops").startsWith("HTTP/1.1 200 OK"));
    }

    @Test
    void a_web_socket_that_is_asked_for_as_a_page_says_so() throws Exception {
        String answer = raw("GET", "/v1/stream");

        assertTrue(answer.startsWith("HTTP/1.1 426 Upgrade Required\r\n"), answer);
        assertTrue(answer.contains("/v1/stream is a WebSocket"), answer);
    }
}
