package io.crossbook.gateway.loop;

import java.util.Comparator;
import java.util.PriorityQueue;

/// A clock and its timers that a test moves by hand; nothing waits.
public final class VirtualTime implements Clock, Timers {

    private static final long MILLI = 1_000_000;

    private final PriorityQueue<Due> due = new PriorityQueue<>(
            Comparator.comparingLong(Due::at).thenComparingLong(Due::id));
    private long now = 1_700_000_000_000L * MILLI;
    private long ids;

    private record Due(long at, long id, Runnable task) {}

    @Override
    public long now() {
        return now;
    }

    @Override
    public Timer after(long millis, Runnable task) {
        var timer = new Due(now + Math.max(1, millis) * MILLI, ids++, task);
        due.add(timer);
        return () -> due.remove(timer);
    }

    /// Lets time pass; what falls due runs in order, each at its own moment.
    public void pass(long millis) {
        long until = now + millis * MILLI;
        while (!due.isEmpty() && due.element().at <= until) {
            Due next = due.remove();
            now = Math.max(now, next.at);
            next.task.run();
        }
        now = until;
    }

    /// How many timers are set.
    public int waiting() {
        return due.size();
    }
}
