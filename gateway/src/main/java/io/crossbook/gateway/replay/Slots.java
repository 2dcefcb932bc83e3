package io.crossbook.gateway.replay;

import io.crossbook.gateway.web.Caller;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How many replays run, and whose. From any thread.
///
/// Callers without a token cannot be told apart: all of them are on this machine, and may have what there is.
final class Slots {

    private final int mostAtOnce;
    private final int mostOfOne;
    private final Map<String, Integer> ofOne = new HashMap<>();
    private int all;

    Slots(int mostAtOnce, int mostOfOne) {
        this.mostAtOnce = mostAtOnce;
        this.mostOfOne = mostOfOne;
    }

    /// Takes one for this caller; why there is none, null when there is.
    synchronized @Nullable Refusal take(Caller caller) {
        if (all == mostAtOnce) {
            return new Refusal(503,
                    mostAtOnce + " replays run, and no more are served at one time");
        }
        if (caller.token() && ofOne.getOrDefault(caller.id(), 0) == mostOfOne) {
            return new Refusal(429, mostOfOne + " replays of token '" + caller.name()
                    + "' run, and no more are served to one at one time");
        }
        all++;
        ofOne.merge(caller.id(), 1, Integer::sum);
        return null;
    }

    /// Gives one back that was taken.
    synchronized void free(Caller caller) {
        all--;
        ofOne.computeIfPresent(caller.id(), (_, count) -> count == 1 ? null : count - 1);
    }

    synchronized int taken() {
        return all;
    }
}
