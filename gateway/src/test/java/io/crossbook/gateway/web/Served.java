package io.crossbook.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.crossbook.gateway.engine.Floor;
import io.crossbook.gateway.feed.Feed;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A feed that is served over real sockets, and clients of it; the engine is played by hand.
abstract class Served {

    static {
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1)); // a machine may be busy
    }

    final Vertx vertx = Vertx.vertx();
    // Held, because a client that nobody holds is closed by the collector.
    final WebSocketClient client = vertx.createWebSocketClient();
    final Object engineThread = new Object();
    final HttpClient http = HttpClient.newHttpClient();
    /// Why it was halted over HTTP.
    final List<String> halts = new CopyOnWriteArrayList<>();
    /// What became of the note of it.
    CompletableFuture<String> noted = CompletableFuture.completedFuture("");
    private Halting halting = new Halting() {
        @Override
        public boolean knows(String token) {
            return token.equals("4711");
        }

        @Override
        public CompletableFuture<Halting.Halted> halt(String why) {
            halts.add(why);
            int pull = halts.size();
            return noted.thenApply(unnoted -> new Halting.Halted(pull, unnoted));
        }
    };
    volatile Supplier<String> metrics = () -> "crossbook_tops_moved_total 1\n";
    Access access = Access.NOBODY;
    /// What is told of attempts and orders.
    final ToldAttempts attempts = new ToldAttempts();
    /// What is served besides the market; before the test begins to ask.
    List<Route> routes = List.of();
    List<SocketRoute> sockets = List.of();
    private Web.Settings settings = settings(10, 10, 8 << 20, 20_000);
    private Web web = web();
    Floor floor = new Floor(Floor.settings(true), web.feed());
    private final List<AssertionError> broken = new CopyOnWriteArrayList<>();
    private @Nullable Contract contract;

    static Web.Settings settings(int maxClients, int maxTopics, int maxQueuedBytes,
            int pingMillis) {
        return new Web.Settings("127.0.0.1", 0, maxClients, maxTopics, maxQueuedBytes,
                List.of("https://desk.example.com", "http://Wall.example.com:80"), pingMillis);
    }

    private Web web() {
        return new Web(settings, reading -> {
            synchronized (engineThread) {
                reading.accept(floor.engine);
            }
        }, Feed::new, new Services(() -> metrics.get(), List::of, halting, access, attempts,
                routes, sockets));
    }

    /// Where there is nothing to halt; before the test begins to ask.
    void restartWithoutHalting() throws Exception {
        halting = Halting.NOBODY;
        restart(settings);
    }

    /// Under other settings than most tests; before the test begins to ask.
    void restart(Web.Settings other) throws Exception {
        restart(other, _ -> {});
    }

    /// On a floor that is another than most; before the test begins to ask.
    void restartOn(Consumer<Floor> changed) throws Exception {
        restart(settings, changed);
    }

    private void restart(Web.Settings other, Consumer<Floor> changed) throws Exception {
        vertx.undeploy(web.deploymentID()).toCompletionStage().toCompletableFuture().get(60,
                TimeUnit.SECONDS);
        settings = other;
        contract = null;
        web = web();
        synchronized (engineThread) {
            floor = new Floor(Floor.settings(true), web.feed());
            changed.accept(floor);
        }
        start();
    }

    @BeforeEach
    void start() throws Exception {
        synchronized (engineThread) {
            floor.open();
        }
        vertx.deployVerticle(web).toCompletionStage().toCompletableFuture().get(60,
                TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        http.shutdownNow(); // events go on for as long as somebody listens
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /// Shows what the server counts.
    void bind(MeterRegistry registry) {
        web.bind(registry);
    }

    int port() {
        return web.port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /// The answer, which is as it is described.
    HttpResponse<String> send(HttpRequest request) throws Exception {
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        contract().answered(request.method(), request.uri().getRawPath(), answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""), answer.body());
        return answer;
    }

    /// What is served now says of itself; of no WebSocket that is waited for.
    Contract contract() throws Exception {
        Contract known = contract;
        if (known == null) {
            known = new Contract(text("/v1/openapi.json"), text("/v1/asyncapi.json"));
            contract = known;
        }
        return known;
    }

    private String text(String path) throws Exception {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private void heard(Contract known, String path, String text) {
        try {
            known.sent(path.replaceFirst("[?].*", ""), text);
        } catch (AssertionError e) {
            broken.add(e);
        } catch (JsonProcessingException e) {
            broken.add(new AssertionError(path + " sent no JSON: " + text, e));
        }
    }

    @AfterEach
    void every_message_was_as_it_is_described() {
        assertEquals(List.of(), broken);
    }

    List<JsonObject> listen(String path, String... first) throws Exception {
        var messages = new CopyOnWriteArrayList<JsonObject>();
        connect(path, messages, first);
        return messages;
    }

    /// A socket that notes what it hears, and how it was closed.
    ClientWebSocket connect(String path, List<JsonObject> messages, String... first)
            throws Exception {
        Contract known = contract();
        ClientWebSocket socket = client.webSocket();
        socket.textMessageHandler(text -> {
            heard(known, path, text);
            messages.add(new JsonObject(text));
        });
        socket.closeHandler(
                _ -> messages.add(new JsonObject().put("closed", socket.closeStatusCode())
                        .put("why", socket.closeReason())));
        socket.connect(
                new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port()).setURI(path))
                .toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        for (String text : first) {
            socket.writeTextMessage(text);
        }
        return socket;
    }

    static String normalizedPath(String options) {
        return "/ws-stream-normalized?options=" + URLEncoder.encode(options, UTF_8);
    }

    List<JsonObject> normalized(String options) throws Exception {
        return listen(normalizedPath(options));
    }

    /// Something happens on the engine's thread.
    void says(int connection, String words) {
        synchronized (engineThread) {
            floor.says(connection, words);
        }
    }
}
