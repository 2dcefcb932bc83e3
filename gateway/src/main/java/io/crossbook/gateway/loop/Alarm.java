package io.crossbook.gateway.loop;

import org.jspecify.annotations.Nullable;

/// Wakes an idle loop at the engine's next deadline.
///
/// Asked after every decision, so it re-arms lazily: a timer that is set too early looks again when it fires, and only a deadline
/// before it sets a new one.
final class Alarm {

    private static final long MILLI = 1_000_000;
    /// Far deadlines are looked at again by then; keeps the arithmetic far from overflow.
    private static final long FARTHEST = 3_600_000L * MILLI;

    private final Clock clock;
    private final Timers timers;
    private final Runnable due;
    private final Runnable fire = this::fire;
    private Timers.@Nullable Timer timer;
    private long armed = Decider.NEVER;
    private long deadline = Decider.NEVER;

    /// @param due runs when the deadline has come; it asks [#at] again
    Alarm(Clock clock, Timers timers, Runnable due) {
        this.clock = clock;
        this.timers = timers;
        this.due = due;
    }

    /// The next deadline is this one.
    void at(long newDeadline) {
        deadline = newDeadline;
        if (newDeadline < armed) {
            arm();
        }
    }

    private void arm() {
        if (timer != null) {
            timer.cancel();
        }
        long now = clock.now();
        long wait = Math.clamp(deadline - now, 0, FARTHEST);
        armed = now + wait;
        timer = timers.after((wait + MILLI - 1) / MILLI, fire);
    }

    private void fire() {
        timer = null;
        armed = Decider.NEVER;
        if (deadline <= clock.now()) {
            due.run();
        }
        if (timer == null && deadline != Decider.NEVER) {
            arm();
        }
    }
}
