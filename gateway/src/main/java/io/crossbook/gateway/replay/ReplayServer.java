package io.crossbook.gateway.replay;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.NoEffects;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.feed.EngineThread;
import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.web.Services;
import io.crossbook.gateway.web.Web;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Serves replays of a tape without a daemon: nothing is contacted, and there is nothing live.
public final class ReplayServer implements AutoCloseable {

    private static final int MOST_CLIENTS = 256;
    private static final int MOST_TOPICS = 10_000;
    private static final int QUEUED_BYTES = 8 << 20;

    private final Vertx vertx = Vertx
            .vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    private final Web web;

    private ReplayServer(Path tape, int port, int pingMillis) {
        var replays = new Replays(tape, Replays.Limits.alone(MOST_TOPICS, pingMillis));
        web = new Web(new Web.Settings("127.0.0.1", port, MOST_CLIENTS, MOST_TOPICS, QUEUED_BYTES,
                List.of(), pingMillis), nothing(), Feed::new,
                Services.NONE.serving(replays.routes(), replays.sockets()));
    }

    /// An engine that follows nobody: whoever asks what is live hears that there is nothing.
    static EngineThread nothing() {
        var engine = new Engine(Dialects::of, new Settings(List.of(), DetectorSettings.DEFAULT, 0,
                List.of(), List.of()), NoEffects.NONE, new Watcher() {
                });
        return reading -> {
            synchronized (engine) {
                reading.accept(engine);
            }
        };
    }

    /// Serves on loopback; port 0 takes a free one. WebSockets are pinged each `pingMillis`.
    public static CompletableFuture<ReplayServer> start(Path tape, int port, int pingMillis) {
        var server = new ReplayServer(tape, port, pingMillis);
        return server.vertx.deployVerticle(server.web).toCompletionStage().toCompletableFuture()
                .handle((_, failure) -> {
                    if (failure != null) {
                        server.close();
                        throw new CompletionException(failure);
                    }
                    return server;
                });
    }

    /// Where it listens.
    public int port() {
        return web.port();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
