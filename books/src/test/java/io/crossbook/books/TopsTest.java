package io.crossbook.books;

import static io.crossbook.books.Market.BTC_USD;
import static io.crossbook.books.Market.change;
import static io.crossbook.books.Market.listing;
import static io.crossbook.books.Market.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class TopsTest {

    private static final int KRAKEN = 0;
    private static final int BINANCE = 1;
    private static final int COINBASE = 2;
    private static final int BTC = 0;

    private final Books books = new Books(Mirrors.DEFAULT);
    private final Tops tops = new Tops(books);

    TopsTest() {
        books.add(listing(KRAKEN, "kraken", BTC_USD), BookShape.FULL, BookLimits.DEFAULT);
        books.add(listing(BINANCE, "binance", BTC_USD), BookShape.FULL, BookLimits.DEFAULT);
        books.add(listing(COINBASE, "coinbase", BTC_USD), BookShape.FULL, BookLimits.DEFAULT);
    }

    private boolean apply(Market.Picture picture) {
        BookUpdate update = picture.update();
        ListingBook book = books.book(update.listing());
        book.apply(update, 1_000);
        return tops.update(book);
    }

    private String top() {
        return tops.quote(BTC).toString();
    }

    @Test
    void nothing_is_best_before_the_first_snapshot() {
        assertEquals(Quote.NONE, tops.quote(BTC));
        assertEquals(-1, tops.bidListing(BTC));
        assertEquals(0, tops.ask(BTC));
        assertFalse(tops.update(books.book(KRAKEN)));
    }

    @Test
    void the_best_of_all_exchanges_is_the_top_whatever_their_scales() {
        assertTrue(apply(snapshot(KRAKEN).bid("27000.1", "1.5").ask("27010", "0.4")));
        assertTrue(apply(snapshot(BINANCE).bid("27000.09", "3").ask("27009.99", "2")));
        assertFalse(apply(snapshot(COINBASE).bid("26999", "9").ask("27011", "9")));

        assertEquals("1.5 @ 27000.1 kraken | 2 @ 27009.99 binance", top());
        assertEquals(270_001, tops.bid(BTC));
        assertEquals(1, tops.bidPriceScale(BTC));
        assertEquals(15, tops.bidSize(BTC));
        assertEquals(1, tops.bidSizeScale(BTC));
        assertEquals(BINANCE, tops.askListing(BTC));
        assertEquals(2_700_999, tops.ask(BTC));
        assertEquals(2, tops.askPriceScale(BTC));
        assertEquals(2, tops.askSize(BTC));
        assertEquals(0, tops.askSizeScale(BTC));
    }

    @Test
    void when_the_best_goes_the_next_one_stands_in_the_same_step() {
        apply(snapshot(KRAKEN).bid("27000", "1").ask("27010", "1"));
        apply(snapshot(BINANCE).bid("26999", "2").ask("27011", "2"));

        assertTrue(apply(change(KRAKEN).bid("27000", "0")));
        assertEquals("2 @ 26999 binance | 1 @ 27010 kraken", top());

        books.book(KRAKEN).fail(BookBreak.Kind.GAP, "8 follows 6");
        assertTrue(tops.update(books.book(KRAKEN)));
        assertEquals("2 @ 26999 binance | 2 @ 27011 binance", top());

        books.book(BINANCE).fail(BookBreak.Kind.DISCONNECTED, "closed");
        assertTrue(tops.update(books.book(BINANCE)));
        assertEquals(Quote.NONE, tops.quote(BTC));
        assertFalse(tops.update(books.book(BINANCE)));
    }

    @Test
    void a_stale_book_takes_no_part() {
        apply(snapshot(KRAKEN).bid("27000", "1").ask("27010", "1"));
        books.book(KRAKEN).lagging(true);
        assertTrue(tops.update(books.book(KRAKEN)));

        assertEquals(Quote.NONE, tops.quote(BTC));
        assertEquals(Health.STALE, Quote.of(books.book(KRAKEN)).bid().health());
    }

    @Test
    void a_size_at_the_best_is_a_change_and_one_behind_it_is_not() {
        apply(snapshot(KRAKEN).bid("27000", "1").ask("27010", "1"));
        apply(snapshot(BINANCE).bid("26999", "2").ask("27011", "2"));

        assertTrue(apply(change(KRAKEN).bid("27000", "5")));
        assertFalse(apply(change(BINANCE).bid("26999", "5")));
        assertFalse(apply(change(KRAKEN).bid("26000", "5")));
    }

    @Test
    void of_equal_prices_the_lower_listing_stands_whoever_came_first() {
        apply(snapshot(BINANCE).bid("27000", "2").ask("27010.00", "2"));
        apply(snapshot(KRAKEN).bid("27000.0", "1").ask("27010", "1"));
        assertEquals("1 @ 27000 kraken | 1 @ 27010 kraken", top());

        apply(change(BINANCE).bid("27000", "3"));
        assertEquals("1 @ 27000 kraken | 1 @ 27010 kraken", top());
    }

    @Test
    void new_digits_of_one_listing_change_no_order() {
        apply(snapshot(KRAKEN).bid("27000", "1").ask("27010", "1"));
        apply(snapshot(BINANCE).bid("27001", "1").ask("27011", "1"));
        apply(change(KRAKEN).bid("26000.00000001", "0.0001"));
        assertEquals("1 @ 27001 binance | 1 @ 27010 kraken", top());

        assertTrue(apply(change(KRAKEN).bid("27001.00000001", "1")));
        assertEquals("1 @ 27001.00000001 kraken | 1 @ 27010 kraken", top());
    }

    @Test
    void a_contract_of_a_thousand_is_shown_in_single_coins() {
        Instrument shib = Instrument.perpetual("SHIB", "USDT", "USDT");
        books.add(listing(3, "binance-futures", shib, 1_000), BookShape.FULL, BookLimits.DEFAULT);
        books.add(listing(4, "okx", shib, 1), BookShape.FULL, BookLimits.DEFAULT);
        int id = books.instrumentId(shib);
        apply(snapshot(3).bid("0.012300", "7").ask("0.012302", "2.5"));
        apply(snapshot(4).bid("0.000012299", "900000").ask("0.000012301", "1000000"));

        assertEquals("7000 @ 0.0000123 binance-futures | 1000000 @ 0.000012301 okx",
                tops.quote(id).toString());
        apply(change(4).ask("0.000012301", "0"));
        assertEquals("2500 @ 0.000012302 binance-futures", tops.quote(id).ask().toString());
    }

    @Test
    void a_quote_knows_its_age_and_health() {
        apply(snapshot(KRAKEN).bid("27000", "1").ask("27010", "1"));

        Quote.Best bid = tops.quote(BTC).bid();
        assertEquals(500, bid.ageNanos(1_500));
        assertEquals(Health.LIVE, bid.health());
        assertEquals("kraken", bid.exchange());
    }

    @Test
    void a_mirrored_book_counts_once() {
        books.add(listing(7, "coinbase", BTC_USD), BookShape.FULL, BookLimits.DEFAULT);
        apply(snapshot(COINBASE).bid("27000", "1").ask("27010", "1"));

        assertFalse(apply(snapshot(7).bid("27001", "1").ask("27009", "1")));
        assertEquals("1 @ 27000 coinbase | 1 @ 27010 coinbase", top());
        assertEquals(COINBASE, tops.bidListing(BTC));
    }
}
