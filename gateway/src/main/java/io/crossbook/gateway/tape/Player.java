package io.crossbook.gateway.tape;

import io.crossbook.gateway.engine.Input;

/// What a [Replay] plays to: an engine, or whoever stands in for it.
public interface Player {

    /// A recorded run begins, with this state before its next input: take a fresh engine that calls
    /// [Replay#effects] and [Replay#watcher]. What it does meanwhile is not compared.
    void start(Checkpoint checkpoint);

    /// One input at its recorded time.
    void accept(long now, Input input);
}
