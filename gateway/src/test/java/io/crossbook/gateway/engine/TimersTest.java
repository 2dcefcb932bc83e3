package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Deadlines fire in (deadline, id) order, whatever order they were set in.
final class TimersTest {

    private record Set(long deadline, int id) {}

    @Test
    void timers_fire_by_deadline_then_by_the_order_of_setting() {
        var random = new Random(20_261_120);
        var timers = new Timers();
        var wanted = new ArrayList<Set>();
        for (int id = 0; id < 10_000; id++) {
            long deadline = random.nextInt(500);
            timers.at(deadline, 1, id);
            wanted.add(new Set(deadline, id));
        }
        wanted.sort(Comparator.comparingLong(Set::deadline).thenComparingInt(Set::id));

        var fired = new ArrayList<Integer>();
        for (long now = 0; now < 507; now += 7) {
            timers.fire(now, (_, argument) -> fired.add(argument));
        }

        assertTrue(wanted.stream().map(Set::id).toList().equals(fired), "fired out of order");
    }

    @Test
    void a_timer_set_while_firing_fires_too_when_it_is_due() {
        var timers = new Timers();
        var fired = new ArrayList<Integer>();
        timers.at(5, 1, 1);

        timers.fire(10, (_, argument) -> {
            fired.add(argument);
            if (argument < 4) {
                timers.at(8 + argument, 1, argument + 1);
            }
        });

        assertEquals(List.of(1, 2, 3), fired);
        assertEquals(11, timers.next());
    }
}
