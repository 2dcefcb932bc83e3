package io.crossbook.execution.proof;

import java.util.PriorityQueue;

/// What happens when, in virtual time; what falls on the same moment happens in the order in which it was planned.
final class Agenda {

    private record Item(long at, long number, Runnable what) {}

    private final PriorityQueue<Item> items = new PriorityQueue<>((one, other) -> one.at != other.at
            ? Long.compare(one.at, other.at)
            : Long.compare(one.number, other.number));
    private long now;
    private long numbers;

    Agenda(long start) {
        now = start;
    }

    long now() {
        return now;
    }

    void at(long time, Runnable what) {
        items.add(new Item(Math.max(time, now), numbers++, what));
    }

    void after(long nanos, Runnable what) {
        at(now + nanos, what);
    }

    /// Whether something is planned up to `end`.
    boolean before(long end) {
        Item next = items.peek();
        return next != null && next.at <= end;
    }

    /// When the next thing happens; [Long#MAX_VALUE] for never.
    long nextNanos() {
        Item next = items.peek();
        return next == null ? Long.MAX_VALUE : next.at;
    }

    /// Lets the next thing happen.
    void step() {
        Item next = items.poll();
        if (next != null) {
            now = next.at;
            next.what.run();
        }
    }

    /// Nothing happens until then.
    void pass(long until) {
        now = Math.max(now, until);
    }
}
