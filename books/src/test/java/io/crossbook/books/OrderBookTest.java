package io.crossbook.books;

import static io.crossbook.books.Market.change;
import static io.crossbook.books.Market.show;
import static io.crossbook.books.Market.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What every form of a book promises; each form inherits it.
abstract class OrderBookTest {

    abstract OrderBook book(int priceScale, int sizeScale);

    private OrderBook btc() {
        OrderBook book = book(1, 3);
        book.apply(snapshot(0)
                .bid("27000.5", "1.5").bid("26990", "2").bid("26000", "7")
                .ask("27010", "0.4").ask("27011", "3").ask("29000", "9").at(1, 3));
        return book;
    }

    @Test
    void an_empty_book_has_no_best() {
        OrderBook book = book(2, 2);

        assertEquals(0, book.bestBid());
        assertEquals(0, book.bestBidSize());
        assertEquals(0, book.bestAsk());
        assertEquals(0, book.bestAskSize());
        assertEquals("", show(book, Side.BID));
    }

    @Test
    void a_snapshot_shows_best_first() {
        OrderBook book = btc();

        assertEquals("27000.5 x 1.5, 26990 x 2, 26000 x 7", show(book, Side.BID));
        assertEquals("27010 x 0.4, 27011 x 3, 29000 x 9", show(book, Side.ASK));
    }

    @Test
    void a_change_sets_and_a_zero_deletes() {
        OrderBook book = btc();
        book.apply(change(0).bid("27000.5", "0").bid("26995", "1").bid("1", "0")
                .ask("27010", "0.5").update());

        assertEquals("26995 x 1, 26990 x 2, 26000 x 7", show(book, Side.BID));
        assertEquals("27010 x 0.5, 27011 x 3, 29000 x 9", show(book, Side.ASK));
    }

    @Test
    void new_digits_rescale_the_book_and_coarse_updates_are_raised() {
        OrderBook book = btc();
        book.apply(change(0).bid("27000.55", "0.00012345").update());
        BookUpdate coarse = change(0).ask("27009", "2").update();
        book.apply(coarse);

        assertEquals("27000.55 x 0.00012345, 27000.5 x 1.5, 26990 x 2, 26000 x 7",
                show(book, Side.BID));
        assertEquals("27009 x 2, 27010 x 0.4, 27011 x 3, 29000 x 9", show(book, Side.ASK));
        assertEquals(2, book.priceScale());
        assertEquals(8, book.sizeScale());
        assertEquals(2, coarse.priceScale());
        assertEquals(2_700_900, coarse.asks.price(0));
    }

    @Test
    void digits_that_do_not_fit_change_nothing() {
        OrderBook book = btc();
        BookUpdate tooFine = change(0).bid("26999", "1").ask("27010.0000000000001", "1").update();

        assertThrows(ArithmeticException.class, () -> book.apply(tooFine));
        assertEquals("27000.5 x 1.5, 26990 x 2, 26000 x 7", show(book, Side.BID));
        assertEquals(1, book.priceScale());
        assertEquals(13, tooFine.priceScale());
    }

    @Test
    void the_books_own_levels_must_fit_new_digits_too() {
        OrderBook book = book(0, 0);
        book.apply(snapshot(0).bid("9000000000000000", "1").ask("9000000000000001", "1").update());
        BookUpdate fine = change(0).bid("0.5", "1").update();

        assertThrows(ArithmeticException.class, () -> book.apply(fine));
        assertEquals("9000000000000000 x 1", show(book, Side.BID));
        assertEquals(0, book.priceScale());
        assertEquals(1, fine.priceScale());
        assertEquals(5, fine.bids.price(0));
    }

    @Test
    void a_snapshot_need_not_fit_what_it_replaces() {
        OrderBook book = book(0, 0);
        book.apply(snapshot(0).bid("9000000000000000", "1").update());
        book.apply(snapshot(0).bid("0.00000001", "0.25").update());

        assertEquals("0.00000001 x 0.25", show(book, Side.BID));
    }

    @Test
    void a_snapshot_that_does_not_fit_the_grown_digits_takes_them_back() {
        OrderBook book = book(2, 3);
        book.apply(snapshot(0).bid("0.00000000000001", "1").update());
        book.apply(snapshot(0).bid("27000.50", "1.500").bid("26990", "2").update());
        book.apply(change(0).bid("27000.51", "1").update());

        assertEquals("27000.51 x 1, 27000.5 x 1.5, 26990 x 2", show(book, Side.BID));
        assertEquals(2, book.priceScale());
    }

    @Test
    void more_decimals_than_are_kept_are_refused() {
        OrderBook book = btc();
        BookUpdate update = new BookUpdate().begin(0, false, Decimals.MAX_SCALE + 1, 0);

        assertThrows(ArithmeticException.class, () -> book.apply(update));
    }

    @Test
    void a_walk_ends_at_the_horizon_of_a_cut_snapshot() {
        OrderBook book = book(0, 0);
        book.apply(snapshot(0).cut().bid("100", "1").bid("98", "2").ask("101", "3").update());
        book.apply(change(0).bid("97", "5").bid("99", "4").ask("102", "6").update());

        assertEquals("100 x 1, 99 x 4, 98 x 2", show(book, Side.BID));
        assertEquals("101 x 3", show(book, Side.ASK));
        assertEquals(4, book.levels(Side.BID));
        var all = new Cursor();
        book.walkAll(Side.BID, all);
        for (long price : new long[]{100, 99, 98, 97}) {
            assertTrue(all.next());
            assertEquals(price, all.price());
        }
        assertFalse(all.next());
    }

    @Test
    void the_horizon_moves_with_the_scale_and_goes_with_the_next_whole_snapshot() {
        OrderBook book = book(0, 0);
        book.apply(snapshot(0).cut().bid("100", "1").bid("98", "2").update());
        book.apply(change(0).bid("97.99", "5").bid("98.01", "6").update());
        assertEquals("100 x 1, 98.01 x 6, 98 x 2", show(book, Side.BID));

        book.apply(snapshot(0).bid("100", "1").update());
        book.apply(change(0).bid("50", "5").update());
        assertEquals("100 x 1, 50 x 5", show(book, Side.BID));
    }

    @Test
    void a_side_that_came_empty_was_not_cut() {
        OrderBook book = book(0, 0);
        book.apply(snapshot(0).cut().bid("100", "1").update());
        book.apply(change(0).ask("101", "1").update());

        assertEquals("101 x 1", show(book, Side.ASK));
    }

    @Test
    void a_side_that_came_whole_has_no_horizon_beside_one_that_was_cut() {
        OrderBook book = book(0, 0);
        book.apply(snapshot(0).bid("100", "1").bid("90", "1").ask("101", "1").update()
                .complete(false, true));
        book.apply(change(0).bid("89", "1").ask("102", "1").update());

        assertEquals("100 x 1, 90 x 1", show(book, Side.BID));
        assertEquals("101 x 1, 102 x 1", show(book, Side.ASK));
        assertFalse(book.complete());
    }

    @Test
    void a_book_nears_its_horizon_when_its_best_has_come_half_the_way() {
        OrderBook book = book(0, 0);
        book.apply(snapshot(0).cut().bid("100", "1").bid("96", "1").bid("95", "1").bid("90", "1")
                .ask("101", "1").ask("200", "1").update());
        book.apply(change(0).bid("100", "0").update());
        assertFalse(book.nearsHorizon(), "96 of 100 to 90");

        book.apply(change(0).bid("96.00", "0").update());
        assertTrue(book.nearsHorizon(), "95 of 100 to 90");
        book.apply(change(0).bid("97", "1").update());
        assertFalse(book.nearsHorizon());
        book.apply(change(0).ask("101", "0").update());
        assertTrue(book.nearsHorizon(), "200 of 101 to 200");
        book.clear();
        assertFalse(book.nearsHorizon());
    }

    @Test
    void a_book_that_is_known_whole_nears_no_horizon() {
        OrderBook book = book(0, 0);
        book.apply(snapshot(0).bid("100", "1").bid("50", "1").ask("101", "1").update());
        book.apply(change(0).bid("100", "0").update());

        assertFalse(book.nearsHorizon());
    }

    @Test
    void truncation_keeps_the_best() {
        OrderBook book = btc();
        book.truncate(2);

        assertEquals("27000.5 x 1.5, 26990 x 2", show(book, Side.BID));
        assertEquals("27010 x 0.4, 27011 x 3", show(book, Side.ASK));
        assertEquals(2, book.levels(Side.ASK));
    }

    @Test
    void a_cursor_that_has_ended_stays_at_its_end() {
        OrderBook book = book(0, 0);
        book.apply(snapshot(0).bid("100", "1").update());
        var cursor = new Cursor();
        book.walk(Side.BID, cursor);

        assertEquals(true, cursor.next());
        assertFalse(cursor.next());
        assertFalse(cursor.next());
    }

    @Test
    void a_cursor_is_void_after_a_change() {
        OrderBook book = btc();
        var cursor = new Cursor();
        book.walk(Side.BID, cursor);
        cursor.next();
        book.apply(change(0).bid("26995", "1").update());

        assertThrows(IllegalStateException.class, cursor::next);
        assertThrows(IllegalStateException.class, cursor::price);
        assertThrows(IllegalStateException.class, cursor::size);
        assertThrows(IllegalStateException.class, cursor::wire);
    }
}
