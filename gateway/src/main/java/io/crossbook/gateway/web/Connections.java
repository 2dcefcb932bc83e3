package io.crossbook.gateway.web;

import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Connections before and between requests: so many in all and from one address, and none that does not come to its point. On the feed's thread.
///
/// An idle timeout alone does not end one that sends a byte now and then.
final class Connections {

    /// Between two requests of one connection, and from the end of a request's headers to that of its body.
    private static final long BETWEEN_NANOS = 60_000_000_000L;

    private final int most;
    private final int mostOfAnAddress;
    private final long askingNanos;
    private final Map<HttpConnection, State> connections = new LinkedHashMap<>();
    private final Map<String, Integer> addresses = new HashMap<>();

    private static final class State {
        final String address;
        long untilNanos;
        int under;
        boolean over;

        State(String address, long untilNanos) {
            this.address = address;
            this.untilNanos = untilNanos;
        }
    }

    /// @param mostOfAnAddress does not count for this machine's own
    Connections(int most, int mostOfAnAddress, long askingNanos) {
        this.most = most;
        this.askingNanos = askingNanos;
        this.mostOfAnAddress = mostOfAnAddress;
    }

    /// Takes it in, or closes it.
    void opened(HttpConnection connection, long nowNanos) {
        String address = address(connection);
        int others = addresses.getOrDefault(address, 0);
        if (connections.size() >= most
                || (others >= mostOfAnAddress && !Doorman.loopback(address))) {
            connection.close();
            return;
        }
        connections.put(connection, new State(address, nowNanos + askingNanos));
        addresses.put(address, others + 1);
        connection.closeHandler(_ -> closed(connection));
    }

    private void closed(HttpConnection connection) {
        State state = connections.remove(connection);
        if (state != null) {
            addresses.computeIfPresent(state.address, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /// A request has come whole, as far as its headers; false where nothing that comes by this connection is a request any more.
    boolean begun(HttpConnection connection) {
        State state = connections.get(connection);
        if (state == null || state.over) {
            return false;
        }
        state.under++;
        return true;
    }

    /// The last answer of a connection: what follows the request is never read as another, since whoever stands between may take it for a part of the first (RFC 9112, 11.2).
    void last(HttpConnection connection) {
        State state = connections.get(connection);
        if (state != null) {
            state.over = true;
        }
    }

    /// It was answered; an answer that goes on for long does not end before its reader leaves, nor does a WebSocket.
    void ended(HttpConnection connection, long nowNanos) {
        State state = connections.get(connection);
        if (state != null) {
            state.under--;
            state.untilNanos = nowNanos + BETWEEN_NANOS;
        }
    }

    /// Closes those that have said nothing whole for too long.
    void sweep(long nowNanos) {
        for (var each : List.copyOf(connections.entrySet())) {
            if (each.getValue().under == 0 && nowNanos - each.getValue().untilNanos > 0) {
                Cut.off(each.getKey());
            }
        }
    }

    static String address(HttpConnection connection) {
        var remote = connection.remoteAddress();
        return remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
    }
}
