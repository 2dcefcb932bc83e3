package io.crossbook.gateway.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who may come in, and how.
///
/// `hosts` are the names that clients may ask for besides those of this machine; where `readWithoutToken` is false, reading wants a token too. Each caller has
/// `maxRequestsPerSecond`, and one address `maxConnectionsPerAddress`, where it is not this machine's; a connection has `askingMillis` to bring a request's headers. With a `certificate` TLS is spoken, and nothing else.
public record Entrance(List<String> hosts, boolean readWithoutToken, int maxRequestsPerSecond,
        int maxConnectionsPerAddress, int askingMillis, @Nullable Certificate certificate) {

    /// A request line and its headers take a round trip.
    private static final int ASKING_MILLIS = 10_000;

    /// On this machine, for whoever reaches it.
    public static final Entrance LOCAL = new Entrance(List.of(), true, 1_000, 64, null);

    public Entrance {
        hosts = List.copyOf(hosts);
    }

    /// With the usual time to ask.
    public Entrance(List<String> hosts, boolean readWithoutToken, int maxRequestsPerSecond,
            int maxConnectionsPerAddress, @Nullable Certificate certificate) {
        this(hosts, readWithoutToken, maxRequestsPerSecond, maxConnectionsPerAddress,
                ASKING_MILLIS, certificate);
    }
}
