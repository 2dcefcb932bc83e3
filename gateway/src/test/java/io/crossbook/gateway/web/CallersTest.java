package io.crossbook.gateway.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Those who may come in: they get what they may have, and no more.
@Timeout(240)
final class CallersTest extends Served {

    private void closed() throws Exception {
        access = new Told();
        restart(new Web.Settings("127.0.0.1", 0, 10, 10, 1 << 20,
                List.of("https://desk.example.com"), 20_000,
                new Entrance(List.of("desk.example.com"), false, 1_000, 64, null)));
    }

    @Test
    void a_browser_shows_its_token_among_the_subprotocols_and_hears_ours_alone() throws Exception {
        closed();
        String answer = Raw.ask(port(), Raw.socket("/v1/stream",
                "Sec-WebSocket-Protocol: crossbook.v1, crossbook.token.reader",
                "Origin: https://desk.example.com").getBytes(StandardCharsets.US_ASCII)).text();

        assertTrue(answer.startsWith("HTTP/1.1 101"), answer);
        assertTrue(answer.toLowerCase(Locale.ROOT)
                .contains("sec-websocket-protocol: crossbook.v1\r\n"), answer);
        assertFalse(answer.contains("reader"), answer);
    }

    @Test
    void whoever_names_us_in_another_way_is_let_in() throws Exception {
        closed();
        for (String host : List.of("localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8080",
                "localhost:0", "Desk.Example.COM", "desk.example.com:443")) {
            assertEquals(200, Raw.ask(port(), Raw.get("/v1/tops", "Host: " + host,
                    Raw.bearer("reader")).getBytes(StandardCharsets.US_ASCII)).status(), host);
        }
        for (List<String> pair : List.of(List.of("localhost:8080", "http://localhost:8080"),
                List.of("LocalHost", "HTTP://localhost:80"), List.of("[::1]:1", "http://[::1]:1"),
                List.of("desk.example.com:443", "https://Desk.example.com"),
                List.of("localhost:8080", "https://desk.example.com"))) {
            assertEquals(101, Raw.ask(port(), Raw.socket("/v1/stream", "Host: " + pair.getFirst(),
                    "Origin: " + pair.getLast(), Raw.bearer("reader"))
                    .getBytes(StandardCharsets.US_ASCII)).status(), pair.toString());
        }
    }

    @Test
    void whoever_may_trade_halts_while_others_guess() throws Exception {
        closed();
        for (int guess = 0; guess < 30; guess++) {
            var answer = get("/v1/tops", "Authorization", "Bearer guess" + guess);
            assertEquals(guess < 10 ? 401 : 429, answer.statusCode());
            assertEquals("Bearer", answer.headers().firstValue("WWW-Authenticate").orElse(""));
        }
        var halt = http.send(request("/v1/halt?why=mine").header("Authorization", "Bearer trader")
                .POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, halt.statusCode(), halt.body());
        assertEquals(List.of("HTTP trader: mine"), halts);
    }

    @Test
    void whoever_may_trade_halts_whatever_it_reads() throws Exception {
        closed();
        var halt = http.send(request("/v1/halt?why=seen").header("Authorization", "Bearer phone")
                .POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, halt.statusCode(), halt.body());
        assertEquals(List.of("HTTP phone: seen"), halts);
        assertEquals(403, get("/v1/opportunities", "Authorization", "Bearer phone").statusCode());
    }

    @Test
    void the_counters_are_for_who_is_for_them() throws Exception {
        closed();
        assertEquals(200, get("/metrics", "Authorization", "Bearer metrics").statusCode());
        assertEquals(403, get("/v1/health", "Authorization", "Bearer metrics").statusCode());
    }

    @Test
    void a_token_has_what_its_quota_says_and_no_more() throws Exception {
        closed();
        var quick = get("/v1/tops", "Authorization", "Bearer slow");
        assertEquals(200, quick.statusCode());
        await().until(() -> get("/v1/tops", "Authorization", "Bearer slow")
                .statusCode() == 429); // one a second
        String stream = Raw.socket("/v1/stream", Raw.bearer("one"));
        try (var first = new Socket("127.0.0.1", port())) {
            first.setSoTimeout(60_000);
            first.getOutputStream().write(stream.getBytes(StandardCharsets.US_ASCII));
            assertEquals('H', first.getInputStream().read());
            await().until(() -> Raw.ask(port(), stream.getBytes(StandardCharsets.US_ASCII))
                    .text().contains("1 WebSockets are all that token 'one' may have"));
        }
        await().until(() -> Raw.ask(port(), stream.getBytes(StandardCharsets.US_ASCII))
                .status() == 101);
    }

    @Test
    void a_token_reads_as_many_topics_at_one_time_as_its_quota_says() throws Exception {
        closed();
        var two = get("/v1/events?topics=top,health", "Authorization", "Bearer one");
        assertEquals(400, two.statusCode());
        assertTrue(two.body().contains("2 are found, 1 are all that one client may have"),
                two.body());
        var heard = new CopyOnWriteArrayList<JsonObject>();
        connectWith("one", heard).writeTextMessage("{\"subscribe\":[\"top\",\"health\"]}");
        await().until(() -> heard.contains(new JsonObject().put("error",
                "topic 'health' is refused: 1 are all that one client may have")));
    }

    @Test
    void a_token_for_some_topics_hears_no_other_as_events_or_by_tools() throws Exception {
        closed();
        String token = "Bearer tops";
        for (String topics : List.of("opportunity", "book&exchange=north&symbol=BTCUSD",
                "top,health", "attempt", "order", "trade", "signal")) {
            var refused = get("/v1/events?topics=" + topics, "Authorization", token);
            assertEquals(403, refused.statusCode(), topics);
            assertTrue(refused.body().contains("token 'tops' is not for topic '"), refused.body());
        }
        assertEquals(400, get("/v1/events?topics=none", "Authorization", token).statusCode());
        String told = Raw.ask(port(), Raw.request("HEAD", "/v1/events?topics=top",
                Raw.bearer("tops"), "Connection: close").getBytes(StandardCharsets.US_ASCII))
                .text();
        assertTrue(told.startsWith("HTTP/1.1 200 OK"), told);

        for (String tool : List.of("book", "opportunities", "explain", "health")) {
            assertEquals("token 'tops' is for top; " + switch (tool) {
                case "book", "health" -> tool;
                default -> "opportunity";
            } + " is wanted here", tool(tool, token).getJsonObject("error").getString("message"));
        }
        assertTrue(tool("tops", token).getJsonObject("result").getJsonObject("structuredContent")
                .containsKey("items"));
    }

    /// What a language model is answered that shows this.
    private JsonObject tool(String name, String authorization) throws Exception {
        return new JsonObject(send(request("/mcp").header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(new JsonObject().put("jsonrpc", "2.0")
                        .put("id", 1).put("method", "tools/call").put("params",
                                new JsonObject().put("name", name))
                        .encode()))
                .build()).body());
    }

    @Test
    void a_socket_ends_when_its_token_does() throws Exception {
        closed();
        var heard = new CopyOnWriteArrayList<JsonObject>();
        connectWith("tops", heard).writeTextMessage("{\"subscribe\":[\"top\",\"opportunity\"]}");
        await().until(() -> heard.size() >= 2);
        assertTrue(heard.contains(new JsonObject().put("error",
                "token 'tops' is not for topic 'opportunity'")), heard::toString);

        ((Told) access).callers.remove("tops");
        await().until(() -> heard.getLast().containsKey("closed"));

        assertEquals(new JsonObject().put("closed", 1008).put("why",
                "token 'tops' was revoked at 2026-01-01T00:00:00Z"), heard.getLast());
    }

    private ClientWebSocket connectWith(String token, List<JsonObject> heard)
            throws Exception {
        var socket = client.webSocket();
        socket.textMessageHandler(text -> heard.add(new JsonObject(text)));
        socket.closeHandler(_ -> heard.add(new JsonObject()
                .put("closed", socket.closeStatusCode()).put("why", socket.closeReason())));
        socket.connect(new WebSocketConnectOptions().setHost("127.0.0.1")
                .setPort(port()).setURI("/v1/stream")
                .addHeader("Authorization", "Bearer " + token))
                .toCompletionStage().toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        return socket;
    }

    @Test
    void a_socket_that_says_too_much_or_too_much_at_once_is_closed() throws Exception {
        closed();
        var flood = new CopyOnWriteArrayList<JsonObject>();
        ClientWebSocket flooding = connectWith("reader", flood);
        await().until(() -> {
            for (int i = 0; i < 1_000 && !flooding.isClosed(); i++) {
                flooding.writeTextMessage("{\"unsubscribe\":[]}");
            }
            return !flood.isEmpty() && flood.getLast().containsKey("closed");
        });
        assertEquals("more than 500 messages a second are said",
                flood.getLast().getString("why"));

        for (String huge : List.of("{\"subscribe\":[\"" + "a".repeat(70_000) + "\"]}",
                "[".repeat(60_000))) {
            var heard = new CopyOnWriteArrayList<JsonObject>();
            connectWith("reader", heard).writeFinalTextFrame(huge);
            await().until(() -> !heard.isEmpty());
            assertFalse(heard.getFirst().containsKey("topic"), heard::toString);
        }
    }

    @Test
    void who_says_a_byte_now_and_then_is_not_waited_for() throws Exception {
        restart(new Web.Settings("127.0.0.1", 0, 10, 10, 1 << 20, List.of(), 20_000,
                new Entrance(List.of(), true, 1_000, 64, 500, null)));
        try (Socket drip = new Socket("127.0.0.1", port())) {
            drip.setSoTimeout(20);
            drip.getOutputStream().write("GET /v1/tops HTTP/1.1\r\nX-Slow: "
                    .getBytes(StandardCharsets.US_ASCII));
            await().pollInterval(Duration.ofMillis(50)).until(() -> ended(drip));
        }
    }

    /// Whether the other side has gone; else it hears one more byte.
    private static boolean ended(Socket drip) {
        try {
            drip.getOutputStream().write('a');
            return drip.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException stillThere) {
            return false;
        } catch (java.io.IOException gone) {
            return true;
        }
    }

    @Test
    void every_answer_tells_browsers_to_keep_and_run_nothing() throws Exception {
        for (String path : List.of("/", "/v1/tops", "/v1/nothing", "/metrics")) {
            var headers = get(path).headers();
            assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElse(""), path);
            assertEquals("no-store", headers.firstValue("Cache-Control").orElse(""), path);
            String content = headers.firstValue("Content-Security-Policy").orElse("");
            assertTrue(content.startsWith("default-src 'none'; script-src 'self'"), content);
            assertTrue(content.endsWith("frame-ancestors 'none'"), content);
            assertFalse(content.contains("unsafe"), content);
        }
    }

    @Test
    void a_page_that_is_allowed_may_see_the_answer() throws Exception {
        var answer = get("/v1/tops", "Origin", "https://desk.example.com");
        assertEquals("https://desk.example.com",
                answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        assertEquals("", get("/v1/tops", "Origin", "http://127.0.0.1:" + port()).headers()
                .firstValue("Access-Control-Allow-Origin").orElse(""), "our own page needs none");
    }
}
