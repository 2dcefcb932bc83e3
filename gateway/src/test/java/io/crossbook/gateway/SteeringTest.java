package io.crossbook.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.config.ConfigException;
import io.crossbook.gateway.config.Configuration;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.loop.Clock;
import io.crossbook.gateway.loop.Decider;
import io.crossbook.gateway.loop.Loop;
import io.crossbook.gateway.loop.Recorder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What files and people want at the same time comes to the engine in one order.
final class SteeringTest {

    private static final int FILES = 300;

    private final Loop loop = new Loop(Clock.system(), Recorder.NONE, new SimpleMeterRegistry());
    /// Whether Kraken is on, after each that the engine took.
    private final List<Boolean> on = new ArrayList<>();
    private final List<Boolean> told = new ArrayList<>();
    private final Steering steering;
    private final Configuration file;

    SteeringTest() throws ConfigException {
        file = Configuration.parse("desk.yaml", """
                exchanges:
                  kraken: {listings: [BTC/USDT], takerFee: 0.004, makerFee: 0.0025}
                """, Path.of("/"), Dialects::of);
        steering = new Steering(loop.inbox(), file.settings(),
                fresh -> told.add(enabled(fresh)), (_, enabled) -> told.add(enabled));
        loop.start(new Decider() {
            @Override
            public void accept(long now, Input input) {
                switch (input) {
                    case Input.Configured(Settings fresh) -> on.add(enabled(fresh));
                    case Input.Command(Input.Wish.Enable(String _, boolean enabled)) ->
                        on.add(enabled);
                    default -> throw new IllegalStateException(input.toString());
                }
                steering.taken(input);
            }

            @Override
            public long nextDeadline() {
                return Long.MAX_VALUE;
            }
        });
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private static boolean enabled(Settings settings) {
        return settings.exchanges().getFirst().enabled();
    }

    private <T> T read(T what) {
        var read = new CompletableFuture<T>();
        loop.run(() -> read.complete(what));
        return read.orTimeout(1, TimeUnit.MINUTES).join();
    }

    @Test
    void what_a_person_switches_off_no_file_switches_on_that_is_being_taken() throws Exception {
        for (int round = 0; round < 20; round++) {
            steering.wish(new Input.Wish.Enable("kraken", true));
            var begun = new CountDownLatch(1);
            Thread files = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < FILES; i++) {
                    steering.follow(file).orTimeout(1, TimeUnit.MINUTES).join();
                    begun.countDown();
                }
            });
            assertTrue(begun.await(1, TimeUnit.MINUTES));
            assertTrue(steering.wish(new Input.Wish.Enable("kraken", false)));
            files.join();

            List<Boolean> taken = read(on);
            int off = taken.indexOf(false);
            assertFalse(taken.subList(off, taken.size()).contains(true), "round " + round);
            assertEquals(taken, told, "asked as it is streamed");
            taken.clear();
            told.clear();
        }
    }

    @Test
    void a_file_for_which_there_is_no_room_is_in_force_neither_here_nor_there() throws Exception {
        steering.wish(new Input.Wish.Enable("kraken", false));
        int places = 0;
        while (loop.inbox().reserve()) {
            places++;
        }
        Configuration off = Configuration.parse("desk.yaml", """
                exchanges:
                  kraken: {enabled: false, listings: [BTC/USDT], takerFee: 0.004, makerFee: 0.0025}
                """, Path.of("/"), Dialects::of);
        CompletableFuture<Void> refused = steering.follow(off);
        assertEquals("the engine's inbox is full",
                assertThrows(CompletionException.class, refused::join).getCause().getMessage());
        assertFalse(steering.wish(new Input.Wish.Enable("kraken", true)));
        for (int i = 0; i < places; i++) {
            loop.inbox().release();
        }
        steering.follow(file).orTimeout(1, TimeUnit.MINUTES).join();
        assertEquals(List.of(false, false), read(on));
    }

    @Test
    void it_is_in_force_when_the_engine_has_taken_it_and_not_before() throws Exception {
        var blocked = new CountDownLatch(1);
        var over = new AtomicBoolean();
        loop.run(() -> {
            try {
                assertTrue(blocked.await(1, TimeUnit.MINUTES));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        CompletableFuture<Void> taken = steering.follow(file).thenRun(() -> over.set(true));
        assertFalse(taken.isDone());
        blocked.countDown();
        taken.orTimeout(1, TimeUnit.MINUTES).join();
        assertTrue(over.get());
        assertEquals(List.of(true), read(on));
    }
}
