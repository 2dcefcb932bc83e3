package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Link;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.util.HashMap;
import java.util.Map;

/// Vert.x WebSockets on the loop: frames as buffers, never as text; no compression; certificates and host names verified.
final class WebSockets implements Socket.Dialer {

    // Vert.x allows 50 connections a host by default and lets further ones wait without a word.
    private static final int MOST_CONNECTIONS = 10_000;
    private static final Buffer NOTHING = Buffer.buffer();

    private final Vertx vertx;
    private final Timing timing;
    private final Map<Integer, WebSocketClient> clients = new HashMap<>();

    WebSockets(Vertx vertx, Timing timing) {
        this.vertx = vertx;
        this.timing = timing;
    }

    /// Our own limit on the opening comes first; Vert.x's, a little later, clears up behind it.
    @Override
    public void dial(Link link, Socket.Events events) {
        var options = Address.of(link.url()).into(new WebSocketConnectOptions());
        options.setConnectTimeout(timing.connectMillis())
                .setTimeout(timing.openMillis() + timing.closeMillis());
        ClientWebSocket webSocket = client(link.maxFrameBytes()).webSocket();
        var open = new Open(webSocket, events);
        webSocket.frameHandler(open::frame).exceptionHandler(open::failed)
                .closeHandler(_ -> open.closed());
        webSocket.connect(options)
                .onComplete(_ -> events.up(open), failure -> events.down(whyNot(failure)));
    }

    private WebSocketClient client(int maxFrameBytes) {
        return clients.computeIfAbsent(maxFrameBytes, most -> vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(most).setMaxMessageSize(most)
                        .setMaxConnections(MOST_CONNECTIONS)
                        .setConnectTimeout((int) timing.connectMillis())
                        .setClosingTimeout((int) Math.max(1, timing.closeMillis() / 1_000))
                        .setTryUsePerMessageCompression(false).setTryUsePerFrameCompression(false)
                        .setVerifyHost(true).setTcpNoDelay(true)));
    }

    private static String whyNot(Throwable failure) {
        if (failure instanceof UpgradeRejectedException refused) {
            return "refused with HTTP " + refused.getStatus();
        }
        return "not reached: " + words(failure);
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /// One socket and what it told about its end.
    private static final class Open implements Socket {
        private final ClientWebSocket webSocket;
        private final Events events;
        private String failure = "";

        Open(ClientWebSocket webSocket, Events events) {
            this.webSocket = webSocket;
            this.events = events;
        }

        void frame(WebSocketFrame frame) {
            switch (frame.type()) {
                case TEXT, BINARY, CONTINUATION -> events.data(frame.binaryData(), frame.isFinal());
                case PING, PONG -> events.alive();
                case CLOSE -> {
                }
            }
        }

        void failed(Throwable why) {
            if (why instanceof CorruptedWebSocketFrameException corrupt
                    && corrupt.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
                events.tooLarge();
            }
            failure = words(why);
        }

        void closed() {
            Short code = webSocket.closeStatusCode();
            String reason = webSocket.closeReason();
            String said = reason == null || reason.isEmpty() ? "" : " " + reason;
            events.down("closed by the exchange (" + code + said + ")"
                    + (failure.isEmpty() ? "" : ": " + failure));
        }

        @Override
        public void send(String frame) {
            webSocket.writeTextMessage(frame);
        }

        @Override
        public void ping() {
            webSocket.writePing(NOTHING);
        }

        @Override
        public void close() {
            webSocket.close();
        }
    }
}
