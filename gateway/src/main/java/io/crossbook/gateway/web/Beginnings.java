package io.crossbook.gateway.web;

import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.feed.EngineThread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Channels that wait for what they begin with. However many were opened in a round, the engine is read once: who subscribes without end costs it nothing more. On the
/// feed's thread.
final class Beginnings<T> {

    private final EngineThread engine;
    private final Consumer<Runnable> onFeedThread;
    private final Function<Engine, T> reading;
    private List<Consumer<T>> waiting = new ArrayList<>();

    /// `reading` is what all of them begin with.
    Beginnings(EngineThread engine, Consumer<Runnable> onFeedThread, Function<Engine, T> reading) {
        this.engine = engine;
        this.onFeedThread = onFeedThread;
        this.reading = reading;
    }

    void add(Consumer<T> begin) {
        waiting.add(begin);
    }

    /// Once a round; whether the engine is asked.
    boolean tick() {
        if (waiting.isEmpty()) {
            return false;
        }
        List<Consumer<T>> beginning = waiting;
        waiting = new ArrayList<>();
        engine.run(now -> {
            T read = reading.apply(now);
            onFeedThread.accept(() -> beginning.forEach(each -> each.accept(read)));
        });
        return true;
    }
}
