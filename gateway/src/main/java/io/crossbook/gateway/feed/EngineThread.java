package io.crossbook.gateway.feed;

import io.crossbook.gateway.engine.Engine;
import java.util.function.Consumer;

/// Runs something on the engine's thread, soon. It may read the engine, never change it: it is no input, and no tape knows of it.
public interface EngineThread {
    void run(Consumer<Engine> reading);
}
