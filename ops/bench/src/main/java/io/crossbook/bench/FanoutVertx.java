package io.crossbook.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// As one writes it with Vert.x: each update is made JSON once, and written by `writeTextMessage` to each client.
final class FanoutVertx {

    private static final int ALL_AT_ONCE = 2_000;

    private FanoutVertx() {}

    /// The process.
    public static void main(String[] args) throws Exception {
        FanoutServer told = FanoutServer.of(args);
        FanoutScript script = told.script();
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < script.updates(); i++) {
            messages.add(script.message(i));
        }
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true)
                        // Where it does not keep up it is behind, and no more than that.
                        .setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1)));
        var sockets = new ArrayList<ServerWebSocket>();
        var context = vertx.getOrCreateContext();
        var port = new CompletableFuture<Integer>();
        context.runOnContext(_ -> vertx
                .createHttpServer(new HttpServerOptions().setAcceptBacklog(ALL_AT_ONCE))
                .webSocketHandler(socket -> {
                    sockets.add(socket);
                    socket.writeTextMessage(FanoutScript.snapshot());
                })
                .listen(0, "127.0.0.1").onComplete(server -> port.complete(server.actualPort()),
                        port::completeExceptionally));
        told.begins(port.get());
        context.runOnContext(_ -> vertx.setPeriodic(1, _ -> {
            for (int update = told.due(); update >= 0; update = told.due()) {
                String message = messages.get(update);
                for (ServerWebSocket socket : sockets) {
                    socket.writeTextMessage(message);
                }
            }
        }));
    }
}
