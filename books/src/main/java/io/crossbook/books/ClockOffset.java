package io.crossbook.books;

/// How far the clock of one exchange is ahead of ours, from its answers to time requests.
///
/// Each answer bounds it from both sides: the exchange read its clock after the request left and before the answer came. What the
/// last eight answers have in common is what is known. So an exchange that tells whole seconds only is known far better than to a second, when
/// it is asked at different parts of one. Where they have nothing in common, a clock was set, and only the last counts. Never
/// rewrites a receive time, and is never used to compare two exchanges. Nanoseconds.
public final class ClockOffset {

    private static final int ANSWERS = 8;
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    /// What two clocks may drift apart by meanwhile, one part in so many: a hundred millionths.
    private static final long DRIFT = 10_000;

    /// Of each answer: between what the offset was, when its request left, and how long it was on its way.
    private final long[] lows = new long[ANSWERS];
    private final long[] highs = new long[ANSWERS];
    private final long[] sent = new long[ANSWERS];
    private final long[] ways = new long[ANSWERS];
    private int answers;

    private long low;
    private long high;
    private long way;

    /// Nothing is known yet.
    public ClockOffset() {}

    /// Takes an answer: when its request left and when it came, by our clock, and the exchange's time in it. One in
    /// impossible order tells nothing.
    public void answer(long sentNanos, long receivedNanos, long serverNanos) {
        if (receivedNanos < sentNanos || serverNanos <= 0) {
            return;
        }
        // Times are cut, not rounded, to the last digit that is sent; whole seconds may be all that it sends.
        long digit = serverNanos % SECOND == 0 ? SECOND : MILLISECOND;
        int slot = answers++ % ANSWERS;
        lows[slot] = serverNanos - receivedNanos;
        highs[slot] = serverNanos + digit - sentNanos;
        sent[slot] = sentNanos;
        ways[slot] = receivedNanos - sentNanos;
        agree(receivedNanos);
        if (low > high) {
            forgetAllBut(slot);
        }
    }

    /// What all have in common, each as wide as the drift since has made it.
    private void agree(long now) {
        low = Long.MIN_VALUE;
        high = Long.MAX_VALUE;
        way = Long.MAX_VALUE;
        for (int i = 0; i < Math.min(answers, ANSWERS); i++) {
            long drift = Math.abs(now - sent[i]) / DRIFT;
            low = Math.max(low, lows[i] - drift);
            high = Math.min(high, highs[i] + drift);
            way = Math.min(way, ways[i]);
        }
    }

    private void forgetAllBut(int last) {
        lows[0] = lows[last];
        highs[0] = highs[last];
        sent[0] = sent[last];
        ways[0] = ways[last];
        answers = 1;
        agree(sent[0] + ways[0]);
    }

    /// Whether there was an answer.
    public boolean known() {
        return answers > 0;
    }

    /// The exchange's clock less ours; 0 while nothing is known.
    public long offsetNanos() {
        return known() ? low + (high - low) / 2 : 0;
    }

    /// By how much [#offsetNanos] may be wrong; [Long#MAX_VALUE] while nothing is known.
    public long errorNanos() {
        return known() ? high - offsetNanos() : Long.MAX_VALUE;
    }

    /// Receive time less event time of a message that was on time is at most this at best, when a message needs no longer
    /// than a request and its answer; [FeedLag#UNKNOWN] while nothing is known.
    public long highestMinimum() {
        return known() ? way + MILLISECOND - low : FeedLag.UNKNOWN;
    }

    /// Receive time less event time can be no less than this, as no message arrives before it was made; [FeedLag#UNKNOWN] while
    /// nothing is known.
    public long lowestMinimum() {
        return known() ? -high : FeedLag.UNKNOWN;
    }
}
