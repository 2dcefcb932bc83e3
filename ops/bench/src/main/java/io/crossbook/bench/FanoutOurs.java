package io.crossbook.bench;

import io.crossbook.books.BookLimits;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.web.Entrance;
import io.crossbook.gateway.web.Services;
import io.crossbook.gateway.web.Web;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Our feed as the daemon serves it, behind a whole engine: each update is a frame of an exchange, read, applied and decided upon.
final class FanoutOurs {

    private static final long MINUTES = TimeUnit.MINUTES.toNanos(60);
    private static final int CLIENTS = 20_000;
    private static final long IDLE_NANOS = 50_000_000;

    private final FanoutServer told;
    private final Queue<Consumer<Engine>> readings = new ConcurrentLinkedQueue<>();
    private final Thread engineThread = Thread.currentThread();

    private FanoutOurs(FanoutServer told) {
        this.told = told;
    }

    /// The process; its main thread is the engine's.
    public static void main(String[] args) throws Exception {
        new FanoutOurs(FanoutServer.of(args)).run();
    }

    private void read(Consumer<Engine> reading) {
        readings.add(reading);
        LockSupport.unpark(engineThread);
    }

    private void run() throws Exception {
        Vertx edge = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
        var entrance = new Entrance(List.of(), true, CLIENTS, CLIENTS, null);
        var web = new Web(new Web.Settings("127.0.0.1", 0, CLIENTS, 10, 8 << 20, List.of(), 20_000,
                entrance), this::read, Feed::new, Services.NONE);
        told.hasEngine(engineThread);
        Dataset dataset = told.script().frames();
        var ours = new Ours(web.feed(), new BookLimits(MINUTES, MINUTES, MINUTES));
        ours.start(dataset);
        var deployed = edge.deployVerticle(web).toCompletionStage().toCompletableFuture();
        while (!deployed.isDone()) {
            readings(ours);
            LockSupport.parkNanos(IDLE_NANOS);
        }
        deployed.get(1, TimeUnit.MINUTES);
        var begins = Thread.ofPlatform().daemon().start(() -> {
            try {
                told.begins(web.port());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        while (begins.isAlive()) {
            readings(ours);
            LockSupport.parkNanos(IDLE_NANOS);
        }
        begins.join();
        var arrival = new Arrival(dataset);
        int first = dataset.listings().size();
        while (true) {
            for (int update = told.due(); update >= 0; update = told.due()) {
                ours.frame(told.script().instrument(update), arrival.of(first + update),
                        Dataset.time(first) + told.script().due(update));
            }
            readings(ours);
            long wait = told.waits();
            LockSupport.parkNanos(wait < 0 ? IDLE_NANOS : wait);
        }
    }

    private void readings(Ours ours) {
        for (Consumer<Engine> next = readings.poll(); next != null; next = readings.poll()) {
            next.accept(ours.engine());
        }
    }
}
