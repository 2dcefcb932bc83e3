package io.crossbook.simulator;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/// One client of a tape: what it subscribed to, and how far it has read.
///
/// It stands between the socket and the protocol's talk, so that it can count pings and pongs: a
/// pong that came back proves that every frame before the ping was read.
final class TapeReader implements Line {

    private final Line socket;
    private final Set<String> keys = new LinkedHashSet<>();
    private final Set<String> connections = new LinkedHashSet<>();
    private UnaryOperator<String> form = UnaryOperator.identity();
    private int pinged;
    private int ponged;

    TapeReader(Line socket) {
        this.socket = socket;
    }

    void join(String key, String connection) {
        keys.add(key);
        connections.add(connection);
    }

    void leave(String key) {
        keys.remove(key);
    }

    boolean reads(String key) {
        return keys.contains(key);
    }

    /// Whether it reads a diff book of this symbol, at whatever speed.
    boolean readsDiff(String symbol) {
        String diff = symbol.toLowerCase(Locale.ROOT) + "@depth";
        return keys.stream().anyMatch(key -> key.equals(diff) || key.startsWith(diff + "@"));
    }

    /// How frames look to this client; as recorded unless said otherwise.
    void formedBy(UnaryOperator<String> other) {
        form = other;
    }

    void hear(TapeRecord record, Topic topic) {
        socket.send(form.apply(record.frame()), topic);
    }

    boolean hears(String connection) {
        return connections.contains(connection);
    }

    void ponged() {
        ponged++;
    }

    /// Whether it has read everything up to the last ping.
    boolean caughtUp() {
        return ponged >= pinged;
    }

    @Override
    public boolean send(String text, Topic topic) {
        return socket.send(text, topic);
    }

    @Override
    public void ping() {
        pinged++;
        socket.ping();
    }

    @Override
    public void close(int code, String reason) {
        socket.close(code, reason);
    }

    @Override
    public void freeze() {
        socket.freeze();
    }

    @Override
    public boolean full() {
        return socket.full();
    }

    @Override
    public void whenDrained(Runnable action) {
        socket.whenDrained(action);
    }
}
