package io.crossbook.gateway.engine;

import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.desk.Coordinator;
import io.crossbook.execution.risk.KillSwitch;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What humans and sources of halts wish of whoever trades, and which of their pulls of the latch an allowing again has seen.
///
/// On the engine's thread.
final class TradeWishes {

    private static final long NEVER = Long.MAX_VALUE;

    private final ExecutionState state;
    private final KillSwitch kill;
    private final Coordinator coordinator;
    private final Parts parts;
    private final Consumer<Runnable> calls;
    /// The last pull of the latch that has halted, and, once re-armed, the entry that must be durable before the latch opens.
    private long pulled;
    private long rearmed = NEVER;
    private long rearmedPull;
    /// What is written down now was told by whoever stands at the latch, and has pulled it.
    private boolean latched;
    /// Something has halted by itself since, which whoever stands at the latch has not numbered yet: no human was shown it.
    private boolean unnumbered;
    private Standing.Refusal refusal = Standing.Refusal.NONE;

    /// `calls` lets the coordinator be called, once at a time.
    TradeWishes(ExecutionState state, KillSwitch kill, Coordinator coordinator, Parts parts,
            Consumer<Runnable> calls) {
        this.state = state;
        this.kill = kill;
        this.coordinator = coordinator;
        this.parts = parts;
        this.calls = calls;
    }

    void wished(Input.Wish wish, long now) {
        switch (wish) {
            case Input.Wish.Halt(String why, long pull) -> halt(why, pull, now);
            case Input.Wish.Rearm(String why, long pull, long pause) ->
                rearm(why, pull, pause, now);
            case Input.Wish.Unwind(long attempt, int maxLossBps) -> byHand(attempt, "unwound",
                    () -> coordinator.unwind(attempt, maxLossBps, now), now);
            case Input.Wish.Clear(long attempt, String why) ->
                byHand(attempt, "cleared", () -> coordinator.clear(attempt, why, now), now);
            case Input.Wish.WriteOff(long attempt, String why) ->
                byHand(attempt, "written off", () -> coordinator.writeOff(attempt, why, now), now);
            case Input.Wish.Enable _,Input.Wish.Resync _,Input.Wish.Withhold _ ->
                throw new IllegalStateException("no wish for whoever trades: " + wish);
        }
    }

    /// Why it is not done comes back to whoever wished.
    private void byHand(long attempt, String done, Supplier<String> doing, long now) {
        calls.accept(() -> {
            String why = doing.get();
            if (!why.isEmpty()) {
                refused("attempt " + attempt + " is not " + done + ": " + why, now);
            }
        });
    }

    /// The same pull may be told more than once.
    private void halt(String why, long pull, long now) {
        if (pull == 0 || pull > pulled) {
            pulled = Math.max(pulled, pull);
            unnumbered &= pull == 0;
            kill.pull(why);
            latched(() -> coordinator.halt(why, now));
        }
    }

    /// What halts here is known at the latch.
    void latched(Runnable halt) {
        latched = true;
        calls.accept(halt);
        latched = false;
    }

    /// Only who knows of the last halt can end it.
    private void rearm(String why, long pull, long pause, long now) {
        if (pull < pulled || unnumbered) {
            refused("not re-armed, for since then it was halted again: " + state.halted(), now);
            return;
        }
        rearmedPull = pull;
        calls.accept(() -> coordinator.rearm(why, pause, now));
        if (!state.halted().isEmpty()) {
            refused("not re-armed: " + coordinator.reluctance(), now);
        }
    }

    /// What the coordinator has written down, as the entry of this number.
    void heard(Entry entry, long number) {
        switch (entry) {
            case Entry.Rearmed _ -> rearmed = number;
            case Entry.Halted(var why, long at) -> {
                rearmed = NEVER;
                if (!latched) {
                    unnumbered = true;
                    parts.watcher().halted(why, at);
                }
            }
            case Entry.Booted _,Entry.Reserved _,Entry.Intended _,Entry.Skipped _,Entry.Acted _,Entry.Told _,Entry.Asked _,Entry.Swept _,Entry.Adopted _,Entry.Turned _,Entry.Cleared _,Entry.Reconciled _,Entry.Closed _,Entry.Denied _,Entry.Posted _,Entry.Paused _ ->
                {
                }
        }
    }

    /// Up to this entry all is kept: who was allowed again may be told.
    void durable(long number) {
        if (number >= rearmed) {
            rearmed = NEVER;
            parts.effects().rearmed(rearmedPull);
        }
    }

    void refused(String why, long now) {
        refusal = new Standing.Refusal(refusal.number() + 1, why);
        parts.watcher().refused(why, now);
    }

    /// The last wish that was refused.
    Standing.Refusal refusal() {
        return refusal;
    }
}
