package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/// How far long work has come, on a terminal and elsewhere.
final class ProgressTest {

    private static final long SECOND = 1_000_000_000L;

    private final StringWriter err = new StringWriter();
    private long now = 5 * SECOND;

    private Progress progress(boolean terminal, String unit, double total) {
        return new Progress(new PrintWriter(err, true), terminal, unit, total, () -> now);
    }

    private void after(Progress progress, long seconds, double done) {
        now += seconds * SECOND;
        progress.at(done);
    }

    @Test
    void where_nobody_looks_a_line_every_ten_seconds_says_when_it_will_be_over() {
        try (Progress progress = progress(false, "seeds", 1_000)) {
            after(progress, 9, 90);
            after(progress, 1, 100);
            after(progress, 5, 150);
            after(progress, 25, 400);
            after(progress, 360, 500);
        }
        assertEquals("crossbook: 100 of 1000 seeds, about 90 s left\n"
                + "crossbook: 400 of 1000 seeds, about 60 s left\n"
                + "crossbook: 500 of 1000 seeds, about 7 min left\n", err.toString());
    }

    @Test
    void on_a_terminal_one_line_is_written_over_and_goes_in_the_end() {
        try (Progress progress = progress(true, "", 2)) {
            after(progress, 1, 0.1);
            after(progress, 1, 0);
            after(progress, 98, 0.02);
            after(progress, 100, 1);
        }
        assertEquals("\rcrossbook: 0 %\rcrossbook: 1 %, about 2.8 h left"
                + "\rcrossbook: 50 %, about 3 min left\r" + " ".repeat(33) + "\r",
                err.toString());
    }

    @Test
    void of_what_is_over_at_once_nothing_is_said() {
        for (boolean terminal : new boolean[]{true, false}) {
            try (Progress progress = progress(terminal, "seeds", 10)) {
                after(progress, 1, 10);
            }
        }
        assertEquals("", err.toString());
    }
}
