package io.crossbook.gateway.alerts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Time that passes when somebody sleeps, at once; and how long they slept.
final class PassingTime implements Time {

    private final List<Long> slept = Collections.synchronizedList(new ArrayList<>());
    private long now = 1_795_000_000_000L;

    @Override
    public synchronized long millis() {
        return now;
    }

    @Override
    public synchronized void sleep(long millis) {
        slept.add(millis);
        now += millis;
    }

    List<Long> slept() {
        return List.copyOf(slept);
    }
}
