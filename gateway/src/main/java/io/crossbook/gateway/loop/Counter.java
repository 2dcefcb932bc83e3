package io.crossbook.gateway.loop;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/// A count that one thread writes, cheaply, and any thread reads.
public final class Counter {

    private final AtomicLong value = new AtomicLong();

    /// Counts; the owning thread only.
    public void add(long more) {
        value.setRelease(value.getPlain() + more);
    }

    public long count() {
        return value.getAcquire();
    }

    /// Shows itself in `registry`; `tags` are keys and values in turn.
    public Counter bind(MeterRegistry registry, String name, String... tags) {
        FunctionCounter.builder(name, this, Counter::count).tags(tags).register(registry);
        return this;
    }
}
