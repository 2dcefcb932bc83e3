package io.crossbook.gateway.web;

import io.crossbook.books.ListingBook;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.ExchangeState;
import io.crossbook.gateway.feed.Broadcast;
import io.crossbook.gateway.feed.EngineThread;
import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.feed.Views;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The HTTP server and the feed's thread: one verticle, one event loop of its own.
///
/// Everything under `/v1` is JSON; errors are `application/problem+json`. Only GET is answered.
public final class Web extends VerticleBase {

    private static final int TOP_MILLIS = 50;
    private static final int REFRESH_MILLIS = 1_000;
    private static final int MOST_DEPTH = 5_000;

    private final Settings settings;
    private final EngineThread engine;
    private final Feed feed;
    private final Supplier<String> metrics;
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Doorman doorman;
    private final Map<Long, Long> timers = new HashMap<>();
    private Set<String> exchanges = Set.of();
    private @Nullable Broadcast broadcast;
    private @Nullable TopicBoard board;
    private @Nullable HttpServer server;

    /// Where to listen: `port` 0 takes any; `hosts` are names that clients may ask for besides those of loopback.
    public record Settings(String host, int port, Set<String> hosts) {}

    /// `feed` must wake this verticle by [#wake]; `metrics` writes the Prometheus text.
    public Web(Settings settings, EngineThread engine, Function<Runnable, Feed> feed,
            Supplier<String> metrics) {
        this.settings = settings;
        this.engine = engine;
        this.feed = feed.apply(this::wake);
        this.metrics = metrics;
        this.doorman = new Doorman(settings.hosts());
    }

    /// The engine's side of the feed, to be told of everything.
    public Feed feed() {
        return feed;
    }

    /// The port that is listened on, once started.
    public int port() {
        return server == null ? 0 : server.actualPort();
    }

    @Override
    public Future<?> start() {
        var made = new Broadcast(feed, engine, work -> context.runOnContext(_ -> work.run()));
        broadcast = made;
        board = new TopicBoard(feed, made, engine, work -> context.runOnContext(_ -> work.run()));
        TopicBoard topics = board;
        vertx.setPeriodic(TOP_MILLIS, _ -> topics.publishTops());
        vertx.setPeriodic(REFRESH_MILLIS, _ -> refresh(made));
        refresh(made);
        var options = new HttpServerOptions().setHost(settings.host()).setPort(settings.port())
                .setIdleTimeout(0)
                .setMaxInitialLineLength(64 * 1024).setMaxWebSocketFrameSize(64 * 1024)
                .setMaxWebSocketMessageSize(64 * 1024);
        server = vertx.createHttpServer(options);
        server.webSocketHandshakeHandler(this::handshake);
        server.webSocketHandler(this::socket);
        server.requestHandler(router());
        return server.listen();
    }

    /// Tells the feed's thread that something waits; cheap, from any thread.
    private void wake() {
        if (context != null && awake.compareAndSet(false, true)) {
            context.runOnContext(_ -> {
                awake.set(false);
                Broadcast target = broadcast;
                if (target != null && target.drain()) {
                    wake(); // others have their turn first
                }
            });
        }
    }

    private void refresh(Broadcast target) {
        target.refresh();
        engine.run(now -> {
            Set<String> names = now.exchanges().stream().map(ExchangeState::name)
                    .collect(Collectors.toUnmodifiableSet());
            context.runOnContext(_ -> exchanges = names);
        });
        for (long interval : target.intervals()) {
            timers.computeIfAbsent(interval,
                    millis -> vertx.setPeriodic(millis, _ -> target.due(millis)));
        }
        timers.entrySet().removeIf(timer -> !target.intervals().contains(timer.getKey())
                && vertx.cancelTimer(timer.getValue()));
    }

    // ---- WebSockets

    private void handshake(ServerWebSocketHandshake handshake) {
        boolean known = Set.of("/ws-stream-normalized", "/v1/stream").contains(handshake.path());
        String origin = handshake.headers().get("Origin");
        var authority = handshake.authority();
        if (!known) {
            handshake.reject(404);
        } else if (doorman.refusal(authority == null ? "" : authority.host(), origin) != null) {
            handshake.reject(403);
        } else {
            handshake.accept();
        }
    }

    private void socket(ServerWebSocket socket) {
        Broadcast target = broadcast;
        TopicBoard topics = board;
        if (target == null || topics == null) {
            socket.close((short) 1011, "starting");
        } else if (socket.path().equals("/v1/stream")) {
            new TopicStream(socket, topics);
        } else {
            String options = Query.parameter(socket.query(), "options");
            NormalizedStream.serve(vertx, socket, options, exchanges, target);
        }
    }

    // ---- HTTP

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(this::guard);
        router.get("/").handler(this::index);
        router.get("/v1/tops").handler(request -> answer(request, Views::tops, tops -> {
            var items = new JsonArray();
            tops.forEach(top -> items.add(Json.top(top)));
            return Json.items(items);
        }));
        router.get("/v1/books/:exchange/:symbol").handler(this::book);
        router.get("/v1/opportunities")
                .handler(request -> answer(request, Views::opportunities, opportunities -> {
                    var items = new JsonArray();
                    opportunities.forEach(opportunity -> items.add(Json.opportunity(opportunity)));
                    return Json.items(items);
                }));
        router.get("/v1/exchanges")
                .handler(request -> answer(request, Engine::exchanges, states -> {
                    var items = new JsonArray();
                    states.forEach(state -> items.add(Json.exchange(state)));
                    return Json.items(items);
                }));
        router.get("/v1/health").handler(this::health);
        router.get("/metrics").handler(request -> request.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(metrics.get()));
        router.route().handler(request -> problem(request, 404, "Not Found",
                "nothing is at " + request.request().path()));
        router.route().failureHandler(request -> problem(request,
                request.statusCode() < 400 ? 500 : request.statusCode(),
                "Error",
                String.valueOf(request.failure() == null ? "" : request.failure().getMessage())));
        return router;
    }

    private void guard(RoutingContext request) {
        var authority = request.request().authority();
        String refusal = doorman.refusal(authority == null ? "" : authority.host(),
                request.request().getHeader("Origin"));
        HttpMethod method = request.request().method();
        if (refusal != null) {
            problem(request, 403, "Forbidden", refusal);
        } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            request.response().putHeader("Allow", "GET, HEAD");
            problem(request, 405, "Method Not Allowed", "only GET is answered here, not " + method);
        } else {
            request.next();
        }
    }

    private void index(RoutingContext request) {
        request.response().putHeader("Content-Type", "text/plain; charset=utf-8")
                .end("""
                        Crossbook

                        GET /v1/tops                        the best of all exchanges, by instrument
                        GET /v1/books/{exchange}/{symbol}   one book (?depth=20); write / in a symbol as %2F
                        GET /v1/opportunities               what is worth doing, with the whole sum
                        GET /v1/exchanges                   what is connected
                        GET /v1/health
                        GET /metrics                        Prometheus
                        WS  /ws-stream-normalized?options=[{"exchange":"binance","symbols":[],"dataTypes":["trade","book_change"]}]
                        WS  /v1/stream                      {"subscribe":["top","opportunity"]}
                        """);
    }

    private void book(RoutingContext request) {
        String exchange = request.pathParam("exchange");
        String symbol = request.pathParam("symbol");
        int depth;
        try {
            depth = Query.number(request.queryParams().get("depth"), 20, 1, MOST_DEPTH);
        } catch (IllegalArgumentException e) {
            problem(request, 400, "Bad Request", "depth: " + e.getMessage());
            return;
        }
        answer(request, now -> {
            for (ListingBook book : now.books().all()) {
                if (book.listing().exchange().equals(exchange)
                        && book.listing().symbol().equals(symbol)) {
                    return List.of(Views.book(book, depth));
                }
            }
            return List.<Views.BookView>of();
        }, found -> found.isEmpty() ? null : Json.book(found.getFirst()));
    }

    private void health(RoutingContext request) {
        engine.run(now -> {
            List<ExchangeState> states = now.exchanges();
            context.runOnContext(_ -> {
                var items = new JsonArray();
                int live = 0;
                for (ExchangeState state : states) {
                    live += state.live();
                    if (state.enabled()) {
                        items.add(new JsonObject().put("exchange", state.name())
                                .put("live", state.live())
                                .put("listings", state.listings().size())
                                .put("connections", state.connections())
                                .put("links", state.links()));
                    }
                }
                json(request, live > 0 ? 200 : 503,
                        new JsonObject().put("status", live > 0 ? "up" : "no live book")
                                .put("exchanges", items));
            });
        });
    }

    /// Reads on the engine's thread, writes on this one; a null document is a 404.
    private <T> void answer(RoutingContext request, Function<Engine, T> reading,
            Function<T, @Nullable JsonObject> writing) {
        engine.run(now -> {
            T read = reading.apply(now);
            context.runOnContext(_ -> {
                JsonObject document = writing.apply(read);
                if (document == null) {
                    problem(request, 404, "Not Found", "nothing is at " + request.request().path());
                } else {
                    json(request, 200, document);
                }
            });
        });
    }

    private static void json(RoutingContext request, int status, JsonObject document) {
        request.response().setStatusCode(status).putHeader("Content-Type", "application/json")
                .end(document.toBuffer());
    }

    private static void problem(RoutingContext request, int status, String title, String detail) {
        request.response().setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(Json.problem(status, title, detail).toBuffer());
    }
}
