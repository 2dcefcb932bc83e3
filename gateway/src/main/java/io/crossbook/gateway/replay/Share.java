package io.crossbook.gateway.replay;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// How much of the processors a replay may have, beside a daemon that trades: it pauses in proportion to what it has worked. On the replay's thread.
///
/// All replays together get `processors`, whatever they write: one that finds little is never held up by its reader.
final class Share {

    /// A reading of the clock costs as much as playing an input or two.
    private static final int INPUTS_A_LOOK = 128;

    private final double processors;
    private final IntSupplier playing;
    private final LongSupplier workedNanos;
    private final LongConsumer pause;
    private int inputs;
    private long lastNanos;

    /// `playing` is how many replays share them, `workedNanos` the processor time of the thread, which `pause` stops for so many nanoseconds.
    Share(double processors, IntSupplier playing, LongSupplier workedNanos, LongConsumer pause) {
        this.processors = processors;
        this.playing = playing;
        this.workedNanos = workedNanos;
        this.pause = pause;
        lastNanos = workedNanos.getAsLong();
    }

    /// Of the thread that calls this.
    static Share of(double processors, IntSupplier playing) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return new Share(processors, playing, threads::getCurrentThreadCpuTime, Share::pause);
    }

    private static void pause(long nanos) {
        try {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Gone("the daemon stops");
        }
    }

    /// One more input is about to be played.
    void step() {
        inputs++;
        if (inputs % INPUTS_A_LOOK != 0) {
            return;
        }
        long now = workedNanos.getAsLong();
        long idle = (long) ((now - lastNanos) * (playing.getAsInt() / processors - 1));
        lastNanos = now;
        if (idle > 0) {
            pause.accept(idle);
        }
    }
}
