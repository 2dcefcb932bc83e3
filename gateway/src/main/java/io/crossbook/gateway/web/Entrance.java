package io.crossbook.gateway.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who may come in, and how.
///
/// `hosts` are the names that clients may ask for besides those of this machine; where `readWithoutToken` is false, reading wants a token too. Each caller has
/// `maxRequestsPerSecond`, and one address `maxConnectionsPerAddress`, where it is not this machine's. With a `certificate` TLS is spoken, and nothing else.
public record Entrance(List<String> hosts, boolean readWithoutToken, int maxRequestsPerSecond,
        int maxConnectionsPerAddress, @Nullable Certificate certificate) {

    /// On this machine, for whoever reaches it.
    public static final Entrance LOCAL = new Entrance(List.of(), true, 1_000, 64, null);

    public Entrance {
        hosts = List.copyOf(hosts);
    }
}
