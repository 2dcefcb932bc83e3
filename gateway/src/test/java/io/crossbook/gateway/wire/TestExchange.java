package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Link;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A WebSocket server on loopback that behaves as badly as it is told.
final class TestExchange implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();

    /// @param behaviour what it does with each connection
    TestExchange(Consumer<ServerWebSocket> behaviour) {
        server = await(vertx
                .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .webSocketHandler(socket -> {
                    sockets.add(socket);
                    behaviour.accept(socket);
                }).listen());
    }

    static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    String url() {
        return "ws://127.0.0.1:" + server.actualPort() + "/ws?x=1";
    }

    Link link() {
        return link(url(), 0, 0, 0, 0, 1 << 20);
    }

    static Link link(String url, long life, long overlap, long idle, int sends, int maxFrame) {
        return new Link("test/0", "test", url, List.of(), life, overlap, idle, sends, maxFrame);
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
