package io.crossbook.gateway.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.web.Contract;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A tape as clients of tardis-machine read it, over real sockets.
final class ReplaysTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String BOOK = "\"symbols\":[\"BTC-USD\"],\"dataTypes\":[\"book_change\"]";

    private static final int CHANGES = 3_000;
    private static final String LARGE = "\"symbols\":[\"BTC-USD\"],\"dataTypes\":[\"book_change\",\"book_snapshot_100_0ms\"]";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    // Held, because a client that nobody holds is closed by the collector.
    private final WebSocketClient client = vertx.createWebSocketClient();
    private final HttpClient http = HttpClient.newHttpClient();
    private ReplayServer server;

    @AfterEach
    void stop() throws Exception {
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        if (server != null) {
            server.close();
        }
    }

    private void serve(Path tape, int pingMillis) throws Exception {
        server = ReplayServer.start(tape, 0, pingMillis).get(60, TimeUnit.SECONDS);
    }

    /// A book, three changes of it a second apart, and the end of the connection.
    private static Session session() {
        return new Session().snapshot("buy 100 1 buy 99 5 sell 101 2").change("buy", "100", "3")
                .change("sell", "101", "0").change("sell", "102", "1.5");
    }

    private static String options(String rest) {
        return URLEncoder.encode("{\"exchange\":\"coinbase\"," + rest + "}", UTF_8);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private List<JsonObject> replayed(String rest) throws Exception {
        HttpResponse<String> answer = get("/replay-normalized?options=" + options(rest));
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("application/x-json-stream",
                answer.headers().firstValue("Content-Type").orElse(""));
        var described = new Contract(get("/v1/openapi.json").body(),
                get("/v1/asyncapi.json").body());
        for (String line : answer.body().lines().toList()) {
            described.sent("/ws-replay-normalized", line);
        }
        return answer.body().lines().map(JsonObject::new).toList();
    }

    @Test
    void whoever_asks_what_is_live_hears_that_there_is_nothing() throws Exception {
        serve(session().tape(folder), 20_000);

        for (String path : List.of("/v1/tops", "/v1/exchanges", "/v1/opportunities")) {
            HttpResponse<String> answer = get(path);
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals(new JsonArray(), new JsonObject(answer.body()).getJsonArray("items"));
        }
    }

    private static List<String> inShort(List<JsonObject> messages) {
        return messages.stream().map(message -> message.getString("localTimestamp").substring(17)
                + (message.getBoolean("isSnapshot") ? " whole" : "") + side(message, "bids")
                + side(message, "asks")).toList();
    }

    private static String side(JsonObject message, String side) {
        return message.getJsonArray("bids").isEmpty() && side.equals("bids")
                || message.getJsonArray("asks").isEmpty() && side.equals("asks")
                        ? ""
                        : message.getJsonArray(side).stream().map(JsonObject.class::cast)
                                .map(level -> level.getValue("price") + " x "
                                        + level.getValue("amount"))
                                .collect(Collectors.joining(", ", " " + side + " ", ""));
    }

    /// A socket that notes what it hears, and at last how it was closed.
    private ClientWebSocket connect(String path, List<String> heard) throws Exception {
        ClientWebSocket socket = client.webSocket();
        socket.textMessageHandler(heard::add);
        socket.closeHandler(
                _ -> heard.add("closed " + socket.closeStatusCode() + " " + socket.closeReason()));
        socket.connect(new WebSocketConnectOptions().setHost("127.0.0.1").setPort(server.port())
                .setURI(path)).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        return socket;
    }

    private List<String> socket(String path) throws Exception {
        var heard = new CopyOnWriteArrayList<String>();
        connect(path, heard);
        await().atMost(MINUTE)
                .until(() -> !heard.isEmpty() && heard.getLast().startsWith("closed"));
        return heard;
    }

    @Test
    void a_tape_is_told_as_it_was_recorded_over_http_and_over_a_socket() throws Exception {
        serve(session().tape(folder), 20_000);

        List<JsonObject> page = replayed(BOOK);

        assertEquals(List.of("40Z whole bids 100 x 1, 99 x 5 asks 101 x 2", "41Z bids 100 x 3",
                "42Z asks 101 x 0", "43Z asks 102 x 1.5"), inShort(page));
        List<String> heard = socket("/ws-replay-normalized?options=" + options(BOOK));
        assertEquals(page, heard.subList(0, 4).stream().map(JsonObject::new).toList());
        assertEquals("closed 1000 the replay is finished", heard.getLast());
    }

    @Test
    void a_window_opens_with_the_book_as_it_stood_and_ends_before_its_end() throws Exception {
        serve(session().tape(folder), 20_000);

        assertEquals(List.of("42Z whole bids 100 x 3, 99 x 5 asks 101 x 2", "42Z asks 101 x 0"),
                inShort(replayed(BOOK
                        + ",\"from\":\"1970-01-01T00:01:42Z\",\"to\":\"1970-01-01 00:01:43\"")));
    }

    @Test
    void each_option_has_its_own_window_and_all_come_in_one_order() throws Exception {
        serve(session().tape(folder), 20_000);
        String options = URLEncoder.encode("[{\"exchange\":\"coinbase\"," + BOOK
                + ",\"to\":\"1970-01-01T00:01:42Z\"},{\"exchange\":\"coinbase\",\"symbols\":[\"BTC/USD\"],\"withUnifiedSymbols\":true,"
                + "\"withDecimalStrings\":true,\"dataTypes\":[\"quote\"],\"from\":\"1970-01-01T00:01:41Z\"}]",
                UTF_8);

        List<JsonObject> page = get("/replay-normalized?options=" + options).body().lines()
                .map(JsonObject::new).toList();

        assertEquals(List.of("book_change", "book_snapshot", "book_change", "book_snapshot",
                "book_snapshot", "book_snapshot"),
                page.stream().map(message -> message.getString("type")).toList());
        assertEquals("BTC/USD", page.get(1).getString("unified"));
        assertEquals("BTC-USD", page.get(1).getString("symbol"));
        assertEquals("100", page.get(1).getJsonArray("bids").getJsonObject(0).getValue("price"));
        assertEquals(null, page.get(2).getString("unified"));
    }

    /// A client that hears of it only when all is told must not lose what the others found.
    @Test
    void an_option_that_finds_nothing_takes_nothing_from_the_others() throws Exception {
        serve(session().tape(folder), 20_000);
        String options = URLEncoder.encode("[{\"exchange\":\"coinbase\"," + BOOK
                + "},{\"exchange\":\"coinbase\",\"symbols\":[\"DOGE-USD\"],\"dataTypes\":[\"trade\"]}]",
                UTF_8);

        List<String> heard = socket("/ws-replay-normalized?options=" + options);
        assertEquals(5, heard.size(), heard.toString());
        assertTrue(
                heard.getLast()
                        .startsWith("closed 1008 [DOGE-USD] of coinbase are not on the tape"),
                heard.getLast());
        try (var reader = new Socket("127.0.0.1", server.port())) {
            reader.setSoTimeout(60_000);
            reader.getOutputStream().write(("GET /replay-normalized?options=" + options
                    + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(UTF_8));
            String page = new String(reader.getInputStream().readAllBytes(), UTF_8);
            assertEquals(5, page.split("book_change", -1).length, page);
            assertTrue(
                    page.contains("\r\n0\r\nCrossbook-Missing: [DOGE-USD] of coinbase are not"),
                    page);
            assertTrue(page.endsWith("\r\n\r\n"), "it was not cut off");
        }
    }

    @Test
    void the_end_of_a_connection_is_told_to_who_asks() throws Exception {
        serve(session().closes().snapshot("buy 90 1 sell 91 1").tape(folder), 20_000);

        List<JsonObject> page = replayed(BOOK + ",\"withDisconnectMessages\":true");

        assertEquals(List.of("book_change", "book_change", "book_change", "book_change",
                "disconnect", "book_change"),
                page.stream().map(message -> message.getString("type")).toList());
        assertEquals(true, page.getLast().getBoolean("isSnapshot"));
    }

    @Test
    void the_end_of_a_connection_is_told_once_for_all_that_it_carried() throws Exception {
        String other = "{\"type\":\"snapshot\",\"product_id\":\"ETH-USD\",\"bids\":[[\"9\",\"1\"]],\"asks\":[[\"10\",\"1\"]]}";
        serve(session().frame(other).closes().tape(folder), 20_000);

        List<JsonObject> page = replayed(
                "\"dataTypes\":[\"book_change\",\"book_health\"],\"withDisconnectMessages\":true");

        List<JsonObject> told = page.stream()
                .filter(message -> message.getString("type").equals("disconnect")).toList();
        assertEquals(1, told.size(), page.toString());
        assertEquals(Set.of("BTC-USD", "ETH-USD"),
                Set.copyOf(told.getFirst().getJsonArray("symbols").getList()));
    }

    /// A client of the exchange that subscribes to one thing need not know what to do with another.
    @Test
    void a_client_of_an_exchange_gets_what_it_subscribes_to() throws Exception {
        Session session = session().frame("{\"type\":\"match\",\"product_id\":\"BTC-USD\"}")
                .frame("{\"type\":\"match\",\"product_id\":\"ETH-USD\"}");
        serve(session.tape(folder), 20_000);
        var heard = new CopyOnWriteArrayList<String>();
        var none = new CopyOnWriteArrayList<String>();

        connect("/ws-replay?exchange=coinbase", heard).writeTextMessage(
                "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channels\":[\"matches\"]}");
        connect("/ws-replay?exchange=coinbase", none).writeTextMessage(
                "{\"type\":\"subscribe\",\"product_ids\":[\"XRP-USD\"],\"channels\":[\"matches\"]}");

        await().atMost(MINUTE).until(() -> !heard.isEmpty() && !none.isEmpty()
                && heard.getLast().startsWith("closed"));
        assertEquals(List.of("{\"type\":\"match\",\"product_id\":\"BTC-USD\"}",
                "closed 1000 the replay is finished"), heard);
        assertEquals(
                List.of("closed 1008 none of 6 frames of coinbase is of what was subscribed to"),
                none);
    }

    @Test
    void frames_come_as_they_were_recorded() throws Exception {
        Session session = session().tellsOurselves("{\"account\":\"canary\"}").frame("pong");
        serve(session.tape(folder), 20_000);

        List<String> lines = get("/replay?options=" + options("\"from\":\"1970-01-01\"")).body()
                .lines().toList();
        assertEquals("{\"localTimestamp\":\"1970-01-01T00:01:40Z\",\"message\":"
                + session.frames().getFirst() + "}", lines.getFirst());
        assertEquals("pong", new JsonObject(lines.getLast()).getString("message"));
        List<String> updates = get("/replay?options=" + options(
                "\"filters\":[{\"channel\":\"l2update\",\"symbols\":[\"btc-usd\"]}]")).body()
                .lines()
                .toList();
        assertEquals(3, updates.size());

        var heard = new CopyOnWriteArrayList<String>();
        connect("/ws-replay?exchange=coinbase", heard).writeTextMessage("{\"subscribe\":1}");
        await().atMost(MINUTE)
                .until(() -> !heard.isEmpty() && heard.getLast().startsWith("closed"));
        assertEquals(session.frames(), heard.subList(0, heard.size() - 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "/replay-normalized | {\"exchange\":\"coinbase\",\"dataTypes\":[\"candles\"]} | 400 | data type 'candles' is not known",
            "/replay-normalized | {\"exchange\":\"coinbase\",\"dataTypes\":[\"trade\"],\"from\":\"soon\"} | 400 | 'from' is 'soon' where a time is wanted",
            "/replay-normalized | {\"exchange\":\"coinbase\",\"dataTypes\":[\"trade\"],\"from\":\"2020-01-02\",\"to\":\"2020-01-01\"} | 400 | an earlier 'from' is wanted",
            "/replay-normalized | nonsense | 400 | 'options' is no JSON",
            "/replay-normalized | {\"exchange\":\"mtgox\",\"dataTypes\":[\"trade\"]} | 404 | exchange 'mtgox' is not on the tape",
            "/replay-normalized | {\"exchange\":\"coinbase\",\"symbols\":[\"DOGE-USD\"],\"dataTypes\":[\"trade\"]} | 404 | [DOGE-USD] of coinbase are not on the tape",
            "/replay-normalized | {\"exchange\":\"coinbase\",\"dataTypes\":[\"trade\"],\"from\":\"2030-01-01\"} | 404 | the tape holds nothing from 2030-01-01T00:00:00Z to its end",
            "/replay | {\"exchange\":\"mtgox\"} | 404 | exchange 'mtgox' is not on the tape",
            "/replay | {} | 400 | 'exchange' is missing",
            "/replay | {\"exchange\":\"coinbase\",\"filters\":[{}]} | 400 | 'channel' is missing in a filter"})
    void what_cannot_be_had_is_told_with_what_is_there(String path, String options, int status,
            String detail) throws Exception {
        serve(session().tape(folder), 20_000);

        HttpResponse<String> answer = get(path + "?options=" + URLEncoder.encode(options, UTF_8));

        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(new JsonObject(answer.body()).getString("detail").contains(detail),
                answer.body());
        if (path.equals("/replay-normalized")) {
            List<String> heard = socket("/ws" + path.replace('/', '-') + "?options="
                    + URLEncoder.encode(options, UTF_8));
            assertTrue(heard.getLast().startsWith("closed 1008 "), heard.toString());
        }
    }

    @Test
    void where_nothing_was_recorded_it_says_so() throws Exception {
        serve(folder.resolve("nothing"), 20_000);

        HttpResponse<String> answer = get("/replay-normalized?options=" + options(BOOK));

        assertEquals(404, answer.statusCode());
        assertTrue(answer.body().contains("there is no tape"), answer.body());
    }

    @Test
    void several_connections_of_one_replay_are_refused() throws Exception {
        serve(session().tape(folder), 20_000);
        var heard = new CopyOnWriteArrayList<String>();
        connect("/ws-replay?exchange=coinbase&session=common", heard).writeTextMessage("{}");
        await().atMost(MINUTE).until(() -> !heard.isEmpty());

        assertTrue(heard.getFirst().startsWith("closed 1008 'session' is common"),
                heard.toString());
    }

    @Test
    void a_server_that_lives_is_healthy() throws Exception {
        serve(session().tape(folder), 20_000);

        assertEquals("Healthy",
                new JsonObject(get("/health-check").body()).getString("status"));
    }

    @Test
    void a_reader_that_pauses_loses_nothing() throws Exception {
        serve(Session.large(CHANGES).tape(folder), 20_000);
        var told = new CopyOnWriteArrayList<String>();
        var changes = new CopyOnWriteArrayList<String>();
        ClientWebSocket socket = client.webSocket();
        socket.textMessageHandler(text -> {
            if (text.contains("\"book_change\"")) {
                changes.add(text);
            }
            if (changes.size() == 100 && told.isEmpty()) {
                socket.pause();
                told.add("paused");
            }
        });
        socket.closeHandler(_ -> told.add("closed " + socket.closeStatusCode()));
        socket.connect(new WebSocketConnectOptions().setHost("127.0.0.1").setPort(server.port())
                .setURI("/ws-replay-normalized?options=" + options(LARGE))).toCompletionStage()
                .toCompletableFuture().get(60, TimeUnit.SECONDS);
        await().atMost(MINUTE).until(() -> told.contains("paused"));
        socket.resume();
        await().atMost(MINUTE).until(() -> told.contains("closed 1000"));

        assertEquals(1 + CHANGES, changes.size());
        for (int i = 1; i <= CHANGES; i++) {
            String amount = new JsonObject(changes.get(i)).getJsonArray("bids").getJsonObject(0)
                    .getValue("amount").toString();
            assertEquals(0, new BigDecimal("0." + (1000 + i)).compareTo(new BigDecimal(amount)),
                    changes.get(i));
        }
    }

    /// The other connection is the clock: when the server has let it go, the reader has been silent for longer than that too.
    @Test
    void a_reader_of_a_page_may_be_silent_for_as_long_as_it_reads() throws Exception {
        serve(Session.large(CHANGES).tape(folder), 200);
        try (var reader = new Socket("127.0.0.1", server.port());
                var idle = new Socket("127.0.0.1", server.port())) {
            reader.setSoTimeout(60_000);
            idle.setSoTimeout(60_000);
            reader.getOutputStream().write(("GET /replay-normalized?options=" + options(LARGE)
                    + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(UTF_8));
            assertEquals('H', reader.getInputStream().read());
            idle.getOutputStream().write("GET /health-check HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(UTF_8));
            idle.getInputStream().readAllBytes();

            assertEquals(1 + CHANGES, lines(reader.getInputStream()));
        }
    }

    private static int lines(InputStream from) throws IOException {
        String all = new String(from.readAllBytes(), UTF_8);
        assertTrue(all.endsWith("\r\n0\r\n\r\n"), "the end of the chunks came");
        int lines = 0;
        for (int at = all.indexOf("{\"type\":\"book_change\""); at >= 0; at = all
                .indexOf("{\"type\":\"book_change\"", at + 1)) {
            lines++;
        }
        return lines;
    }
}
