package io.crossbook.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The door of one practice exchange: an HTTP server on 127.0.0.1 in front of a [Protocol].
final class Gate {

    private final Protocol protocol;
    private final HttpServer server;

    Gate(Vertx vertx, Protocol protocol) {
        this.protocol = protocol;
        // Deflate is what clients offer and exchanges may decline; declined here, so frames are bare.
        server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1")
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(1 << 20).setMaxWebSocketMessageSize(1 << 22));
        server.webSocketHandshakeHandler(this::handshake).webSocketHandler(this::welcome)
                .requestHandler(this::answer);
    }

    Future<Integer> open(int port) {
        return server.listen(port, "127.0.0.1").map(HttpServer::actualPort);
    }

    Future<Void> close() {
        return server.close();
    }

    /// Asks the protocol whether it has such a path, before the upgrade.
    private void handshake(ServerWebSocketHandshake handshake) {
        if (protocol.connect(handshake.path(), text(handshake.query()), NO_LINE) == null) {
            handshake.reject(404);
        } else {
            handshake.accept();
        }
    }

    private void welcome(ServerWebSocket socket) {
        SocketLine line = new SocketLine(socket);
        Talk talk = protocol.connect(socket.path(), text(socket.query()), line);
        if (talk == null) {
            line.close(1008, "no such path");
            return;
        }
        socket.textMessageHandler(talk::text);
        socket.pongHandler(_ -> talk.pong());
        socket.closeHandler(_ -> talk.closed());
        socket.exceptionHandler(_ -> line.close(1002, "protocol error"));
        talk.opened();
    }

    private static String text(@Nullable String part) {
        return part == null ? "" : part;
    }

    private void answer(HttpServerRequest request) {
        Map<String, String> query = new LinkedHashMap<>();
        request.params().forEach(entry -> query.put(entry.getKey(), entry.getValue()));
        String client = request.remoteAddress() == null
                ? ""
                : request.remoteAddress().hostAddress();
        protocol.answer(new RestRequest(text(request.path()), query, client == null ? "" : client),
                answer -> reply(request, answer));
    }

    private static void reply(HttpServerRequest request, RestAnswer answer) {
        if (request.response().ended() || request.response().closed()) {
            return;
        }
        request.response().setStatusCode(answer.status());
        answer.headers().forEach((name, value) -> request.response().putHeader(name, value));
        request.response().end(answer.body());
    }

    private static final Line NO_LINE = new Line() {
        @Override
        public void send(String text, Topic topic) {
            // Nobody is there yet.
        }

        @Override
        public void ping() {
            // Nobody is there yet.
        }

        @Override
        public void close(int code, String reason) {
            // Nobody is there yet.
        }

        @Override
        public boolean full() {
            return false;
        }

        @Override
        public void whenDrained(Runnable action) {
            action.run();
        }
    };
}
