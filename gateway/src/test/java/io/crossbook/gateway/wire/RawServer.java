package io.crossbook.gateway.wire;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// A TCP server on loopback that reads a request and then does as told.
final class RawServer implements AutoCloseable {

    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");

    private static final Pattern REQUEST = Pattern.compile("(GET|POST|DELETE) ");

    private final Vertx vertx = Vertx.vertx();
    private final NetServer server;

    /// @param behaviour what it does with a connection and its request
    RawServer(BiConsumer<NetSocket, String> behaviour) {
        server = TestExchange.await(vertx.createNetServer().connectHandler(
                socket -> socket.handler(bytes -> {
                    String head = bytes.toString();
                    if (REQUEST.matcher(head).lookingAt()) {
                        behaviour.accept(socket, head);
                    }
                })).listen(0, "127.0.0.1"));
    }

    /// Completes the WebSocket handshake; whoever does no more after it is half open.
    static void shakeHands(NetSocket socket, String head) {
        var key = KEY.matcher(head);
        if (!key.find()) {
            throw new IllegalStateException("No handshake: " + head);
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                    + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String url() {
        return "ws://127.0.0.1:" + server.actualPort() + "/ws";
    }

    String http() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    @Override
    public void close() {
        TestExchange.await(vertx.close());
    }
}
