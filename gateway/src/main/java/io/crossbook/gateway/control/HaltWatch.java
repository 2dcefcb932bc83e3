package io.crossbook.gateway.control;

import io.crossbook.gateway.loop.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread `halt watch`: it halts for the file `halt`, for a signal, and when the loop has been silent for too long. It needs neither the loop nor the journal.
///
/// The file halts as long as it is there: whoever allows new attempts again takes it away first. Its first line is the reason.
public final class HaltWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HaltWatch.class);
    /// What the file is called, in the daemon's folder.
    public static final String FILE = "halt";
    private static final long LOOK_NANOS = 20_000_000;
    private static final long MILLI = 1_000_000;
    /// What of the time between two looks counts: while the whole process stood still, nobody could be heard.
    private static final long MOST_A_LOOK_NANOS = 5 * LOOK_NANOS;
    private static final int MOST_BYTES = 1_024;
    /// How long closing waits for a look that is under way: a disk may be stuck.
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private final Path file;
    private final Halts halts;
    private final LongSupplier beat;
    private final Clock clock;
    private final long mostSilentMillis;
    private final Thread thread = Thread.ofPlatform().name("halt watch").daemon()
            .unstarted(this::run);
    private final Runnable unhook;
    private volatile boolean closed;

    private boolean there;
    private @Nullable FileTime written;
    private long lastBeat;
    private long lastLook;
    private long silentNanos;
    private boolean silent;

    /// `beat` tells when the loop was last heard of, by `clock`; 0 before it runs.
    private HaltWatch(Path folder, Halts halts, LongSupplier beat, Clock clock,
            long mostSilentMillis) {
        this.mostSilentMillis = mostSilentMillis;
        file = folder.resolve(FILE);
        this.halts = halts;
        this.beat = beat;
        this.clock = clock;
        lastLook = clock.now();
        unhook = Signals.on(Signals.HALTS, name -> halts.halt("signal " + name));
    }

    /// Not started: whoever looks is the caller.
    static HaltWatch still(Path folder, Halts halts, LongSupplier beat, Clock clock,
            long mostSilentMillis) {
        return new HaltWatch(folder, halts, beat, clock, mostSilentMillis);
    }

    /// Has looked once when it returns, so that nothing begins that was to be halted.
    public static HaltWatch start(Path folder, Halts halts, LongSupplier beat, Clock clock,
            long mostSilentMillis) {
        HaltWatch watch = still(folder, halts, beat, clock, mostSilentMillis);
        watch.look();
        watch.thread.start();
        return watch;
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(LOOK_NANOS);
            try {
                look();
            } catch (RuntimeException | Error mistake) { // a watch that has ended halts for nothing any more
                LOG.error("the halt watch has failed", mistake);
                halts.pull("the halt watch itself has failed: " + mistake);
            }
        }
    }

    void look() {
        file();
        silence();
        halts.keep();
    }

    private void file() {
        boolean now = !Files.notExists(file); // where that cannot be said it is taken to be there
        FileTime last = now ? lastWritten() : null;
        // Whoever writes it once more waits to be heard, and is.
        if (now && (!there || !halts.pulled() || !Objects.equals(last, written))) {
            halts.pull("file " + file + reason());
        }
        there = now;
        written = last;
    }

    private @Nullable FileTime lastWritten() {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException _) {
            return written;
        }
    }

    private String reason() {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            String said = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
            return said.isEmpty() ? "" : ": " + said.lines().findFirst().orElse("");
        } catch (IOException _) {
            return "";
        }
    }

    private void silence() {
        long now = clock.now();
        long since = Math.min(now - lastLook, MOST_A_LOOK_NANOS);
        lastLook = now;
        long heard = beat.getAsLong();
        if (heard == 0 || heard != lastBeat) {
            lastBeat = heard;
            silentNanos = 0;
            silent = false;
            return;
        }
        silentNanos += since;
        if (!silent && silentNanos > mostSilentMillis * MILLI) {
            silent = true; // once a silence
            halts.pull("the loop has been silent for more than " + mostSilentMillis
                    + " ms");
        }
    }

    /// Halts for nothing any more, and writes nothing into the folder any more: it waits for a look that is under way.
    @Override
    public void close() {
        closed = true;
        unhook.run();
        LockSupport.unpark(thread);
        try {
            if (thread.isAlive()) {
                thread.join(LAST_LOOK);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
