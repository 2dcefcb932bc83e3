package io.crossbook.gateway.web;

import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.loop.Counter;
import io.crossbook.gateway.stream.Rounds;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// How the feed is read, for Prometheus: who reads, who does not keep up, what was sent, what was lost on the way. Taken on the feed's thread, read by any.
final class FeedMeters {

    private final Clients clients;
    private final Feed feed;
    private final Counter lagged = new Counter();
    private final Counter slow = new Counter();
    private volatile int connected;

    FeedMeters(Clients clients, Feed feed) {
        this.clients = clients;
        this.feed = feed;
    }

    /// Takes what stands now; some times a second.
    void look(Rounds rounds) {
        connected = clients.admitted();
        lagged.add(rounds.lagged() - lagged.count());
        slow.add(rounds.letGo() + clients.frames().slow() - slow.count());
    }

    void bind(MeterRegistry registry) {
        Gauge.builder("crossbook.feed.clients", this, meters -> meters.connected)
                .register(registry);
        lagged.bind(registry, "crossbook.feed.lagged");
        slow.bind(registry, "crossbook.feed.slow");
        clients.frames().bind(registry);
        FunctionCounter.builder("crossbook.feed.dropped", feed, Feed::dropped).register(registry);
    }
}
