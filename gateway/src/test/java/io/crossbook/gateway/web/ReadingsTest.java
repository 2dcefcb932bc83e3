package io.crossbook.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Floor;
import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.loop.VirtualTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Who asks over HTTP, in turn, and in a small part of the engine's time.
final class ReadingsTest {

    private static final long MILLI = 1_000_000;

    private final VirtualTime time = new VirtualTime();
    private final Floor floor = new Floor(Floor.settings(true), new Feed(() -> {}));
    /// What waits for the engine's thread.
    private final ArrayDeque<Consumer<Engine>> engine = new ArrayDeque<>();
    private final List<String> read = new ArrayList<>();
    private final Readings readings = new Readings(engine::add, Runnable::run, time, time::now);

    private CompletableFuture<String> ask(String who, long millis) {
        return readings.read(who, _ -> {
            time.pass(millis);
            read.add(who);
            return who;
        });
    }

    /// The engine's thread does what waits for it.
    private void turn() {
        while (!engine.isEmpty()) {
            engine.remove().accept(floor.engine);
        }
    }

    private static String why(CompletableFuture<String> failed) {
        assertTrue(failed.isDone());
        Throwable cause = assertThrows(CompletionException.class, failed::join).getCause();
        assertTrue(cause instanceof TimeoutException, String.valueOf(cause));
        return String.valueOf(cause.getMessage());
    }

    @Test
    void one_that_asks_without_end_has_a_twentieth_of_the_engines_time() {
        long begun = time.now();
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 1_000; i++) {
                var _ = ask("script", 1);
                turn();
                time.pass(1);
                turn();
            }
        }
        long took = read.size() * MILLI;
        long passed = time.now() - begun;
        assertTrue(took <= passed / Readings.SHARE + 150 * MILLI, took + " of " + passed);
        assertTrue(took >= passed / Readings.SHARE - 150 * MILLI, took + " of " + passed);
    }

    @Test
    void never_more_than_one_waits_for_a_loop_that_is_blocked_and_nothing_is_read_for_nobody() {
        var asked = new ArrayList<CompletableFuture<String>>();
        for (int i = 0; i < Readings.MOST_OF_ONE + 1; i++) {
            asked.add(ask("script", 1));
        }
        assertEquals(1, engine.size());
        CompletableFuture<String> refused = ask("script", 1);
        assertEquals("16 of your questions to this path wait for the engine already",
                why(refused));
        time.pass(3_000);
        asked.forEach(each -> assertTrue(why(each).startsWith(
                "the engine has not answered for 3000 ms: its loop is blocked or has ended")));
        turn();
        assertEquals(List.of(), read);
        CompletableFuture<String> after = ask("script", 1);
        turn();
        assertEquals("script", after.getNow("nothing yet"));
        assertEquals(0, time.waiting());
    }

    @Test
    void so_many_wait_in_all_and_no_more() {
        for (int i = 0; i <= Readings.MOST_WAITING; i++) {
            assertFalse(ask("caller " + i, 1).isDone());
        }
        assertEquals("256 questions wait for the engine already", why(ask("one more", 1)));
    }

    @Test
    void who_asks_once_waits_behind_one_question_of_those_who_ask_a_lot() {
        for (int i = 0; i < 10; i++) {
            var _ = ask("script", 1);
        }
        var _ = ask("person", 1);
        turn();
        assertEquals(List.of("script", "script", "person", "script"), read.subList(0, 4));
        assertEquals(11, read.size());
    }

    @Test
    void who_comes_when_the_time_is_used_up_hears_so_and_not_that_the_loop_is_blocked() {
        for (int i = 0; i < 100; i++) {
            var _ = ask("script", 100);
            turn();
            CompletableFuture<String> last = ask("person", 0);
            if (last.isDone()) {
                break;
            }
            time.pass(1);
        }
        var asked = new ArrayList<CompletableFuture<String>>();
        for (int i = 0; i < 16; i++) {
            asked.add(ask("others " + i, 100));
        }
        for (int i = 0; i < 30; i++) {
            time.pass(100);
            turn();
        }
        assertEquals("others ask for more than can be read off the engine, which trades: "
                + "ask for less, or later", why(asked.getLast()));
    }
}
