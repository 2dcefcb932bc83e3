package io.crossbook.gateway.replay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// How much of a tape is read ahead of a reader.
final class OutletTest {

    private static final String MESSAGE = "x".repeat(1024);
    private static final int BATCH = 64;

    @Test
    void a_reader_that_does_not_read_stops_the_tape_two_batches_on() throws Exception {
        var batches = new CopyOnWriteArrayList<List<String>>();
        var read = new ArrayList<Promise<Void>>();
        var outlet = new Outlet(messages -> {
            batches.add(messages);
            var promise = Promise.<Void>promise();
            read.add(promise);
            return promise.future();
        }, 60);
        var replay = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 1_000; i++) {
                outlet.message(MESSAGE);
            }
            outlet.finish();
        });

        await().atMost(Duration.ofMinutes(1))
                .until(() -> replay.getState() == Thread.State.TIMED_WAITING
                        && outlet.messages() == 2 * BATCH);
        assertEquals(1, batches.size());
        for (int i = 0; i <= 1_000 / BATCH; i++) {
            int sent = i + 1;
            await().atMost(Duration.ofMinutes(1)).until(() -> batches.size() == sent);
            read.get(i).complete();
        }
        replay.join(60_000);

        assertEquals(1_000, batches.stream().mapToInt(List::size).sum());
    }

    @Test
    void a_reader_that_takes_nothing_is_let_go() {
        var outlet = new Outlet(_ -> Promise.<Void>promise().future(), 0);
        outlet.message(MESSAGE);

        Gone gone = assertThrows(Gone.class, outlet::finish);
        assertTrue(String.valueOf(gone.getMessage()).startsWith("too slow"), gone.getMessage());
    }

    /// One that takes a little now and then would keep a place for ever.
    @Test
    void a_reader_that_takes_next_to_nothing_is_let_go() {
        var seconds = new AtomicLong();
        var outlet = new Outlet(_ -> Future.succeededFuture(), 60,
                () -> TimeUnit.SECONDS.toNanos(seconds.getAndAdd(25)));

        Gone gone = assertThrows(Gone.class, () -> {
            for (int i = 0; i < 6 * BATCH; i++) {
                outlet.message(MESSAGE);
            }
        });

        assertEquals("too slow: 196608 bytes were read in 60 s of waiting, 262144 are wanted",
                gone.getMessage());
    }

    @Test
    void a_reader_that_takes_enough_may_take_as_long_as_the_tape_is() {
        var seconds = new AtomicLong();
        var outlet = new Outlet(_ -> Future.succeededFuture(), 60,
                () -> TimeUnit.SECONDS.toNanos(seconds.getAndAdd(14)));
        for (int i = 0; i < 60 * BATCH; i++) {
            outlet.message(MESSAGE);
        }
        outlet.finish();

        assertEquals(60 * BATCH, outlet.messages());
    }

    @Test
    void when_the_reader_has_gone_the_tape_is_read_no_further() {
        var outlet = new Outlet(_ -> Future.succeededFuture(), 60);
        outlet.message(MESSAGE);
        outlet.gone();

        assertThrows(Gone.class, () -> outlet.message(MESSAGE));
        assertThrows(Gone.class, outlet::step);
    }
}
