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
    /// A message that bears a time to come: one wrong stamp, or a clock that has stepped. No measure, and not to be believed.
    public static final long AHEAD = Long.MAX_VALUE;
    /// One more of these in a row: a clock has stepped, ours perhaps. What was received before may be older than it looks.
    public static final long STEPPED = Long.MAX_VALUE - 1;

    private static final int BUCKETS = 12;
    private static final long BUCKET_NANOS = 300_000_000_000L;

    private static final long STEP_NANOS = 1_000_000_000L;
    private static final int STEPS = 3;

    private final long bucketNanos;
    private final long[] minima;
    private long bucket = Long.MIN_VALUE;
    private long bucketEnd = Long.MIN_VALUE;
    private int slot;
    private long minimum;
    private long ceiling = UNKNOWN;
    private long floor = UNKNOWN;
    private int ahead;
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

    /// How late a message is, or [#AHEAD], or [#STEPPED]; one without event time (0) tells nothing: as late as the one before.
    public long lag(long receivedNanos, long eventNanos) {
        if (eventNanos == 0) {
            return lag;
        }
        long took = receivedNanos - eventNanos;
        if (ahead(took)) {
            return ++ahead < STEPS ? AHEAD : stepped(took);
        }
        ahead = 0;
        if (receivedNanos >= bucketEnd) {
            roll(Math.floorDiv(receivedNanos, bucketNanos));
        }
        minima[slot] = Math.min(minima[slot], took);
        minimum = Math.min(minimum, took);
        lag = took - Math.min(minimum, ceiling);
        return lag;
    }

    /// More than a second quicker than any before, and than is possible by what is known of the clocks.
    private boolean ahead(long took) {
        long possible = floor == UNKNOWN ? 0 : floor; // or the clocks are taken for the same
        return took < possible - STEP_NANOS
                && (minimum == UNKNOWN ? floor != UNKNOWN : took < minimum - STEP_NANOS);
    }

    /// Starts anew from where the clocks are now.
    private long stepped(long took) {
        ahead = 0;
        Arrays.fill(minima, UNKNOWN);
        minimum = took;
        ceiling = UNKNOWN;
        floor = UNKNOWN;
        bucket = Long.MIN_VALUE;
        bucketEnd = Long.MIN_VALUE;
        return STEPPED;
    }

    /// The least that a message took, clocks as they are; [#UNKNOWN] before the first. For the next connection.
    public long minimum() {
        return minimum;
    }

    /// No feed on time takes longer than this at best, says a [ClockOffset#highestMinimum].
    public void atMost(long nanos) {
        ceiling = nanos;
    }

    /// No feed can take less, says a [ClockOffset#lowestMinimum].
    public void atLeast(long nanos) {
        floor = nanos;
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
