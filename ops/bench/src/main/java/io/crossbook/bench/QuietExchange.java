package io.crossbook.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.util.concurrent.TimeUnit;

/// Binance's and Bybit's private WebSockets on this machine: they log in whoever comes, and say nothing to orders.
final class QuietExchange implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    QuietExchange() {
        server = wait(vertx.createHttpServer().webSocketHandler(QuietExchange::serve).listen(0,
                "127.0.0.1"));
    }

    private static void serve(ServerWebSocket socket) {
        socket.textMessageHandler(text -> {
            if (text.contains("userDataStream")) {
                socket.writeTextMessage("{\"id\":\"subscribe\",\"status\":200,\"result\":{}}");
            } else if (text.contains("\"auth\"")) {
                socket.writeTextMessage(socket.path().endsWith("trade")
                        ? "{\"op\":\"auth\",\"retCode\":0,\"retMsg\":\"OK\",\"connId\":\"1\"}"
                        : "{\"op\":\"auth\",\"success\":true,\"conn_id\":\"1\"}");
            } else if (text.contains("\"subscribe\"")) {
                socket.writeTextMessage("{\"op\":\"subscribe\",\"success\":true}");
            }
        });
    }

    /// Where its WebSockets are.
    String url() {
        return "ws://127.0.0.1:" + server.actualPort();
    }

    static <T> T wait(io.vertx.core.Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        wait(vertx.close());
    }
}
