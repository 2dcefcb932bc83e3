package io.crossbook.gateway.loop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Bytes;
import io.crossbook.gateway.engine.Input;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTest {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Clock clock = Clock.system();
    private final Loop loop = new Loop(clock,
            (number, now, input) -> events.add("taped " + number + " " + words(input)),
            new SimpleMeterRegistry());
    private volatile long deadline = Decider.NEVER;
    private Consumer<Input> decision = _ -> {};

    private final Decider engine = new Decider() {
        @Override
        public void accept(long now, Input input) {
            events.add("decided " + words(input));
            decision.accept(input);
        }

        @Override
        public long nextDeadline() {
            return deadline;
        }
    };

    private static String words(Input input) {
        return switch (input) {
            case Input.Frame frame -> frame.bytes.toString();
            case Input.Opened(_, var link) -> link;
            case Input.Tick() -> "tick";
            default -> input.toString();
        };
    }

    private static Input fact(String name) {
        return new Input.Opened(1, name);
    }

    private static Input.Frame frame(String text) {
        var frame = new Input.Frame();
        Bytes bytes = Bytes.of(text);
        frame.bytes.wrap(bytes.array, bytes.start, bytes.end);
        return frame;
    }

    private void onLoop(Runnable task) {
        var done = new CompletableFuture<Void>();
        loop.run(() -> {
            task.run();
            done.complete(null);
        });
        done.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void an_input_is_taped_after_its_decision_and_under_its_number() {
        loop.start(engine);
        onLoop(() -> {
            loop.input(fact("a"));
            loop.frame(loop.now(), frame("b"));
        });
        assertEquals(List.of("decided a", "taped 1 a", "decided b", "taped 2 b"), events);
        assertEquals(1, loop.latency().total().getTotalCount());
    }

    @Test
    void after_frames_something_is_done_at_most_so_often_and_is_no_input() {
        loop.start(engine);
        loop.afterFrames(TimeUnit.HOURS.toNanos(1), () -> events.add("after"));
        onLoop(() -> {
            loop.input(fact("a"));
            loop.frame(loop.now(), frame("b"));
            loop.frame(loop.now(), frame("c"));
        });
        assertEquals(List.of("decided a", "taped 1 a", "decided b", "taped 2 b", "after",
                "decided c", "taped 3 c"), events);
    }

    @Test
    void what_fails_after_a_frame_ends_nothing_but_itself() {
        loop.start(engine);
        loop.afterFrames(0, () -> {
            events.add("after");
            throw new IllegalStateException("as it must be seen");
        });
        onLoop(() -> {
            loop.frame(loop.now(), frame("a"));
            loop.frame(loop.now(), frame("b"));
        });
        assertEquals(List.of("decided a", "taped 1 a", "after", "decided b", "taped 2 b"),
                events);
        assertEquals(false, loop.ended().isDone());
    }

    @Test
    void what_comes_out_of_a_decision_waits_for_its_end() {
        loop.start(engine);
        Input.Frame reused = frame("frame");
        decision = input -> {
            if (words(input).equals("a")) {
                loop.input(fact("from a"));
                loop.frame(loop.now(), reused);
                reused.bytes.array[0] = 'X';
                loop.input(fact("last"));
            }
        };
        onLoop(() -> loop.input(fact("a")));
        assertEquals(List.of("decided a", "taped 1 a", "decided from a", "taped 2 from a",
                "decided frame", "taped 3 frame", "decided last", "taped 4 last"), events);
    }

    @Test
    void an_idle_loop_ticks_at_the_deadline() {
        loop.start(engine);
        long begun = clock.now();
        deadline = begun + 30_000_000;
        decision = input -> {
            if (input instanceof Input.Tick) {
                assertTrue(clock.now() >= begun + 30_000_000);
                deadline = Decider.NEVER;
            }
        };
        onLoop(() -> loop.input(fact("a")));
        await().until(() -> events.contains("taped 2 tick"));
        assertEquals(List.of("decided a", "taped 1 a", "decided tick", "taped 2 tick"), events);
    }

    @Test
    void time_never_goes_back_and_begins_at_the_wall_clock() {
        var stamps = new CopyOnWriteArrayList<Long>();
        try (var strict = new Loop(clock, (_, now, _) -> stamps.add(now),
                new SimpleMeterRegistry())) {
            strict.start(engine);
            strict.run(() -> {
                strict.input(fact("a"));
                strict.frame(strict.now() - 1_000_000_000, frame("entered before"));
            });
            await().until(() -> stamps.size() == 2);
        }
        assertTrue(stamps.get(1) >= stamps.get(0));
        assertTrue(Math.abs(stamps.get(0) / 1_000_000 - System.currentTimeMillis()) < 60_000);
    }

    @Test
    void facts_of_other_threads_come_in_through_the_inbox_only() {
        loop.start(engine);
        assertTrue(loop.inbox().offer(fact("from outside")));
        await().until(() -> events.contains("taped 1 from outside"));
        assertThrows(IllegalStateException.class, () -> loop.input(fact("straight in")));
    }

    @Test
    void a_mistake_of_ours_is_taped_and_stops_the_loop() {
        loop.start(engine);
        decision = _ -> {
            throw new IllegalStateException("books are off");
        };
        onLoop(() -> {
            loop.input(fact("bad"));
            loop.input(fact("never decided"));
        });
        var end = assertThrows(CompletionException.class,
                () -> loop.ended().orTimeout(60, TimeUnit.SECONDS).join());
        assertInstanceOf(IllegalStateException.class, end.getCause());
        assertEquals(List.of("decided bad", "taped 1 bad"), events);
    }

    @Test
    void on_linux_the_kernel_is_asked_by_epoll() {
        boolean linux = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        assertEquals(linux, loop.vertx().isNativeTransportEnabled());
    }

    @Test
    void closing_does_not_wait_for_ever_for_a_thread_that_is_busy() {
        loop.start(engine);
        var busy = new CountDownLatch(1);
        loop.run(() -> {
            try {
                busy.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        var said = assertThrows(IllegalStateException.class, () -> loop.close(1));
        assertEquals("the loop's thread has been busy for 1 ms and was not stopped",
                said.getMessage());
        busy.countDown();
        loop.ended().orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Test
    void closing_ends_it_well() {
        loop.start(engine);
        loop.close();
        loop.ended().join();
    }
}
