package io.crossbook.gateway.wire;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Request;
import java.util.function.Consumer;

/// Asks exchanges over REST; any thread.
interface Asking {

    /// Asks; `then` is called exactly once, whatever happens, on a thread that it must not hold up.
    void ask(String exchange, Request request, Consumer<Answer> then);

    /// Ends all that is open with this exchange.
    void abandon(String exchange);
}
