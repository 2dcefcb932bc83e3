package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.loop.Timers;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The requests to one exchange: in order, within its weight budget, a few at once, and none while it wants silence.
final class RestLane {

    private static final long MILLI = 1_000_000;

    private final String exchange;
    private final Quota quota;
    private final Call.Means means;
    private final Budget budget;
    private final Set<Call> open = new HashSet<>();
    private final ArrayDeque<Call> waiting = new ArrayDeque<>();
    private int running;
    private long heldUntil = Long.MIN_VALUE;
    private Timers.@Nullable Timer wake;

    RestLane(String exchange, Quota quota, Call.Means means) {
        this.exchange = exchange;
        this.quota = quota;
        this.means = means;
        budget = new Budget(quota.weight(), quota.weightWindowMillis());
    }

    void add(Request request, Consumer<Answer> then) {
        var call = new Call(exchange, request, means, this, then);
        open.add(call);
        long delay = request.delayMillis();
        if (delay == 0) {
            queue(call);
        } else {
            call.waitFor(means.timers().after(delay + means.jitter().upTo(delay / 2),
                    () -> queue(call)));
        }
    }

    private void queue(Call call) {
        long patience = means.timing().patienceMillis();
        call.waitFor(means.timers().after(patience,
                () -> call.giveUp("not sent: no turn within " + patience + " ms", heldMillis())));
        waiting.add(call);
        pump();
    }

    private long heldMillis() {
        return Math.max(0, (heldUntil - means.clock().now() + MILLI - 1) / MILLI);
    }

    private void pump() {
        while (!waiting.isEmpty() && running < quota.atOnce()) {
            long now = means.clock().now();
            int weight = waiting.element().weight();
            long ready = Math.max(heldUntil, budget.readyAt(now, weight));
            if (ready > now) {
                sleep(ready - now, heldUntil > now ? "held" : "budget");
                return;
            }
            budget.spend(now, weight);
            running++;
            waiting.remove().send();
        }
    }

    private void sleep(long nanos, String reason) {
        if (wake == null) {
            means.metrics().restWait(exchange, reason);
            wake = means.timers().after((nanos + MILLI - 1) / MILLI, () -> {
                wake = null;
                pump();
            });
        }
    }

    /// A call has its answer; `sent` when it had had its turn.
    void ended(Call call, boolean sent) {
        open.remove(call);
        waiting.remove(call);
        if (sent) {
            running--;
        }
        pump();
    }

    /// The exchange wants to be left alone for so long: known from an answer's head, whatever becomes of its body.
    void hold(long millis) {
        if (millis > 0) {
            heldUntil = Math.max(heldUntil, means.clock().now() + millis * MILLI);
        }
    }

    /// Ends all calls, sent or not.
    void abandon(String why) {
        // First those that wait, so that none of them takes the turn of one that ends.
        var queued = List.copyOf(waiting);
        waiting.clear();
        queued.forEach(call -> call.giveUp(why, 0));
        List.copyOf(open).forEach(call -> call.giveUp(why, 0));
    }
}
