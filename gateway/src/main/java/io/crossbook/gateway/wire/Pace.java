package io.crossbook.gateway.wire;

import io.crossbook.gateway.loop.Timers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lets frames out no faster than so many a second, in order, cancels first; the rest waits, up to [#MOST_WAITING].
final class Pace {

    static final int MOST_WAITING = 4096;
    /// A tenth more than the second: what left us evenly may arrive bunched.
    private static final long WINDOW_MILLIS = 1_100;
    private static final long MILLI = 1_000_000;

    private final Kit kit;
    private final Consumer<String> out;
    private final Budget budget;
    private final Deque<Outgoing> urgent = new ArrayDeque<>();
    private final Deque<Outgoing> waiting = new ArrayDeque<>();
    private Timers.@Nullable Timer timer;
    private boolean flushing;

    /// @param perSecond 0 for no limit
    Pace(int perSecond, Kit kit, Consumer<String> out) {
        this.kit = kit;
        this.out = out;
        budget = new Budget(perSecond, WINDOW_MILLIS);
    }

    /// Takes a frame; false when too many wait already. An order that waits and is to be cancelled does not leave.
    boolean send(Outgoing frame) {
        if (waiting.size() + urgent.size() >= MOST_WAITING) {
            return false;
        }
        if (frame.urgent()) {
            withdraw(frame);
        }
        (frame.urgent() ? urgent : waiting).add(frame);
        if (timer == null && !flushing) {
            flush();
        }
        return true;
    }

    private void withdraw(Outgoing cancel) {
        List<Outgoing> cancelled = waiting.stream().filter(one -> one.cancelledBy(cancel)).toList();
        waiting.removeAll(cancelled);
        cancelled.forEach(one -> one.gone("cancelled before it left"));
    }

    /// Something else went out that the exchange counts as well.
    void charge() {
        budget.spend(kit.inputs().now(), 1);
    }

    /// Nothing leaves any more.
    void stop() {
        if (timer != null) {
            timer.cancel();
        }
        var gone = new ArrayList<>(urgent);
        gone.addAll(waiting);
        urgent.clear();
        waiting.clear();
        gone.forEach(one -> one.gone("its connection ended before its turn"));
    }

    /// What is told of a frame may be decided upon at once, and want to send more: that joins the queue.
    private void flush() {
        timer = null;
        flushing = true;
        letOut();
        flushing = false;
    }

    private void letOut() {
        long now = kit.inputs().now();
        for (Outgoing next = next(); next != null; next = next()) {
            long ready = budget.readyAt(now, 1);
            if (ready > now) {
                timer = kit.timers().after((ready - now + MILLI - 1) / MILLI, this::flush);
                return;
            }
            (urgent.isEmpty() ? waiting : urgent).remove();
            String text = next.text();
            if (text != null) {
                budget.spend(now, 1);
                out.accept(text);
                next.written();
            }
        }
    }

    private @Nullable Outgoing next() {
        return urgent.isEmpty() ? waiting.peek() : urgent.peek();
    }
}
