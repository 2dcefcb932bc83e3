package io.crossbook.gateway.engine;

/// How late the messages of one connection are: receive time minus event time, over the least that was seen.
final class Lateness {

    private long least = Long.MAX_VALUE;

    /// How much longer than the quickest this message took, nanoseconds.
    long lag(long receivedNanos, long eventNanos) {
        long took = receivedNanos - eventNanos;
        least = Math.min(least, took);
        return took - least;
    }
}
