package io.crossbook.gateway.web;

import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.feed.EngineThread;
import io.crossbook.gateway.stream.Channel;
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
    private List<Beginning<T>> waiting = new ArrayList<>();

    private record Beginning<T>(Channel channel, Consumer<T> begin) {}

    /// `reading` is what all of them begin with.
    Beginnings(EngineThread engine, Consumer<Runnable> onFeedThread, Function<Engine, T> reading) {
        this.engine = engine;
        this.onFeedThread = onFeedThread;
        this.reading = reading;
    }

    void add(Channel channel, Consumer<T> begin) {
        waiting.add(new Beginning<>(channel, begin));
    }

    /// Once a round; whether the engine is asked.
    boolean tick() {
        if (waiting.isEmpty()) {
            return false;
        }
        List<Beginning<T>> beginning = waiting;
        waiting = new ArrayList<>();
        engine.run(now -> {
            try {
                T read = reading.apply(now);
                onFeedThread.accept(
                        () -> beginning.forEach(each -> begin(each, read)));
            } catch (RuntimeException mistake) {
                onFeedThread
                        .accept(() -> beginning.forEach(each -> each.channel.fail(mistake)));
            }
        });
        return true;
    }

    /// A mistake in how one begins keeps nobody else from beginning.
    private static <T> void begin(Beginning<T> each, T read) {
        try {
            each.begin.accept(read);
        } catch (RuntimeException mistake) {
            each.channel.fail(mistake);
        }
    }
}
