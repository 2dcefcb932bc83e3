package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SubscriptionsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Listing BTC = new Listing(5, "kraken", "BTC/USD",
            Instrument.spot("BTC", "USD"), Rules.UNKNOWN);

    private final Heard heard = new Heard();
    private final Subscriptions subscriptions = new Subscriptions(heard);

    @Test
    void an_answer_in_time_ends_the_waiting() {
        subscriptions.asked("book", BTC, true, 0);
        assertTrue(subscriptions.answered("book"));
        assertFalse(subscriptions.answered("book"));
        assertEquals(List.of(), subscriptions.overdue(60 * SECOND));
        assertEquals(List.of(), heard.faults);
    }

    @Test
    void silence_is_an_error_after_ten_seconds_by_name_and_breaks_the_book() {
        subscriptions.asked("book BTC/USD", BTC, true, 0);
        assertEquals(List.of(), subscriptions.overdue(10 * SECOND - 1));
        assertEquals(List.of("book BTC/USD"), subscriptions.overdue(10 * SECOND));
        assertEquals(List.of(), subscriptions.overdue(11 * SECOND), "it waits anew");

        assertEquals(Fault.Kind.UNANSWERED, heard.faults.getFirst().kind());
        assertEquals("BTC/USD", heard.faults.getFirst().symbol());
        assertTrue(heard.faults.getFirst().text().contains("book BTC/USD"));
        assertEquals(BookBreak.Kind.UNSUBSCRIBED, heard.breaks.getFirst().kind());
    }

    @Test
    void a_refusal_is_reported_by_name_and_breaks_only_a_book() {
        subscriptions.asked("trade BTC/USD", BTC, false, 0);
        assertTrue(subscriptions.refused("trade BTC/USD", "not supported"));
        assertFalse(subscriptions.refused("trade BTC/USD", "not supported"));

        assertEquals("subscription to trade BTC/USD refused: not supported",
                heard.faults.getFirst().text());
        assertEquals(List.of(), heard.breaks);
    }

    @Test
    void repairs_wait_longer_each_time_and_start_over_after_a_quiet_minute() {
        var repairDelay = new RepairDelay();
        long now = SECOND * 1_000;
        long total = 0;
        for (long wanted = 100; wanted < 30_000; wanted *= 2) {
            assertEquals(wanted, repairDelay.millis(now + total * 1_000_000));
            total += wanted;
        }
        assertEquals(30_000, repairDelay.millis(now + total * 1_000_000));
        assertEquals(30_000, repairDelay.millis(now + (total + 40_000) * 1_000_000));
        assertEquals(100, repairDelay.millis(now + (total + 140_000) * 1_000_000));
    }
}
