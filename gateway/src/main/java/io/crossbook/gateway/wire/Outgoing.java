package io.crossbook.gateway.wire;

import org.jspecify.annotations.Nullable;

/// What waits for its turn on a connection. It is told exactly one of: no text any more, written, gone.
interface Outgoing {

    /// The frame as it leaves now; null when it must not leave any more: then it is over.
    @Nullable
    String text();

    /// It was written.
    void written();

    /// It will have no turn.
    void gone(String why);

    /// Whether it goes before all that is not.
    default boolean urgent() {
        return false;
    }

    /// Whether this places an order that `cancel` wants cancelled.
    default boolean cancelledBy(Outgoing cancel) {
        return false;
    }

    /// A frame as it is.
    record Plain(String text) implements Outgoing {
        @Override
        public void written() {
            // Nobody waits to hear it.
        }

        @Override
        public void gone(String why) {
            // The connection's end says it.
        }
    }
}
