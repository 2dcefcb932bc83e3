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

    /// To a millisecond: answers drift.
    private static void assertNear(long expected, long found) {
        assertTrue(Math.abs(found - expected) <= MS, "wanted " + expected + ", found " + found);
    }

    @Test
    void nothing_is_known_before_an_answer() {
        assertFalse(clock.known());
        assertEquals(0, clock.offsetNanos());
        assertEquals(FeedLag.UNKNOWN, clock.highestMinimum());
    }

    /// From the first: -10 to 191 ms; from the second: 90 to 111; from the third: -290 to 111.
    @Test
    void what_all_answers_have_in_common_counts() {
        clock.answer(SECOND, SECOND + 200 * MS, SECOND + 190 * MS);
        clock.answer(2 * SECOND, 2 * SECOND + 20 * MS, 2 * SECOND + 110 * MS);
        clock.answer(3 * SECOND, 3 * SECOND + 400 * MS, 3 * SECOND + 110 * MS);

        assertTrue(clock.known());
        assertNear(100 * MS + MS / 2, clock.offsetNanos());
        assertNear(10 * MS + MS / 2, clock.errorNanos());
    }

    /// One answer went quickly and came slowly, another slowly and quickly: together they know more than either.
    @Test
    void two_answers_know_more_than_the_better_of_them() {
        clock.answer(SECOND, SECOND + 100 * MS, SECOND + 10 * MS);
        assertNear(50 * MS, clock.errorNanos());
        clock.answer(2 * SECOND, 2 * SECOND + 100 * MS, 2 * SECOND + 90 * MS);

        assertNear(0, clock.offsetNanos());
        assertNear(11 * MS, clock.errorNanos());
    }

    @Test
    void what_is_long_ago_is_forgotten() {
        clock.answer(SECOND, SECOND + 2 * MS, SECOND + 101 * MS);
        for (int i = 2; i < 10; i++) {
            clock.answer(i * SECOND, i * SECOND + 20 * MS, i * SECOND + 110 * MS);
        }

        assertNear(100 * MS + MS / 2, clock.offsetNanos());
        assertNear(10 * MS + MS / 2, clock.errorNanos());
    }

    /// Kraken sends whole seconds. Asked once it may be half a second off; asked at eight parts of a second, an eighth is left.
    @Test
    void whole_seconds_asked_for_at_eight_parts_of_a_second_tell_the_clock() {
        long offset = 130 * MS;
        for (int i = 0; i < 8; i++) {
            long sent = 100 * SECOND + i * (1_375 * MS);
            long server = (sent + 20 * MS + offset) / SECOND * SECOND;
            clock.answer(sent, sent + 40 * MS, server);
            if (i == 0) {
                assertTrue(clock.errorNanos() > 500 * MS, "one tells " + clock.errorNanos());
            }
        }

        assertTrue(clock.errorNanos() < 200 * MS, "they tell " + clock.errorNanos());
        assertTrue(Math.abs(clock.offsetNanos() - offset) <= clock.errorNanos());
    }

    /// What agreed is as wrong as what is not known of it, and older answers say less: clocks drift.
    @Test
    void an_old_answer_says_less() {
        clock.answer(100 * SECOND, 100 * SECOND + 2 * MS, 100 * SECOND + 51 * MS);
        clock.answer(700 * SECOND, 700 * SECOND + 400 * MS, 700 * SECOND + 201 * MS);

        assertNear(61 * MS + MS / 2, clock.errorNanos());
    }

    @Test
    void a_clock_that_was_set_is_known_by_its_next_answer_alone() {
        for (int i = 0; i < 8; i++) {
            clock.answer(i * SECOND, i * SECOND + 20 * MS, i * SECOND + 111 * MS);
        }
        clock.answer(60 * SECOND, 60 * SECOND + 20 * MS, 63 * SECOND + 11 * MS);
        assertNear(3 * SECOND + MS + MS / 2, clock.offsetNanos());
        assertNear(10 * MS + MS / 2, clock.errorNanos());

        clock.answer(61 * SECOND, 61 * SECOND + 4 * MS, 64 * SECOND + 3 * MS);
        assertNear(3 * SECOND + MS + MS / 2, clock.offsetNanos());
        assertNear(2 * MS + MS / 2, clock.errorNanos());
    }

    /// A message may have been as long on its way as the quickest answer was with its question, not as long as is unknown of the clock.
    @Test
    void a_message_on_time_takes_no_longer_than_the_quickest_request_and_its_answer() {
        clock.answer(100 * SECOND, 100 * SECOND + 40 * MS, 100 * SECOND + 21 * MS);
        clock.answer(101 * SECOND, 101 * SECOND + 60 * MS, 101 * SECOND + 51 * MS);

        assertNear(9 * MS + 40 * MS + MS, clock.highestMinimum());
        assertNear(-22 * MS, clock.lowestMinimum());
    }

    @Test
    void answers_in_impossible_order_are_ignored() {
        clock.answer(2 * SECOND, SECOND, SECOND);
        clock.answer(SECOND, 2 * SECOND, 0);

        assertFalse(clock.known());
    }

    @Test
    void the_truth_lies_within_the_error_whatever_is_cut_off() {
        for (int seed = 0; seed < 10_000; seed++) {
            var random = new Random(seed);
            var each = new ClockOffset();
            long offset = random.nextLong(-5 * SECOND, 5 * SECOND);
            long digit = random.nextBoolean() ? SECOND : MS;
            long slowest = random.nextBoolean() ? 300 * MS : 3 * MS;
            long now = random.nextLong(100 * SECOND, 200 * SECOND);
            for (int i = 0; i < 30; i++) {
                long pause = random.nextLong(random.nextBoolean() ? 2 * SECOND : 60 * SECOND);
                now += pause;
                offset += random.nextLong(-pause / 10_000, pause / 10_000 + 1);
                long there = random.nextLong(slowest);
                long back = random.nextLong(slowest);
                long server = (now + there + offset) / digit * digit;
                each.answer(now, now + there + back, server);
                now += there + back;

                assertTrue(Math.abs(each.offsetNanos() - offset) <= each.errorNanos() + 1,
                        "seed " + seed + ", answer " + i + ": offset " + offset + ", known as "
                                + each.offsetNanos() + " within " + each.errorNanos());
            }
        }
    }
}
