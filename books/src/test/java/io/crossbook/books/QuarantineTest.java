package io.crossbook.books;

import static io.crossbook.books.Market.listing;
import static io.crossbook.books.Market.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QuarantineTest {

    private static final Instrument NEIRO = Instrument.spot("NEIRO", "USDT");
    private static final int BINANCE = 0;
    private static final int BYBIT = 1;
    private static final int OKX = 2;

    private final AssetMap assets = new AssetMap();
    private final List<String> notices = new ArrayList<>();
    private final Books books = new Books(Mirrors.NONE);
    private final Tops tops = new Tops(books, assets,
            (listing, why) -> notices.add(listing.exchange()));

    QuarantineTest() {
        add(BINANCE, "binance", NEIRO);
        add(BYBIT, "bybit", NEIRO);
    }

    private void add(int id, String exchange, Instrument instrument) {
        books.add(listing(id, exchange, instrument), BookShape.FULL, BookLimits.DEFAULT);
    }

    private boolean show(int listing, String bid, String ask) {
        ListingBook book = books.book(listing);
        book.apply(snapshot(listing).bid(bid, "1").ask(ask, "1").update(), 0);
        return tops.update(book);
    }

    private String top() {
        return tops.quote(0).toString();
    }

    @Test
    void two_of_one_name_far_apart_are_both_kept_out_with_a_message() {
        assertTrue(show(BINANCE, "0.0012", "0.0013"));
        assertTrue(show(BYBIT, "0.08", "0.081"), "the best of binance is gone");

        assertEquals("none | none", top());
        assertEquals(List.of("binance", "bybit"), notices);
        assertEquals("bybit NEIROUSDT shows 0.08 | 0.081 and binance NEIROUSDT 0.0012 | 0.0013:"
                + " not known to be the same NEIRO/USDT; kept out until the asset map says what it"
                + " is", tops.quarantined(BYBIT));
        assertFalse(tops.takesPart(books.book(BYBIT)));
    }

    @Test
    void up_to_a_fifth_apart_is_a_market_and_above_is_not() {
        show(BINANCE, "9.9", "10");
        assertTrue(show(BYBIT, "12", "12.1"));
        assertEquals("1 @ 12 bybit | 1 @ 10 binance", top());
        assertEquals("", tops.quarantined(BYBIT));

        show(BYBIT, "12.01", "12.1");
        assertEquals("none | none", top());
    }

    @Test
    void the_odd_one_out_goes_and_the_others_stay() {
        add(OKX, "okx", NEIRO);
        show(BINANCE, "0.0012", "0.0013");
        show(OKX, "0.00121", "0.0013");
        show(BYBIT, "0.08", "0.081");

        assertEquals(List.of("bybit"), notices);
        assertEquals("1 @ 0.00121 okx | 1 @ 0.0013 binance", top());
    }

    @Test
    void prices_that_meet_again_prove_nothing() {
        show(BINANCE, "0.0012", "0.0013");
        show(BYBIT, "0.08", "0.081");
        show(BYBIT, "0.0012", "0.0013");

        assertEquals("none | none", top());
    }

    @Test
    void entries_that_name_both_let_them_meet_at_any_price() {
        show(BINANCE, "0.0012", "0.0013");
        show(BYBIT, "0.08", "0.081");
        assets.entry("binance", "NEIRO", "NEIRO").entry("bybit", "NEIRO", "NEIRO");
        show(BINANCE, "0.0012", "0.0013");
        show(BYBIT, "0.08", "0.081");

        assertEquals("1 @ 0.08 bybit | 1 @ 0.0013 binance", top());
    }

    @Test
    void the_one_that_an_entry_names_stays() {
        add(OKX, "okx", NEIRO);
        assets.entry("binance", "NEIRO", "NEIRO");
        show(BINANCE, "0.0012", "0.0013");
        show(OKX, "0.0801", "0.0811");
        show(BYBIT, "0.08", "0.081");

        assertEquals(List.of("okx", "bybit"), notices);
        assertEquals("1 @ 0.0012 binance | 1 @ 0.0013 binance", top());
    }

    @Test
    void different_contracts_are_kept_apart_at_equal_prices() {
        assets.contract("binance", "NEIRO", "ETH", "0xAb01").contract("bybit", "NEIRO", "eth",
                "0xab02");
        show(BINANCE, "1", "2");
        show(BYBIT, "1", "2");

        assertEquals("none | none", top());
        assertEquals(2, notices.size());
    }

    @Test
    void one_contract_lets_them_meet_at_any_price() {
        assets.contract("binance", "NEIRO", "ETH", "0xAb01").contract("bybit", "NEIRO", "eth",
                "0xab01");
        show(BINANCE, "1", "2");
        show(BYBIT, "10", "20");

        assertEquals("1 @ 10 bybit | 1 @ 2 binance", top());
    }

    @Test
    void coins_that_everybody_knows_need_no_entry() {
        Instrument btc = Instrument.spot("BTC", "USDT");
        add(5, "binance", btc);
        add(6, "bybit", btc);
        show(5, "10", "11");
        show(6, "20", "21");

        assertEquals("1 @ 20 bybit | 1 @ 11 binance", tops.quote(1).toString());
        assertTrue(notices.isEmpty());
    }

    @Test
    void a_stale_price_accuses_nobody() {
        show(BINANCE, "0.0012", "0.0013");
        books.book(BINANCE).lagging(true);
        tops.update(books.book(BINANCE));
        show(BYBIT, "0.08", "0.081");

        assertEquals("1 @ 0.08 bybit | 1 @ 0.081 bybit", top());
    }

    @Test
    void contracts_are_priced_by_the_coin() {
        Instrument pepe = Instrument.perpetual("PEPE", "USDT", "USDT");
        books.add(listing(7, "binance-futures", pepe, 1_000), BookShape.FULL, BookLimits.DEFAULT);
        add(8, "okx", pepe);
        show(7, "0.0123", "0.0124");
        show(8, "0.0000123", "0.0000124");

        assertTrue(notices.isEmpty());
    }

    @Test
    void an_entry_renames_a_ticker() {
        assets.entry("bybit", "NEIRO", "NEIROETH");

        assertEquals("NEIROETH", assets.asset("bybit", "NEIRO"));
        assertEquals("NEIRO", assets.asset("okx", "NEIRO"));
    }
}
