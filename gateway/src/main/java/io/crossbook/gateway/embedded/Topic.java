package io.crossbook.gateway.embedded;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// A topic of `/v1/stream` as one subscription reads it. On the feed's thread.
interface Topic<T> {

    /// What is subscribed to.
    JsonObject wish();

    /// Its name in messages.
    String name();

    /// Whether each message follows from the one before; else some may be left out for a later one.
    boolean everyStep();

    /// Takes a message's data; a snapshot drops what was before.
    void take(boolean snapshot, JsonArray data);

    /// What of it is still to be told.
    Waiting<T> waiting();
}
