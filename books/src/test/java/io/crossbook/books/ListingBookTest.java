package io.crossbook.books;

import static io.crossbook.books.Market.BTC_USD;
import static io.crossbook.books.Market.change;
import static io.crossbook.books.Market.listing;
import static io.crossbook.books.Market.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ListingBookTest {

    private static final long MS = 1_000_000;
    private static final int KRAKEN = 3;

    private final ListingBook book = new ListingBook(listing(KRAKEN, "kraken", BTC_USD),
            new BookShape(2, true, levels -> levels.bestBid() + levels.bestAsk()),
            OrderBooks.array(0, 0, true), BookLimits.DEFAULT);

    private void open(long now) {
        book.apply(snapshot(KRAKEN).bid("100", "1").ask("102", "2").id(7).update(), now);
    }

    @Test
    void only_a_snapshot_makes_a_book_whole() {
        assertEquals(Health.BROKEN, book.health());
        assertEquals("no snapshot yet", book.why());
        assertEquals(ListingBook.Applied.UNSYNCED,
                book.apply(change(KRAKEN).bid("100", "1").update(), 0));
        assertEquals(0, book.levels().bestBid());

        open(0);
        assertEquals(Health.LIVE, book.health());
        assertEquals("", book.why());
        assertEquals(7, book.updateId());
    }

    @Test
    void a_break_takes_the_levels_and_lasts_until_the_next_snapshot() {
        open(0);
        long changes = book.changes();
        book.fail(BookBreak.Kind.GAP, "9 follows 7");

        assertEquals(Health.BROKEN, book.health());
        assertEquals("9 follows 7", book.why());
        assertEquals(0, book.levels().bestBid());
        assertEquals(0, book.updateId());
        assertNotEquals(changes, book.changes());
        assertEquals(ListingBook.Applied.UNSYNCED,
                book.apply(change(KRAKEN).bid("100", "1").update(), 1));
        assertEquals(Quote.NONE, Quote.of(book));
        open(2);
        assertEquals("1 @ 100 kraken | 2 @ 102 kraken", Quote.of(book).toString());
    }

    @Test
    void a_wrong_checksum_breaks_the_book() {
        open(0);
        assertEquals(ListingBook.Applied.YES,
                book.apply(change(KRAKEN).bid("101", "1").checksum(203).update(), 1));
        assertEquals(ListingBook.Applied.CHECKSUM,
                book.apply(change(KRAKEN).bid("99", "1").checksum(204).update(), 2));
        assertEquals("checksum was 204, ours is 203", book.why());
        assertEquals(0, book.levels().bestBid());
    }

    @Test
    void a_book_is_cut_to_its_depth_before_the_checksum_is_taken() {
        open(0);
        book.apply(change(KRAKEN).bid("99", "1").bid("98", "1").bid("97", "1").update(), 1);

        assertEquals(2, book.levels().levels(Side.BID));
    }

    @Test
    void too_many_digits_break_the_book() {
        open(0);

        assertEquals(ListingBook.Applied.TOO_PRECISE,
                book.apply(change(KRAKEN).bid("99.0000000000000001", "1").update(), 1));
        assertEquals(Health.BROKEN, book.health());
        assertTrue(book.why().contains("does not fit more digits"), book.why());
    }

    @Test
    void an_update_for_another_listing_is_our_mistake() {
        BookUpdate foreign = snapshot(KRAKEN + 1).bid("1", "1").update();

        assertThrows(IllegalStateException.class, () -> book.apply(foreign, 0));
    }

    @Test
    void silence_makes_a_book_stale_until_a_message_or_a_confirmation() {
        open(0);
        assertEquals(5_000 * MS, book.nextLook());
        assertFalse(book.look(4_999 * MS));
        assertTrue(book.look(5_000 * MS));
        assertEquals(Health.STALE, book.health());
        assertEquals("no message for 5000 ms", book.why());
        assertEquals(Long.MAX_VALUE, book.nextLook());

        assertTrue(book.confirm(6_000 * MS));
        assertEquals(Health.LIVE, book.health());
        assertTrue(book.look(11_000 * MS));
        book.apply(change(KRAKEN).bid("99", "1").update(), 11_001 * MS);
        assertEquals(Health.LIVE, book.health());
    }

    @Test
    void a_confirmation_does_not_mend_a_broken_book() {
        assertFalse(book.confirm(1));
        assertEquals(Health.BROKEN, book.health());
        assertEquals(0, book.receivedNanos());
    }

    @Test
    void a_crossed_or_locked_book_is_not_tradable_and_breaks_after_a_quarter_second() {
        open(0);
        book.apply(change(KRAKEN).bid("102", "1").update(), 10 * MS);
        assertEquals(Health.STALE, book.health());
        assertEquals("crossed", book.why());
        assertEquals(260 * MS, book.nextLook());

        book.apply(change(KRAKEN).bid("103", "1").update(), 200 * MS);
        assertFalse(book.look(259 * MS));
        assertTrue(book.look(260 * MS));
        assertEquals(Health.BROKEN, book.health());
        assertEquals("crossed for 250 ms", book.why());
    }

    @Test
    void a_crossing_at_time_zero_is_one() {
        book.apply(snapshot(KRAKEN).bid("103", "1").ask("102", "2").update(), 0);

        assertEquals(Health.STALE, book.health());
    }

    @Test
    void a_crossing_that_ends_in_time_is_forgotten() {
        open(0);
        book.apply(change(KRAKEN).bid("103", "1").update(), 10 * MS);
        book.apply(change(KRAKEN).bid("103", "0").update(), 20 * MS);
        assertEquals(Health.LIVE, book.health());

        book.apply(change(KRAKEN).bid("103", "1").update(), 255 * MS);
        assertFalse(book.look(270 * MS));
        assertEquals(Health.STALE, book.health());
    }

    @Test
    void a_one_sided_book_is_not_crossed() {
        book.apply(snapshot(KRAKEN).bid("103", "1").update(), 0);

        assertEquals(Health.LIVE, book.health());
    }

    @Test
    void a_late_feed_makes_its_book_stale_and_only_being_on_time_or_gone_ends_that() {
        open(0);
        assertTrue(book.lagging(true));
        assertEquals("its feed lags", book.why());
        open(1);
        book.confirm(2);
        assertEquals(Health.STALE, book.health());

        book.fail(BookBreak.Kind.GAP, "");
        assertEquals("gap", book.why());
        open(3);
        assertEquals(Health.STALE, book.health());

        book.fail(BookBreak.Kind.DISCONNECTED, "closed");
        open(4);
        assertEquals(Health.LIVE, book.health());
    }

    @Test
    void a_book_cannot_be_cut_to_nothing() {
        assertThrows(IllegalArgumentException.class, () -> new BookShape(0, true, null));
    }
}
