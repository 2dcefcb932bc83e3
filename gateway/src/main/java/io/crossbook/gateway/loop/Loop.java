package io.crossbook.gateway.loop;

import io.crossbook.exchanges.Bytes;
import io.crossbook.gateway.engine.Input;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One event loop from frame to decision.
///
/// It owns a Vert.x of its own with a single thread: whatever opens a socket or sets a timer on [#vertx] has its handlers on that
/// thread, and nothing else can get in their way. Each input is numbered and stamped, decided upon, and then offered to the tape. An
/// exception out of a decision is our own mistake: the loop stops there, closes every socket, and [#ended] says why.
public final class Loop implements Inputs, Timers, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final int FACTS = 4096;
    private static final int STATES = 4096;
    private static final int FACTS_A_TURN = 128;
    private static final long STALL_LIMIT_MILLIS = 100;
    private static final long CLOSE_MILLIS = 5_000;

    private final Clock clock;
    private final Recorder recorder;
    private final Vertx vertx;
    private final Context context;
    private final Thread thread;
    private final Inbox inbox;
    private final Latency latency = new Latency();
    private final Alarm alarm;
    private final StallWatch stalls;
    private final Runnable drain = this::drain;
    private final Input.Tick tick = new Input.Tick();
    private final ArrayDeque<Input> later = new ArrayDeque<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Counter inputs = new Counter();

    private Consumer<Throwable> failing = _ -> {};
    /// What is done after frames, and when it is due again.
    private Runnable after = () -> {};
    private long afterNanos;
    private long afterDue = Long.MAX_VALUE;

    private @Nullable Decider decider;
    private boolean deciding;
    private boolean stopped;
    private long last = Long.MIN_VALUE;

    public Loop(Clock clock, Recorder recorder, MeterRegistry registry) {
        this.clock = clock;
        this.recorder = recorder;
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1)
                .setPreferNativeTransport(true)
                .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        context = vertx.getOrCreateContext();
        context.exceptionHandler(this::fail);
        thread = threadOf(context);
        inbox = new Inbox(FACTS, STATES, this::drainSoon);
        alarm = new Alarm(clock, this, () -> input(tick));
        stalls = new StallWatch(clock, this, STALL_LIMIT_MILLIS);
        inbox.bind(registry);
        latency.bind(registry);
        stalls.bind(registry);
        inputs.bind(registry, "crossbook.loop.inputs");
    }

    private static Thread threadOf(Context context) {
        var found = new CompletableFuture<Thread>();
        context.runOnContext(_ -> found.complete(Thread.currentThread()));
        return found.join();
    }

    /// Lets this one decide from now on. Once, before any input.
    public void start(Decider newDecider) {
        run(() -> {
            decider = newDecider;
            stalls.start();
        });
    }

    /// Tells this one of a mistake of ours that ends the loop, on the loop's thread and before any socket closes. Once, before any input.
    public void failing(Consumer<Throwable> to) {
        run(() -> failing = to);
    }

    /// Runs this after a frame was decided upon, at most once in so many nanoseconds. It is no input: it must change nothing that decisions depend on. When it throws it
    /// is not run any more.
    public void afterFrames(long nanos, Runnable task) {
        run(() -> {
            after = () -> {
                try {
                    task.run();
                } catch (RuntimeException mistake) {
                    afterDue = Long.MAX_VALUE;
                    LOG.error("What is done after frames has failed and is left out from now on",
                            mistake);
                }
            };
            afterNanos = nanos;
            afterDue = clock.now();
        });
    }

    /// Runs a task on the loop's thread, in order; never, once the loop has ended.
    public void run(Runnable task) {
        try {
            context.runOnContext(_ -> task.run());
        } catch (RejectedExecutionException over) {
            LOG.debug("The loop has ended; not run: {}", task);
        }
    }

    /// Sockets and timers made from it belong to this loop.
    public Vertx vertx() {
        return vertx;
    }

    public Inbox inbox() {
        return inbox;
    }

    public Latency latency() {
        return latency;
    }

    /// How many inputs there were.
    public long inputs() {
        return inputs.count();
    }

    /// When the loop was last seen to run, by its clock; it should be every 20 ms. 0 before it was started. Any thread.
    public long beatNanos() {
        return stalls.beatNanos();
    }

    /// Ends when the loop does: normally after [#close], exceptionally after a mistake of ours.
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    @Override
    public long now() {
        return clock.now();
    }

    @Override
    public void frame(long enteredNanos, Input.Frame frame) {
        onlyHere();
        if (deciding) {
            later.add(copy(frame));
            return;
        }
        decide(enteredNanos, frame);
        long done = clock.now();
        latency.record(done - enteredNanos);
        if (!later.isEmpty()) {
            decideLater();
        }
        if (done >= afterDue) {
            afterDue = done + afterNanos;
            after.run();
        }
    }

    @Override
    public void input(Input input) {
        onlyHere();
        later.add(input);
        if (!deciding) {
            decideLater();
        }
    }

    private void decideLater() {
        for (Input next = later.poll(); next != null; next = later.poll()) {
            decide(clock.now(), next);
        }
    }

    private void decide(long now, Input input) {
        if (stopped) {
            return;
        }
        Decider engine = decider;
        if (engine == null) {
            throw new IllegalStateException("An input came before the loop was started: " + input);
        }
        last = Math.max(last, now);
        inputs.add(1);
        deciding = true;
        try {
            engine.accept(last, input);
        } catch (Throwable mistake) {
            fail(mistake);
        } finally {
            deciding = false;
        }
        recorder.input(inputs.count(), last, input);
        if (!stopped) {
            alarm.at(engine.nextDeadline());
        }
    }

    private static Input.Frame copy(Input.Frame frame) {
        var copy = new Input.Frame();
        copy.connection = frame.connection;
        Bytes bytes = frame.bytes;
        copy.bytes.wrap(bytes.copy(), 0, bytes.length());
        return copy;
    }

    private void onlyHere() {
        if (!here()) {
            throw new IllegalStateException("Input from " + Thread.currentThread().getName()
                    + "; other threads use the inbox");
        }
    }

    private boolean here() {
        return Thread.currentThread().equals(thread);
    }

    @Override
    public Timer after(long millis, Runnable task) {
        long id = vertx.setTimer(Math.max(1, millis), _ -> {
            if (!stopped) {
                task.run();
            }
        });
        return () -> vertx.cancelTimer(id);
    }

    private void drainSoon() {
        run(drain);
    }

    private void drain() {
        inbox.drain(this, FACTS_A_TURN);
    }

    private void fail(Throwable mistake) {
        if (!stopped) {
            LOG.error("The loop stops at input {}: {}", inputs.count(), mistake, mistake);
            stopped = true;
            try {
                failing.accept(mistake);
            } catch (RuntimeException another) { // the sockets must close all the same
                LOG.error("Nobody could be told that the loop stops", another);
            }
            stop(() -> ended.completeExceptionally(mistake));
        }
    }

    private void stop(Runnable then) {
        stopped = true;
        vertx.close().onComplete(_ -> then.run());
    }

    /// Stops deciding and closes every socket; waits for that, unless called on the loop's own thread, and not for ever: on a busy machine sockets take their time, and whoever
    /// closes has a journal and a tape to close after this.
    @Override
    public void close() {
        close(CLOSE_MILLIS);
    }

    /// The same with so much patience. [IllegalStateException] where the loop has not even stopped deciding by then.
    void close(long millis) {
        var stopping = new CompletableFuture<Void>();
        run(() -> {
            if (!stopped) {
                stop(() -> ended.complete(null));
            }
            stopping.complete(null);
        });
        if (here()) {
            return;
        }
        boolean over = ended.handle((_, _) -> true)
                .completeOnTimeout(false, millis, TimeUnit.MILLISECONDS).join();
        if (!over && !stopping.isDone()) {
            throw new IllegalStateException("the loop's thread has been busy for " + millis
                    + " ms and was not stopped");
        }
        if (!over) {
            LOG.warn(
                    "Not all sockets have closed within {} ms: they end by themselves, and nothing "
                            + "is decided any more",
                    millis);
        }
    }
}
