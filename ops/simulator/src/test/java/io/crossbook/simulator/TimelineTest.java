package io.crossbook.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimelineTest {

    private static final long START = 1_767_225_600_000L;

    private final Timeline timeline = new Timeline(START);
    private final List<String> ran = new ArrayList<>();

    private void ran(String what) {
        ran.add(what + " at " + (timeline.now() - START));
    }

    @Test
    void every_task_runs_at_its_own_time() {
        timeline.every(10, () -> ran("again"));
        timeline.after(25, () -> ran("once"));
        timeline.advance(30);
        assertEquals(List.of("again at 10", "again at 20", "once at 25", "again at 30"), ran);
    }

    @Test
    void what_fell_due_in_a_leap_runs_after_it_in_its_order_and_what_repeats_once() {
        timeline.every(10, () -> ran("again"));
        timeline.after(95, () -> ran("late"));
        timeline.after(25, () -> ran("early"));
        timeline.leapTo(START + 107);
        assertEquals(List.of(), ran);
        timeline.advanceTo(START + 121);
        assertEquals(List.of("again at 107", "early at 107", "late at 107", "again at 110",
                "again at 120"), ran);
    }

    @Test
    void a_cancelled_task_does_not_come_back_by_a_leap() {
        Timeline.Task task = timeline.after(5, () -> ran("never"));
        timeline.leapTo(START + 50);
        task.cancel();
        timeline.advance(100);
        assertEquals(List.of(), ran);
    }
}
