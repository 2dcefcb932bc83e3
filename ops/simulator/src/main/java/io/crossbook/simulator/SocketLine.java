package io.crossbook.simulator;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/// A line over a real WebSocket.
final class SocketLine implements Line {

    private final ServerWebSocket socket;

    SocketLine(ServerWebSocket socket) {
        this.socket = socket;
    }

    @Override
    public void send(String text, Topic topic) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(text);
        }
    }

    @Override
    public void ping() {
        if (!socket.isClosed()) {
            socket.writePing(Buffer.buffer("ping"));
        }
    }

    @Override
    public void close(int code, String reason) {
        if (!socket.isClosed()) {
            socket.close((short) code, reason);
        }
    }

    @Override
    public boolean full() {
        return !socket.isClosed() && socket.writeQueueFull();
    }

    @Override
    public void whenDrained(Runnable action) {
        if (full()) {
            socket.drainHandler(_ -> action.run());
        } else {
            action.run();
        }
    }
}
