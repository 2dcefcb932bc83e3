package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.loop.Timers;
import io.crossbook.gateway.wire.Allowance.Rank;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The requests to one exchange: by rank and in order, within its weight budget, a few at once, and none while it wants silence.
///
/// An exchange that is traded at has two lanes, one for what is signed. There, places are kept for cancels and for questions after orders; where there is one place
/// alone, a question that hangs gives it up to an order or a cancel.
final class RestLane {

    private static final long MILLI = 1_000_000;
    /// For how long what ends or hedges a risk lets a question go on that has the place it needs, and how long a question after an order does.
    private static final long URGENT_MILLIS = 500;
    private static final long ASK_MILLIS = 4_000;

    private final String exchange;
    private final boolean signed;
    private final int atOnce;
    private final Call.Means means;
    private final Allowance allowance;
    private final Set<Call> open = new HashSet<>();
    private final List<Call> waiting = new ArrayList<>();
    private int running;
    private long lastLeft = Long.MIN_VALUE;
    private Timers.@Nullable Timer wake;
    private long wakeAt;
    private Timers.@Nullable Timer press;

    /// @param signed what goes here is signed, and places are kept
    RestLane(String exchange, boolean signed, int atOnce, Call.Means means, Allowance allowance) {
        this.exchange = exchange;
        this.signed = signed;
        this.atOnce = atOnce;
        this.means = means;
        this.allowance = allowance;
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
        // Of a sweep every part counts: one that is given up would have all of them asked for anew.
        if (call.request().about() != Request.About.SWEEP) {
            hurry(call);
        }
        int at = waiting.size();
        while (at > 0 && waiting.get(at - 1).rank().compareTo(call.rank()) > 0) {
            at--;
        }
        waiting.add(at, call);
        pump();
    }

    private void hurry(Call call) {
        long left = means.keyring().left(exchange, call.request()) / MILLI;
        long patience = means.timing().patienceMillis();
        String why = left < patience
                ? "not sent: its deadline passed while it waited"
                : "not sent: no turn within " + patience + " ms";
        call.waitFor(means.timers().after(Math.max(0, Math.min(left, patience)),
                () -> call.giveUp(why, allowance.heldMillis(means.clock().now()))));
    }

    private void pump() {
        while (running < atOnce) {
            long now = means.clock().now();
            long ready = Long.MAX_VALUE;
            Call next = null;
            for (Call call : waiting) {
                long at = readyAt(call, now);
                ready = Math.min(ready, at);
                if (at <= now) {
                    next = call;
                    break;
                }
                if (call.rank() == Rank.OTHER) {
                    break; // None behind it has a better right.
                }
            }
            if (next == null) {
                sleep(ready, now);
                return;
            }
            next.sentNanos(now);
            allowance.spend(now, next.request());
            running++;
            lastLeft = now;
            waiting.remove(next);
            next.send();
        }
        press();
    }

    /// All places are taken: what can be asked again must not hold up what cannot wait.
    private void press() {
        if (press != null) {
            press.cancel();
            press = null;
        }
        Call slowest = slowest();
        if (signed && slowest != null && !waiting.isEmpty()
                && waiting.getFirst().rank() != Rank.OTHER) {
            press(slowest, waiting.getFirst().rank() == Rank.ASK ? ASK_MILLIS : URGENT_MILLIS);
        }
    }

    private void press(Call question, long mostMillis) {
        long left = question.sentNanos() / MILLI + mostMillis - means.clock().now() / MILLI;
        press = means.timers().after(Math.max(0, left), () -> {
            press = null;
            question.giveUp("given up: something more urgent waited for its place", 0);
        });
    }

    /// Of the questions under way the one that has been longest; null when there is none. Never an order or a cancel: nobody would know what became of it.
    private @Nullable Call slowest() {
        Call slowest = null;
        for (Call call : open) {
            boolean question = call.rank() == Rank.OTHER
                    || (call.rank() == Rank.ASK && waitingFor(Rank.ASK));
            if (call.sentNanos() > 0 && question
                    && (slowest == null || call.sentNanos() < slowest.sentNanos())) {
                slowest = call;
            }
        }
        return slowest;
    }

    /// Whether something goes before this rank.
    private boolean waitingFor(Rank rank) {
        return !waiting.isEmpty() && waiting.getFirst().rank().compareTo(rank) < 0;
    }

    private long readyAt(Call call, long now) {
        boolean place = running < Math.max(1, atOnce - (signed ? call.rank().leaves() : 0));
        return place
                ? allowance.readyAt(now, call.request(), means.keyring().knows(exchange))
                : Long.MAX_VALUE;
    }

    private void sleep(long until, long now) {
        boolean sooner = wake == null || until < wakeAt;
        if (sooner && until < Long.MAX_VALUE) {
            if (wake != null) {
                wake.cancel();
            }
            means.metrics().restWait(exchange, allowance.held(now) ? "held" : "budget");
            wakeAt = until;
            wake = means.timers().after((until - now + MILLI - 1) / MILLI, () -> {
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
            allowance.hold(means.clock().now() + millis * MILLI);
        }
    }

    /// A counter of the exchange's was too high for what was asked.
    void limited() {
        allowance.limited(means.clock().now(), means.timing().heldMillis());
    }

    /// Asks this on as many connections as orders may need, unless they were used within these milliseconds.
    void warm(Request question, long withinMillis) {
        boolean fresh = lastLeft != Long.MIN_VALUE
                && means.clock().now() - lastLeft < withinMillis * MILLI;
        if (fresh || !open.isEmpty()) {
            return;
        }
        for (int i = 0; i < Math.min(2, atOnce); i++) {
            add(question, _ -> {});
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
