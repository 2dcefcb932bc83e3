package io.crossbook.gateway.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmTest {

    private static final long MILLI = 1_000_000;

    private final VirtualTime time = new VirtualTime();
    private final long begin = time.now();
    private final List<Long> fired = new ArrayList<>();
    private long next = Decider.NEVER;
    private int set;
    private final Alarm alarm = new Alarm(time, this::counted, this::due);

    private Timers.Timer counted(long millis, Runnable task) {
        set++;
        return time.after(millis, task);
    }

    private void due() {
        fired.add((time.now() - begin) / MILLI);
        asksFor(next);
        next = Decider.NEVER;
    }

    private void asksFor(long millis) {
        alarm.at(millis == Decider.NEVER ? millis : begin + millis * MILLI);
    }

    @Test
    void it_rings_at_the_deadline_and_not_again() {
        asksFor(10);
        time.pass(9);
        assertEquals(List.of(), fired);
        time.pass(100);
        assertEquals(List.of(10L), fired);
        assertEquals(0, time.waiting());
    }

    @Test
    void a_deadline_that_moves_away_sets_no_new_timer() {
        asksFor(10);
        for (long later = 11; later < 1_000; later++) {
            asksFor(later);
        }
        assertEquals(1, set);
        time.pass(998);
        assertEquals(List.of(), fired);
        time.pass(1);
        assertEquals(List.of(999L), fired);
    }

    @Test
    void an_earlier_deadline_replaces_the_timer() {
        asksFor(1_000);
        asksFor(10);
        assertEquals(1, time.waiting());
        next = 1_000;
        time.pass(2_000);
        assertEquals(List.of(10L, 1_000L), fired);
    }

    @Test
    void a_deadline_that_is_gone_does_not_ring() {
        asksFor(10);
        asksFor(Decider.NEVER);
        time.pass(1_000);
        assertEquals(List.of(), fired);
        assertEquals(0, time.waiting());
    }

    @Test
    void a_fraction_of_a_millisecond_is_waited_for() {
        alarm.at(begin + 10 * MILLI + 1);
        time.pass(10);
        assertEquals(List.of(), fired);
        time.pass(1);
        assertEquals(List.of(11L), fired);
    }

    @Test
    void a_deadline_far_away_is_looked_at_again_and_reached() {
        asksFor(3 * 3_600_000);
        time.pass(3 * 3_600_000 - 1);
        assertEquals(List.of(), fired);
        time.pass(1);
        assertEquals(List.of(3 * 3_600_000L), fired);
    }
}
