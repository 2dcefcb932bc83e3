package io.crossbook.gateway.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.gateway.engine.Input;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final AtomicInteger wakeUps = new AtomicInteger();
    private final Inbox inbox = new Inbox(4, 2, wakeUps::incrementAndGet);
    private final List<Input> read = new ArrayList<>();
    private final Inputs loop = new Inputs() {
        @Override
        public long now() {
            return 0;
        }

        @Override
        public void frame(long enteredNanos, Input.Frame frame) {
            read.add(frame);
        }

        @Override
        public void input(Input input) {
            read.add(input);
        }
    };

    private static Input fact(int number) {
        return new Input.Opened(number, "fact");
    }

    @Test
    void a_place_taken_is_kept_until_its_fact_was_read() {
        for (int i = 0; i < 4; i++) {
            assertTrue(inbox.reserve());
        }
        assertFalse(inbox.reserve());
        assertFalse(inbox.offer(fact(9)));

        for (int i = 0; i < 4; i++) {
            inbox.fact(fact(i));
        }
        assertFalse(inbox.reserve());
        inbox.drain(loop, 1);
        assertTrue(inbox.offer(fact(4)));
        inbox.drain(loop, 10);
        assertEquals(List.of(fact(0), fact(1), fact(2), fact(3), fact(4)), read);
    }

    @Test
    void a_place_given_back_serves_another() {
        for (int i = 0; i < 4; i++) {
            assertTrue(inbox.reserve());
        }
        inbox.release();
        assertTrue(inbox.offer(fact(1)));
        for (int i = 0; i < 3; i++) {
            inbox.release();
        }
        inbox.drain(loop, 10);
        assertThrows(IllegalStateException.class, inbox::release);
    }

    @Test
    void of_a_state_only_the_latest_is_read_and_the_others_are_counted() {
        Inbox.State clock = inbox.state("clock");
        assertSame(clock, inbox.state("clock"));
        clock.put(fact(1));
        inbox.state("book").put(fact(10));
        clock.put(fact(2));
        clock.put(fact(3));
        inbox.drain(loop, 10);
        assertEquals(List.of(fact(3), fact(10)), read);
        assertEquals(2, inbox.overwritten());

        clock.put(fact(4));
        inbox.drain(loop, 10);
        assertEquals(fact(4), read.getLast());
        assertThrows(IllegalStateException.class, () -> inbox.state("a third"));
    }

    @Test
    void facts_come_before_states() {
        inbox.state("clock").put(fact(1));
        inbox.offer(fact(2));
        inbox.drain(loop, 10);
        assertEquals(List.of(fact(2), fact(1)), read);
    }

    @Test
    void the_loop_is_woken_once_for_many_and_again_for_what_it_left() {
        for (int i = 0; i < 4; i++) {
            inbox.offer(fact(i));
        }
        assertEquals(1, wakeUps.get());
        inbox.drain(loop, 2);
        assertEquals(2, wakeUps.get());
        inbox.drain(loop, 2);
        inbox.drain(loop, 2);
        assertEquals(4, read.size());
        int idle = wakeUps.get();
        inbox.offer(fact(5));
        assertEquals(idle + 1, wakeUps.get());
    }

    @Test
    void many_threads_lose_nothing_and_keep_their_own_order() throws InterruptedException {
        var large = new Inbox(20_000, 2, wakeUps::incrementAndGet);
        int threads = 4;
        int each = 5_000;
        var writers = new ArrayList<Thread>();
        for (int t = 0; t < threads; t++) {
            int writer = t;
            writers.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    assertTrue(large.offer(new Input.Opened(i, "writer " + writer)));
                }
            }));
        }
        while (read.size() < threads * each) {
            large.drain(loop, 128);
        }
        for (Thread writer : writers) {
            writer.join();
        }
        var next = new int[threads];
        var seen = new HashSet<Input>();
        for (Input input : read) {
            var fact = (Input.Opened) input;
            assertEquals(next[fact.link().charAt(7) - '0']++, fact.connection());
            assertTrue(seen.add(input));
        }
    }
}
