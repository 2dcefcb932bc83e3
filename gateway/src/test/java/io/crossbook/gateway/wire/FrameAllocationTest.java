package io.crossbook.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Decider;
import io.crossbook.gateway.loop.Loop;
import io.crossbook.gateway.loop.Recorder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// From the frame handler's entry to the decision and past the recorder nothing is allocated.
class FrameAllocationTest {

    private static final int MESSAGES = 20_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long bytesSeen;
    private final Decider engine = new Decider() {
        private long deadline = NEVER;

        @Override
        public void accept(long now, Input input) {
            // A deadline that moves on with every frame, as an engine's staleness timers do.
            deadline = now + 1_000_000_000L;
            if (input instanceof Input.Frame frame) {
                bytesSeen += frame.bytes.length();
            }
        }

        @Override
        public long nextDeadline() {
            return deadline;
        }
    };

    /// Neither sends nor minds.
    private static final class Quiet implements Socket, Connection.Owner {
        @Override
        public void send(String frame) {}

        @Override
        public void ping() {}

        @Override
        public void close() {}

        @Override
        public void stood(Connection connection) {}

        @Override
        public void stable(Connection connection) {}

        @Override
        public void aging(Connection connection) {}

        @Override
        public void ended(Connection connection) {}
    }

    @Test
    void a_frame_allocates_nothing_between_handler_and_recorder() {
        var registry = new SimpleMeterRegistry();
        try (var loop = new Loop(Clock.system(), Recorder.NONE, registry)) {
            loop.start(engine);
            var kit = new Kit(loop, loop, (_, _) -> {}, Timing.DEFAULT, Jitter.random(),
                    Keyring.none(), new Departures(new SimpleMeterRegistry()));
            var link = TestExchange.link("wss://x.test/", 0, 0, 30_000, 0, 1 << 20);
            var quiet = new Quiet();
            var connection = new Connection(1, link, kit, new WireMetrics(registry).of("test"),
                    quiet);
            var least = new CompletableFuture<Long>();
            loop.run(() -> {
                connection.up(quiet);
                least.complete(leastOfRounds(connection));
            });
            long bytes = least.orTimeout(60, TimeUnit.SECONDS).join();
            assertTrue(bytesSeen > 0);
            assertEquals(0, bytes / MESSAGES, () -> bytes + " bytes for " + MESSAGES + " frames");
        }
    }

    private static long leastOfRounds(Connection connection) {
        Buffer whole = Buffer.buffer("x".repeat(300));
        Buffer part = Buffer.buffer("y".repeat(100));
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 8; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < MESSAGES / 2; i++) {
                connection.data(whole, true);
                connection.data(part, false);
                connection.alive();
                connection.data(part, true);
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
