package io.crossbook.books;

import static io.crossbook.books.Market.BTC_USD;
import static io.crossbook.books.Market.listing;
import static io.crossbook.books.Market.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;

final class SpotCheckTest {

    private final ListingBook book = new ListingBook(listing(0, "binance", BTC_USD),
            BookShape.FULL, OrderBooks.array(2, 3, false), BookLimits.DEFAULT);

    SpotCheckTest() {
        book.apply(ours().update(), 0);
    }

    private static Market.Picture ours() {
        return snapshot(0).id(7).bid("100", "1").bid("99.5", "2").ask("101", "3").ask("102", "4");
    }

    private SpotCheck check(Market.Picture theirs) {
        return SpotCheck.compare(theirs.update(), book, 10);
    }

    @Test
    void the_same_state_is_the_same_in_whatever_digits_and_order() {
        assertEquals(new SpotCheck.Same(2), check(ours()));
        assertEquals(new SpotCheck.Same(2), check(snapshot(0).id(7).bid("99.500", "2.0000")
                .bid("100", "1").ask("102", "4").ask("101", "3")));
    }

    @Test
    void only_what_both_reach_is_compared() {
        assertEquals(new SpotCheck.Same(1),
                check(snapshot(0).id(7).cut().bid("100", "1").ask("101", "3")));
        assertEquals(new SpotCheck.Same(1), SpotCheck.compare(
                ours().bid("99.9", "5").update(), book, 1));
    }

    @Test
    void another_price_or_size_is_drift() {
        assertEquals(new SpotCheck.Drift("binance BTCUSD at 7, bids: level 2 is 2.5 @ 99.5 at the"
                + " exchange, 2 @ 99.5 here"), check(ours().bid("99.5", "2.5")));
        assertEquals(new SpotCheck.Drift("binance BTCUSD at 7, asks: level 1 is 1 @ 100.5 at the"
                + " exchange, 3 @ 101 here"), check(ours().ask("100.5", "1")));
    }

    @Test
    void a_side_that_only_one_has_is_drift() {
        assertInstanceOf(SpotCheck.Drift.class, check(snapshot(0).id(7).bid("100", "1")));
    }

    @Test
    void other_states_and_broken_books_are_not_comparable() {
        assertEquals(new SpotCheck.NotComparable("the snapshot is of 8, the book of 7"),
                check(ours().id(8)));
        assertInstanceOf(SpotCheck.NotComparable.class, check(ours().id(0)));
        book.fail(BookBreak.Kind.GAP, "");
        assertInstanceOf(SpotCheck.NotComparable.class, check(ours()));
    }

    @Test
    void a_snapshot_that_no_book_may_take_is_not_comparable() {
        assertInstanceOf(SpotCheck.NotComparable.class, check(ours().bid("0", "1")));
    }
}
