package io.crossbook.arbitrage;

/// How much a price moves: the variance of its returns, per second, weighted towards the last minute. Fixed point, so that every run
/// finds the same.
///
/// Each move adds its squared return over [#SPAN_NANOS], and what was there fades with the time since the move before. A price that stands still keeps
/// what it had: only its next move tells how long it stood.
final class Volatility {

    /// What is older than this counts for nothing if the price has not moved since.
    static final long SPAN_NANOS = 60_000_000_000L;

    private static final long SPAN_SECONDS = SPAN_NANOS / 1_000_000_000L;
    /// The share of the span that a nanosecond is, in units of 2^-64.
    private static final long FADE = Long.divideUnsigned(-1L, SPAN_NANOS);
    /// No return is larger: a price that triples says nothing more than one that doubles.
    private static final long MOST = 1_000_000_000L;

    private final Wide scratch = new Wide();
    private long last;
    private long lastNanos;
    /// Squared billionths a second.
    private long variance;

    /// The price is now this one, in units that stay the same between two [#restart]s.
    void moved(long price, long now) {
        if (last > 0 && price > 0 && price != last) {
            long change = Math.min(Math.abs(price - last), last);
            scratch.set(0).addProduct(change, MOST).divide(last);
            long billionths = scratch.clamped();
            long passed = Math.min(now - lastNanos, SPAN_NANOS);
            variance -= passed == SPAN_NANOS
                    ? variance
                    : Math.unsignedMultiplyHigh(variance, passed * FADE);
            variance = Math.min(variance, Long.MAX_VALUE / 2)
                    + billionths * billionths / SPAN_SECONDS;
        }
        if (price > 0 && price != last) {
            last = price;
            lastNanos = now;
        }
    }

    /// The price comes in other units from now on.
    void restart() {
        last = 0;
    }

    /// By how much the price moves within some milliseconds, one standard deviation, rounded up, in billionths of it.
    long within(long millis) {
        scratch.set(0).addProduct(variance, millis).divide(1_000);
        return root(Math.min(MOST * MOST, scratch.clamped()));
    }

    /// The root of a number, rounded up; the root's square must fit.
    private static long root(long square) {
        if (square <= 0) {
            return 0;
        }
        long root = (long) Math.sqrt((double) square);
        while (root * root < square) {
            root++;
        }
        while ((root - 1) * (root - 1) >= square) {
            root--;
        }
        return root;
    }
}
