package io.crossbook.gateway.wire;

/// How long to wait before the next attempt: anywhere between the shortest wait and a ceiling that doubles with each failure.
final class BackOff {

    private final long shortestMillis;
    private final long longestMillis;
    private final Jitter jitter;
    private int failures;

    BackOff(Timing timing, Jitter jitter) {
        shortestMillis = timing.backOffMillis();
        longestMillis = timing.backOffMostMillis();
        this.jitter = jitter;
    }

    long nextMillis() {
        long ceiling = Math.min(longestMillis, shortestMillis << Math.min(++failures, 30));
        return shortestMillis + jitter.upTo(Math.max(0, ceiling - shortestMillis));
    }

    void reset() {
        failures = 0;
    }
}
