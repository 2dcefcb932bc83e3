package io.crossbook.gateway.loop;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/// How long frames took from their handler's entry to their decision.
///
/// The loop records, without allocation; any thread may read. Percentiles in metrics are over the last [#WINDOW_NANOS] or
/// longer, so that all gauges of one scrape tell of the same frames.
public final class Latency {

    private static final long LONGEST = 60_000_000_000L;
    private static final long WINDOW_NANOS = 5_000_000_000L;

    private final SingleWriterRecorder recorder = new SingleWriterRecorder(1, LONGEST, 3);
    private final Histogram all = new Histogram(1, LONGEST, 3);
    private Histogram window = recorder.getIntervalHistogram();
    private long windowStart = System.nanoTime();

    void record(long nanos) {
        recorder.recordValue(Math.clamp(nanos, 0, LONGEST));
    }

    /// Everything since the start; a copy.
    public synchronized Histogram total() {
        turn();
        return all.copy();
    }

    private synchronized double percentile(double p) {
        if (System.nanoTime() - windowStart >= WINDOW_NANOS) {
            turn();
        }
        return window.getTotalCount() == 0 ? 0 : window.getValueAtPercentile(p) / 1e9;
    }

    private void turn() {
        windowStart = System.nanoTime();
        window = recorder.getIntervalHistogram(window);
        all.add(window);
    }

    void bind(MeterRegistry registry) {
        for (double p : new double[]{50, 99, 99.9, 100}) {
            Gauge.builder("crossbook.loop.latency", this, latency -> latency.percentile(p))
                    .tag("percentile", String.valueOf(p)).baseUnit("seconds")
                    .description("From a frame's handler to its decision")
                    .register(registry);
        }
    }
}
