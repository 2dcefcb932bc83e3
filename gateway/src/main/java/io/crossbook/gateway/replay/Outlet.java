package io.crossbook.gateway.replay;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Hands the messages of a replay to its reader, a batch at a time, and waits while the reader does not take them. On the replay's thread.
///
/// One batch is on its way while the next is gathered: that is all that ever waits in memory, and the tape is not read on meanwhile.
final class Outlet {

    private static final int BATCH_CHARS = 64 * 1024;

    private final Pipe pipe;
    private final int patienceSeconds;
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
        this.pipe = pipe;
        this.patienceSeconds = patienceSeconds;
    }

    /// From any thread: nobody reads any more.
    void gone() {
        gone = true;
    }

    /// Ends the replay when nobody reads it.
    void check() {
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
        batch = new ArrayList<>();
        chars = 0;
    }

    private void await() {
        if (written == null) {
            return;
        }
        try {
            written.toCompletionStage().toCompletableFuture().get(patienceSeconds,
                    TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            throw new Gone("too slow: nothing was read for " + patienceSeconds + " s");
        } catch (ExecutionException e) {
            throw new Gone("the reader has gone: " + e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Gone("the daemon stops");
        }
    }
}
