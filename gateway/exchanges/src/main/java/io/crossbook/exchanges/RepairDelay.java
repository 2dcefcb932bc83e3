package io.crossbook.exchanges;

/// How long to wait before the next repair: 100 ms, doubling up to 30 s; from the start again after a quiet minute.
/// Jitter is added outside.
public final class RepairDelay {

    private static final long FIRST_MILLIS = 100;
    private static final long MOST_MILLIS = 30_000;
    private static final long QUIET_NANOS = 60_000_000_000L;

    private long nextMillis = FIRST_MILLIS;
    private long lastNanos;

    /// The delay of a repair that becomes necessary now.
    public long millis(long now) {
        // A success is no reason to start over: a book that breaks right after each snapshot would ask ten times a second.
        if (now - lastNanos > QUIET_NANOS) {
            nextMillis = FIRST_MILLIS;
        }
        long delay = nextMillis;
        lastNanos = now + delay * 1_000_000;
        nextMillis = Math.min(MOST_MILLIS, nextMillis * 2);
        return delay;
    }
}
