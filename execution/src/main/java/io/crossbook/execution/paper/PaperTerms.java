package io.crossbook.execution.paper;

import java.util.Map;

/// How paper trading goes: how long orders take, and when what did not fill is given up.
///
/// `latencyNanos` is from a decision to the book, as it is received here, that the order meets: both ways of the
/// wire, for that book is old when it comes. `latencies` are those of exchanges that differ. An attempt whose last order
/// has arrived is unwound `timeoutNanos` later, and again after as long while something is left, `unwinds` times at most.
public record PaperTerms(long latencyNanos, Map<String, Long> latencies, long timeoutNanos,
        int unwinds) {

    private static final long MILLI = 1_000_000L;

    /// A fifth of a second until the book, a second of patience, and then tries for ten minutes.
    public static final PaperTerms DEFAULT = new PaperTerms(200 * MILLI, Map.of(), 1_000 * MILLI,
            600);

    public PaperTerms {
        latencies = Map.copyOf(latencies);
        if (latencyNanos < 0 || timeoutNanos < 0 || unwinds < 1
                || latencies.values().stream().anyMatch(nanos -> nanos < 0)) {
            throw new IllegalArgumentException("no terms: latency " + latencyNanos + " "
                    + latencies + ", time-out " + timeoutNanos + ", unwinds " + unwinds);
        }
    }

    /// The same with this latency everywhere.
    public PaperTerms withLatency(long nanos) {
        return new PaperTerms(nanos, Map.of(), timeoutNanos, unwinds);
    }

    /// How long an order takes on its way to an exchange.
    public long latency(String exchange) {
        return latencies.getOrDefault(exchange, latencyNanos);
    }
}
