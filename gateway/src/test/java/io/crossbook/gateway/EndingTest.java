package io.crossbook.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.Ending.Left;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What a daemon that ends waits for, and for how long.
final class EndingTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> said = new ArrayList<>();

    @Test
    void nothing_new_is_begun_and_what_is_under_way_comes_to_its_end_first() {
        // What was offered before the engine heard of it has begun by then.
        Deque<Left> seen = new ArrayDeque<>(List.of(new Left(false, 0, 0), new Left(true, 2, 1),
                new Left(true, 1, 1), new Left(true, 0, 1), new Left(true, 5, 0)));

        new Ending(said::add, () -> CompletableFuture.completedFuture(seen.remove()), LONG, LONG)
                .await();

        assertEquals(List.of("this daemon ends"), said);
        assertEquals(List.of(new Left(true, 5, 0)), List.copyOf(seen));
    }

    @Test
    void it_ends_though_an_attempt_does_not_and_though_the_engine_does_not_answer() {
        Deque<Left> asked = new ArrayDeque<>();

        new Ending(said::add, () -> {
            asked.add(new Left(true, 1, 0));
            return CompletableFuture.completedFuture(asked.getLast());
        }, Duration.ofMillis(30), LONG).await();
        new Ending(said::add, CompletableFuture::new, LONG, Duration.ofMillis(1)).await();

        assertTrue(asked.size() > 1, "not waited for");
        assertEquals(2, said.size());
    }

    @Test
    void whoever_is_interrupted_does_not_wait_and_stays_interrupted() {
        Thread.currentThread().interrupt();

        new Ending(said::add,
                () -> CompletableFuture.completedFuture(new Left(true, 1, 0)), LONG, LONG).await();

        assertTrue(Thread.interrupted());
    }
}
