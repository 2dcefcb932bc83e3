package io.crossbook.gateway.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.web.Access;
import io.crossbook.gateway.web.Caller;
import io.crossbook.gateway.web.Entrance;
import io.crossbook.gateway.web.Executions;
import io.crossbook.gateway.web.Halting;
import io.crossbook.gateway.web.Scope;
import io.crossbook.gateway.web.Services;
import io.crossbook.gateway.web.Web;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Replays of those who show a token: so many at one time, and as long as the token is good.
final class ReplayCallersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Caller GUEST = new Caller("guest", "1", Scope.READ, Set.of(),
            new Caller.Quota(1, 0, 0));
    private static final String QUERY = "-normalized?options=" + URLEncoder.encode(
            "{\"exchange\":\"coinbase\",\"dataTypes\":[\"book_snapshot_100_0ms\"]}", UTF_8);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    // Held, because a client that nobody holds is closed by the collector.
    private final WebSocketClient client = vertx.createWebSocketClient();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Guest guest = new Guest();
    private Web web;

    /// One token.
    private static final class Guest implements Access {
        private volatile String over = "";
        private volatile boolean toldThatItIsOver;

        @Override
        public Verdict whose(String token) {
            return token.equals("guest")
                    ? new Verdict.Known(GUEST)
                    : new Verdict.Refused("this token is not known here");
        }

        @Override
        public String over(Caller caller) {
            String said = over;
            toldThatItIsOver |= !said.isEmpty();
            return said;
        }

        void isRevoked() {
            over = "token 'guest' was revoked";
            await().atMost(PATIENCE).until(() -> toldThatItIsOver);
        }
    }

    @BeforeEach
    void serve() throws Exception {
        var replays = new Replays(Session.large(3_000).tape(folder),
                Replays.Limits.of(1_000, 20_000));
        web = new Web(new Web.Settings("127.0.0.1", 0, 10, 1_000, 8 << 20, List.of(), 20_000,
                new Entrance(List.of(), false, 1_000, 64, null)), ReplayServer.nothing(),
                Feed::new, new Services(() -> "", List::of, Halting.NOBODY, guest,
                        Executions.NONE, replays.routes(), replays.sockets()));
        vertx.deployVerticle(web).toCompletionStage().toCompletableFuture().get(60,
                TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        http.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /// A socket that reads one message, then nothing until it is told to.
    private ClientWebSocket waiting(List<String> heard) throws Exception {
        ClientWebSocket socket = client.webSocket();
        socket.textMessageHandler(text -> {
            if (heard.isEmpty()) {
                socket.pause();
            }
            heard.add(text);
        });
        socket.closeHandler(
                _ -> heard.add("closed " + socket.closeStatusCode() + " " + socket.closeReason()));
        socket.connect(new WebSocketConnectOptions().setHost("127.0.0.1").setPort(web.port())
                .setURI("/ws-replay" + QUERY).addHeader("Authorization", "Bearer guest"))
                .toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        await().atMost(PATIENCE).until(() -> !heard.isEmpty());
        return socket;
    }

    /// What a further socket is told; 101 is that it is welcome.
    private int another() throws Exception {
        try {
            ClientWebSocket socket = waiting(new CopyOnWriteArrayList<>());
            socket.close();
            return 101;
        } catch (ExecutionException e) {
            return ((UpgradeRejectedException) e.getCause()).getStatus();
        }
    }

    private HttpResponse<InputStream> page() throws Exception {
        return http.send(HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + web.port() + "/replay" + QUERY))
                .header("Authorization", "Bearer guest").build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    @Test
    void a_token_has_as_many_replays_as_its_quota_says() throws Exception {
        ClientWebSocket first = waiting(new CopyOnWriteArrayList<>());

        assertEquals(429, another());
        HttpResponse<InputStream> page = page();
        assertEquals(429, page.statusCode());
        assertEquals("10", page.headers().firstValue("Retry-After").orElse(""));
        assertTrue(new String(page.body().readAllBytes(), UTF_8)
                .contains("1 WebSockets are all that token 'guest' may have"));

        first.close();
        await().atMost(PATIENCE).until(() -> another() == 101);
    }

    @Test
    void a_page_counts_too_until_it_is_left() throws Exception {
        HttpResponse<InputStream> page = page();
        assertEquals(200, page.statusCode());

        assertEquals(429, another());

        page.body().close();
        await().atMost(PATIENCE).until(() -> another() == 101);
    }

    @Test
    void a_replay_over_a_socket_ends_with_its_token() throws Exception {
        var heard = new CopyOnWriteArrayList<String>();
        ClientWebSocket socket = waiting(heard);

        guest.isRevoked();
        socket.resume();

        await().atMost(PATIENCE).until(() -> heard.getLast().startsWith("closed"));
        assertEquals("closed 1008 token 'guest' was revoked", heard.getLast());
    }

    @Test
    void a_replay_over_http_is_cut_off_with_its_token() throws Exception {
        try (var reader = new Socket("127.0.0.1", web.port())) {
            reader.setSoTimeout(60_000);
            reader.getOutputStream().write(("GET /replay" + QUERY + " HTTP/1.1\r\n"
                    + "Host: localhost\r\nAuthorization: Bearer guest\r\n\r\n").getBytes(UTF_8));
            assertEquals('H', reader.getInputStream().read());

            guest.isRevoked();

            assertFalse(rest(reader).endsWith("0\r\n\r\n"), "nobody may take it for the whole");
        }
    }

    private static String rest(Socket reader) {
        var text = new StringBuilder();
        try {
            byte[] bytes = new byte[65_536];
            for (int read = 0; read >= 0; read = reader.getInputStream().read(bytes)) {
                text.append(new String(bytes, 0, read, UTF_8));
            }
        } catch (IOException _) {
            text.append("reset");
        }
        return text.toString();
    }
}
