package io.crossbook.gateway.web;

import io.crossbook.gateway.engine.ExchangeState;
import io.crossbook.gateway.feed.Broadcast;
import io.crossbook.gateway.feed.EngineThread;
import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.loop.Timers;
import io.crossbook.gateway.stream.Rounds;
import io.crossbook.gateway.stream.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The HTTP server and the feed's thread: one verticle, one event loop of its own.
public final class Web extends VerticleBase {

    private static final int ROUND_MILLIS = 20;
    private static final int LEAST_MILLIS = 10;
    private static final int LOOK_MILLIS = 250;
    private static final int REFRESH_MILLIS = 1_000;
    private static final long FIRST_ANSWER_MILLIS = 2_000;

    private final Refusals refusals = new Refusals();
    private final Settings settings;
    private final Services services;
    private final EngineThread engine;
    private final Feed feed;
    private final Clients clients;
    private final Gatekeeper gatekeeper;
    private final Sessions sessions;
    private final Listener listener;
    private final Events events;
    private final Routes routes;
    private final AtomicBoolean awake = new AtomicBoolean();
    private final Map<Long, Long> timers = new HashMap<>();
    private Set<String> exchanges = Set.of();
    private @Nullable Broadcast broadcast;
    private @Nullable HttpServer server;

    /// Where to listen, and what clients may ask for.
    ///
    /// `port` 0 takes any; `maxClients` bounds the WebSockets at one time, `maxTopicsPerClient` the subscriptions of one of them (in the
    /// normalised stream: listings times data types), `maxQueuedBytes` what may wait for it. Pages of `allowedOrigins` may read besides
    /// those of this machine. Every WebSocket is pinged each `pingMillis`.
    public record Settings(String host, int port, int maxClients, int maxTopicsPerClient,
            int maxQueuedBytes, List<String> allowedOrigins, int pingMillis, Entrance entrance) {
        public Settings {
            allowedOrigins = List.copyOf(allowedOrigins);
        }

        /// On this machine, for whoever reaches it.
        public Settings(String host, int port, int maxClients, int maxTopicsPerClient,
                int maxQueuedBytes, List<String> allowedOrigins, int pingMillis) {
            this(host, port, maxClients, maxTopicsPerClient, maxQueuedBytes, allowedOrigins,
                    pingMillis, Entrance.LOCAL);
        }
    }

    /// `feed` must wake this verticle by the task that it is given.
    public Web(Settings settings, EngineThread engine, Function<Runnable, Feed> feed,
            Services services) {
        this.settings = settings;
        this.services = services;
        this.engine = engine;
        this.feed = feed.apply(this::wake);
        this.clients = new Clients(settings, refusals);
        var table = new ArrayList<>(MarketRoutes.table());
        table.addAll(HealthRoutes.table(services.refused()));
        table.addAll(DaemonRoutes.table(services.metrics(), services.halting()));
        table.addAll(services.routes());
        gatekeeper = new Gatekeeper(settings, services.access(), services.halting(),
                System::nanoTime);
        sessions = new Sessions(services.access());
        listener = new Listener(settings, refusals);
        events = new Events(settings, clients, sessions, listener);
        table.add(events.route());
        table.add(Mcp.route(table));
        table.addAll(Documents.table(table));
        table.add(DaemonRoutes.index(table));
        this.routes = new Routes(table,
                new Readings(engine, this::onFeedThread, this::after, System::nanoTime),
                this::onFeedThread, gatekeeper, sessions);
    }

    /// Shows how many were refused.
    public void bind(MeterRegistry registry) {
        refusals.bind(registry);
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
        var made = new Broadcast(feed, engine, this::onFeedThread);
        broadcast = made;
        var rounds = new Rounds(nowMillis());
        var board = new TopicBoard(rounds, sources(rounds, made), engine,
                this::onFeedThread, () -> exchanges, clients::settle);
        events.from(board);
        vertx.setPeriodic(ROUND_MILLIS, _ -> board.tick());
        vertx.setPeriodic(LOOK_MILLIS, _ -> {
            rounds.look(nowMillis());
            clients.relieve();
        });
        vertx.setPeriodic(REFRESH_MILLIS, _ -> {
            var _ = refresh(made);
            made.sweep();
            sessions.refresh();
        });
        vertx.setPeriodic(settings.pingMillis(), _ -> clients.ping());
        HttpServer opening = listener.server(vertx)
                .requestHandler(listener.before(router(made, board)));
        server = opening;
        // Who comes first finds what the engine has already; an engine that does not answer must not keep people from reading that.
        return refresh(made).timeout(FIRST_ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .otherwiseEmpty().compose(_ -> opening.listen())
                .onSuccess(_ -> listener.listens(vertx));
    }

    private Map<Topic, Source> sources(Rounds rounds, Broadcast made) {
        var attempts = new ExecutionSource(rounds, engine, this::onFeedThread,
                services.executions());
        return Map.of(Topic.TOP, new TopSource(rounds, feed, engine, this::onFeedThread),
                Topic.BOOK, new BookSource(rounds, made, () -> exchanges),
                Topic.TRADE, new TradeSource(rounds, made),
                Topic.OPPORTUNITY,
                new OpportunitySource(rounds, made, feed, engine),
                Topic.HEALTH, new HealthSource(rounds, feed, engine, this::onFeedThread),
                Topic.ATTEMPT, attempts, Topic.ORDER, attempts,
                Topic.SIGNAL, wish -> Source.silent(rounds, wish));
    }

    private static long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void onFeedThread(Runnable work) {
        context.runOnContext(_ -> work.run());
    }

    private Timers.Timer after(long millis, Runnable task) {
        long id = vertx.setTimer(Math.max(1, millis), _ -> task.run());
        return () -> vertx.cancelTimer(id);
    }

    private Router router(Broadcast target, TopicBoard board) {
        Router router = Router.router(vertx);
        router.route().handler(listener::begun).handler(gatekeeper::guard);
        Routes.get(router, "/v1/stream",
                request -> stream(request, client -> new TopicStream(client, board)));
        Routes.get(router, "/ws-stream-normalized", request -> stream(request,
                client -> NormalizedStream.serve(vertx, client, exchanges, target)));
        new Dashboard().on(router);
        for (SocketRoute each : services.sockets()) {
            Routes.get(router, each.path(), request -> socket(request,
                    caller -> clients.upgrade(request.request(), opened -> {
                        Session session = each.serve().apply(request, opened);
                        sessions.opened(caller, session);
                        return session;
                    })));
        }
        routes.on(router);
        return router;
    }

    private void stream(RoutingContext request, Consumer<Client> serve) {
        socket(request, caller -> clients.admit(request.request(), client -> {
            client.serves(caller);
            sessions.opened(caller, client);
            serve.accept(client);
        }));
    }

    /// Lets a WebSocket in, where its caller may have one more; `admit` makes it.
    private void socket(RoutingContext request, Function<Caller, Future<?>> admit) {
        Caller caller = Gatekeeper.caller(request);
        String refusal = sessions.refusal(caller);
        if (!gatekeeper.lets(request, Scope.READ)) {
            return;
        }
        if (!request.request().canUpgradeToWebSocket()) {
            request.response().putHeader("Upgrade", "websocket");
            Routes.problem(request, 426, request.request().path() + " is a WebSocket");
        } else if (clients.full()) {
            Routes.problem(request, 503, clients.fullWhy());
        } else if (!refusal.isEmpty()) {
            request.response().putHeader("Retry-After", "10");
            Routes.problem(request, 429, refusal);
        } else {
            sessions.admitted(caller);
            admit.apply(caller).onSuccess(_ -> listener.stays(request)).onFailure(failure -> {
                sessions.gone(caller);
                request.fail(failure);
            });
        }
    }

    /// Tells the feed's thread that something waits; cheap, from any thread.
    private void wake() {
        if (context != null && awake.compareAndSet(false, true)) {
            context.runOnContext(_ -> {
                awake.set(false);
                Broadcast target = broadcast;
                boolean more = true;
                try {
                    more = target != null && target.drain();
                } finally {
                    if (more) {
                        wake(); // others have their turn first
                    }
                }
            });
        }
    }

    /// Asks the engine what there is; what comes is in force when the answer is there.
    private Future<Void> refresh(Broadcast target) {
        Promise<Void> answered = Promise.promise();
        target.refresh();
        engine.run(now -> {
            Set<String> names = now.exchanges().stream().map(ExchangeState::name)
                    .collect(Collectors.toUnmodifiableSet());
            onFeedThread(() -> {
                exchanges = names;
                answered.complete();
            });
        });
        for (long interval : target.intervals()) {
            timers.computeIfAbsent(interval,
                    millis -> vertx.setPeriodic(Math.max(LEAST_MILLIS, millis),
                            _ -> target.due(millis)));
        }
        timers.entrySet().removeIf(timer -> !target.intervals().contains(timer.getKey())
                && vertx.cancelTimer(timer.getValue()));
        return answered.future();
    }
}
