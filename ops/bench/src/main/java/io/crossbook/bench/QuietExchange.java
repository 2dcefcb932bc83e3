package io.crossbook.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Binance's and Bybit's private WebSockets on this machine: they log in whoever comes, and say nothing to orders; and market data, where it is told so.
final class QuietExchange implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final CompletableFuture<ServerWebSocket> market = new CompletableFuture<>();

    QuietExchange() {
        server = wait(vertx.createHttpServer().webSocketHandler(this::serve).listen(0,
                "127.0.0.1"));
    }

    private void serve(ServerWebSocket socket) {
        if (socket.path().equals(OrdersFeed.PATH)) {
            market.complete(socket);
            return;
        }
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

    /// Sends market data to who has come for it.
    void tell(Buffer frame) {
        market.orTimeout(30, TimeUnit.SECONDS).join().writeFinalTextFrame(frame.toString());
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
