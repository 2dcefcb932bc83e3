package io.crossbook.gateway.engine;

import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;

/// Nothing leaves: as in a replay.
public enum NoEffects implements Effects {
    NONE;

    @Override
    public void open(Link link) {}

    @Override
    public void drop(String link) {}

    @Override
    public void send(int connection, String frame) {}

    @Override
    public void close(int connection, String why) {}

    @Override
    public void request(long id, String exchange, Request request) {}

    @Override
    public void post(long id, int connection, Request frame) {}

    @Override
    public void rearmed(long pull) {}
}
