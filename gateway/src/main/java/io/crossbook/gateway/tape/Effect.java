package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;

/// One call of the engine's [io.crossbook.gateway.engine.Effects], as a fact: what was done beside an input.
public sealed interface Effect {

    /// A link shall stand.
    record Open(Link link) implements Effect {}

    /// A link shall stand no longer.
    record Drop(String link) implements Effect {}

    /// A text frame was sent.
    record Send(int connection, String frame) implements Effect {}

    /// A connection was closed.
    record Close(int connection, String why) implements Effect {}

    /// A REST request was asked for; unsigned, as the engine states it.
    record Ask(long id, String exchange, Request request) implements Effect {}

    /// A private frame was to be signed and sent; unsigned, as the engine states it.
    record Post(long id, int connection, Request frame) implements Effect {}

    /// New risk may leave again.
    record Rearmed(long pull) implements Effect {}
}
