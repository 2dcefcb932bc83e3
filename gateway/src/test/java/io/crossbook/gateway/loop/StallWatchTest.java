package io.crossbook.gateway.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class StallWatchTest {

    private final VirtualTime time = new VirtualTime();
    private long behind;
    private final StallWatch watch = new StallWatch(() -> time.now() + behind, time, 100);

    @Test
    void a_beat_that_comes_late_is_a_stall_and_punctual_ones_are_none() {
        watch.start();
        time.pass(1_000);
        assertEquals(0, watch.stalls());

        behind = 100_000_000;
        time.pass(20);
        assertEquals(0, watch.stalls());

        behind += 250_000_000;
        time.pass(1_000);
        assertEquals(1, watch.stalls());
        assertEquals(250_000_000, watch.longestNanos());
    }

    @Test
    void whoever_asks_from_outside_sees_a_loop_whose_beat_does_not_come_at_all() {
        var registry = new SimpleMeterRegistry();
        watch.bind(registry);
        var silent = registry.get("crossbook.loop.silent").gauge();
        assertEquals(0, silent.value(), "it has not begun");

        watch.start();
        time.pass(1_000);
        assertEquals(0, silent.value());

        behind = 7_000_000_000L; // and nobody fires its timers
        assertEquals(7, silent.value());
        assertEquals(0, watch.stalls());
    }
}
