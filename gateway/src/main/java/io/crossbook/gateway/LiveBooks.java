package io.crossbook.gateway;

import io.crossbook.books.Health;
import io.crossbook.books.ListingBook;
import io.crossbook.gateway.engine.ExchangeState;
import io.crossbook.gateway.engine.Watcher;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// How many books of each exchange may be traded on, for Prometheus. On the engine's thread.
///
/// A rule sees no series that does not exist, and no first step of one: so one that was never reached has no live book from the start, and nobody else has ordered there
/// yet. Nobody misses the books of one that is switched off, which has no series.
final class LiveBooks implements Watcher {

    private static final String LIVE = "crossbook.books.live";
    private static final String EXCHANGE = "exchange";

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> live = new HashMap<>();

    LiveBooks(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void health(ListingBook book, Health before, Health after, long now) {
        AtomicInteger books = of(book.listing().exchange());
        if (after == Health.LIVE) {
            books.incrementAndGet();
        } else if (before == Health.LIVE) {
            books.decrementAndGet();
        }
    }

    private AtomicInteger of(String exchange) {
        return live.computeIfAbsent(exchange, _ -> new AtomicInteger());
    }

    /// The exchanges as they are configured and switched now.
    void exchanges(List<ExchangeState> all) {
        var enabled = new HashSet<String>();
        for (ExchangeState each : all) {
            of(each.name());
            registry.counter("crossbook.orders.foreign", EXCHANGE, each.name());
            if (each.enabled()) {
                enabled.add(each.name());
            }
        }
        live.forEach((exchange, books) -> show(exchange, books, enabled.contains(exchange)));
    }

    private void show(String exchange, AtomicInteger books, boolean shown) {
        Gauge gauge = registry.find(LIVE).tag(EXCHANGE, exchange).gauge();
        if (gauge == null && shown) {
            registry.gauge(LIVE, Tags.of(EXCHANGE, exchange), books);
        } else if (gauge != null && !shown) {
            registry.remove(gauge);
        }
    }
}
