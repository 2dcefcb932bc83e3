package io.crossbook.gateway.engine;

import java.util.Arrays;

/// Deadlines of the engine: a binary heap of primitives, fired in (deadline, id) order. Nothing is allocated once it has grown.
///
/// A timer carries what it is for as a `kind` and an `argument`; it cannot be cancelled: whoever is woken looks whether
/// it is still wanted.
final class Timers {

    /// Who is woken.
    interface Alarm {
        void fire(int kind, int argument);
    }

    private long[] deadlines = new long[64];
    private long[] ids = new long[64];
    private int[] kinds = new int[64];
    private int[] arguments = new int[64];
    private int count;
    private long nextId;

    /// Wakes `kind` with `argument` at `deadline`, epoch nanoseconds.
    void at(long deadline, int kind, int argument) {
        if (count == deadlines.length) {
            grow();
        }
        int hole = count++;
        long id = nextId++;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (!before(deadline, id, parent)) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, deadline, id, kind, argument);
    }

    /// The next deadline, or [Long#MAX_VALUE].
    long next() {
        return count == 0 ? Long.MAX_VALUE : deadlines[0];
    }

    /// Fires all that is due at `now`, those that are set meanwhile included.
    void fire(long now, Alarm alarm) {
        while (count > 0 && deadlines[0] <= now) {
            int kind = kinds[0];
            int argument = arguments[0];
            removeFirst();
            alarm.fire(kind, argument);
        }
    }

    private void removeFirst() {
        int last = --count;
        long deadline = deadlines[last];
        long id = ids[last];
        int kind = kinds[last];
        int argument = arguments[last];
        int hole = 0;
        for (int child = 1; child < count; child = 2 * hole + 1) {
            if (child + 1 < count && before(deadlines[child + 1], ids[child + 1], child)) {
                child++;
            }
            if (before(deadline, id, child)) {
                break;
            }
            move(child, hole);
            hole = child;
        }
        put(hole, deadline, id, kind, argument);
    }

    private boolean before(long deadline, long id, int other) {
        return deadline < deadlines[other] || (deadline == deadlines[other] && id < ids[other]);
    }

    private void move(int from, int to) {
        put(to, deadlines[from], ids[from], kinds[from], arguments[from]);
    }

    private void put(int at, long deadline, long id, int kind, int argument) {
        deadlines[at] = deadline;
        ids[at] = id;
        kinds[at] = kind;
        arguments[at] = argument;
    }

    private void grow() {
        int size = count * 2;
        deadlines = Arrays.copyOf(deadlines, size);
        ids = Arrays.copyOf(ids, size);
        kinds = Arrays.copyOf(kinds, size);
        arguments = Arrays.copyOf(arguments, size);
    }
}
