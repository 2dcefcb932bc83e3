package io.crossbook.gateway.web;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/// Who asks over HTTP: the holder of a token, or somebody on this machine without one.
///
/// `id` tells two tokens of one name apart; it is no secret. `topics` are what may be read; empty is everything.
public record Caller(String name, String id, Scope scope, Set<String> topics, Quota quota) {

    /// What one caller may ask for: WebSockets at one time, requests a second, and topics of one WebSocket; 0 leaves it to the settings of the server.
    public record Quota(int clients, int requestsPerSecond, int topics) {
        /// What the server's settings say.
        public static final Quota USUAL = new Quota(0, 0, 0);
    }

    /// Every topic that a token can be for: those of the stream, and the counters, which say what was earned besides.
    public static final List<String> TOPICS = List.of("top", "book", "trade", "opportunity",
            "attempt", "order", "signal", "health", "metrics");

    /// Whoever reaches this machine's own address and shows no token, where that may read.
    public static final Caller LOCAL = new Caller("somebody without a token", "", Scope.READ,
            Set.of(), Quota.USUAL);
    /// Whoever shows no token where one is wanted.
    static final Caller STRANGER = new Caller("nobody", "", Scope.READ, Set.of("none"),
            Quota.USUAL);
    /// Who knows the word in `control.token`.
    static final Caller CONTROL = new Caller("control.token", "", Scope.ADMIN, Set.of(),
            Quota.USUAL);

    public Caller {
        topics = Set.copyOf(topics);
    }

    /// Whether it may do what wants this scope.
    public boolean may(Scope wanted) {
        return scope.compareTo(wanted) >= 0;
    }

    /// Whether it may read this topic.
    public boolean reads(String topic) {
        return topics.isEmpty() || topics.contains(topic);
    }

    /// Whose request this is.
    public static Caller of(RoutingContext request) {
        return Gatekeeper.caller(request);
    }

    /// Whether it is one of those that were given to somebody.
    public boolean token() {
        return !id.isEmpty();
    }

    boolean anonymous() {
        return equals(LOCAL);
    }
}
