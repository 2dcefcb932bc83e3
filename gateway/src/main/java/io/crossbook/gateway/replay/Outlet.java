package io.crossbook.gateway.replay;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Hands the messages of a replay to its reader, a batch at a time, and waits while the reader does not take them. On the replay's thread.
///
/// One batch is on its way while the next is gathered: that is all that ever waits in memory, and the tape is not read on meanwhile.
final class Outlet {

    private static final int BATCH_CHARS = 64 * 1024;
    /// Who reads less while we wait for it as long as we may holds a place that others want.
    private static final int LEAST_CHARS = 4 * BATCH_CHARS;

    private final Pipe pipe;
    private final int patienceSeconds;
    private final LongSupplier clock;
    private @Nullable Share share;
    /// How long we have waited for what was read since, both from where enough was read last.
    private long waitedNanos;
    private int readChars;
    private int writtenChars;
    private List<String> batch = new ArrayList<>();
    private int chars;
    private long messages;
    private @Nullable Future<Void> written;
    private volatile boolean gone;

    /// Where messages leave; the future is done when the reader's machine has taken them.
    interface Pipe {
        Future<Void> write(List<String> messages);
    }

    Outlet(Pipe pipe, int patienceSeconds) {
        this(pipe, patienceSeconds, System::nanoTime);
    }

    Outlet(Pipe pipe, int patienceSeconds, LongSupplier clock) {
        this.pipe = pipe;
        this.patienceSeconds = patienceSeconds;
        this.clock = clock;
    }

    /// No more of the processors than this from now on.
    void shares(Share of) {
        share = of;
    }

    /// An input is about to be played: whoever else works here has his turn, and where nobody reads any more it ends.
    void step() {
        check();
        if (share != null) {
            share.step();
        }
    }

    /// From any thread: nobody reads any more.
    void gone() {
        gone = true;
    }

    private void check() {
        if (gone) {
            throw new Gone("the reader has gone");
        }
    }

    void message(String message) {
        check();
        batch.add(message);
        chars += message.length();
        messages++;
        if (chars >= BATCH_CHARS) {
            flush();
        }
    }

    /// How many messages there were.
    long messages() {
        return messages;
    }

    /// Writes what is left, and waits until all of it was taken.
    void finish() {
        if (!batch.isEmpty()) {
            flush();
        }
        await();
    }

    private void flush() {
        await();
        written = pipe.write(batch);
        writtenChars = chars;
        batch = new ArrayList<>();
        chars = 0;
    }

    private void await() {
        if (written == null) {
            return;
        }
        long begun = clock.getAsLong();
        try {
            written.toCompletionStage().toCompletableFuture().get(
                    TimeUnit.SECONDS.toNanos(patienceSeconds) - waitedNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw tooSlow();
        } catch (ExecutionException e) {
            throw new Gone("the reader has gone: " + e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Gone("the daemon stops");
        }
        written = null;
        waitedNanos += clock.getAsLong() - begun;
        readChars += writtenChars;
        if (readChars >= LEAST_CHARS) {
            waitedNanos = 0;
            readChars = 0;
        } else if (waitedNanos >= TimeUnit.SECONDS.toNanos(patienceSeconds)) {
            throw tooSlow();
        }
    }

    private Gone tooSlow() {
        return new Gone("too slow: " + readChars + " bytes were read in " + patienceSeconds
                + " s of waiting, " + LEAST_CHARS + " are wanted");
    }
}
