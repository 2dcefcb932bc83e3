package io.crossbook.gateway.loop;

import io.crossbook.gateway.engine.Input;

/// What the loop drives: the engine, or a stand-in of a test.
public interface Decider {

    /// The moment that never comes.
    long NEVER = Long.MAX_VALUE;

    /// Decides. Before the input, timers due by `now` fire.
    void accept(long now, Input input);

    /// When the next timer is due, epoch nanoseconds; [#NEVER] when none is.
    long nextDeadline();
}
