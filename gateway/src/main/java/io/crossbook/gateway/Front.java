package io.crossbook.gateway;

import io.crossbook.gateway.alerts.Alerting;
import io.crossbook.gateway.api.Api;
import io.crossbook.gateway.api.ExecutionRows;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.control.Surroundings;
import io.crossbook.gateway.control.Trading;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.engine.Watchers;
import io.crossbook.gateway.feed.EngineThread;
import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.replay.Replays;
import io.crossbook.gateway.web.Halting;
import io.crossbook.gateway.web.Services;
import io.crossbook.gateway.web.Web;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where others meet the daemon: the server with its feed, its documents and its replays, and whoever is alerted.
///
/// What the engine does comes in by [#watcher], on the engine's thread; all else is on an event loop of its own.
final class Front implements AutoCloseable {

    private final EngineThread engine;
    private final PrometheusMeterRegistry registry;
    private final @Nullable Trading trading;
    private final Alerting alerting;
    private final Supplier<List<String>> refused;
    private final ExecutionRows executions = new ExecutionRows();
    private final Web web;

    /// `running` is the configuration in force, `refused` why what its file says is not; both are asked from any thread. `tape` is the folder that is recorded to.
    Front(Configuration configuration, Supplier<Configuration> running,
            Supplier<List<String>> refused, Opened opened, Path tape, Surroundings around,
            EngineThread engine, PrometheusMeterRegistry registry) {
        this.engine = engine;
        this.registry = registry;
        this.refused = refused;
        trading = opened.trading();
        alerting = opened.alerting();
        var replays = new Replays(tape, Replays.Limits
                .of(configuration.gateway().maxTopicsPerClient(), Opened.PING_MILLIS));
        var documents = Api.table(running, trading, around, alerting::document);
        web = new Web(opened.door().settings(), engine, Feed::new,
                new Services(registry::scrape, refused, halting(), opened.door().access(),
                        executions,
                        Stream.concat(replays.routes().stream(), documents.stream()).toList(),
                        replays.sockets()));
        web.bind(registry);
    }

    private Halting halting() {
        return trading == null ? Halting.NOBODY : trading;
    }

    /// Tells all of them what the engine does; on its thread.
    Watcher watcher() {
        return new Watchers(web.feed(), executions, alerting.watcher());
    }

    /// Begins to alert and to listen; the future has it once the feed can be read.
    CompletableFuture<?> begin(Vertx serving, BooleanSupplier tapeStopped) {
        alerting.begin(new Alerting.Sources(engine::run,
                () -> trading != null && trading.failed(), tapeStopped, refused,
                why -> Halting.said(halting(), why)), registry);
        return serving.deployVerticle(web).toCompletionStage().toCompletableFuture();
    }

    /// The loop has ended by a mistake of ours: people hear of it while the process ends.
    void ended(Throwable mistake) {
        alerting.ended(mistake);
    }

    /// The port of the feed.
    int port() {
        return web.port();
    }

    /// Alerts nobody any more; the server ends with its event loop.
    @Override
    public void close() {
        alerting.close();
    }
}
