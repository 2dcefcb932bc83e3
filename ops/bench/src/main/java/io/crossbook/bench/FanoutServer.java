package io.crossbook.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;

/// A server of [FanoutBench] as its own process: says its port on stdout, begins when stdin says at what time, and says what it took.
final class FanoutServer {

    /// Nanoseconds of CPU of the whole process while the updates that count were told, those of its own threads (without compiler and collector), of them those of the
    /// engine's, bytes allocated, how many nanoseconds that were, and how far telling was ever behind; −1 where a server cannot tell.
    record Cost(long cpuNanos, long threadNanos, long engineNanos, long allocatedBytes,
            long wallNanos, long behindNanos) {}

    private static final long NOBODY = -1;

    private final FanoutScript script;
    private volatile long engine = NOBODY;
    private long start;
    private int next;
    private volatile long behind;
    private volatile Cost before = new Cost(0, 0, 0, 0, 0, 0);

    /// What it costs to tell updates that warm up does not count.
    FanoutServer(FanoutScript script) {
        this.script = script;
    }

    /// From the arguments of a `main`: the script's pace.
    static FanoutServer of(String[] args) {
        return new FanoutServer(new FanoutScript(FanoutScript.Pace.of(args, 0)));
    }

    /// This thread reads and applies the updates and decides upon them, before they are told.
    void hasEngine(Thread thread) {
        engine = thread.threadId();
    }

    FanoutScript script() {
        return script;
    }

    /// Serves at this port: waits until it is to begin. Once all clients know all, it says what that took; without an audience it ends.
    void begins(int port) throws IOException {
        System.out.println("{\"port\":" + port + "}");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        start = Long.parseLong(in.readLine());
        Thread.ofPlatform().daemon().start(() -> ends(in));
    }

    private void ends(BufferedReader in) {
        try {
            if (in.readLine() != null) {
                Cost now = now();
                System.out.println(Fork.JSON.writeValueAsString(new Cost(
                        now.cpuNanos - before.cpuNanos,
                        now.threadNanos - before.threadNanos,
                        now.engineNanos - before.engineNanos,
                        now.allocatedBytes - before.allocatedBytes,
                        now.wallNanos - before.wallNanos, behind)));
                in.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    /// The next update that is due, −1 where none is.
    int due() {
        long now = System.nanoTime() - start;
        if (next == script.updates() || now < script.due(next)) {
            return -1;
        }
        if (next == script.warmUp()) {
            before = now();
        }
        if (next >= script.warmUp()) {
            behind = Math.max(behind, now - script.due(next));
        }
        return next++;
    }

    /// Nanoseconds until the next is due; none are left when negative.
    long waits() {
        return next == script.updates()
                ? -1
                : Math.max(0, start + script.due(next) - System.nanoTime());
    }

    private Cost now() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return new Cost(
                ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime(),
                LongStream.of(threads.getAllThreadIds()).map(threads::getThreadCpuTime)
                        .filter(nanos -> nanos > 0).sum(),
                engine == NOBODY ? 0 : threads.getThreadCpuTime(engine),
                threads.getTotalThreadAllocatedBytes(),
                System.nanoTime(), 0);
    }
}
