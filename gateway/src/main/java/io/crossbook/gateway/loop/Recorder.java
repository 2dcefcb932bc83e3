package io.crossbook.gateway.loop;

import io.crossbook.gateway.engine.Input;

/// Is offered every input once it has been decided upon: the tape.
@FunctionalInterface
public interface Recorder {

    /// Keeps nothing.
    Recorder NONE = (_, _, _) -> {};

    /// One input, in the order of the decisions. On the loop's thread: it must not wait. A frame's bytes are valid during
    /// the call only.
    ///
    /// @param number 1 for the first input of a run, then one more each
    /// @param now the time that the decision was made with, epoch nanoseconds
    void input(long number, long now, Input input);
}
