package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Request.About;
import io.crossbook.execution.OrderId;
import java.util.concurrent.atomic.AtomicReference;

/// The last hand on what leaves: pulled, it lets no new risk out, whatever the engine is doing.
///
/// Only orders for the legs of an opportunity are stopped. What ends a risk (hedges, unwinds, cancels) and every question passes. Pulls are
/// numbered from 1, so that a release concerns the pull that somebody has seen, and no later one. Any thread, without waiting.
public final class Latch {

    private record State(long pulls, boolean pulled, String why) {}

    private final AtomicReference<State> state = new AtomicReference<>(new State(0, false, ""));

    /// Stops new legs from this moment on; returns the number of this pull. The reason of the first pull since the last release is the one that is
    /// told.
    public long pull(String why) {
        return state.updateAndGet(
                old -> new State(old.pulls + 1, true, old.pulled ? old.why : why)).pulls;
    }

    /// Lets legs out again, unless there was another pull after this one; says whether they may leave now.
    public boolean release(long pull) {
        return !state.updateAndGet(
                old -> old.pulls == pull ? new State(pull, false, "") : old).pulled;
    }

    /// Whether it is pulled.
    public boolean pulled() {
        return state.get().pulled;
    }

    /// The number of the last pull; 0 before the first.
    public long pulls() {
        return state.get().pulls;
    }

    /// Why this must not leave now; empty when it may.
    String stops(Request request) {
        if (request.about() != About.PLACE) {
            return "";
        }
        State now = state.get();
        return now.pulled && risks(request) ? "halted: " + now.why : "";
    }

    /// An order that says not what it is for counts as a risk.
    private static boolean risks(Request request) {
        OrderId order = request.task().order();
        return order == null || order.role() == OrderId.Role.LEG;
    }
}
