package io.crossbook.books;

import static io.crossbook.books.Market.listing;
import static io.crossbook.books.Market.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class QuarantineTest {

    private static final Instrument NEIRO = Instrument.spot("NEIRO", "USDT");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory
            .getThreadMXBean();
    private static final int BINANCE = 0;
    private static final int BYBIT = 1;
    private static final int OKX = 2;

    private final AssetMap assets = new AssetMap();
    private final List<String> notices = new ArrayList<>();
    private final Books books = new Books(Mirrors.NONE);
    private final Tops tops = new Tops(books, assets, new Tops.Notice() {
        @Override
        public void quarantined(Listing listing, String why) {
            notices.add(listing.exchange());
        }

        @Override
        public void released(Listing listing) {
            notices.add(listing.exchange() + " again");
        }
    });

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
    void whom_the_asset_map_clears_is_let_in_at_once_and_who_is_in_doubt_never_is() {
        Instrument ghost = Instrument.spot("GHOST", "USDT");
        add(2, "binance", ghost);
        add(3, "bybit", ghost);
        add(4, "binance", Instrument.spot("BTC", "USDT"));
        show(BINANCE, "0.0012", "0.0013");
        show(BYBIT, "0.08", "0.081");
        show(2, "1", "1.1");
        show(3, "7", "7.1");
        notices.clear();

        assets.entry("binance", "GHOST", "GHOST").entry("bybit", "GHOST", "GHOST");
        show(4, "100", "101");

        assertEquals(List.of("binance again", "bybit again"), notices);
        assertEquals("1 @ 7 bybit | 1 @ 1.1 binance", tops.quote(1).toString());
        assertTrue(tops.same(books.book(2).listing(), books.book(3).listing()));
        assertFalse(tops.quarantined(BINANCE).isEmpty());
        assertFalse(tops.same(books.book(BINANCE).listing(), books.book(BYBIT).listing()));
        assertEquals("none | none", top());
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

    private static final Instrument PERPETUAL = Instrument.perpetual("NEIRO", "USDT", "USDT");

    @Test
    void what_is_held_in_one_market_is_held_in_all_of_its_exchange() {
        add(OKX, "okx", NEIRO);
        add(3, "bybit", PERPETUAL);
        add(4, "bybit", Instrument.spot("DOG", "NEIRO"));
        add(5, "bybit", Instrument.spot("DOG", "USDT"));
        add(6, "okx", PERPETUAL);
        show(3, "0.0012", "0.0013");
        show(BINANCE, "0.0012", "0.0013");
        show(OKX, "0.0012", "0.0013");
        show(BYBIT, "0.08", "0.081");
        show(6, "0.0011", "0.0014");

        assertEquals(tops.quarantined(BYBIT), tops.quarantined(3));
        assertEquals(tops.quarantined(BYBIT), tops.quarantined(4));
        assertEquals("", tops.quarantined(5));
        assertEquals("", tops.quarantined(6));
        assertEquals("1 @ 0.0011 okx | 1 @ 0.0014 okx", tops.quote(1).toString(),
                "the perpetual of bybit is gone from its top");
        assertEquals(List.of("bybit", "bybit", "bybit"), notices);
    }

    @Test
    void a_market_that_comes_later_is_held_from_its_beginning() {
        show(BINANCE, "0.0012", "0.0013");
        show(BYBIT, "0.08", "0.081");
        add(3, "bybit", PERPETUAL);
        assertFalse(show(3, "0.08", "0.081"));

        assertEquals("none | none", tops.quote(1).toString());
        assertEquals(List.of("binance", "bybit", "bybit"), notices);
    }

    @Test
    void a_quote_in_doubt_is_held_with_all_that_is_priced_in_it() {
        Instrument btc = Instrument.spot("BTC", "USDX");
        add(3, "binance", btc);
        add(4, "bybit", btc);
        add(5, "bybit", Instrument.spot("ETH", "USDX"));
        add(6, "bybit", Instrument.spot("BTC", "USDT"));
        show(3, "100", "101");
        show(4, "130", "131");

        assertFalse(tops.quarantined(5).isEmpty());
        assertEquals("", tops.quarantined(6), "nobody doubts its bitcoin");
    }

    @Test
    void who_is_called_otherwise_goes_alone() {
        assets.entry("bybit", "NEIRO", "NEIROETH");
        show(BINANCE, "1", "2");
        show(BYBIT, "1", "2");

        assertEquals("1 @ 1 binance | 1 @ 2 binance", top());
        assertEquals(List.of("bybit"), notices);
    }

    @Test
    void markets_of_different_instruments_share_assets_too() {
        add(3, "bybit", PERPETUAL);
        add(4, "bybit", Instrument.spot("DOG", "NEIRO"));
        add(5, "bybit", Instrument.spot("DOG", "USDC"));
        assertTrue(same(BINANCE, 3));
        assertTrue(same(BINANCE, 4));
        assets.contract("binance", "NEIRO", "ETH", "0x01").contract("bybit", "NEIRO", "ETH",
                "0x02");

        assertFalse(same(BINANCE, 3));
        assertFalse(same(4, BINANCE));
        assertTrue(same(3, 4), "one exchange");
        assertTrue(same(BINANCE, 5), "nothing in common");
    }

    @Test
    void whether_assets_are_the_same_is_asked_without_garbage() {
        add(3, "bybit", PERPETUAL);
        assets.contract("binance", "NEIRO", "ETH", "0x01").contract("bybit", "NEIRO", "ETH",
                "0x01");
        int yes = 0;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                yes += same(BINANCE, 3) ? 1 : 0;
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }

        assertEquals(20_000, yes);
        assertTrue(least < 1_000, least + " bytes");
    }

    private boolean same(int one, int other) {
        return tops.same(books.book(one).listing(), books.book(other).listing());
    }

    @Test
    void an_entry_renames_a_ticker() {
        assets.entry("bybit", "NEIRO", "NEIROETH");

        assertEquals("NEIROETH", assets.asset("bybit", "NEIRO"));
        assertEquals("NEIRO", assets.asset("okx", "NEIRO"));
    }
}
