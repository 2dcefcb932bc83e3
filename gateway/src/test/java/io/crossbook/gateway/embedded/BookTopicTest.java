package io.crossbook.gateway.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reactivex.rxjava3.subscribers.TestSubscriber;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A book and its trades as a program hears of them.
@Timeout(120)
final class BookTopicTest {

    private final ToldGateway gateway = new ToldGateway();
    private final MarketData market = MarketData.connect(gateway.address());

    @AfterEach
    void close() {
        market.close();
        gateway.close();
    }

    private static String book(String health, String reason, String bids, String asks) {
        return """
                {"health":"%s","reason":"%s","timestamp":null,"localTimestamp":"2026-11-22T15:00:00.5Z",\
                "bids":%s,"asks":%s}"""
                .formatted(health, reason, bids, asks);
    }

    private static String trade(int id) {
        return """
                {"exchange":"kraken","symbol":"BTC/USD","instrument":"BTC/USD","id":"%d","price":"100.50","size":"0.1",\
                "side":"buy","timestamp":null,"localTimestamp":"2026-11-22T15:00:00.5Z"}"""
                .formatted(id);
    }

    private static List<String> inShort(TestSubscriber<Book> reader) {
        return reader.values().stream().map(book -> book.health() + " " + levels(book.bids())
                + " | " + levels(book.asks()) + book.reason()).toList();
    }

    private static String levels(List<Level> levels) {
        return levels.stream().map(level -> level.size() + "@" + level.price())
                .collect(Collectors.joining(" "));
    }

    @Test
    void changes_make_a_whole_book_and_a_break_shows_none() throws Exception {
        var reader = market.book("kraken", "BTC/USD", 3).test(1);
        gateway.subscribers(1).says("book", true, book("live", "",
                "[[\"100.0\",\"1\"],[\"99.5\",\"2\"]]", "[[\"101\",\"3\"]]"));
        reader.awaitCount(1);
        assertEquals(List.of("0: {\"subscribe\":[{\"topic\":\"book\",\"exchange\":\"kraken\","
                + "\"symbol\":\"BTC/USD\",\"depth\":3}]}"), gateway.heard);

        gateway.says("book", false, book("live", "", "[[\"100\",\"0\"]]", "[]"))
                .says("book", false, book("stale", "old", "[[\"99.7\",\"5\"]]", "[]")).isHeard();
        reader.request(1);
        reader.awaitCount(2);

        gateway.says("book", true, book("broken", "a gap", "[]", "[]")).isHeard();
        reader.request(2);
        reader.awaitCount(3);
        gateway.says("book", true, book("live", "", "[[\"98\",\"1\"]]", "[]"));
        reader.awaitCount(4);

        assertEquals(List.of("LIVE 1@100.0 2@99.5 | 3@101", "STALE 5@99.7 2@99.5 | 3@101old",
                "BROKEN  | a gap", "LIVE 1@98 | "), inShort(reader));
    }

    @Test
    void a_change_that_does_not_follow_is_told_to_nobody() {
        for (String missed : List.of("""
                {"topic":"book","seq":3,"snapshot":false,"data":[]}""", """
                {"topic":"book","seq":1,"snapshot":true,"data":[]}""")) {
            var reader = market.book("kraken", "BTC/USD", 3).test();
            gateway.subscribers(gateway.sockets.isEmpty() ? 1 : 2).says("""
                    {"topic":"book","seq":1,"snapshot":true,"data":[]}""").says(missed);
            reader.awaitCount(1);
            assertEquals(FeedException.Kind.GARBLED, MarketDataTest.ends(reader));
            assertTrue(MarketDataTest.error(reader).getMessage().contains("follows on 1"),
                    () -> MarketDataTest.error(reader).getMessage());
        }
    }

    @Test
    void state_may_leave_out_what_is_past_and_facts_may_not() throws Exception {
        var tops = market.tops().test();
        gateway.subscribers(1).says("""
                {"topic":"top","seq":4,"snapshot":true,"data":[]}""").says("""
                {"topic":"top","seq":9,"snapshot":false,"data":[]}""").isHeard();
        tops.assertNoErrors();

        var trades = market.trades("kraken", "BTC/USD").test();
        gateway.subscribers(2).says("""
                {"topic":"trade","seq":4,"snapshot":true,"data":[]}""").says("""
                {"topic":"trade","seq":6,"snapshot":false,"data":[]}""");
        assertEquals(FeedException.Kind.GARBLED, MarketDataTest.ends(trades));
    }

    @Test
    void trades_are_facts_and_begin_with_the_last_that_are_known() {
        var reader = market.trades("kraken", "BTC/USD").test();
        gateway.subscribers(1).says("trade", true, trade(1), trade(2))
                .says("trade", false, trade(3));

        reader.awaitCount(2);
        assertEquals(List.of("1", "2"), ((Fact.Known<Trade>) reader.values().getFirst()).all()
                .stream().map(Trade::id).toList());
        Trade told = ((Fact.Told<Trade>) reader.values().getLast()).value();
        assertEquals("3 buy 0.1 100.50", told.id() + " " + told.side() + " " + told.size() + " "
                + told.price());
        assertTrue(told.timestamp().isEmpty());
    }

    @Test
    void attempts_are_facts_in_the_words_of_the_commands() {
        var reader = market.attempts().test();
        gateway.subscribers(1).says("attempt", true).says("attempt", false, """
                {"attempt":7,"state":"closed","asset":"USDT","planned":"0.5","legs":[]}""");

        reader.awaitCount(2);
        Attempt told = ((Fact.Told<Attempt>) reader.values().getLast()).value();
        assertEquals("7 closed 0.5 USDT", told.id() + " " + told.state() + " " + told.planned()
                + " " + told.asset());
        assertTrue(told.json().contains("\"legs\":[]"), told.json());
    }
}
