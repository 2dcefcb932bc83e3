package io.crossbook.gateway.ledger;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongPredicate;

/// What a journal told.
final class Heard implements Receipts {

    final List<Long> durable = new CopyOnWriteArrayList<>();
    final List<Long> leases = new CopyOnWriteArrayList<>();
    final List<String> failures = new CopyOnWriteArrayList<>();

    @Override
    public void durable(long number) {
        assertTrue(number > last(), "told twice, or out of order");
        durable.add(number);
    }

    @Override
    public void failed(String why) {
        failures.add(why);
    }

    @Override
    public void lease(long untilNanos) {
        leases.add(untilNanos);
    }

    void awaitLease(LongPredicate such) {
        await().pollInterval(Duration.ofMillis(2)).atMost(Duration.ofMinutes(1))
                .until(() -> !leases.isEmpty() && such.test(leases.getLast()));
    }

    long last() {
        return durable.isEmpty() ? 0 : durable.getLast();
    }

    void awaitDurable(long number) {
        await().pollInterval(Duration.ofMillis(2)).atMost(Duration.ofMinutes(1))
                .until(() -> last() >= number);
    }

    String awaitFailure() {
        await().pollInterval(Duration.ofMillis(2)).atMost(Duration.ofMinutes(1))
                .until(() -> !failures.isEmpty());
        return failures.getFirst();
    }
}
