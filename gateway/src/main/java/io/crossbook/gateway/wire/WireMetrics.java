package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Answer;
import io.crossbook.gateway.loop.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;

/// What `wire` counts; the labels are the exchange's name and a few fixed words, so that series stay bounded.
final class WireMetrics {

    private final MeterRegistry registry;

    WireMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /// The counts of one exchange's sockets; the loop writes.
    Of of(String exchange) {
        return new Of(registry, exchange);
    }

    /// A REST request ended; any thread.
    void rest(String exchange, Answer answer, long nanos) {
        String outcome = switch (answer.phase()) {
            case NOT_SENT -> "not_sent";
            case SENT -> "no_answer";
            case ANSWERED -> status(answer.status());
        };
        registry.timer("crossbook.rest", "exchange", exchange, "outcome", outcome)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private static String status(int status) {
        return switch (status) {
            case 418, 429 -> String.valueOf(status);
            default -> status / 100 + "xx";
        };
    }

    /// A REST request leaves.
    void restSent(String exchange) {
        registry.counter("crossbook.rest.sent", "exchange", exchange).increment();
    }

    /// A REST request waits: for the budget, or because the exchange asked for silence.
    void restWait(String exchange, String reason) {
        registry.counter("crossbook.rest.waits", "exchange", exchange, "reason", reason)
                .increment();
    }

    static final class Of {
        final Counter dials;
        final Counter opened;
        final Counter failed;
        final Counter lost;
        final Counter halfOpen;
        final Counter oversized;
        final Counter overlaps;
        final Counter dialWaits;
        final Counter frames;
        final Counter bytes;
        final Counter sent;

        private final MeterRegistry registry;
        private final String exchange;

        private Of(MeterRegistry registry, String exchange) {
            this.registry = registry;
            this.exchange = exchange;
            dials = event("dial");
            opened = event("open");
            failed = event("failed");
            lost = event("lost");
            halfOpen = event("half_open");
            oversized = event("oversized");
            overlaps = event("overlap");
            dialWaits = event("dial_wait");
            frames = plain("crossbook.wire.frames");
            bytes = plain("crossbook.wire.bytes");
            sent = plain("crossbook.wire.sent");
        }

        private Counter event(String event) {
            return new Counter().bind(registry, "crossbook.wire.connections", "exchange", exchange,
                    "event", event);
        }

        private Counter plain(String name) {
            return new Counter().bind(registry, name, "exchange", exchange);
        }
    }
}
