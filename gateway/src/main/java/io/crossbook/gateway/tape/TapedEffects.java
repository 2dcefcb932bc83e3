package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.gateway.engine.Effects;
import java.util.function.Consumer;

/// Carries out every effect and then notes it.
record TapedEffects(Effects real, Consumer<Effect> notes) implements Effects {

    @Override
    public void open(Link link) {
        real.open(link);
        notes.accept(new Effect.Open(link));
    }

    @Override
    public void drop(String link) {
        real.drop(link);
        notes.accept(new Effect.Drop(link));
    }

    @Override
    public void send(int connection, String frame) {
        real.send(connection, frame);
        notes.accept(new Effect.Send(connection, frame));
    }

    @Override
    public void close(int connection, String why) {
        real.close(connection, why);
        notes.accept(new Effect.Close(connection, why));
    }

    @Override
    public void request(long id, String exchange, Request request) {
        real.request(id, exchange, request);
        notes.accept(new Effect.Ask(id, exchange, request));
    }

    @Override
    public void post(long id, int connection, Request frame) {
        real.post(id, connection, frame);
        notes.accept(new Effect.Post(id, connection, frame));
    }

    @Override
    public void rearmed(long pull) {
        real.rearmed(pull);
        notes.accept(new Effect.Rearmed(pull));
    }
}
