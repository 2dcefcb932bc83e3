package io.crossbook.gateway.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Decimals;
import io.crossbook.books.OrderBook;
import io.crossbook.books.OrderBooks;
import io.crossbook.books.Side;
import org.junit.jupiter.api.Test;

/// What is new to somebody who has seen the best two levels.
final class LastShownTest {

    private final LastShown last = new LastShown(2, Grouping.NONE);

    /// A book with `bid 100 1` and so on, at a number of decimals.
    private static OrderBook book(int decimals, String words) {
        var update = new BookUpdate().begin(0, true, decimals, decimals);
        String[] word = words.isEmpty() ? new String[0] : words.split(" ");
        for (int i = 0; i < word.length; i += 3) {
            update.levels(word[i].equals("bid") ? Side.BID : Side.ASK).add(
                    Decimals.parse(word[i + 1], decimals), Decimals.parse(word[i + 2], decimals),
                    0);
        }
        OrderBook book = OrderBooks.array(decimals, decimals, false);
        book.apply(update);
        return book;
    }

    @Test
    void the_first_look_is_news_even_of_an_empty_book() {
        assertTrue(last.renew(book(2, "")));
        assertFalse(last.renew(book(2, "")));
    }

    @Test
    void the_same_values_in_more_digits_are_no_news() {
        assertTrue(last.renew(book(2, "bid 100.5 1 ask 101 2")));
        assertFalse(last.renew(book(2, "bid 100.5 1 ask 101 2")));
        assertFalse(last.renew(book(8, "bid 100.5 1 ask 101 2")));
        assertTrue(last.renew(book(8, "bid 100.5 1 ask 101 2.00000001")));
        assertFalse(last.renew(book(8, "bid 100.5 1 ask 101 2.00000001")));
    }

    @Test
    void what_lies_deeper_than_the_reader_looks_is_no_news() {
        assertTrue(last.renew(book(2, "bid 100 1 bid 99 1 bid 98 1")));
        assertFalse(last.renew(book(2, "bid 100 1 bid 99 1 bid 98 7 bid 97 1")));
        assertTrue(last.renew(book(2, "bid 100 1 bid 98 1")));
        assertTrue(last.renew(book(2, "bid 100 1")));
        assertTrue(last.renew(book(2, "bid 100 1 bid 98 1")));
    }

    @Test
    void a_side_that_empties_is_news() {
        assertTrue(last.renew(book(2, "bid 100 1 ask 101 1")));
        assertTrue(last.renew(book(2, "bid 100 1")));
        assertTrue(last.renew(book(2, "")));
    }

    @Test
    void many_levels_are_compared_to_the_last() {
        var deep = new LastShown(1_000, Grouping.NONE);
        var words = new StringBuilder("bid 5000 1");
        for (int level = 1; level < 1_000; level++) {
            words.append(" bid ").append(5_000 - level).append(" 1");
        }
        assertTrue(deep.renew(book(2, words.toString())));
        assertFalse(deep.renew(book(2, words.toString())));
        assertTrue(deep.renew(book(2, words.append("7").toString())));
    }

    /// Of prices with ten decimals it would have more digits than fixed point has.
    @Test
    void a_grid_that_is_coarser_than_any_price_is_one_group() {
        Grouping coarse = Grouping.parse("999999999");
        assertEquals(0, coarse.price(1_234_567_891L, 10, Side.BID));
        assertEquals(999_999_999, coarse.price(1_234_567_892L, 10, Side.ASK));
    }
}
