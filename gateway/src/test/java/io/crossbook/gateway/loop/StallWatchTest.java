package io.crossbook.gateway.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
