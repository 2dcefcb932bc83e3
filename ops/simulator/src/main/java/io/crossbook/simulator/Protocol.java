package io.crossbook.simulator;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The face of one exchange, public and private. It knows no socket: the server and [Session] both
/// drive it.
interface Protocol {

    /// A conversation for a WebSocket at this path, or null where the exchange has none.
    @Nullable
    Talk connect(String path, String query, Line line);

    /// Whether there is a WebSocket at this path at all (404 where not).
    boolean serves(String path);

    /// Whether new connections are let in now (503 where not).
    default boolean welcoming() {
        return true;
    }

    /// Answers a REST request, now or (a tape's snapshot) when its time has come.
    void answer(RestRequest request, Consumer<RestAnswer> reply);
}
