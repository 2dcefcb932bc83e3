package io.crossbook.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class OrderBooksTest {

    private static final Rules TICKED = new Rules(2, 5, 1, 0, 0, 0, 1, Rules.Status.TRADING);

    @Test
    void deep_books_with_a_known_tick_are_ladders() {
        assertTrue(ladder(BookShape.FULL, TICKED));
        assertTrue(ladder(new BookShape(400, false, null), TICKED));
        assertFalse(ladder(new BookShape(50, false, null), TICKED));
        assertFalse(ladder(BookShape.FULL, Rules.UNKNOWN));
    }

    private static boolean ladder(BookShape shape, Rules rules) {
        return ((TwoSidedBook) OrderBooks.of(shape, rules)).isLadder();
    }

    @Test
    void a_book_starts_at_the_scales_of_its_rules() {
        OrderBook book = OrderBooks.of(BookShape.FULL, TICKED);

        assertEquals(2, book.priceScale());
        assertEquals(5, book.sizeScale());
        assertEquals(0, OrderBooks.of(BookShape.FULL, Rules.UNKNOWN).priceScale());
    }

    @Test
    void decimals_as_sent_are_kept_where_there_is_a_checksum() {
        for (Rules rules : new Rules[]{TICKED, Rules.UNKNOWN}) {
            assertEquals(Levels.wire(1, 3), wire(new BookShape(0, false, _ -> 0), rules));
            assertEquals(0, wire(BookShape.FULL, rules));
        }
    }

    private static int wire(BookShape shape, Rules rules) {
        OrderBook book = OrderBooks.of(shape, rules);
        book.apply(Market.snapshot(0).bid("27000.5", "1.250").update());
        var cursor = new Cursor();
        book.walk(Side.BID, cursor);
        cursor.next();
        return cursor.wire();
    }
}
