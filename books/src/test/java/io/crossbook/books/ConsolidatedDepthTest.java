package io.crossbook.books;

import static io.crossbook.books.Market.BTC_USD;
import static io.crossbook.books.Market.listing;
import static io.crossbook.books.Market.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class ConsolidatedDepthTest {

    private final Books books = new Books(Mirrors.DEFAULT);
    private final Tops tops = new Tops(books);

    ConsolidatedDepthTest() {
        for (String exchange : new String[]{"kraken", "binance", "coinbase", "coinbase"}) {
            books.add(listing(books.all().size(), exchange, BTC_USD), BookShape.FULL,
                    BookLimits.DEFAULT);
        }
        show(snapshot(0).bid("27000", "1").bid("26999.5", "2").ask("27001", "3"));
        show(snapshot(1).bid("27000.00", "4").bid("26998", "5").ask("27000.5", "6"));
        show(snapshot(2).cut().bid("26999.9", "7").ask("27001.0", "8").ask("27002", "9"));
    }

    private void show(Market.Picture picture) {
        BookUpdate update = picture.update();
        books.book(update.listing()).apply(update, 0);
        tops.update(books.book(update.listing()));
    }

    private ConsolidatedDepth depth(int levels) {
        return ConsolidatedDepth.of(books, tops, 0, levels);
    }

    @Test
    void levels_of_all_books_are_merged_best_first_with_whose_they_are() {
        assertEquals("[27000: 1 kraken, 4 binance, 26999.9: 7 coinbase, 26999.5: 2 kraken,"
                + " 26998: 5 binance]", depth(10).bids().toString());
        assertEquals("[27000.5: 6 binance, 27001: 3 kraken, 8 coinbase, 27002: 9 coinbase]",
                depth(10).asks().toString());
        assertEquals(BTC_USD, depth(1).instrument());
    }

    @Test
    void depth_counts_prices() {
        assertEquals("[27000: 1 kraken, 4 binance, 26999.9: 7 coinbase]",
                depth(2).bids().toString());
    }

    @Test
    void what_is_beyond_a_horizon_is_not_shown() {
        show(Market.change(2).bid("26000", "1"));

        assertEquals(4, depth(10).bids().size());
    }

    @Test
    void broken_stale_and_mirrored_books_take_no_part() {
        show(snapshot(3).bid("27000", "100").ask("27001", "100"));
        books.book(0).fail(BookBreak.Kind.GAP, "");
        books.book(1).lagging(true);

        assertEquals("[26999.9: 7 coinbase]", depth(10).bids().toString());
        books.book(2).fail(BookBreak.Kind.GAP, "");
        assertEquals("[]", depth(10).bids().toString());
    }
}
