package io.crossbook.gateway.loop;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// Notices that the loop itself was blocked: by the collector, by the machine, by one of our own handlers.
///
/// A beat every [#BEAT_MILLIS] that comes later than `limitMillis` past its time is a stall: whatever frames waited
/// behind it were read late.
final class StallWatch {

    static final long BEAT_MILLIS = 20;
    private static final long MILLI = 1_000_000;

    private final Clock clock;
    private final Timers timers;
    private final long limitNanos;
    private final Runnable beat = this::beat;
    private final Counter stalls = new Counter();
    private final Counter stalledNanos = new Counter();
    private volatile long longestNanos;
    private volatile long beatNanos;
    private long expected;

    StallWatch(Clock clock, Timers timers, long limitMillis) {
        this.clock = clock;
        this.timers = timers;
        limitNanos = limitMillis * MILLI;
    }

    void start() {
        long now = clock.now();
        beatNanos = now;
        expected = now + BEAT_MILLIS * MILLI;
        timers.after(BEAT_MILLIS, beat);
    }

    private void beat() {
        long late = clock.now() - expected;
        if (late > limitNanos) {
            stalls.add(1);
            stalledNanos.add(late);
            longestNanos = Math.max(longestNanos, late);
        }
        start();
    }

    /// When the last beat was; 0 before the first. Any thread.
    long beatNanos() {
        return beatNanos;
    }

    /// How long ago that was: whoever asks sees a beat that never comes. Any thread.
    private long silentNanos() {
        long last = beatNanos;
        return last == 0 ? 0 : Math.max(0, clock.now() - last);
    }

    long stalls() {
        return stalls.count();
    }

    long longestNanos() {
        return longestNanos;
    }

    void bind(MeterRegistry registry) {
        stalls.bind(registry, "crossbook.loop.stalls");
        FunctionCounter.builder("crossbook.loop.stalled", stalledNanos, c -> c.count() / 1e9)
                .baseUnit("seconds").register(registry);
        Gauge.builder("crossbook.loop.stall.longest", this, w -> w.longestNanos / 1e9)
                .baseUnit("seconds").register(registry);
        Gauge.builder("crossbook.loop.silent", this, w -> w.silentNanos() / 1e9)
                .baseUnit("seconds").register(registry);
    }
}
