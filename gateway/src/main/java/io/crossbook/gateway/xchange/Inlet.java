package io.crossbook.gateway.xchange;

import io.crossbook.gateway.engine.Input;

/// Where the bridge's inputs enter the loop; any thread.
public interface Inlet {

    /// Takes an input that must not be lost; false when there is no room: then it was not taken over.
    boolean fact(Input input);

    /// Takes an input of which only the latest of its name counts; one that was not read yet is dropped and counted.
    void state(String name, Input input);
}
