package io.crossbook.gateway;

import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.config.GatewaySettings;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.ExchangeState;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.engine.Watchers;
import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Decider;
import io.crossbook.gateway.loop.Inbox;
import io.crossbook.gateway.loop.Loop;
import io.crossbook.gateway.loop.Recorder;
import io.crossbook.gateway.tape.Checkpoint;
import io.crossbook.gateway.tape.TapeWriter;
import io.crossbook.gateway.web.Web;
import io.crossbook.gateway.wire.Quota;
import io.crossbook.gateway.wire.Rest;
import io.crossbook.gateway.wire.RestTiming;
import io.crossbook.gateway.wire.Timing;
import io.crossbook.gateway.wire.Wires;
import io.crossbook.gateway.xchange.Bridge;
import io.crossbook.gateway.xchange.BridgeTiming;
import io.crossbook.gateway.xchange.Inlet;
import io.crossbook.gateway.xchange.Metadata;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The daemon: everything wired, from a configuration to a running feed.
///
/// Two event loops: the engine's, which owns all sockets to exchanges, and the edge's, for REST, HTTP and the feed's readers.
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook");
    private static final long REFRESH_MILLIS = 3_600_000;
    private static final long TIMES_MILLIS = 60_000;
    private static final long CLOSE_SECONDS = 2;
    private static final int PING_MILLIS = 20_000;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT);
    private final Vertx edge = Vertx
            .vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    private final Clock clock = Clock.system();
    private final Settings settings;
    private final @Nullable TapeWriter tape;
    private final Loop loop;
    private final Rest rest;
    private final Bridge bridge;
    private final Engine engine;
    private final Web web;
    private final Directory directory;

    private Gateway(Configuration configuration, @Nullable TapeWriter tape, Watcher watcher) {
        settings = configuration.settings();
        this.tape = tape;
        loop = new Loop(clock, tape == null ? Recorder.NONE : tape, registry);
        Function<String, Quota> quotas = quotas();
        rest = new Rest(edge, clock, quotas, RestTiming.DEFAULT, registry);
        var wires = new Wires(loop, rest, quotas, Timing.DEFAULT, registry);
        bridge = new Bridge(wires, wires::number, inlet(loop.inbox()), BridgeTiming.DEFAULT);
        web = new Web(web(configuration.gateway()), this::onEngine, Feed::new, registry::scrape);
        var watchers = new Watchers(new EngineLog(), new Meters(registry), web.feed(), taped(tape),
                watcher);
        engine = new Engine(Dialects::of, settings, tape == null ? bridge : tape.taping(bridge),
                watchers);
        directory = new Directory(settings, dialects(), rest, loop.inbox(), clock,
                new Metadata()::specifications);
    }

    /// Starts everything; the future has it once the feed can be read. `tape` records when it is given (and is closed with the
    /// gateway); `watcher` sees what the engine does, on its thread.
    public static CompletableFuture<Gateway> start(Configuration configuration,
            @Nullable TapeWriter tape, Watcher watcher) {
        var gateway = new Gateway(configuration, tape, watcher);
        return gateway.begin().thenApply(_ -> gateway);
    }

    private CompletableFuture<?> begin() {
        loop.run(() -> {
            if (tape != null) {
                tape.begin(clock.now(), this::checkpoint);
            }
        });
        loop.start(decider());
        loop.inbox().offer(new Input.Configured(settings));
        directory.ask();
        directory.askTimes();
        edge.setPeriodic(REFRESH_MILLIS, _ -> directory.ask());
        edge.setPeriodic(TIMES_MILLIS, _ -> directory.askTimes());
        return edge.deployVerticle(web).toCompletionStage().toCompletableFuture();
    }

    private Decider decider() {
        return new Decider() {
            @Override
            public void accept(long now, Input input) {
                engine.accept(now, input);
            }

            @Override
            public long nextDeadline() {
                return engine.nextDeadline();
            }
        };
    }

    private static Watcher taped(@Nullable TapeWriter tape) {
        return tape == null ? new Watcher() {
        } : new Watcher() {
            @Override
            public void hash(long inputs, long hash, long now) {
                tape.hash(inputs, hash);
            }
        };
    }

    private Checkpoint checkpoint() {
        List<Input.Listed> listed = engine.exchanges().stream()
                .filter(state -> !state.listings().isEmpty())
                .map(state -> new Input.Listed(state.name(), state.listings())).toList();
        return new Checkpoint(engine.inputs() > 0, settings, listed, engine.links(), engine.open(),
                new io.crossbook.exchanges.Bytes());
    }

    private Function<String, Quota> quotas() {
        Map<String, Quota> byName = new HashMap<>();
        settings.exchanges().forEach(exchange -> byName.put(exchange.entry().name(),
                Quota.ofDialect(exchange.dialect())));
        return name -> byName.getOrDefault(name, Quota.CAUTIOUS);
    }

    private Map<String, Dialect> dialects() {
        Map<String, Dialect> dialects = new LinkedHashMap<>();
        settings.exchanges().forEach(exchange -> dialects.put(exchange.entry().name(),
                Dialects.of(exchange.dialect(), exchange.entry())));
        return dialects;
    }

    private static Inlet inlet(Inbox inbox) {
        return new Inlet() {
            @Override
            public boolean fact(Input input) {
                return inbox.offer(input);
            }

            @Override
            public void state(String name, Input input) {
                inbox.state(name).put(input);
            }
        };
    }

    private static Web.Settings web(GatewaySettings gateway) {
        return new Web.Settings(gateway.host(), gateway.port(), gateway.maxClients(),
                gateway.maxTopicsPerClient(), gateway.maxQueuedBytes(), gateway.allowedOrigins(),
                PING_MILLIS);
    }

    /// Reads the engine on its thread, soon.
    public void onEngine(Consumer<Engine> reading) {
        loop.run(() -> {
            try {
                reading.accept(engine);
            } catch (RuntimeException mistake) { // a reader's mistake must not end the engine
                LOG.error("A reading of the engine failed", mistake);
            }
        });
    }

    /// How the exchanges stand.
    public CompletableFuture<List<ExchangeState>> exchanges() {
        var states = new CompletableFuture<List<ExchangeState>>();
        onEngine(now -> states.complete(now.exchanges()));
        return states;
    }

    /// Wishes something of the engine; false when its inbox is full.
    public boolean wish(Input.Wish wish) {
        return loop.inbox().offer(new Input.Command(wish));
    }

    /// The port of the feed.
    public int port() {
        return web.port();
    }

    /// Ends when the loop does: exceptionally after a mistake of ours.
    public CompletableFuture<Void> ended() {
        return loop.ended();
    }

    /// Closes sockets, then the tape, then the feed.
    @Override
    public void close() throws IOException {
        loop.close();
        bridge.close();
        if (tape != null) {
            tape.close();
        }
        rest.close();
        edge.close().toCompletionStage().toCompletableFuture()
                .orTimeout(CLOSE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(_ -> null).join();
        registry.close();
    }
}
