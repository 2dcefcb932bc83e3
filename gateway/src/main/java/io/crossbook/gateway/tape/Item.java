package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Bytes;
import io.crossbook.gateway.engine.Input;

/// What stands at one place of a tape.
///
/// [Taken] and [Recorded] carry a number of their own; all others are notes. What an input did, [Did] and [Hashed],
/// stands before it under its number, for an input is taped after the decision.
public sealed interface Item {

    /// A segment begins: the state before the next input. `run` is the wall time in epoch nanoseconds at which the
    /// process that wrote it began to record; `sparse` says that inputs were left out on purpose.
    record Started(int segment, String build, long run, boolean sparse,
            Checkpoint checkpoint) implements Item {}

    /// An input. Its bytes are valid until the reader moves on.
    record Taken(Input input) implements Item {}

    /// A REST answer of a recording that does not say who had asked; `Replay` hands it to whoever asks for the like.
    record Recorded(String exchange, String url, Bytes body) implements Item {}

    /// The engine did something.
    record Did(Effect effect) implements Item {}

    /// The hash over the first `inputs` decisions.
    record Hashed(long inputs, long hash) implements Item {}

    /// Inputs `first` to `last` are missing.
    record Hole(long first, long last) implements Item {}
}
