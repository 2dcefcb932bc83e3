package io.crossbook.exchanges.xchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class XchangeTest {

    private static final List<Instrument> TWO = List.of(Instrument.spot("BTC", "USD"),
            Instrument.spot("ETH", "USD"));

    static String snapshot(String symbol, String bid, String ask) {
        return "{\"book\":\"" + symbol + "\",\"ts\":0,\"snapshot\":true,\"bids\":[[\"" + bid
                + "\",\"2\"]],\"asks\":[[\"" + ask + "\",\"1\"]]}";
    }

    private static Stage client() {
        return new Stage(new XchangeDialect(new Entry("here", "", "", 0, true, false, Map.of(),
                Map.of("class", XchangeContractTest.TYPE))), "here", TWO);
    }

    private static Stage recording() {
        return new Stage(new XchangeDialect(Entry.of("here")), "here", TWO);
    }

    @Test
    void each_book_replaces_the_one_before_and_ends_in_the_unknown() {
        var stage = client();
        stage.frame(snapshot("BTC/USD", "100.1", "101"));
        stage.frame(snapshot("BTC/USD", "99.25", "101.5"));

        assertEquals(List.of(
                "book 0 snapshot cut u=0 at 0 bids 100.1x2~256 asks 101x1~0",
                "book 0 snapshot cut u=0 at 0 bids 99.25x2~512 asks 101.5x1~256"),
                stage.heard.events);
    }

    @Test
    void nothing_of_a_doubted_client_is_believed_again() {
        var stage = client();
        stage.frame(snapshot("BTC/USD", "100", "101"));
        stage.frame(snapshot("ETH/USD", "10", "11"));
        stage.heard.clear();

        stage.conversation.resync(stage.listings.getFirst(), "crossed", stage.now);
        stage.frame(snapshot("BTC/USD", "100", "101"));
        stage.frame(snapshot("ETH/USD", "10", "11"));
        stage.pass(20);

        assertEquals(List.of(), stage.heard.events);
        assertEquals(List.of("BTC/USD: crossed"), stage.heard.reconnects);
    }

    @Test
    void a_recording_goes_on_with_its_next_snapshot() {
        var stage = recording();
        assertEquals(List.of(), stage.heard.sent);
        stage.frame(snapshot("BTC/USD", "100", "101"));
        stage.conversation.resync(stage.listings.getFirst(), "crossed", stage.now);
        stage.frame(snapshot("BTC/USD", "100", "101"));
        stage.pass(100);

        assertEquals(2, stage.heard.events("book 0 snapshot").size());
        assertEquals(List.of(), stage.heard.reconnects);
        assertEquals(List.of(), stage.heard.faults);
    }

    @Test
    void a_silent_book_asks_for_a_new_client_after_a_minute() {
        var stage = client();
        stage.frame(snapshot("BTC/USD", "100", "101"));
        stage.frame(snapshot("ETH/USD", "10", "11"));
        for (int i = 0; i < 6; i++) {
            stage.pass(9);
            stage.frame(snapshot("BTC/USD", "100", "101"));
        }
        stage.pass(5);
        assertEquals(List.of(), stage.heard.reconnects);
        stage.pass(1);
        assertEquals(List.of("no book of ETH/USD for 60 s"), stage.heard.reconnects);
    }

    @Test
    void a_client_that_hangs_is_replaced_and_one_that_half_hangs_is_asked_again_once() {
        var dumb = client();
        dumb.pass(10);
        assertEquals(List.of("no book at all came of this client"), dumb.heard.reconnects);

        var half = client();
        half.frame(snapshot("BTC/USD", "100", "101"));
        half.heard.clear();
        half.pass(10);
        assertEquals(List.of("{\"subscribe\":\"book\",\"symbol\":\"ETH/USD\"}"), half.heard.sent);
        assertEquals(List.of(), half.heard.reconnects);

        half.pass(10);
        assertEquals(List.of("no book of ETH/USD came of this client"), half.heard.reconnects);
    }

    @Test
    void a_stream_that_ends_breaks_its_book_and_asks_for_a_new_client() {
        var stage = client();
        stage.frame(snapshot("BTC/USD", "100", "101"));
        stage.frame("{\"refused\":\"BTC/USD\",\"channel\":\"book\",\"why\":\"boom\"}");

        assertEquals(BookBreak.Kind.UNSUBSCRIBED, stage.heard.breaks.getFirst().kind());
        assertEquals(List.of("book of BTC/USD ended: boom"), stage.heard.reconnects);
    }

    @Test
    void a_level_of_nothing_or_below_breaks_the_book_until_the_next() {
        for (String bad : List.of("\"0\"", "\"-1\"", "\"x\"", "null", "[]")) {
            var stage = client();
            stage.frame(snapshot("BTC/USD", "100", "101"));
            stage.heard.clear();
            stage.frame(snapshot("BTC/USD", "100", "101").replace("\"2\"", bad));
            assertEquals(1, stage.heard.events.size(), stage.heard.events.toString());
            assertEquals(BookBreak.Kind.MALFORMED, stage.heard.breaks.getFirst().kind());
            assertEquals(Fault.Kind.MALFORMED, stage.heard.faults.getFirst().kind());
            stage.frame(snapshot("BTC/USD", "100", "101"));
            assertEquals(1, stage.heard.events("book 0 snapshot").size());
        }
    }

    @Test
    void options_travel_in_the_links_url() {
        var dialect = new XchangeDialect(new Entry("here", "", "http://127.0.0.1:1", 25, true, true,
                Map.of(), Map.of("class", "a.B", "Exchange_Type", "x.Y.SPOT & more")));
        var stage = new Stage(dialect, "here", TWO);
        assertEquals(
                "xchange:a.B?Exchange_Type=x.Y.SPOT+%26+more&depth=25"
                        + "&restUrl=http%3A%2F%2F127.0.0.1%3A1&trades=true",
                dialect.links(stage.listings).getFirst().url());
    }

    @Test
    void an_address_that_xchange_would_ignore_is_the_users_error() {
        var e = assertThrows(IllegalArgumentException.class,
                () -> new XchangeDialect(new Entry("here", "wss://x", "", 0, true, true, Map.of(),
                        Map.of("class", XchangeContractTest.TYPE))));
        assertTrue(String.valueOf(e.getMessage()).contains("remove webSocketUrl"), e.getMessage());
    }
}
