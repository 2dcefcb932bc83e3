package io.crossbook.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Keeps a process up until SIGINT or SIGTERM, which then is its proper end: everything closes, a line says what was done,
/// and the exit code is 0. Where a mistake of ours has ended it, it is 1.
final class UntilStopped {

    /// What attempts under way, loop, journal and tape may take to end on a busy machine, each with a limit of its own; usually a fraction of a second. Who restarts services waits longer.
    private static final Duration CLOSING = Duration.ofSeconds(25);

    private final AutoCloseable service;
    private final Supplier<String> summary;
    private final PrintWriter out;
    private final PrintWriter err;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicBoolean whole = new AtomicBoolean();
    private boolean closed;

    /// `summary` is what the last line says, asked before `service` closes.
    UntilStopped(AutoCloseable service, Supplier<String> summary, PrintWriter out,
            PrintWriter err) {
        this.service = service;
        this.summary = summary;
        this.out = out;
        this.err = err;
    }

    /// Ends the waiting from within: the service has nothing left to do.
    void end() {
        ended.countDown();
    }

    /// Ends the waiting when this does: the service has nothing left to do. Where a mistake of ours has ended it, the process has failed.
    void endsWith(CompletableFuture<Void> work) {
        var _ = work.whenComplete((_, mistake) -> {
            if (mistake != null) {
                failed.set(true);
                err.println("crossbook: ended by a mistake of its own: " + mistake
                        + "; where it trades, the next start finds it halted");
            }
            end();
        });
    }

    /// Waits. Returns only when [#end] was called; a signal ends the process from here.
    int await() throws InterruptedException {
        // On a signal the JVM runs its hooks and exits with 128 + signal; whoever stops us with Ctrl-C did nothing wrong.
        var hook = Thread.ofPlatform().name("stop").unstarted(() -> {
            int code = close() && !failed.get() ? Exit.OK : Exit.FAILED;
            Logs.end();
            Runtime.getRuntime().halt(code);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        ended.await();
        boolean properly = close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // A signal came at the same time: its hook ends the process.
        }
        return properly && !failed.get() ? Exit.OK : Exit.FAILED;
    }

    // A signal and the proper end may come together: one closes, the other waits for it.
    private synchronized boolean close() {
        if (closed) {
            return whole.get();
        }
        closed = true;
        String last = summary.get();
        Thread closing = Thread.ofPlatform().name("close").daemon().start(() -> {
            try {
                service.close();
                whole.set(true);
            } catch (Exception e) {
                err.println("crossbook: did not close properly: " + Main.message(e));
            }
        });
        try {
            if (!closing.join(CLOSING)) {
                err.println("crossbook: did not close within " + CLOSING.toMillis() + " ms");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        err.println("crossbook: " + last);
        err.flush();
        out.flush();
        return whole.get();
    }
}
