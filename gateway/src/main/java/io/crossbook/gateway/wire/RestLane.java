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
///
/// Questions after orders go before sweeps and all else, but not always: after each, one of what waits behind them has its turn, and leaves nothing alone. Else orders of
/// which nothing becomes known would use up a small budget for ever, and the sweep that ends it would never leave. Nor does what costs less overtake a question that waits
/// for the budget.
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
    private final Allowance address;
    private final Set<Call> open = new HashSet<>();
    private final List<Call> waiting = new ArrayList<>();
    private int running;
    /// A question after an order has left since anything behind those had its turn.
    private boolean asked;
    private long lastLeft = Long.MIN_VALUE;
    private Timers.@Nullable Timer wake;
    private long wakeAt;
    private Timers.@Nullable Timer press;

    /// @param signed what goes here is signed, and places are kept
    /// @param allowance what an account may ask where that is counted apart
    /// @param address what anybody may ask
    RestLane(String exchange, boolean signed, int atOnce, Call.Means means, Allowance allowance,
            Allowance address) {
        this.exchange = exchange;
        this.signed = signed;
        this.atOnce = atOnce;
        this.means = means;
        this.allowance = allowance;
        this.address = address;
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
        if (call.rank() == Rank.LOGIN) {
            withdrawLogins();
        }
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

    /// The connections of those that still wait are gone, or will have this one's token.
    private void withdrawLogins() {
        List.copyOf(waiting).stream().filter(each -> each.rank() == Rank.LOGIN)
                .forEach(each -> each.giveUp("not sent: a newer login has taken its place", 0));
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
            Call turn = turn();
            for (Call call : inTurn(turn)) {
                long at = readyAt(call, call == turn, now);
                ready = Math.min(ready, at);
                if (at <= now) {
                    next = call;
                    break;
                }
                if (holdsUp(call, turn)) {
                    break;
                }
            }
            if (next == null) {
                sleep(ready, now);
                return;
            }
            leave(next, now);
        }
        press();
    }

    private void leave(Call next, long now) {
        next.sentNanos(now);
        counts(next).spend(now, next.request());
        running++;
        lastLeft = now;
        if (next.rank().compareTo(Rank.ASK) >= 0) {
            asked = next.rank() == Rank.ASK;
        }
        waiting.remove(next);
        next.send();
    }

    /// What has its turn before the next question after an order; null when nothing has.
    private @Nullable Call turn() {
        return asked && first(Rank.ASK) != null ? first(Rank.OTHER) : null;
    }

    private @Nullable Call first(Rank rank) {
        return waiting.stream().filter(call -> call.rank() == rank).findFirst().orElse(null);
    }

    private List<Call> inTurn(@Nullable Call turn) {
        if (turn == null) {
            return waiting;
        }
        var calls = new ArrayList<>(waiting);
        calls.remove(turn);
        int at = 0;
        while (calls.get(at).rank() != Rank.ASK) {
            at++;
        }
        calls.add(at, turn);
        return calls;
    }

    /// Whether none behind this one, which cannot leave yet, has a better right.
    private boolean holdsUp(Call call, @Nullable Call turn) {
        return switch (call.rank()) {
            case CANCEL, PLACE, LOGIN -> false;
            case ASK -> place(call);
            case OTHER -> call != turn || place(call);
        };
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
            press(slowest, waitingFor(Rank.LOGIN) ? URGENT_MILLIS : ASK_MILLIS);
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
            // An order that is asked after needs the sweep as well.
            boolean tells = call.rank() == Rank.ASK
                    || call.request().about() == Request.About.SWEEP;
            boolean question = call.rank().compareTo(Rank.ASK) >= 0
                    && (!tells || waitingFor(Rank.LOGIN));
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

    private long readyAt(Call call, boolean turn, long now) {
        return place(call)
                ? counts(call).readyAt(now, call.request(),
                        !turn && means.keyring().knows(exchange))
                : Long.MAX_VALUE;
    }

    private boolean place(Call call) {
        return running < Math.max(1, atOnce - (signed ? call.rank().leaves() : 0));
    }

    /// Who counts it: what is not signed is not the account's.
    private Allowance counts(Call call) {
        return call.request().about().signed() ? allowance : address;
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
