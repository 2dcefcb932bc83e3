package io.crossbook.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ClockOffsetTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MS = 1_000_000L;

    private final ClockOffset clock = new ClockOffset();

    @Test
    void nothing_is_known_before_an_answer() {
        assertFalse(clock.known());
        assertEquals(0, clock.offsetNanos());
        assertEquals(FeedLag.UNKNOWN, clock.highestMinimum());
    }

    @Test
    void the_shortest_way_counts() {
        clock.answer(SECOND, SECOND + 200 * MS, SECOND + 190 * MS);
        clock.answer(2 * SECOND, 2 * SECOND + 20 * MS, 2 * SECOND + 110 * MS);
        clock.answer(3 * SECOND, 3 * SECOND + 400 * MS, 3 * SECOND + 110 * MS);

        assertTrue(clock.known());
        assertEquals(100 * MS + MS / 2, clock.offsetNanos());
        assertEquals(10 * MS + MS / 2, clock.errorNanos());
    }

    @Test
    void what_is_long_ago_is_forgotten() {
        clock.answer(SECOND, SECOND + 2 * MS, SECOND + 51 * MS);
        for (int i = 2; i < 10; i++) {
            clock.answer(i * SECOND, i * SECOND + 20 * MS, i * SECOND + 110 * MS);
        }

        assertEquals(100 * MS + MS / 2, clock.offsetNanos());
    }

    @Test
    void answers_in_impossible_order_are_ignored() {
        clock.answer(2 * SECOND, SECOND, SECOND);
        clock.answer(SECOND, 2 * SECOND, 0);

        assertFalse(clock.known());
    }

    @Test
    void the_truth_lies_within_the_error_whatever_is_cut_off() {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            var each = new ClockOffset();
            long offset = random.nextLong(-5 * SECOND, 5 * SECOND);
            long sent = random.nextLong(100 * SECOND, 200 * SECOND);
            long there = random.nextLong(300 * MS);
            long back = random.nextLong(300 * MS);
            long digit = random.nextBoolean() ? SECOND : MS;
            long server = (sent + there + offset) / digit * digit;
            each.answer(sent, sent + there + back, server);

            assertTrue(Math.abs(each.offsetNanos() - offset) <= each.errorNanos() + 1,
                    "offset " + offset + ", way " + there + " + " + back);
        }
    }
}
