package io.crossbook.exchanges.bybit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookSkip;
import io.crossbook.books.Cursor;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBooks;
import io.crossbook.books.Side;
import io.crossbook.exchanges.Corpus;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.DialectContract;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Frames;
import io.crossbook.exchanges.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BybitTest extends DialectContract {

    @Override
    protected Dialect dialect() {
        return new BybitDialect(Entry.of("bybit"));
    }

    @Override
    protected List<Instrument> instruments() {
        return List.of(Instrument.spot("BTC", "USDT"), Instrument.spot("ETH", "USDC"));
    }

    @Override
    protected int mostListings() {
        return 21_000 / 30 / 4;
    }

    private static String frame(String name, Listing listing) {
        return Frames.text("bybit/" + name + ".json").strip().replace("SYMBOL", listing.symbol());
    }

    @Override
    protected void sync(Stage stage, Listing listing) {
        stage.frame(frame("snapshot", listing));
    }

    @Override
    protected String change(Listing listing, int n) {
        return frame("delta", listing).replace("\"u\":0", "\"u\":" + (7_000 + n))
                .replace("\"seq\":0", "\"seq\":" + (90_000 + 7 * n));
    }

    @Override
    protected String trade(Listing listing) {
        return frame("trade", listing);
    }

    @Override
    protected String quote(Listing listing) {
        return frame("quote", listing);
    }

    @Override
    protected List<String> refuse(String sent, String symbol) {
        return List.of("{\"success\":false,\"ret_msg\":\"Invalid symbol\",\"conn_id\":\"c\","
                + "\"req_id\":\"" + Corpus.json(sent).path("req_id").asText()
                + "\",\"op\":\"subscribe\"}");
    }

    @Override
    protected String unknown() {
        return "{\"topic\":\"kline.5.BTCUSDT\",\"data\":[],\"ts\":1,\"type\":\"snapshot\"}";
    }

    private Stage stage() {
        return new Stage(dialect(), "bybit", instruments());
    }

    @Test
    void a_restart_of_the_service_replaces_the_book() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        sync(stage, btc);
        stage.frame(change(btc, 1).replace("\"u\":7001", "\"u\":1"));
        stage.frame(change(btc, 1).replace("\"u\":7001", "\"u\":2"));

        var books = stage.heard.events("book");
        assertTrue(books.get(1).contains("snapshot u=1 "), books.toString());
        assertTrue(books.get(2).contains("delta u=2 "), books.toString());
        assertEquals(List.of(), stage.heard.breaks);
    }

    @Test
    void a_gap_subscribes_anew_to_that_book_alone_and_longer_each_time() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        sync(stage, btc);
        stage.heard.clear();
        stage.frame(change(btc, 2));
        stage.frame(change(btc, 3));
        assertEquals(List.of("break 0 GAP update 7001 was due, 7002 came", "skip 0 UNSYNCED"),
                stage.heard.events);
        assertEquals(List.of(), stage.heard.sent, "not before the back-off has passed");

        stage.now += 100_000_000;
        stage.frame(quote(btc));
        assertEquals(2, stage.heard.sent.size());
        assertTrue(stage.heard.sent.get(0).startsWith("{\"op\":\"unsubscribe\""));
        assertTrue(stage.heard.sent.get(1)
                .endsWith("\"args\":[\"orderbook.200.BTCUSDT\"]}"));
        sync(stage, btc);
        stage.frame(change(btc, 1));
        assertEquals(2, stage.heard.events("book").size());

        for (int i = 0; i < 15; i++) {
            stage.now += Stage.SECOND;
            stage.conversation.tick(stage.now);
        }
        assertEquals(1, stage.heard.events("break 0").size(), "its snapshot was the answer");

        stage.frame(change(btc, 5));
        stage.heard.sent.clear();
        stage.now += 100_000_000;
        stage.frame(quote(btc));
        assertEquals(List.of(), stage.heard.sent);
        stage.now += 100_000_000;
        stage.frame(quote(btc));
        assertEquals(2, stage.heard.sent.size());
    }

    @Test
    void an_old_id_with_a_new_sequence_is_no_repetition() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        stage.frame(frame("snapshot", btc).replace("\"u\":7000", "\"u\":7900"));
        stage.frame(change(btc, 1));
        assertEquals(BookBreak.Kind.GAP, stage.heard.breaks.getFirst().kind());
    }

    @Test
    void a_snapshot_that_was_agreed_to_and_never_came_is_asked_for_again() {
        var stage = stage();
        for (int id = 1; id <= 10; id++) {
            stage.frame("{\"success\":true,\"ret_msg\":\"\",\"conn_id\":\"c\",\"req_id\":\"" + id
                    + "\",\"op\":\"subscribe\"}");
        }
        stage.heard.clear();
        stage.pass(10);
        assertEquals(List.of("no snapshot of the book within 10 s",
                "no snapshot of the book within 10 s"),
                stage.heard.faults.stream().map(Fault::text).toList());
        stage.pass(1);
        assertTrue(stage.wants().contains("\"unsubscribe\""), stage.wants());
    }

    @Test
    void it_pings_every_twenty_seconds() {
        var stage = stage();
        sync(stage, stage.listings.getFirst());
        sync(stage, stage.listings.getLast());
        stage.heard.clear();
        stage.pass(41);
        assertEquals(2, stage.heard.sent.stream().filter("{\"op\":\"ping\"}"::equals).count());
        stage.heard.clear();
        stage.frame("{\"success\":true,\"ret_msg\":\"pong\",\"conn_id\":\"c\",\"op\":\"ping\"}");
        stage.frame("{\"req_id\":\"1\",\"op\":\"pong\",\"args\":[\"1\"],\"conn_id\":\"c\"}");
        assertEquals(List.of(), stage.heard.faults);
    }

    /// The market falls tick by tick out of the window that the snapshot showed: all fifty levels are known all the time.
    @Test
    void the_window_moves_with_the_market() {
        var dialect = new BybitDialect(
                new Entry("bybit", "", "", 50, false, false, Map.of(), Map.of()));
        var stage = new Stage(dialect, "bybit", instruments());
        Listing btc = stage.listings.getFirst();
        var book = new ListingBook(btc, dialect.shape(btc),
                OrderBooks.of(dialect.shape(btc), btc.rules()), BookLimits.NONE);
        stage.heard.updates = update -> book.apply(update, 1);

        var bids = new ArrayList<String>();
        var asks = new ArrayList<String>();
        for (int level = 0; level < 50; level++) {
            bids.add("[\"" + (1_000 - level) + "\",\"1\"]");
            asks.add("[\"" + (1_001 + level) + "\",\"1\"]");
        }
        stage.frame(message(btc, "snapshot", 10, String.join(",", bids), String.join(",", asks)));
        for (int tick = 0; tick < 60; tick++) {
            stage.frame(message(btc, "delta", 11 + tick,
                    "[\"" + (1_000 - tick) + "\",\"0\"],[\"" + (950 - tick) + "\",\"1\"]",
                    "[\"" + (1_000 - tick) + "\",\"1\"],[\"" + (1_050 - tick) + "\",\"0\"]"));
        }

        var cursor = new Cursor();
        book.levels().walk(Side.BID, cursor);
        int walked = 0;
        while (cursor.next()) {
            walked++;
        }
        assertEquals(50, walked);
    }

    private static String message(Listing listing, String type, int id, String bids, String asks) {
        return "{\"topic\":\"orderbook.50." + listing.symbol()
                + "\",\"ts\":1700000000000,\"type\":\"" + type + "\",\"data\":{\"s\":\""
                + listing.symbol() + "\",\"b\":[" + bids + "],\"a\":[" + asks + "],\"u\":" + id
                + ",\"seq\":" + id + "},\"cts\":1700000000000}";
    }

    @Test
    void level_one_as_a_book_repeats_without_changing() {
        var dialect = new BybitDialect(
                new Entry("bybit", "", "", 1, true, true, Map.of(), Map.of()));
        var stage = new Stage(dialect, "bybit", instruments());
        Listing btc = stage.listings.getFirst();
        stage.frame(quote(btc));
        stage.frame(quote(btc));
        stage.frame(quote(btc).replace("\"u\":333", "\"u\":335"));
        assertEquals(2, stage.heard.events("book 0 snapshot").size(),
                stage.heard.events.toString());
        assertEquals(BookSkip.Reason.KEEP_ALIVE, stage.heard.skips.getFirst().reason());
        assertEquals(List.of(), stage.heard.breaks);
    }

    @Test
    void level_one_as_a_quote_takes_changes_and_skips_repetitions() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        stage.frame(quote(btc));
        stage.frame(quote(btc));
        String change = quote(btc).replace("\"type\":\"snapshot\"", "\"type\":\"delta\"")
                .replace("[[\"27000.1\",\"1.5\"]]", "[[\"27000.1\",\"0\"],[\"26999.75\",\"2\"]]")
                .replace("[[\"27000.2\",\"0.4\"]]", "[]");
        stage.frame(change.replace("\"u\":333", "\"u\":334"));
        stage.frame(change.replace("\"u\":333", "\"u\":336"));
        stage.frame(change.replace("\"u\":333", "\"u\":337"));
        assertEquals(List.of("quote 0 u=333 at 1790000000125000000 27000.1x1.5 27000.2x0.4",
                "quote 0 u=334 at 1790000000125000000 26999.75x2 27000.2x0.4"),
                stage.heard.events);
    }

    @Test
    void all_trades_of_a_message_or_none() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        String frame = frame("trades", btc);
        stage.frame(frame);
        assertEquals(List.of(
                "trade 0 id=2290000000012345678 at 1790000000129000000 taker BID 27000.2x0.01",
                "trade 0 id=2290000000012345679 at 1790000000130000000 taker BID 27000.25x0.125"),
                stage.heard.events);
        stage.heard.clear();
        stage.frame(frame.replace("\"0.125\"", "\"x\""));
        assertEquals(List.of(), stage.heard.events);
        assertEquals(Fault.Kind.MALFORMED, stage.heard.faults.getFirst().kind());
    }

    /// Bybit names the side of the position: who was long sells.
    @Test
    void liquidations_of_contracts_are_told_by_the_side_of_the_order() {
        var stage = new Stage(new BybitDialect(Entry.of("bybit-linear")), "bybit-linear",
                List.of(Instrument.perpetual("ROSE", "USDT", "USDT")));
        assertTrue(stage.wants().contains("allLiquidation.ROSEUSDT"), stage.wants());
        stage.heard.events.clear();

        stage.frame(
                "{\"topic\":\"allLiquidation.ROSEUSDT\",\"type\":\"snapshot\",\"ts\":1739502303204,"
                        + "\"data\":[{\"T\":1739502302929,\"s\":\"ROSEUSDT\",\"S\":\"Sell\",\"v\":\"20000\",\"p\":\"0.04499\"},"
                        + "{\"T\":1739502302930,\"s\":\"ROSEUSDT\",\"S\":\"Buy\",\"v\":\"7\",\"p\":\"0.0451\"}]}");
        stage.frame(
                "{\"topic\":\"allLiquidation.ROSEUSDT\",\"type\":\"snapshot\",\"ts\":1739502303204,"
                        + "\"data\":[{\"T\":1739502302929,\"s\":\"ROSEUSDT\",\"S\":\"Both\",\"v\":\"20000\",\"p\":\"0.04499\"}]}");

        assertEquals(List.of("liquidation 0 at 1739502302929000000 order BID 0.04499x20000",
                "liquidation 0 at 1739502302930000000 order ASK 0.0451x7"), stage.heard.events);
        assertEquals(1, stage.heard.faults.size(), stage.heard.faults.toString());
    }

    @Test
    void spot_has_no_liquidations_to_ask_for() {
        var stage = new Stage(new BybitDialect(Entry.of("bybit")), "bybit",
                List.of(Instrument.spot("BTC", "USDT")));

        assertTrue(!stage.wants().contains("allLiquidation"), stage.wants());
    }

    @Test
    void linear_contracts_have_tickers_and_names_of_their_own() {
        var dialect = new BybitDialect(Entry.of("bybit-linear"));
        var instruments = List.of(Instrument.perpetual("BTC", "USDT", "USDT"),
                Instrument.perpetual("ETH", "USDC", "USDC"),
                Instrument.parse("BTC/USDT:USDT-251226"), Instrument.parse("ETH/USDC:USDC-260327"));
        assertEquals(List.of("BTCUSDT", "ETHPERP", "BTCUSDT-26DEC25", "ETH-27MAR26"),
                instruments.stream().map(dialect::symbol).toList());
        for (Instrument instrument : instruments) {
            assertEquals(instrument, dialect.instrument(dialect.symbol(instrument)));
        }
        var stage = new Stage(dialect, "bybit-linear", instruments);
        assertEquals("wss://stream.bybit.com/v5/public/linear",
                dialect.links(stage.listings).getFirst().url());
        assertTrue(stage.wants().contains("tickers.ETHPERP"));
        stage.frame(frame("ticker", stage.listings.getFirst()));
        stage.frame("{\"topic\":\"tickers.BTCUSDT\",\"type\":\"delta\",\"data\":{\"symbol\":"
                + "\"BTCUSDT\",\"markPrice\":\"27000.25\"},\"cs\":1,\"ts\":1790000000400}");
        assertEquals(List.of("derivative 0 mark=27000.15 index=27001.2 last=27000.1"
                + " funding=-0.0001 at 1790006400000000000 interest=5127.25"
                + " at 1790000000300000000",
                "derivative 0 mark=27000.25 index=none last=none funding=none"
                        + " at -9223372036854775808 interest=none at 1790000000400000000"),
                stage.heard.events);
    }
}
