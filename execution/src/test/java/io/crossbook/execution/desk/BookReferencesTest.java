package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Mirrors;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import io.crossbook.execution.risk.References;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The engine's books as references: live middles, medians of the last minute, index prices.
final class BookReferencesTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Instrument BTC = Instrument.spot("BTC", "USD");

    private final Books books = new Books(
            new Mirrors(Map.of("beta", List.of(List.of("USD", "USDC")))));
    private final BookReferences references = new BookReferences(books);
    private long now = 1_000 * SECOND;

    private Listing add(String exchange, String pair) {
        var listing = new Listing(books.size(), exchange, pair, Instrument.parse(pair),
                Rules.UNKNOWN);
        books.add(listing, BookShape.FULL, BookLimits.NONE);
        return listing;
    }

    private void shows(Listing listing, long bid, long ask) {
        var update = new BookUpdate().begin(listing.id(), true, 1, 0);
        update.levels(Side.BID).add(bid, 100, 0);
        update.levels(Side.ASK).add(ask, 100, 0);
        books.book(listing.id()).apply(update, now);
    }

    private References.Reference reference(int place) {
        return references.of(BTC).get(place);
    }

    @Test
    void a_live_book_has_a_middle_and_others_have_none() {
        Listing alpha = add("alpha", "BTC/USD");
        assertNull(reference(0).mid());
        shows(alpha, 1_000, 1_001);
        assertEquals(new BigDecimal("100.05"), reference(0).mid());
        assertEquals(now, reference(0).receivedNanos());
        assertEquals(alpha, reference(0).listing());
        books.book(0).fail(BookBreak.Kind.GAP, "");
        assertNull(reference(0).mid());
        assertEquals(List.of(), references.of(Instrument.spot("ETH", "USD")));
    }

    @Test
    void books_with_one_side_have_no_middle() {
        Listing alpha = add("alpha", "BTC/USD");
        for (Side side : Side.values()) {
            var update = new BookUpdate().begin(alpha.id(), true, 1, 0);
            update.levels(side).add(1_000, 100, 0);
            books.book(alpha.id()).apply(update, now);
            assertNull(reference(0).mid());
        }
    }

    @Test
    void a_book_that_lags_has_no_middle() {
        Listing alpha = add("alpha", "BTC/USD");
        shows(alpha, 1_000, 1_001);
        books.book(0).lagging(true);
        assertNull(reference(0).mid());
    }

    @Test
    void of_an_odd_number_the_one_in_the_middle_is_the_median_of_an_even_one_the_two() {
        Listing alpha = add("alpha", "BTC/USD");
        for (int i = 0; i < 31; i++) {
            shows(alpha, 1_000 + i, 1_002 + i);
            second();
        }
        assertEquals(0, new BigDecimal("101.6").compareTo(median()));
        for (int i = 31; i < 40; i++) {
            shows(alpha, 1_000 + i, 1_002 + i);
            second();
        }
        assertEquals(0, new BigDecimal("102.05").compareTo(median()));
    }

    @Test
    void mirrored_books_name_their_original() {
        add("beta", "BTC/USDC");
        add("beta", "BTC/USD");
        assertEquals(1, reference(0).original());
        assertEquals(1, references.of(Instrument.spot("BTC", "USDC")).getFirst().original());
    }

    @Test
    void the_median_needs_half_a_minute_and_reaches_back_one() {
        Listing alpha = add("alpha", "BTC/USD");
        shows(alpha, 1_000, 1_002);
        for (int i = 0; i < 29; i++) {
            second();
        }
        assertNull(references.minuteMedian(reference(0).listing()));
        references.look(now); // twice in one second is once
        assertNull(references.minuteMedian(reference(0).listing()));
        second();
        assertEquals(0, new BigDecimal("100.1").compareTo(median()));
        shows(alpha, 2_000, 2_002);
        for (int i = 0; i < 29; i++) {
            second();
        }
        assertEquals(0, new BigDecimal("100.1").compareTo(median()));
        second();
        assertEquals(0, new BigDecimal("150.1").compareTo(median()), "thirty of each");
        second();
        assertEquals(0, new BigDecimal("200.1").compareTo(median()), "the oldest is gone");
    }

    @Test
    void seconds_without_a_live_book_do_not_count_nor_those_that_nobody_looked_at() {
        Listing alpha = add("alpha", "BTC/USD");
        shows(alpha, 1_000, 1_002);
        for (int i = 0; i < 60; i++) {
            second();
        }
        books.book(0).fail(BookBreak.Kind.GAP, "");
        for (int i = 0; i < 30; i++) {
            second();
        }
        assertEquals(0, new BigDecimal("100.1").compareTo(median()), "thirty are left");
        second();
        assertNull(references.minuteMedian(reference(0).listing()));
        shows(alpha, 1_000, 1_002);
        for (int i = 0; i < 60; i++) {
            second();
        }
        now += 29 * SECOND;
        second();
        assertTrue(references.minuteMedian(reference(0).listing()) != null);
        now += 59 * SECOND;
        second();
        assertNull(references.minuteMedian(reference(0).listing()));
    }

    private void second() {
        now += SECOND;
        references.look(now);
        assertEquals(now + SECOND, references.nextLook());
    }

    private BigDecimal median() {
        return java.util.Objects.requireNonNull(references.minuteMedian(reference(0).listing()));
    }

    @Test
    void index_and_mark_are_those_of_the_spot_and_young() {
        var rules = new Rules(-1, -1, 0, 0, 0, 0, 1_000, Rules.Status.TRADING);
        var swap = new Listing(0, "alpha", "BTCPERP", Instrument.parse("BTC/USD:USD"), rules);
        books.add(swap, BookShape.FULL, BookLimits.NONE);
        references.look(now);
        assertNull(references.index(BTC));
        var update = new DerivativeUpdate().begin(0);
        references.told(update, now);
        assertNull(references.index(BTC));
        update.markPrice = 5_000_000_000_000L; // 500 for a thousand
        references.told(update, now);
        assertEquals(0, new BigDecimal("0.5")
                .compareTo(java.util.Objects.requireNonNull(references.index(BTC))));
        update.indexPrice = 6_000_000_000_000L;
        references.told(update, now);
        assertEquals(0, new BigDecimal("0.6")
                .compareTo(java.util.Objects.requireNonNull(references.index(BTC))));
        references.look(now + 10 * SECOND);
        assertTrue(references.index(BTC) != null);
        references.look(now + 10 * SECOND + 1);
        assertNull(references.index(BTC));
        update.indexPrice = 0;
        references.told(update, now + 10 * SECOND + 1);
        assertNull(references.index(BTC));
    }
}
