package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Request.About;
import io.crossbook.execution.OrderId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/// How long orders took from the decision to their write, and how far apart the legs of one attempt left.
///
/// The time is the loop's; a REST order counts as written with its last byte handed to the socket. Any thread.
public final class Departures {

    private static final long LONGEST = 60_000_000_000L;
    /// Attempts whose next leg is waited for.
    private static final int MOST_ATTEMPTS = 64;

    private final Measured departure = new Measured();
    private final Measured gap = new Measured();
    private final Map<Attempt, Long> last = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Attempt, Long> eldest) {
            return size() > MOST_ATTEMPTS;
        }
    };

    private volatile Listener listener = (_, _, _) -> {};

    /// Hears of each order that was written, on the thread that wrote it.
    @FunctionalInterface
    public interface Listener {
        void left(OrderId order, long decidedNanos, long writtenNanos);
    }

    private record Attempt(int epoch, long number) {}

    /// Every value since the start.
    private static final class Measured {
        private final Recorder recorder = new Recorder(1, LONGEST, 3);
        private final Histogram all = new Histogram(1, LONGEST, 3);

        void record(long nanos) {
            recorder.recordValue(Math.clamp(nanos, 0, LONGEST));
        }

        synchronized Histogram total() {
            all.add(recorder.getIntervalHistogram());
            return all.copy();
        }

        private double percentile(double p) {
            Histogram total = total();
            return total.getTotalCount() == 0 ? 0 : total.getValueAtPercentile(p) / 1e9;
        }

        void bind(MeterRegistry registry, String name, String description) {
            for (double p : new double[]{50, 99, 100}) {
                Gauge.builder(name, this, measured -> measured.percentile(p))
                        .tag("percentile", String.valueOf(p)).baseUnit("seconds")
                        .description(description).register(registry);
            }
        }
    }

    Departures(MeterRegistry registry) {
        departure.bind(registry, "crossbook.orders.departure",
                "From the decision that an order leaves to its write");
        gap.bind(registry, "crossbook.legs.gap",
                "Between the writes of one leg of an attempt and the next");
    }

    /// Lets somebody hear of each order; for measurements.
    public void listen(Listener newListener) {
        listener = newListener;
    }

    /// This was written. Only orders count.
    void left(Request request, long decidedNanos, long writtenNanos) {
        OrderId order = request.about() == About.PLACE ? request.task().order() : null;
        if (order == null) {
            return;
        }
        departure.record(writtenNanos - decidedNanos);
        listener.left(order, decidedNanos, writtenNanos);
        if (order.role() != OrderId.Role.LEG) {
            return;
        }
        Long before;
        synchronized (last) {
            before = last.put(new Attempt(order.epoch(), order.attempt()), writtenNanos);
        }
        if (before != null) {
            gap.record(Math.abs(writtenNanos - before));
        }
    }

    /// From the decision to the write, nanoseconds; a copy.
    public Histogram departure() {
        return departure.total();
    }

    /// From one leg to the next, nanoseconds; a copy.
    public Histogram gap() {
        return gap.total();
    }
}
