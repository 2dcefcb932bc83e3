package io.crossbook.gateway.xchange;

import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.loop.Inbox;

/// Where the bridge's inputs enter the loop; any thread.
public interface Inlet {

    /// Straight into an inbox.
    static Inlet to(Inbox inbox) {
        return new Inlet() {
            @Override
            public boolean fact(Input input) {
                return inbox.offer(input);
            }

            @Override
            public void state(String name, Input input) {
                inbox.state(name).put(input);
            }
        };
    }

    /// Takes an input that must not be lost; false when there is no room: then it was not taken over.
    boolean fact(Input input);

    /// Takes an input of which only the latest of its name counts; one that was not read yet is dropped and counted.
    void state(String name, Input input);
}
