package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.books.BookLimits;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.binance.BinanceDialect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Engine and Binance together.
final class BinanceBookTest implements Effects, Watcher {

    private static final Instrument BTC_USDT = Instrument.spot("BTC", "USDT");
    private static final long MILLI = 1_000_000L;

    private final List<Long> asked = new ArrayList<>();
    private String link = "";
    private long now = 1_790_000_000_000L * MILLI;
    private Engine engine;

    @BeforeEach
    void one_listing() {
        var settings = new Settings(List.of(new Settings.Exchange(Entry.of("binance"), "binance",
                true, List.of(BTC_USDT), BookLimits.DEFAULT, 1_000_000, 1_000_000)),
                DetectorSettings.DEFAULT, 0, List.of(), List.of());
        engine = new Engine((_, entry) -> new BinanceDialect(entry), settings, this,
                new Watchers(this));
        input(new Input.Configured(settings));
        input(new Input.Listed("binance", List.of(new Listing(0, "binance", "BTCUSDT", BTC_USDT,
                Rules.UNKNOWN))));
        input(new Input.Opened(1, link));
        // The exchange's clock is ours, to 5 ms.
        input(new Input.ServerTime("binance", now, now + 10 * MILLI, now + 5 * MILLI));
        now += 10 * MILLI;
    }

    private void input(Input input) {
        engine.accept(now, input);
    }

    private void depth(long id, long lateMillis, String bids) {
        var frame = new Input.Frame();
        frame.connection = 1;
        byte[] bytes = Bytes
                .of("{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":"
                        + (now / MILLI - lateMillis) + ",\"s\":\"BTCUSDT\",\"U\":" + id + ",\"u\":"
                        + id
                        + ",\"b\":[" + bids + "],\"a\":[]}}")
                .copy();
        frame.bytes.wrap(bytes, 0, bytes.length);
        input(frame);
    }

    private void snapshot(long id) {
        input(new Input.Answered(asked.getLast(), Answer.ok(Bytes.of("{\"lastUpdateId\":" + id
                + ",\"bids\":[[\"100.00000000\",\"1.00000000\"]],"
                + "\"asks\":[[\"101.00000000\",\"1.00000000\"]]}"))));
    }

    private Health health() {
        return engine.books().book(0).health();
    }

    /// REST is fast, the stream three seconds late: until it has reached the snapshot nothing moves, and every event says why.
    @Test
    void a_book_whose_late_stream_has_not_reached_its_snapshot_is_not_live() {
        depth(100, 3_000, "[\"100.00000000\",\"2.00000000\"]");
        snapshot(130);
        for (int id = 101; id < 130; id++) {
            now += 100 * MILLI;
            depth(id, 3_000, "[\"100.00000000\",\"2.00000000\"]");
        }
        assertNotEquals(Health.LIVE, health(), "2.9 s old, and 29 events in a row were 3 s late");
    }

    /// The engine starts the book anew while DepthSync lets go of what it held.
    @Test
    void a_held_event_that_breaks_the_book_stops_nothing() {
        depth(100, 0, "[\"99000000.10000000\",\"2.00000000\"]");
        depth(101, 0, "[\"100.00000001\",\"2.00000000\"]"); // at eight decimals the one before does not fit
        snapshot(99);
        assertEquals(Health.BROKEN, health());
    }

    @Override
    public void open(Link opened) {
        link = opened.id();
    }

    @Override
    public void drop(String dropped) {}

    @Override
    public void send(int connection, String frame) {}

    @Override
    public void close(int connection, String why) {}

    @Override
    public void request(long id, String exchange, Request request) {
        asked.add(id);
    }

    @Override
    public void post(long id, int connection, Request frame) {}

    @Override
    public void rearmed(long pull) {}
}
