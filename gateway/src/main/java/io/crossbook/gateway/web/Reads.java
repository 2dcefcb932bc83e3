package io.crossbook.gateway.web;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a path tells, in topics: a token that is for some topics reads these and nothing else.
final class Reads {

    /// Those who are asked by topic say themselves which they want; nothing else may be left out of this table and still be read.
    private static final Map<String, Set<String>> PATHS = Map.ofEntries(
            Map.entry("/v1/tops", Set.of("top")), Map.entry("/v1/books", Set.of("book")),
            Map.entry("/v1/opportunities", Set.of("opportunity")),
            Map.entry("/v1/attempts", Set.of("attempt")), Map.entry("/v1/orders", Set.of("order")),
            Map.entry("/v1/fills", Set.of("order")), Map.entry("/v1/signals", Set.of("signal")),
            Map.entry("/v1/health", Set.of("health")), Map.entry("/v1/ready", Set.of("health")),
            Map.entry("/metrics", Set.of("metrics")), Map.entry("/v1/stream", Set.of()),
            Map.entry("/v1/events", Set.of()), Map.entry("/mcp", Set.of()),
            Map.entry("/v1/listings", Set.of()),
            // Who may halt is not asked what it reads: the scope says it.
            Map.entry("/v1/halt", Set.of()), Map.entry("/v1/resume", Set.of()),
            Map.entry("/v1/halts", Set.of()),
            Map.entry("/v1/openapi.json", Set.of()), Map.entry("/v1/asyncapi.json", Set.of()),
            Map.entry("/ws-stream-normalized", Set.of("book", "trade")),
            Map.entry("/ws-replay-normalized", Set.of("book", "trade")),
            Map.entry("/replay-normalized", Set.of("book", "trade")));

    private Reads() {}

    /// Why this caller may not read this path; empty when it may.
    static String refusal(Caller caller, String path) {
        if (caller.topics().isEmpty()) {
            return "";
        }
        Set<String> wanted = topics(path);
        return wanted != null && caller.topics().containsAll(wanted)
                ? ""
                : "token '" + caller.name() + "' is for " + sorted(caller.topics()) + "; "
                        + (wanted == null
                                ? "one for all topics is wanted here"
                                : sorted(wanted) + " is wanted here");
    }

    private static @Nullable Set<String> topics(String path) {
        for (String at = path; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Set<String> topics = PATHS.get(at);
            if (topics != null) {
                return topics;
            }
        }
        return null;
    }

    private static String sorted(Set<String> topics) {
        return String.join(", ", topics.stream().sorted().toList());
    }
}
