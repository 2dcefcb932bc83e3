package io.crossbook.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;

/// A line over a real WebSocket.
final class SocketLine implements Line {

    private final ServerWebSocket socket;
    private boolean frozen;

    SocketLine(ServerWebSocket socket) {
        this.socket = socket;
    }

    @Override
    public boolean send(String text, Topic topic) {
        if (!frozen && !socket.isClosed()) {
            socket.writeTextMessage(text);
        }
        return !frozen;
    }

    @Override
    public void ping() {
        if (!frozen && !socket.isClosed()) {
            socket.writePing(Buffer.buffer("ping"));
        }
    }

    @Override
    public void close(int code, String reason) {
        if (!frozen && !socket.isClosed()) {
            socket.close((short) code, reason);
        }
    }

    @Override
    public void freeze() {
        // Below Vert.x, which would still answer pings and closes of a socket that is only paused.
        if (socket instanceof WebSocketInternal internal) {
            internal.channelHandlerContext().channel().config().setAutoRead(false);
        }
        frozen = true;
    }

    @Override
    public boolean full() {
        return !frozen && !socket.isClosed() && socket.writeQueueFull();
    }

    @Override
    public void whenDrained(Runnable action) {
        if (full()) {
            socket.drainHandler(_ -> action.run());
        } else {
            action.run();
        }
    }

    /// Lets go of a half-open socket: what a closing server leaves to the machine.
    void abort() {
        if (frozen && socket instanceof WebSocketInternal internal) {
            internal.channelHandlerContext().channel().unsafe().closeForcibly();
        }
    }
}
