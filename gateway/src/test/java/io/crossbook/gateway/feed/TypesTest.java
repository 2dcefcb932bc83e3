package io.crossbook.gateway.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Listing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is gathered over time: bars, snapshots by interval and by group, tickers; both threads are played by hand. The clock begins at 16:40 of the first day.
final class TypesTest {

    private final Studio studio = new Studio(0);

    private Listener hears(String... types) {
        Listener listener = studio.listens(new Listener("north", types));
        listener.heard.clear();
        return listener;
    }

    private TypesTest says(String words) {
        studio.says(words);
        studio.drain();
        return this;
    }

    /// Time passes; nothing is said meanwhile.
    private TypesTest passes(long millis) {
        studio.floor.pass(millis);
        studio.drain();
        return this;
    }

    private TypesTest change(String level) {
        return says("change BTCUSD " + ++studio.update + " 0 " + level);
    }

    private static JsonArray level(Number price, Number amount) {
        return new JsonArray().add(new JsonObject().put("price", price).put("amount", amount));
    }

    @Test
    void a_bar_by_ticks_ends_with_the_trade_that_fills_it() {
        Listener listener = hears("trade_bar_2ticks");
        says("trade BTCUSD 100.25 1").says("trade BTCUSD 99.75 3");

        JsonObject bar = listener.heard.getFirst();
        assertEquals("trade_bar", bar.getString("type"));
        assertEquals("trade_bar_2ticks", bar.getString("name"));
        assertEquals("tick", bar.getString("kind"));
        assertEquals(2, bar.getInteger("interval"));
        assertEquals(List.of(100.25, 100.25, 99.75, 99.75),
                List.of(bar.getDouble("open"), bar.getDouble("high"), bar.getDouble("low"),
                        bar.getDouble("close")));
        assertEquals(4, bar.getInteger("volume"));
        assertEquals(4, bar.getInteger("buyVolume") + bar.getInteger("sellVolume"));
        assertEquals(2, bar.getInteger("trades"));
        assertEquals(99.875, bar.getDouble("vwap"));
        assertEquals(1, listener.heard.size());
    }

    @Test
    void a_bar_by_volume_takes_the_whole_trade_that_fills_it() {
        Listener listener = hears("trade_bar_2.5vol");
        says("trade BTCUSD 100 2").says("trade BTCUSD 100 9").says("trade BTCUSD 100 1");

        assertEquals(1, listener.heard.size());
        assertEquals(11, listener.heard.getFirst().getInteger("volume"));
        assertEquals(2.5, listener.heard.getFirst().getDouble("interval"));
    }

    @Test
    void a_bar_by_time_ends_with_the_first_trade_after_it() {
        Listener listener = hears("trade_bar_1s");
        says("trade BTCUSD 100 1").passes(400).says("trade BTCUSD 101 1").passes(900);
        assertEquals(List.of(), listener.inShort());

        says("trade BTCUSD 102 1");

        JsonObject bar = listener.heard.getFirst();
        assertEquals(2, bar.getInteger("trades"));
        assertEquals("1970-01-01T00:16:41Z", bar.getString("timestamp"));
        assertEquals("1970-01-01T00:16:40Z", bar.getString("openTimestamp"));
        assertEquals("1970-01-01T00:16:40.400Z", bar.getString("closeTimestamp"));
        assertEquals("1970-01-01T00:16:41.300Z", bar.getString("localTimestamp"));
    }

    @Test
    void what_was_traded_before_a_connection_was_lost_is_in_no_later_bar() {
        Listener listener = hears("trade_bar_2ticks");
        says("trade BTCUSD 100 1");
        studio.floor.closes(1, "north").opens(1 + 2, "north");
        studio.floor.says(3, "snapshot BTCUSD 20 0 bid 100 1 ask 101 1")
                .says(3, "trade BTCUSD 101 1").says(3, "trade BTCUSD 102 1");
        studio.drain();

        assertEquals(1, listener.heard.size());
        assertEquals(101, listener.heard.getFirst().getInteger("open"));
    }

    @Test
    void a_snapshot_of_an_interval_shows_how_the_book_stood_when_it_was_over() {
        Listener listener = hears("book_snapshot_1_1s", "book_change");
        change("bid 100.1 2").passes(500).change("bid 100.1 3");
        assertEquals(List.of("change", "change"), listener.inShort());

        passes(600).change("bid 100.1 4");

        JsonObject shown = listener.heard.getLast();
        assertEquals(List.of("change", "book_snapshot_1_1s"), listener.inShort());
        assertEquals(level(100.1, 3), shown.getJsonArray("bids"));
        assertEquals("1970-01-01T00:16:41Z", shown.getString("timestamp"));
        assertEquals("1970-01-01T00:16:41.100Z", shown.getString("localTimestamp"));
        assertEquals(1_000, shown.getInteger("interval"));
    }

    @Test
    void an_interval_in_which_nothing_shown_has_changed_is_not_told() {
        Listener listener = hears("book_snapshot_1_1s");
        change("bid 99 2").passes(1_100).change("bid 98 3").passes(1_100).change("bid 97 4");

        assertEquals(List.of(), listener.inShort());
    }

    @Test
    void the_last_value_before_a_silence_is_told_by_the_clock() {
        Listener listener = hears("book_snapshot_1_1s");
        change("bid 100.1 2");
        studio.broadcast.due(1_000);
        assertEquals(List.of(), listener.inShort());

        studio.broadcast.due(1_000);
        assertEquals(level(100.1, 2), listener.heard.getFirst().getJsonArray("bids"));
        studio.broadcast.due(1_000);
        passes(1_100).change("bid 99 2");
        assertEquals(List.of("book_snapshot_1_1s"), listener.inShort(), "and not again");
    }

    @Test
    void levels_are_gathered_on_a_grid_where_nothing_looks_better_than_it_is() {
        Listener listener = studio
                .listens(new Listener("north", "book_snapshot_2_grouped0.5_0ms"));
        change("bid 99.99 2 bid 99.4 4 ask 101.01 3 ask 101.5 5 ask 101.51 6");

        JsonObject shown = listener.heard.getLast();
        assertEquals(0.5, shown.getDouble("grouping"));
        assertEquals("100 x 1, 99.5 x 2", Listener.bids(shown));
        assertEquals(level(101, 1).add(level(101.5, 8).getJsonObject(0)),
                shown.getJsonArray("asks"));
    }

    @Test
    void a_ticker_gathers_what_messages_tell_piece_by_piece() {
        Listener listener = hears("derivative_ticker");
        says("funding BTCUSD 0.0001 1700000000000").says("index BTCUSD 27000.5")
                .says("index BTCUSD 27000.5");

        assertEquals(2, listener.heard.size(), "nothing new is not told");
        JsonObject ticker = listener.heard.getLast();
        assertEquals("derivative_ticker", ticker.getString("type"));
        assertEquals(0.0001, ticker.getDouble("fundingRate"));
        assertEquals("2023-11-14T22:13:20Z", ticker.getString("fundingTimestamp"));
        assertEquals(27000.5, ticker.getDouble("indexPrice"));
        assertTrue(!ticker.containsKey("markPrice"), ticker.encode());

        Listener late = studio.listens(new Listener("north", "derivative_ticker"));
        assertEquals(27000.5, late.heard.getFirst().getDouble("indexPrice"));
    }

    @Test
    void a_liquidation_is_told_to_who_asks_and_is_no_trade() {
        Listener listener = hears("liquidation");
        Listener trades = hears("trade", "trade_bar_1ticks");
        says("liquidation BTCUSD sell 99.50 3").says("liquidation BTCUSD buy 101 2");

        JsonObject first = listener.heard.getFirst();
        assertEquals(Set.of("type", "symbol", "exchange", "price", "amount", "side", "timestamp",
                "localTimestamp"), first.fieldNames());
        assertEquals("liquidation", first.getString("type"));
        assertEquals("sell", first.getString("side"));
        assertEquals(99.5, first.getValue("price"));
        assertEquals(3, first.getValue("amount"));
        assertEquals("buy", listener.heard.getLast().getString("side"));
        assertEquals(2, listener.heard.size());
        assertEquals(List.of(), trades.heard);
    }

    @Test
    void each_reader_has_its_own_spelling() {
        Listener plain = hears("trade");
        var both = new Listener("north", "trade") {
            @Override
            public Spelling spelling(Listing listing) {
                return Spelling.of(true, true).calling("septentrion");
            }
        };
        studio.listens(both);
        says("trade BTCUSD 100.25 2");

        assertEquals(100.25, plain.heard.getFirst().getValue("price"));
        assertTrue(!plain.heard.getFirst().containsKey("unified"));
        assertEquals("100.25", both.heard.getFirst().getValue("price"));
        assertEquals("2", both.heard.getFirst().getValue("amount"));
        assertEquals("BTC/USD", both.heard.getFirst().getString("unified"));
        assertEquals("septentrion", both.heard.getFirst().getString("exchange"));
        assertEquals("north", plain.heard.getFirst().getString("exchange"));
        assertEquals("BTCUSD", both.heard.getFirst().getString("symbol"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"trade", "book_change", "quote", "quote_10s", "quote_0ms",
            "book_snapshot_25_100ms", "book_snapshot_10_grouped5_1m",
            "book_snapshot_1_grouped0.5_0ms",
            "trade_bar_10ms", "trade_bar_1s", "trade_bar_5m", "trade_bar_100ticks",
            "trade_bar_2.5vol", "derivative_ticker", "liquidation", "book_health"})
    void these_are_known(String name) {
        assertEquals(name, DataType.parse(name).name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "trades", "quote_", "quote_1h", "book_snapshot_0_1s",
            "book_snapshot_5", "book_snapshot_5_grouped0_1s", "book_snapshot_5_grouped_1s",
            "trade_bar_0s", "trade_bar_1", "trade_bar_1.5s", "trade_bar_0.0vol",
            "trade_bar_-1ticks", "book_snapshot_5_1sx", "option_summary"})
    void these_are_not(String name) {
        var wrong = assertThrows(IllegalArgumentException.class, () -> DataType.parse(name));
        assertTrue(wrong.getMessage().startsWith("data type '" + name + "' is not known"));
    }
}
