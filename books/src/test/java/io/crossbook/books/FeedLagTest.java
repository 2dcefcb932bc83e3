package io.crossbook.books;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class FeedLagTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MS = 1_000_000L;

    private final FeedLag lag = new FeedLag(FeedLag.UNKNOWN, 10 * SECOND, 3);

    @Test
    void the_quickest_message_is_the_measure_whatever_the_clocks_say() {
        long ahead = 5 * SECOND;

        assertEquals(0, lag.lag(SECOND, SECOND + ahead));
        assertEquals(40 * MS, lag.lag(2 * SECOND + 40 * MS, 2 * SECOND + ahead));
        assertEquals(0, lag.lag(3 * SECOND - 2 * MS, 3 * SECOND + ahead));
        assertEquals(3 * SECOND, lag.lag(7 * SECOND - 2 * MS, 4 * SECOND + ahead));
        assertEquals(-ahead - 2 * MS, lag.minimum());
    }

    @Test
    void a_drifting_clock_is_followed_as_the_window_rolls() {
        lag.lag(SECOND, SECOND);
        assertEquals(300 * MS, lag.lag(12 * SECOND + 300 * MS, 12 * SECOND));
        assertEquals(300 * MS, lag.lag(22 * SECOND + 300 * MS, 22 * SECOND));
        assertEquals(0, lag.lag(32 * SECOND + 300 * MS, 32 * SECOND));
    }

    @Test
    void silence_proves_nothing() {
        lag.lag(SECOND, SECOND);

        assertEquals(3 * SECOND, lag.lag(503 * SECOND, 500 * SECOND));
    }

    @Test
    void a_message_without_time_tells_nothing() {
        lag.lag(SECOND, SECOND);
        lag.lag(5 * SECOND, 2 * SECOND);

        assertEquals(3 * SECOND, lag.lag(6 * SECOND, 0));
        assertEquals(0, lag.minimum());
    }

    @Test
    void a_stream_that_is_late_from_its_first_message_is_known_by_earlier_connections() {
        var next = new FeedLag(20 * MS);

        assertEquals(3 * SECOND, next.lag(10 * SECOND + 3_020 * MS, 10 * SECOND));
    }

    @Test
    void a_stream_that_is_late_from_its_first_message_is_known_by_the_exchanges_clock() {
        var clock = new ClockOffset();
        // The exchange is 500 ms ahead; the way there and back takes 40 ms.
        clock.answer(100 * SECOND, 100 * SECOND + 40 * MS, 100 * SECOND + 520 * MS);
        lag.atMost(clock.highestMinimum());
        long late = lag.lag(200 * SECOND + 3_000 * MS, 200 * SECOND + 500 * MS);

        assertEquals(true, late > 2_900 * MS && late <= 3_000 * MS, "late by " + late);
    }

    @Test
    void a_clock_that_runs_back_is_taken_as_it_comes() {
        lag.lag(100 * SECOND, 100 * SECOND);

        assertEquals(10 * MS, lag.lag(50 * SECOND + 10 * MS, 50 * SECOND));
    }
}
