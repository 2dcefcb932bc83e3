package io.crossbook.gateway.web;

import io.crossbook.gateway.loop.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How many requests were refused, by the status that says why. Counted on the feed's thread, read by any.
///
/// What a caller may have asked for in good faith is not counted: what does not exist, or has no health to show.
final class Refusals {

    /// No place for another WebSocket.
    static final int FULL = 503;
    private static final List<Integer> STATUSES = List.of(400, 401, 403, 413, 414, 429, 431, FULL);

    private final Map<Integer, Counter> counters = STATUSES.stream()
            .collect(Collectors.toUnmodifiableMap(status -> status, _ -> new Counter()));

    /// A request was answered with this status.
    void answered(int status) {
        if (status != FULL) { // health says that as well
            count(status);
        }
    }

    void count(int status) {
        Counter counter = counters.get(status);
        if (counter != null) {
            counter.add(1);
        }
    }

    void bind(MeterRegistry registry) {
        counters.forEach((status, counter) -> counter.bind(registry, "crossbook.http.refused",
                "status", status.toString()));
    }
}
