package io.crossbook.books;

import static io.crossbook.books.Market.BTC_USD;
import static io.crossbook.books.Market.listing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class BooksTest {

    private static final Instrument BTC_USDC = Instrument.spot("BTC", "USDC");
    private static final Instrument BTC_USDT = Instrument.spot("BTC", "USDT");

    private final Books books = new Books(Mirrors.DEFAULT);

    private ListingBook add(int id, String exchange, Instrument instrument) {
        return books.add(listing(id, exchange, instrument), BookShape.FULL, BookLimits.DEFAULT);
    }

    @Test
    void books_are_found_by_listing_and_by_instrument() {
        ListingBook kraken = add(40, "kraken", BTC_USD);
        ListingBook binance = add(1, "binance", BTC_USDT);
        ListingBook gemini = add(0, "gemini", BTC_USD);

        assertSame(kraken, books.book(40));
        assertEquals(2, books.instruments());
        assertEquals(BTC_USD, books.instrument(0));
        assertEquals(1, books.instrumentId(BTC_USDT));
        assertEquals(-1, books.instrumentId(BTC_USDC));
        assertEquals(0, books.instrumentOf(40));
        assertEquals(java.util.List.of(kraken, gemini), books.of(0));
        assertEquals(java.util.List.of(kraken, binance, gemini), books.all());
    }

    @Test
    void a_listing_that_was_never_added_is_our_mistake() {
        add(2, "kraken", BTC_USD);

        assertThrows(IllegalStateException.class, () -> books.book(1));
        assertThrows(IllegalStateException.class, () -> books.book(-1));
        assertThrows(IllegalStateException.class, () -> books.instrumentOf(1));
        assertThrows(IllegalStateException.class, () -> books.counts(1));
        assertThrows(IllegalStateException.class, () -> books.book(1_000));
        assertThrows(IllegalStateException.class, () -> add(2, "gemini", BTC_USD));
    }

    @Test
    void a_mirrored_book_points_at_the_one_it_mirrors_whichever_came_first() {
        add(0, "coinbase", BTC_USDC);
        assertEquals(0, books.originalOf(0));
        add(1, "coinbase", BTC_USD);
        add(2, "kraken", BTC_USDC);
        add(3, "coinbase", BTC_USDT);
        add(4, "coinbase", Instrument.perpetual("BTC", "USDC", "USDC"));

        assertEquals(1, books.originalOf(0));
        assertEquals(1, books.originalOf(1));
        assertEquals(2, books.originalOf(2));
        assertEquals(3, books.originalOf(3));
        assertEquals(4, books.originalOf(4));
        assertTrue(books.counts(0), "it is the only one of its instrument there");
    }

    @Test
    void two_listings_of_one_instrument_on_one_exchange_count_once() {
        add(5, "okx", BTC_USD);
        add(6, "okx", BTC_USD);

        assertTrue(books.counts(5));
        assertFalse(books.counts(6));
    }
}
