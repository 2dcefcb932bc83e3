package io.crossbook.gateway.wire;

/// How long `wire` waits for what; milliseconds.
///
/// `connectMillis` bounds the TCP connect, `openMillis` all of it: name, TCP, TLS, WebSocket handshake. After a failure the next attempt
/// waits between `backOffMillis` and a ceiling that doubles up to `backOffMostMillis`; a connection that stood for
/// `stableMillis` makes it begin anew. `closeMillis` is how long a peer may take to answer our closing before the socket is cut.
public record Timing(long connectMillis, long openMillis, long backOffMillis,
        long backOffMostMillis, long stableMillis, long closeMillis) {

    /// What serves real exchanges.
    public static final Timing DEFAULT = new Timing(5_000, 10_000, 100, 30_000, 30_000, 1_000);
}
