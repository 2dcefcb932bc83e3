package io.crossbook.gateway.loop;

import io.crossbook.gateway.engine.Input;

/// Where inputs enter the loop. Its thread only.
public interface Inputs {

    /// The loop's time, epoch nanoseconds.
    long now();

    /// A frame whose handler was entered at `enteredNanos`; decided upon before this returns.
    void frame(long enteredNanos, Input.Frame frame);

    /// Anything else; when it comes out of a decision under way it waits for that one's end.
    void input(Input input);
}
