package io.crossbook.gateway.loop;

import java.time.Instant;

/// Epoch nanoseconds that never go back.
@FunctionalInterface
public interface Clock {

    long now();

    /// The wall clock at this moment, carried on by the monotonic clock: a later step of the wall clock does not reach it.
    static Clock system() {
        Instant wall = Instant.now();
        long base = wall.getEpochSecond() * 1_000_000_000L + wall.getNano() - System.nanoTime();
        return () -> base + System.nanoTime();
    }
}
