package io.crossbook.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Errand;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Request.About;
import io.crossbook.execution.OrderId.Role;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is pulled stays pulled until somebody who has seen the last pull releases it.
class LatchTest {

    private final Latch latch = new Latch();

    private static Request place(Role role) {
        return Orders.frame(About.PLACE, "ws://127.0.0.1/", Orders.id(role, 1, 0), 1);
    }

    @Test
    void nothing_is_stopped_before_the_first_pull() {
        assertEquals("", latch.stops(place(Role.LEG)));
        assertFalse(latch.pulled());
        assertEquals(0, latch.pulls());
    }

    @Test
    void legs_are_stopped_and_what_ends_a_risk_passes() {
        assertEquals(1, latch.pull("the file halt stands"));
        assertEquals("halted: the file halt stands", latch.stops(place(Role.LEG)));
        assertEquals("", latch.stops(place(Role.HEDGE)));
        assertEquals("", latch.stops(place(Role.UNWIND)));
    }

    @ParameterizedTest
    @EnumSource(value = About.class, mode = EnumSource.Mode.EXCLUDE, names = "PLACE")
    void cancels_and_questions_pass(About about) {
        latch.pull("now");
        Request request = about.signed()
                ? Orders.frame(about, "ws://127.0.0.1/", Orders.id(Role.LEG, 1, 0), 0)
                : Request.get(about, -1, "https://exchange.test/", 1);
        assertEquals("", latch.stops(request));
    }

    @Test
    void an_order_that_says_not_what_it_is_for_counts_as_a_risk() {
        latch.pull("now");
        assertEquals("halted: now", latch.stops(Request.frame(About.PLACE, -1,
                "ws://127.0.0.1/", "{}", Errand.all("", "order", 0, 0))));
    }

    @Test
    void only_who_has_seen_the_last_pull_releases_it() {
        long first = latch.pull("first");
        long second = latch.pull("second");
        assertFalse(latch.release(first));
        assertFalse(latch.release(second + 1));
        assertEquals("halted: first", latch.stops(place(Role.LEG)));
        assertTrue(latch.release(second));
        assertEquals("", latch.stops(place(Role.LEG)));
        assertTrue(latch.release(first), "it is open, and stays so");

        assertEquals(3, latch.pull("third"));
        assertEquals("halted: third", latch.stops(place(Role.LEG)));
        assertFalse(latch.release(second));
    }

    /// Whichever of the two comes first, the pull that nobody had seen holds.
    @Test
    void no_pull_is_lost_to_a_release_at_the_same_moment() {
        latch.pull("first");
        var barrier = new CyclicBarrier(2);
        var pulls = CompletableFuture.runAsync(() -> rounds(barrier, _ -> latch.pull("again")));
        var releases = CompletableFuture.runAsync(() -> rounds(barrier, latch::release));
        CompletableFuture.allOf(pulls, releases).orTimeout(60, TimeUnit.SECONDS).join();
        assertEquals(10_001, latch.pulls());
    }

    private void rounds(CyclicBarrier barrier, LongConsumer act) {
        try {
            for (int round = 0; round < 10_000; round++) {
                long seen = latch.pulls();
                barrier.await();
                act.accept(seen);
                barrier.await();
                assertTrue(latch.pulled(), "lost in round " + round);
                barrier.await();
            }
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
