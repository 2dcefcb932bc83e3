package io.crossbook.books;

import java.util.Arrays;

/// How late the messages of one connection are: receive time minus event time, less the least of that over the last hour.
///
/// The two clocks need not agree, only keep going alike. A stream three seconds behind passes age, sequence and checksum;
/// only this shows it. What one connection learnt is handed to the next of its exchange, and a [ClockOffset] bounds it:
/// else a stream that is late from its first message would be its own measure. Nanoseconds; no allocation.
public final class FeedLag {

    /// Nothing is known yet.
    public static final long UNKNOWN = Long.MAX_VALUE;

    private static final int BUCKETS = 12;
    private static final long BUCKET_NANOS = 300_000_000_000L;

    private final long bucketNanos;
    private final long[] minima;
    private long bucket = Long.MIN_VALUE;
    private long bucketEnd = Long.MIN_VALUE;
    private int slot;
    private long minimum;
    private long ceiling = UNKNOWN;
    private long lag;

    /// Starts with the [#minimum] of the exchange's earlier connections, or [#UNKNOWN].
    public FeedLag(long startMinimum) {
        this(startMinimum, BUCKET_NANOS, BUCKETS);
    }

    FeedLag(long startMinimum, long bucketNanos, int buckets) {
        this.bucketNanos = bucketNanos;
        minima = new long[buckets];
        Arrays.fill(minima, UNKNOWN);
        minimum = startMinimum;
    }

    /// How late a message is; one without event time (0) tells nothing: as late as the one before.
    public long lag(long receivedNanos, long eventNanos) {
        if (eventNanos == 0) {
            return lag;
        }
        long took = receivedNanos - eventNanos;
        if (receivedNanos >= bucketEnd) {
            roll(Math.floorDiv(receivedNanos, bucketNanos));
        }
        minima[slot] = Math.min(minima[slot], took);
        minimum = Math.min(minimum, took);
        lag = took - Math.min(minimum, ceiling);
        return lag;
    }

    /// The least that a message took, clocks as they are; [#UNKNOWN] before the first. For the next connection.
    public long minimum() {
        return minimum;
    }

    /// No feed on time takes longer than this at best, says a [ClockOffset#highestMinimum].
    public void atMost(long nanos) {
        ceiling = nanos;
    }

    /// Forgets what is older than the window. After a silence as long as all of it, the last minimum stands: silence
    /// proves nothing.
    private void roll(long now) {
        if (bucket == Long.MIN_VALUE) {
            minima[slot(now)] = minimum;
        } else {
            long steps = Math.min(now - bucket, minima.length);
            for (long step = 1; step <= steps; step++) {
                minima[slot(bucket + step)] = UNKNOWN;
            }
            long least = UNKNOWN;
            for (long each : minima) {
                least = Math.min(least, each);
            }
            if (least == UNKNOWN) {
                minima[slot(now)] = minimum;
            } else {
                minimum = least;
            }
        }
        bucket = now;
        bucketEnd = (now + 1) * bucketNanos;
        slot = slot(now);
    }

    private int slot(long ofBucket) {
        return (int) Math.floorMod(ofBucket, (long) minima.length);
    }
}
