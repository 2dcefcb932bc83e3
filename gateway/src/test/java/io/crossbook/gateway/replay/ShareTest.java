package io.crossbook.gateway.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// How much of the machine replays take from a daemon that trades; each input of these takes a microsecond.
final class ShareTest {

    private final AtomicLong worked = new AtomicLong();
    private final AtomicLong paused = new AtomicLong();
    private final AtomicInteger playing = new AtomicInteger(1);

    private void plays(double processors) {
        var share = new Share(processors, playing::get, worked::get, paused::addAndGet);
        for (int i = 0; i < 128_000; i++) {
            worked.addAndGet(1_000);
            share.step();
        }
    }

    @Test
    void of_half_a_processor_a_replay_leaves_half() {
        plays(0.5);

        assertEquals(worked.get(), paused.get());
    }

    @Test
    void four_replays_share_what_one_would_have() {
        playing.set(4);

        plays(0.5);

        assertEquals(7 * worked.get(), paused.get());
    }

    @Test
    void a_replay_that_has_a_processor_to_itself_never_pauses() {
        plays(1);
        plays(4);

        assertEquals(0, paused.get());
    }
}
