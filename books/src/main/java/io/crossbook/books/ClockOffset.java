package io.crossbook.books;

import java.util.Arrays;

/// How far the clock of one exchange is ahead of ours, from its answers to time requests.
///
/// Never rewrites a receive time, and is never used to compare two exchanges. Of the last answers, the one with the
/// shortest way counts. Nanoseconds.
public final class ClockOffset {

    private static final int ANSWERS = 8;
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;

    private final long[] offsets = new long[ANSWERS];
    private final long[] errors = new long[ANSWERS];
    private int next;

    /// Nothing is known yet.
    public ClockOffset() {
        Arrays.fill(errors, Long.MAX_VALUE);
    }

    /// Takes an answer: when its request left and when it came, by our clock, and the exchange's time in it. One in
    /// impossible order tells nothing.
    public void answer(long sentNanos, long receivedNanos, long serverNanos) {
        if (receivedNanos < sentNanos || serverNanos <= 0) {
            return;
        }
        // Times are cut, not rounded, to the last digit that is sent; whole seconds may be all that it sends.
        long digit = serverNanos % SECOND == 0 ? SECOND : MILLISECOND;
        long half = (receivedNanos - sentNanos) / 2;
        offsets[next] = serverNanos + digit / 2 - (sentNanos + half);
        errors[next] = half + digit / 2;
        next = (next + 1) % ANSWERS;
    }

    /// Whether there was an answer.
    public boolean known() {
        return errors[best()] != Long.MAX_VALUE;
    }

    /// The exchange's clock less ours; 0 while nothing is known.
    public long offsetNanos() {
        return offsets[best()];
    }

    /// By how much [#offsetNanos] may be wrong; [Long#MAX_VALUE] while nothing is known.
    public long errorNanos() {
        return errors[best()];
    }

    /// Receive time less event time of a message that was on time is at most this at best, when a message needs no longer
    /// than a request and its answer; [FeedLag#UNKNOWN] while nothing is known.
    public long highestMinimum() {
        return known() ? 3 * errorNanos() - offsetNanos() : FeedLag.UNKNOWN;
    }

    /// Receive time less event time can be no less than this, as no message arrives before it was made; [FeedLag#UNKNOWN] while
    /// nothing is known.
    public long lowestMinimum() {
        return known() ? -errorNanos() - offsetNanos() : FeedLag.UNKNOWN;
    }

    private int best() {
        int best = 0;
        for (int i = 1; i < ANSWERS; i++) {
            best = errors[i] < errors[best] ? i : best;
        }
        return best;
    }
}
