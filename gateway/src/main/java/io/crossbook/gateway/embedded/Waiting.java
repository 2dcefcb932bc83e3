package io.crossbook.gateway.embedded;

import org.jspecify.annotations.Nullable;

/// What was read of a subscription and waits until somebody asks for it. On the feed's thread.
interface Waiting<T> {

    /// The next that may be told, or null when nothing waits.
    @Nullable
    T next();

    /// Whether nothing does.
    boolean empty();

    /// The connection is gone: what is no longer true is dropped.
    void ended();
}
