package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.Books;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Mirrors;
import io.crossbook.books.Rules;
import org.junit.jupiter.api.Test;

/// Scans as pictures: rows of A and B in the order of time.
final class ScanTest {

    private static final long FEE = 1_000_000;

    private final Books books = new Books(Mirrors.NONE);
    private final ListingBook a = add(0, "binance");
    private final ListingBook b = add(1, "kraken");
    private Scan scan = Scan.ofTops(0, 0);
    private long now;

    private ListingBook add(int id, String exchange) {
        return books.add(new Listing(id, exchange, "BTCUSDT", Market.BTC_USDT, Rules.UNKNOWN),
                BookShape.FULL, BookLimits.NONE);
    }

    private ScanTest a(String picture) {
        a.apply(Market.update(0, picture, true), ++now);
        scan.a(Scan.Row.of(a, now));
        return this;
    }

    private ScanTest b(String picture) {
        b.apply(Market.update(1, picture, true), ++now);
        scan.b(Scan.Row.of(b, now));
        return this;
    }

    private ScanTest breaks(ListingBook book) {
        book.fail(BookBreak.Kind.GAP, "");
        now++;
        if (book == a) {
            scan.a(Scan.Row.of(a, now));
        } else {
            scan.b(Scan.Row.of(b, now));
        }
        return this;
    }

    private static String show(Scan.Direction d) {
        return d.points() + " points, " + d.positive() + " positive, " + d.episodes()
                + " episodes, max " + d.maxNetBps() + " at " + d.maxAtNanos() + ", first "
                + (d.episodes() == 0
                        ? "none"
                        : d.first().nanos() + ": " + d.first().buy() + " " + d.first().sell() + " "
                                + d.first().size() + " " + d.first().netBps());
    }

    @Test
    void points_begin_when_both_have_shown_something_and_runs_of_positive_ones_are_episodes() {
        a("bid 99 x 1 | ask 100 x 2").a("bid 99.5 x 1 | ask 100 x 2");
        b("bid 101 x 0.50 | ask 102 x 1").b("bid 102.0 x 3 | ask 103 x 1");
        a("bid 101 x 1 | ask 102 x 1").b("bid 103 x 1 | ask 104 x 1").a("bid 99 x 1 | ask 105 x 1");
        b("bid 103 x 1 | ask 106 x 1");

        Scan.Result result = scan.result();
        assertEquals(
                "5 points, 3 positive, 2 episodes, max 200.0000 at 4, "
                        + "first 3: 100 101 0.5 100.0000",
                show(result.buyASellB()));
        assertEquals(0, result.buyBSellA().positive());
        assertEquals(7, result.cutNanos());
    }

    @Test
    void a_feed_that_ended_yields_nothing_from_then_on() {
        a("bid 99 x 1 | ask 100 x 2").b("bid 99 x 1 | ask 102 x 1");
        b("bid 101 x 1 | ask 102 x 1").b("bid 103 x 1 | ask 104 x 1");

        Scan.Result result = scan.result();
        assertEquals(1, result.cutNanos());
        assertEquals("0 points, 0 positive, 0 episodes, max  at 0, first none",
                show(result.buyASellB()));
    }

    @Test
    void rows_of_the_longer_feed_count_up_to_the_last_of_the_other() {
        a("bid 99 x 1 | ask 100 x 2").b("bid 99 x 1 | ask 102 x 1");
        b("bid 101 x 1 | ask 102 x 1").a("bid 99 x 1 | ask 100 x 3");
        b("bid 109 x 1 | ask 110 x 1");

        assertEquals("3 points, 2 positive, 1 episodes, max 100.0000 at 3, "
                + "first 3: 100 101 1 100.0000", show(scan.result().buyASellB()));
    }

    @Test
    void a_broken_book_ends_the_episode_and_is_no_point() {
        a("bid 99 x 1 | ask 100 x 2").b("bid 101 x 1 | ask 102 x 1").breaks(a);
        b("bid 101 x 2 | ask 102 x 1").a("bid 99 x 1 | ask 100 x 2")
                .b("bid 101 x 1 | ask 102 x 1");

        assertEquals("2 points, 2 positive, 2 episodes, max 100.0000 at 2, "
                + "first 2: 100 101 1 100.0000", show(scan.result().buyASellB()));
    }

    @Test
    void an_edge_of_exactly_zero_is_not_positive() {
        a("bid 99 x 1 | ask 100 x 2").b("bid 100 x 1 | ask 102 x 1").a("bid 98 x 1 | ask 100 x 2");

        assertEquals("1 points, 0 positive, 0 episodes, max 0.0000 at 2, first none",
                show(scan.result().buyASellB()));
    }

    @Test
    void sized_by_depth_it_is_what_the_walk_brings() {
        scan = Scan.ofDepths(a, b, FEE, FEE);
        a("bid 99 x 1 | ask 100 x 1, 100.5 x 1, 100.9 x 1");
        b("bid 101 x 1.5, 100.6 x 4 | ask 102 x 1").a("bid 99 x 1 | ask 101 x 1");

        // Buys 1 at 100 and 0.5 at 100.5 for 150.25 + 0.15025, sells 1.5 at 101 for 151.5 − 0.1515:
        // 0.94825 over 150.40025.
        assertEquals("1 points, 1 positive, 1 episodes, max 63.0484 at 2, "
                + "first 2: 100.5 101 1.5 63.0484", show(scan.result().buyASellB()));
    }

    @Test
    void sized_by_depth_the_best_prices_count_where_nothing_can_be_taken() {
        scan = Scan.ofDepths(a, b, 0, 0);
        a.listing(a.listing().with(Market.rules("0.01", "1", "1", "0")));
        a("bid 99 x 1 | ask 100 x 0.5").b("bid 101 x 1 | ask 102 x 1")
                .a("bid 99 x 1 | ask 102 x 1");

        assertEquals("1 points, 0 positive, 0 episodes, max 100.0000 at 2, first none",
                show(scan.result().buyASellB()));
    }

    @Test
    void rows_that_go_back_in_time_are_refused() {
        a("bid 99 x 1 | ask 100 x 2");

        var row = new Scan.Row(0, 1, 1, 2, 1, 0, 0, 1);
        assertThrows(IllegalArgumentException.class, () -> scan.b(row));
    }
}
