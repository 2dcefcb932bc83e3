package io.crossbook.gateway.wire;

import io.crossbook.gateway.loop.Timers;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lets frames out no faster than so many a second, in order; the rest waits, up to [#MOST_WAITING].
final class Pace {

    static final int MOST_WAITING = 4096;
    /// A tenth more than the second: what left us evenly may arrive bunched.
    private static final long WINDOW_MILLIS = 1_100;
    private static final long MILLI = 1_000_000;

    private final Kit kit;
    private final Consumer<String> out;
    private final Budget budget;
    private final ArrayDeque<String> waiting = new ArrayDeque<>();
    private Timers.@Nullable Timer timer;

    /// @param perSecond 0 for no limit
    Pace(int perSecond, Kit kit, Consumer<String> out) {
        this.kit = kit;
        this.out = out;
        budget = new Budget(perSecond, WINDOW_MILLIS);
    }

    /// Takes a frame; false when too many wait already.
    boolean send(String frame) {
        if (waiting.size() >= MOST_WAITING) {
            return false;
        }
        waiting.add(frame);
        if (timer == null) {
            flush();
        }
        return true;
    }

    /// Something else went out that the exchange counts as well.
    void charge() {
        budget.spend(kit.inputs().now(), 1);
    }

    void stop() {
        waiting.clear();
        if (timer != null) {
            timer.cancel();
        }
    }

    private void flush() {
        timer = null;
        long now = kit.inputs().now();
        while (!waiting.isEmpty() && budget.trySpend(now, 1)) {
            out.accept(waiting.remove());
        }
        if (!waiting.isEmpty()) {
            long wait = budget.readyAt(now, 1) - now;
            timer = kit.timers().after((wait + MILLI - 1) / MILLI, this::flush);
        }
    }
}
