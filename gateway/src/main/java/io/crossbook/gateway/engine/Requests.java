package io.crossbook.gateway.engine;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Request;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Requests whose answers are still to come, by the ids that the engine gave them.
final class Requests {

    private final Effects effects;
    private final Map<Long, Waiting> pending = new HashMap<>();
    private long next;

    /// Who waits for an answer: a connection's conversation, or (null) nobody's.
    private record Waiting(@Nullable Line line, Taker taker) {}

    /// What is done with an answer.
    @FunctionalInterface
    interface Taker {
        void take(Answer answer);
    }

    Requests(Effects effects) {
        this.effects = effects;
    }

    /// Asks for a conversation; when its connection ends, nobody waits any more.
    void ask(Line line, Request request, Taker taker) {
        ask(new Waiting(line, taker), line.exchange.name(), request);
    }

    void ask(String exchange, Request request, Taker taker) {
        ask(new Waiting(null, taker), exchange, request);
    }

    private void ask(Waiting waiting, String exchange, Request request) {
        effects.request(waits(waiting), exchange, request);
    }

    /// Sends a frame on a private connection; waited for also when that ends, since it may not have left.
    void post(int connection, Request frame, Taker taker) {
        effects.post(waits(new Waiting(null, taker)), connection, frame);
    }

    private long waits(Waiting waiting) {
        long id = next++;
        pending.put(id, waiting);
        return id;
    }

    void answered(long id, Answer answer) {
        Waiting waiting = pending.remove(id);
        if (waiting != null) { // else its connection is gone, and with it the wish
            waiting.taker.take(answer);
        }
    }

    void gone(Line line) {
        pending.values().removeIf(waiting -> waiting.line == line);
    }
}
