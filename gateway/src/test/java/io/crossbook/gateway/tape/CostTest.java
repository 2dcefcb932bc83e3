package io.crossbook.gateway.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What recording costs the loop.
final class CostTest {

    private static final int INPUTS = 200_000;
    private static final int ROUNDS = 8;

    @TempDir
    Path folder;

    @Test
    void a_frame_on_the_tape_allocates_nothing_on_the_loop() throws IOException {
        var settings = Reels.settings(folder);
        try (var tape = TapeWriter.open(new TapeSettings(folder, 1L << 40, Long.MAX_VALUE / 4, 0,
                0, settings.flushNanos(), 1 << 26, true, 0, settings.onDiskFull()), "test",
                new Secrets(), TapeAlarms.NONE)) {
            tape.begin(0, () -> Checkpoint.of(Reels.SETTINGS));
            Input frame = Reels.frame(1, "{\"u\":1,\"b\":[[\"61837.63\",\"3.78826\"]]}".repeat(5));
            Input tick = new Input.Tick();
            var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long number = 0;
            long allocated = Long.MAX_VALUE;
            long nanos = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                long begun = System.nanoTime();
                for (int i = 0; i < INPUTS / ROUNDS; i++) {
                    number++;
                    tape.input(number, number, number % 10 == 0 ? tick : frame);
                    if (number % 1024 == 0) {
                        tape.hash(number, number);
                    }
                }
                nanos = Math.min(nanos, System.nanoTime() - begun);
                allocated = Math.min(allocated,
                        threads.getCurrentThreadAllocatedBytes() - before);
            }
            System.out.println("tape: " + nanos * ROUNDS / INPUTS
                    + " ns an input of 190 bytes on the"
                    + " loop's thread, " + allocated + " bytes allocated for " + INPUTS / ROUNDS
                    + " of them, " + tape.stats().dropped() + " dropped");
            assertTrue(allocated < INPUTS / ROUNDS / 100,
                    allocated + " bytes: less than a byte a hundred inputs is the meters' own");
        }
        TapeInfo info = TapeInfo.of(folder);
        assertTrue(info.ending().whole());
        assertEquals(INPUTS, info.inputs() + info.missing());
    }
}
