package io.crossbook.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The door of one practice exchange: an HTTP server on 127.0.0.1 in front of a [Protocol].
final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Protocol protocol;
    private final Vertx vertx;
    private final Set<SocketLine> lines = new LinkedHashSet<>();
    private HttpServer server;

    Gate(Vertx vertx, Protocol protocol) {
        this.vertx = vertx;
        this.protocol = protocol;
        server = server();
    }

    private HttpServer server() {
        // Deflate is what clients offer and exchanges may decline; declined here, so frames are
        // bare.
        HttpServer fresh = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1")
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(1 << 20).setMaxWebSocketMessageSize(1 << 22));
        return fresh.webSocketHandshakeHandler(this::handshake).webSocketHandler(this::welcome)
                .requestHandler(this::answer);
    }

    Future<Integer> open(int port) {
        return server.listen(port, "127.0.0.1").map(HttpServer::actualPort);
    }

    /// Closes the port and every connection: the next attempt is refused by the machine itself.
    Future<Void> close() {
        List.copyOf(lines).forEach(SocketLine::abort);
        return server.close();
    }

    /// Opens the port again after it was closed.
    Future<Integer> reopen(int port) {
        server = server();
        return open(port);
    }

    /// Says before the upgrade whether there is such a path, and whether anybody is let in.
    private void handshake(ServerWebSocketHandshake handshake) {
        if (!protocol.serves(text(handshake.path()))) {
            handshake.reject(404);
        } else if (!protocol.welcoming()) {
            handshake.reject(503);
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
        lines.add(line);
        socket.closeHandler(_ -> {
            lines.remove(line);
            talk.closed();
        });
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
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach(
                entry -> headers.put(entry.getKey(), entry.getValue()));
        String from = client == null ? "" : client;
        if (request.method().equals(HttpMethod.GET)) {
            hear(request, query, from, headers, "");
        } else {
            request.body().onSuccess(
                    body -> hear(request, query, from, headers, body.toString()));
        }
    }

    private void hear(HttpServerRequest request, Map<String, String> query, String client,
            Map<String, String> headers, String body) {
        try {
            protocol.answer(new RestRequest(request.method().name(), text(request.path()), query,
                    client, headers, text(request.query()), body),
                    answer -> reply(request, answer));
        } catch (RuntimeException e) {
            // Ours, and to be seen: a request without an answer would only look like a slow one.
            LOG.error("the practice exchange failed at {} {}", request.method(), request.path(), e);
            reply(request, RestAnswer.json(500, "{}"));
        }
    }

    private static void reply(HttpServerRequest request, RestAnswer answer) {
        if (request.response().ended() || request.response().closed()) {
            return;
        }
        if (answer.status() == 0) {
            var _ = request.connection().close();
            return;
        }
        request.response().setStatusCode(answer.status());
        answer.headers().forEach((name, value) -> request.response().putHeader(name, value));
        if (answer.cut()) {
            request.response().putHeader("Content-Length", Integer.toString(answer.body().length()))
                    .write(answer.body().substring(0, answer.body().length() / 2))
                    .onComplete(_ -> request.connection().close());
        } else {
            request.response().end(answer.body());
        }
    }
}
