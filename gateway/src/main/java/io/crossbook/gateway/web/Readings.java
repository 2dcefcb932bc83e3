package io.crossbook.gateway.web;

import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.feed.EngineThread;
import io.crossbook.gateway.loop.Timers;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What is read off the engine for those who ask over HTTP: one reading at a time, those who ask in turn, and all of them a twentieth of its thread's time.
///
/// Trading runs on that thread. Who wants more waits, and hears in the end to come again; what nobody waits for any more is not read.
final class Readings {

    /// One part in so many of the engine's thread.
    static final int SHARE = 20;
    static final int MOST_WAITING = 256;
    /// Of one caller on one path.
    static final int MOST_OF_ONE = 16;

    private static final long PATIENCE_MILLIS = 3_000;
    /// What was not used is kept up to here: a page that begins asks for many things at once.
    private static final long SAVED_NANOS = 100_000_000;
    /// What one reading took too much counts up to here: nobody waits for longer than a second because of it.
    private static final long OWED_NANOS = 50_000_000;

    private final EngineThread engine;
    private final Executor feedThread;
    private final Timers timers;
    private final LongSupplier nanos;
    private final Map<String, ArrayDeque<Reading<?>>> waiting = new LinkedHashMap<>();
    private int count;
    private boolean reading;
    private boolean resting;
    private long begunNanos;
    private long leftNanos = SAVED_NANOS;
    private long countedNanos;

    /// @param timers of the feed's thread
    /// @param nanos a clock that never goes back, for any thread
    Readings(EngineThread engine, Executor feedThread, Timers timers, LongSupplier nanos) {
        this.engine = engine;
        this.feedThread = feedThread;
        this.timers = timers;
        this.nanos = nanos;
        countedNanos = nanos.getAsLong();
    }

    /// One that is waited for. Its outcome is told on the feed's thread.
    private static final class Reading<T extends @Nullable Object> {
        private final Function<Engine, T> read;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private Timers.@Nullable Timer patience;

        Reading(Function<Engine, T> read) {
            this.read = read;
        }

        /// On the engine's thread.
        Runnable of(Engine now) {
            try {
                T found = read.apply(now);
                return () -> answer.complete(found);
            } catch (RuntimeException mistake) { // a reader's mistake must not end the engine
                return () -> answer.completeExceptionally(mistake);
            }
        }

        void over() {
            if (patience != null) {
                patience.cancel();
            }
        }
    }

    /// Reads when it is the turn of `who`; [TimeoutException] says why nothing was read. Any thread.
    <T extends @Nullable Object> CompletableFuture<T> read(String who, Function<Engine, T> read) {
        var one = new Reading<T>(read);
        feedThread.execute(() -> add(who, one));
        return one.answer;
    }

    private void add(String who, Reading<?> one) {
        ArrayDeque<Reading<?>> own = waiting.computeIfAbsent(who, _ -> new ArrayDeque<>());
        if (own.size() >= MOST_OF_ONE || count >= MOST_WAITING) {
            forget(who, own);
            one.answer.completeExceptionally(new TimeoutException((own.size() >= MOST_OF_ONE
                    ? own.size() + " of your questions to this path"
                    : count + " questions") + " wait for the engine already"));
            return;
        }
        own.add(one);
        count++;
        one.patience = timers.after(PATIENCE_MILLIS, () -> late(who, one));
        next();
    }

    private void forget(String who, ArrayDeque<Reading<?>> own) {
        if (own.isEmpty()) {
            waiting.remove(who);
        }
    }

    private void late(String who, Reading<?> one) {
        ArrayDeque<Reading<?>> own = waiting.get(who);
        if (own != null && own.remove(one)) {
            count--;
            forget(who, own);
        }
        boolean silent = reading && nanos.getAsLong() - begunNanos >= TimeUnit.MILLISECONDS
                .toNanos(PATIENCE_MILLIS / 2);
        one.answer.completeExceptionally(new TimeoutException(silent
                ? "the engine has not answered for " + PATIENCE_MILLIS
                        + " ms: its loop is blocked or has ended (halting works all the same)"
                : "others ask for more than can be read off the engine, which trades: ask for less, or later"));
    }

    private void next() {
        while (!reading && !resting && count > 0) {
            long wait = owed();
            if (wait > 0) {
                resting = true;
                var _ = timers.after(1 + TimeUnit.NANOSECONDS.toMillis(wait), () -> {
                    resting = false;
                    next();
                });
            } else {
                begin(first());
            }
        }
    }

    /// How long it is until there is time to spend again; 0 when there is.
    private long owed() {
        long now = nanos.getAsLong();
        leftNanos = Math.min(SAVED_NANOS, leftNanos + (now - countedNanos) / SHARE);
        countedNanos = now;
        return leftNanos > 0 ? 0 : (1 - leftNanos) * SHARE;
    }

    /// Of whoever has waited for longest since it had its last turn.
    private Reading<?> first() {
        Iterator<Map.Entry<String, ArrayDeque<Reading<?>>>> callers = waiting.entrySet()
                .iterator();
        var caller = callers.next();
        callers.remove();
        Reading<?> one = caller.getValue().remove();
        count--;
        if (!caller.getValue().isEmpty()) {
            waiting.put(caller.getKey(), caller.getValue());
        }
        return one;
    }

    private void begin(Reading<?> one) {
        reading = true;
        begunNanos = nanos.getAsLong();
        engine.run(now -> {
            if (one.answer.isDone()) { // nobody waits for it any more
                feedThread.execute(() -> done(0));
                return;
            }
            long begun = nanos.getAsLong();
            Runnable tell = one.of(now);
            long took = nanos.getAsLong() - begun;
            feedThread.execute(() -> {
                one.over();
                tell.run();
                done(took);
            });
        });
    }

    private void done(long tookNanos) {
        owed();
        leftNanos = Math.max(-OWED_NANOS, leftNanos - tookNanos);
        reading = false;
        next();
    }
}
