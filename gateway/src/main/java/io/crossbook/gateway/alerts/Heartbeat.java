package io.crossbook.gateway.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls an address as long as the engine answers. Who does not hear it any more calls a person: that is for somebody outside, because who is gone tells nothing.
final class Heartbeat {

    private static final Logger LOG = LoggerFactory.getLogger("crossbook.alerts");

    private final URI address;
    private final Http http;
    private final Duration within;
    private final MeterRegistry registry;
    private boolean failing;

    Heartbeat(URI address, Http http, Duration within, MeterRegistry registry) {
        this.address = address;
        this.http = http;
        this.within = within;
        this.registry = registry;
    }

    /// One beat; `alive` is whether the engine has answered since the last.
    void beat(boolean alive) throws InterruptedException {
        if (!alive) {
            count("withheld");
            return;
        }
        String why;
        try {
            Http.Answer answer = http.get(address, within);
            why = answer.good() ? "" : "HTTP " + answer.status();
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        }
        count(why.isEmpty() ? "delivered" : "failed");
        if (!why.isEmpty() && !failing) {
            LOG.warn("the heartbeat does not arrive: {}", why);
        }
        failing = !why.isEmpty();
    }

    private void count(String outcome) {
        registry.counter("crossbook.alerts.heartbeats", "outcome", outcome).increment();
    }
}
