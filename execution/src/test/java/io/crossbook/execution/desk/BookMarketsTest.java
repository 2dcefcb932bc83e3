package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Mirrors;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import io.crossbook.execution.Markets;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What orders see of the books.
final class BookMarketsTest {

    private final Books books = new Books(Mirrors.NONE);
    private final Listing spot = listing(0, "alpha", "BTC/USDT");
    private final Markets markets = new BookMarkets(books);

    private Listing listing(int id, String exchange, String pair) {
        var listing = new Listing(id, exchange, pair, Instrument.parse(pair), Rules.UNKNOWN);
        books.add(listing, BookShape.FULL, BookLimits.NONE);
        return listing;
    }

    private void shows() {
        var update = new BookUpdate().begin(0, true, 1, 2);
        update.levels(Side.BID).add(990, 100, 0);
        update.levels(Side.BID).add(980, 200, 0);
        update.levels(Side.ASK).add(1_000, 50, 0);
        update.levels(Side.ASK).add(1_010, 100, 0);
        books.book(0).apply(update, 1_000);
    }

    @Test
    void a_live_book_shows_its_best_prices_and_what_a_taker_gives_or_gets() {
        shows();
        assertEquals(new Markets.Top(new BigDecimal("99.0"), new BigDecimal("100.0")),
                markets.top(spot));
        assertEquals(0, new BigDecimal("100.5").compareTo(worth(true, "1")));
        assertEquals(0, new BigDecimal("148").compareTo(worth(false, "1.5")));
        assertNull(markets.worth(spot, true, new BigDecimal("1.51")), "so much is not there");
    }

    private BigDecimal worth(boolean buys, String size) {
        return java.util.Objects
                .requireNonNull(markets.worth(spot, buys, new BigDecimal(size)));
    }

    @Test
    void a_book_that_is_not_live_shows_nothing() {
        assertNull(markets.top(spot));
        shows();
        books.book(0).fail(BookBreak.Kind.GAP, "");
        assertNull(markets.top(spot));
        assertNull(markets.worth(spot, true, new BigDecimal("0.1")));
    }

    /// As the journal tells of it: from a run in which others were listed, or none is yet.
    @Test
    void a_listing_of_an_earlier_run_is_found_by_its_name_and_never_by_its_number() {
        shows();
        listing(1, "beta", "BTC/USDT");
        var earlier = new Listing(1, "alpha", "BTC/USDT", Instrument.parse("BTC/USDT"),
                Rules.UNKNOWN);
        assertEquals(markets.top(spot), markets.top(earlier));
        assertEquals(worth(true, "1"), markets.worth(earlier, true, BigDecimal.ONE));
        var unlisted = new Listing(7, "gamma", "BTC/USDT", Instrument.parse("BTC/USDT"),
                Rules.UNKNOWN);
        assertNull(markets.top(unlisted));
        assertNull(markets.worth(unlisted, true, BigDecimal.ONE));
    }

    @Test
    void spot_listings_are_found_by_what_they_trade() {
        Listing other = listing(1, "beta", "BTC/USDT");
        listing(2, "beta", "BTC/USDC");
        listing(3, "beta", "BTC/USDT:USDT");
        assertEquals(List.of(spot, other), markets.listings("BTC", "USDT"));
    }
}
