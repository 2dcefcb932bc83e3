package io.crossbook.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.DialectContract;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BinanceTest extends DialectContract {

    private final BinanceScript script = new BinanceScript("binance");

    @Override
    protected Dialect dialect() {
        return new BinanceDialect(Entry.of("binance"));
    }

    @Override
    protected List<Instrument> instruments() {
        return List.of(Instrument.spot("BTC", "USDT"), Instrument.spot("ETH", "BTC"));
    }

    @Override
    protected int mostListings() {
        return 1_024 / 3;
    }

    @Override
    protected void sync(Stage stage, Listing listing) {
        script.sync(stage, listing);
    }

    @Override
    protected String change(Listing listing, int n) {
        return script.change(listing, n);
    }

    @Override
    protected String trade(Listing listing) {
        return script.frame("trade", listing);
    }

    @Override
    protected String quote(Listing listing) {
        return script.frame("quote", listing);
    }

    @Override
    protected List<String> refuse(String sent, String symbol) {
        return BinanceScript.refuse(sent);
    }

    @Override
    protected String unknown() {
        return "{\"stream\":\"btcusdt@kline_1m\",\"data\":{\"e\":\"kline\",\"s\":\"BTCUSDT\"}}";
    }

    private Stage stage() {
        return new Stage(dialect(), "binance", instruments());
    }

    @Test
    void events_wait_for_the_snapshot_and_follow_it() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        stage.frame(script.change(btc, 0)); // 990 to 999: covered by the snapshot
        stage.frame(script.change(btc, 1));
        stage.frame(script.change(btc, 2));
        assertEquals(1, stage.heard.requests.size(), "one snapshot in flight");
        assertEquals("https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=5000",
                stage.heard.requests.getFirst().url());
        assertEquals(250, stage.heard.requests.getFirst().weight());

        script.sync(stage, btc);

        assertEquals(List.of("skip 0 BUFFERED", "skip 0 BUFFERED", "skip 0 BUFFERED",
                "book 0 snapshot u=999 at 0 bids 27000x2~2056 26999.9x1~2056"
                        + " asks 27000.3x3.1~2056",
                "skip 0 STALE",
                "book 0 delta u=1009 at 1790000000123000000 bids 27000.1x1.5~2056"
                        + " 26999.9x0~2056 asks 27000.2x0.4~2056",
                "book 0 delta u=1019 at 1790000000123000000 bids 27000.1x1.5~2056"
                        + " 26999.9x0~2056 asks 27000.2x0.4~2056"),
                stage.heard.events);
    }

    @Test
    void a_snapshot_older_than_the_first_event_is_fetched_again_later() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        stage.frame(script.change(btc, 3));
        stage.heard.clear();

        script.sync(stage, btc);

        assertEquals(List.of(), stage.heard.events);
        assertEquals(100, stage.heard.requests.getFirst().delayMillis());
        script.sync(stage, btc);
        assertEquals(200, stage.heard.requests.getLast().delayMillis());
    }

    @Test
    void the_first_event_may_straddle_the_snapshot_and_no_later_one() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        script.sync(stage, btc);
        stage.frame(script.change(btc, 1).replace("\"U\":1000", "\"U\":995"));
        assertEquals(List.of(), stage.heard.breaks);

        stage.frame(script.change(btc, 2).replace("\"U\":1010", "\"U\":1005"));
        assertEquals("update 1010 was due, 1005 came", stage.heard.breaks.getFirst().why());
    }

    @Test
    void an_id_that_is_too_large_does_not_silence_what_follows() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        script.sync(stage, btc);
        stage.frame(script.change(btc, 1).replace("\"u\":1009", "\"u\":91009"));
        stage.frame(script.change(btc, 2));

        assertEquals(BookBreak.Kind.GAP, stage.heard.breaks.getFirst().kind(),
                "an event inside the last one exists in no whole stream");
    }

    @Test
    void a_failed_snapshot_is_reported_and_asked_for_again_as_late_as_the_exchange_wants() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        stage.frame(script.change(btc, 1));
        Request request = stage.heard.requests.getFirst();
        stage.heard.clear();

        stage.conversation.answer(request, new Answer(Answer.Phase.ANSWERED, 429,
                Bytes.of("{\"code\":-1003}"), "", 7_000), stage.now);

        assertEquals(Fault.Kind.REST, stage.heard.faults.getFirst().kind());
        assertEquals("BTCUSDT", stage.heard.faults.getFirst().symbol());
        assertEquals(7_000, stage.heard.requests.getFirst().delayMillis());
    }

    @Test
    void a_malformed_snapshot_changes_nothing_and_is_asked_for_again() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        String body = script.frame("snapshot", btc);
        for (int end = 0; end < body.length(); end++) {
            stage.heard.clear();
            stage.snapshot(btc, body.substring(0, end));
            assertEquals(List.of(), stage.heard.events);
            assertEquals(Fault.Kind.MALFORMED, stage.heard.faults.getFirst().kind());
        }
        assertEquals(30_000, stage.heard.requests.getFirst().delayMillis());
    }

    @Test
    void a_quiet_market_gets_its_snapshot_too() {
        var stage = stage();
        stage.frame("{\"result\":null,\"id\":1}");
        stage.pass(2);
        assertEquals(2, stage.heard.requests.size());
        stage.pass(60);
        assertEquals(2, stage.heard.requests.size(), "one in flight a listing");
    }

    @Test
    void a_refused_stream_gets_no_snapshot_that_nothing_would_follow() {
        var stage = stage();
        BinanceScript.refuse(stage.heard.sent.getFirst()).forEach(stage::frame);
        stage.pass(60);
        assertEquals(List.of(), stage.heard.requests);
        assertEquals(2, stage.heard.breaks.size());
    }

    @Test
    void a_long_wait_for_the_snapshot_keeps_the_latest_events() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        for (int n = 1; n <= HeldDepths.MOST + 10; n++) {
            stage.frame(script.change(btc, n));
        }
        stage.heard.clear();
        stage.snapshot(btc, script.frame("snapshot", btc).replace("999", "1100"));
        assertEquals(1 + HeldDepths.MOST, stage.heard.events("book").size()
                + stage.heard.events("skip 0 STALE").size());
        assertEquals(List.of(), stage.heard.breaks);
    }

    @Test
    void a_snapshot_as_long_as_its_limit_is_cut() {
        var dialect = new BinanceDialect(new Entry("binance", "", "", 0, true, true,
                java.util.Map.of(), java.util.Map.of("snapshotLimit", "2")));
        var stage = new Stage(dialect, "binance", instruments());
        script.sync(stage, stage.listings.getFirst());
        assertTrue(stage.heard.events.getFirst().startsWith("book 0 snapshot cut "));
    }

    @Test
    void both_kinds_of_trades_are_read() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        stage.frame(script.frame("trade", btc));
        stage.frame(script.frame("aggregate", btc));
        assertEquals(List.of(
                "trade 0 id=12345 at 1790000000129000000 taker BID 27000.2x0.01",
                "trade 0 id=777 at 1790000000129000000 taker ASK 27000.1x0.02"),
                stage.heard.events);
    }

    @Test
    void an_event_outside_the_combined_stream_is_read_too() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        script.sync(stage, btc);
        String wrapped = script.change(btc, 1);
        stage.frame(wrapped.substring(wrapped.indexOf("\"data\":") + 7, wrapped.length() - 1));
        assertEquals(2, stage.heard.events("book").size(), stage.heard.faults.toString());
    }
}
