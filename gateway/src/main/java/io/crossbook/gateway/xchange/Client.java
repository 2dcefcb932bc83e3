package io.crossbook.gateway.xchange;

import io.crossbook.exchanges.Link;
import io.crossbook.gateway.engine.Input;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Keeps one link served: one XChange client after the other, each with a connection number of its own.
///
/// XChange is never left to reconnect by itself: it would hand out the old book as if it were new. A virtual thread of its own;
/// the methods may be called from any.
final class Client {

    private final Link link;
    private final IntSupplier numbers;
    private final Inlet inlet;
    private final BridgeTiming timing;
    private final CompletableFuture<String> dropped = new CompletableFuture<>();
    private volatile @Nullable Attempt current;

    Client(Link link, IntSupplier numbers, Inlet inlet, BridgeTiming timing) {
        this.link = link;
        this.numbers = numbers;
        this.inlet = inlet;
        this.timing = timing;
    }

    Link link() {
        return link;
    }

    void start() {
        Thread.ofVirtual().name("xchange " + link.id()).start(this::run);
    }

    private void run() {
        long wait = timing.firstWaitMillis();
        while (!dropped.isDone()) {
            var attempt = new Attempt(numbers.getAsInt(), link, inlet, timing);
            current = attempt;
            if (dropped.isDone()) {
                attempt.end("no longer wanted");
            }
            long began = System.nanoTime();
            String why = attempt.run();
            if (attempt.told() || !dropped.isDone()) { // an attempt that is given up is nobody's business
                tell(new Input.Closed(attempt.number(), link.id(), why));
            }
            long lived = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
            wait = lived >= timing.stableMillis() ? timing.firstWaitMillis() : wait;
            pause(ThreadLocalRandom.current().nextLong(wait / 2, wait + 1));
            wait = Math.min(timing.mostWaitMillis(), wait * 2);
        }
    }

    /// An end must be told, however long the inbox is full.
    private void tell(Input.Closed closed) {
        while (!inlet.fact(closed) && !dropped.isDone()) {
            pause(timing.pollMillis());
        }
    }

    private void pause(long millis) {
        try {
            dropped.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("nobody interrupts the thread of a client", e);
        }
    }

    /// No more of this.
    void drop() {
        dropped.complete("");
        Attempt attempt = current;
        if (attempt != null) {
            attempt.end("no longer wanted");
        }
    }

    /// Hands on what the conversation says; false when this is not its connection.
    boolean send(int connection, String frame) {
        Attempt attempt = current;
        if (attempt == null || attempt.number() != connection) {
            return false;
        }
        // XChange may wait, or hang, in a subscription.
        Thread.ofVirtual().name("xchange " + link.id() + " asks").start(() -> attempt.ask(frame));
        return true;
    }

    /// Ends this connection; false when it is not here.
    boolean close(int connection, String why) {
        Attempt attempt = current;
        if (attempt == null || attempt.number() != connection) {
            return false;
        }
        attempt.end(why);
        return true;
    }
}
