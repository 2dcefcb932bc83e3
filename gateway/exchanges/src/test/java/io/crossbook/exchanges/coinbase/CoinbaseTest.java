package io.crossbook.exchanges.coinbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Frames;
import io.crossbook.exchanges.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CoinbaseTest {

    private static final long SECOND = 1_000_000_000L;

    private static final class Desk extends Heard {

        final Conversation conversation;

        Desk(String api, String... symbols) {
            var dialect = new CoinbaseDialect(new Entry("coinbase", "", "", 0, true, true, Map.of(),
                    Map.of("api", api)));
            var listings = new ArrayList<Listing>();
            for (String symbol : symbols) {
                listings.add(new Listing(listings.size(), "coinbase", symbol,
                        Objects.requireNonNull(dialect.instrument(symbol)), Rules.UNKNOWN));
            }
            conversation = dialect.converse(dialect.links(listings).getFirst(), this);
            conversation.opened(0);
        }

        void hear(String... names) {
            for (String name : names) {
                conversation.frame(Frames.of("coinbase/" + name + ".json"), 0);
            }
        }

        void hearAs(String name, String part, String other) {
            conversation.frame(Bytes.of(
                    Frames.text("coinbase/" + name + ".json").replace(part, other)), 0);
        }
    }

    @Test
    void a_book_and_its_trades_are_told() {
        var desk = new Desk("exchange", "BTC-USD");

        desk.hear("subscriptions", "last_match", "snapshot", "l2update", "match");

        assertEquals(3, desk.events.size());
        assertEquals("trade 0 id=11 at 1415348367028459000 taker BID 400.23x5.23512",
                desk.events.getLast());
        assertEquals(List.of(), desk.faults);
    }

    @Test
    void a_change_before_the_snapshot_is_not_believed() {
        var desk = new Desk("exchange", "BTC-USD");

        desk.hear("l2update");

        assertEquals(List.of("skip 0 UNSYNCED"), desk.events);
    }

    @Test
    void a_hole_between_trades_breaks_that_book() {
        var desk = new Desk("exchange", "BTC-USD", "ETH-USD");
        desk.hear("snapshot", "last_match");

        desk.hearAs("match", "\"trade_id\":11", "\"trade_id\":12");

        assertEquals("break 0 GAP trades are missing before 12", desk.events.get(1));
        assertEquals(1, desk.breaks.size());
        desk.sent.clear();
        desk.conversation.tick(SECOND);
        assertEquals(List.of(
                "{\"type\":\"unsubscribe\",\"product_ids\":[\"BTC-USD\"],\"channels\":[\"level2_batch\"]}",
                "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channels\":[\"level2_batch\"]}"),
                desk.sent);
    }

    @Test
    void the_same_trade_twice_is_told_once() {
        var desk = new Desk("exchange", "BTC-USD");

        desk.hear("snapshot", "last_match", "match", "match");

        assertEquals(1, desk.events("trade").size());
        assertEquals(List.of(), desk.breaks);
    }

    @Test
    void a_heartbeat_may_run_ahead_of_a_trade_but_not_for_long() {
        var desk = new Desk("exchange", "BTC-USD");
        desk.hear("snapshot", "last_match", "heartbeat", "match");
        desk.hearAs("heartbeat", "\"sequence\":90", "\"sequence\":91");
        assertEquals(List.of(), desk.breaks);

        desk.hearAs("heartbeat", "\"last_trade_id\":11", "\"last_trade_id\":12");
        desk.hearAs("heartbeat", "\"last_trade_id\":11", "\"last_trade_id\":12");

        assertEquals("GAP", desk.breaks.getFirst().kind().name());
    }

    @Test
    void a_product_without_any_event_still_stands() {
        var desk = new Desk("exchange", "BTC-USD");

        desk.hear("snapshot", "heartbeat", "heartbeat");

        assertEquals("skip 0 KEEP_ALIVE", desk.events.getLast());
    }

    @Test
    void an_unreadable_change_breaks_every_book_that_may_have_lost_it() {
        var desk = new Desk("exchange", "BTC-USD", "ETH-USD");
        desk.hear("snapshot");

        desk.conversation.frame(Bytes.of("{\"type\":\"l2upd"), 0);

        assertEquals(2, desk.breaks.size());
        assertEquals(Fault.Kind.MALFORMED, desk.faults.getLast().kind());
    }

    @Test
    void a_refusal_names_its_product() {
        var desk = new Desk("exchange", "BTC-USD");

        desk.hear("error");

        assertEquals(Fault.Kind.REFUSED, desk.faults.getFirst().kind());
        assertEquals("UNSUBSCRIBED", desk.breaks.getFirst().kind().name());
    }

    @Test
    void advanced_trade_follows_one_number_over_all_channels() {
        var desk = new Desk("advanced", "BTC-USD");

        desk.hear("advanced_snapshot", "advanced_subscriptions", "advanced_update",
                "advanced_trades", "advanced_heartbeats");

        assertEquals(List.of(
                "book 0 snapshot u=0 at 1675974770714964855 bids 21921.73x0.06317902~520"
                        + " 21921.3x0.02~258 asks 21921.74x0.5~513",
                "book 0 delta u=0 at 1675974770522964000 bids 21921.73x0~512 asks 21921.74x0.45~514",
                "trade 0 id=995098700 at 1675974770600000000 taker BID 21921.74x0.0015",
                "trade 0 id=995098701 at 1675974770610000000 taker ASK 21921.3x0.05"),
                desk.events);
        assertEquals(List.of(), desk.faults);
    }

    @Test
    void a_hole_in_any_channel_voids_every_book_and_the_connection() {
        var desk = new Desk("advanced", "BTC-USD", "ETH-USD");
        desk.hear("advanced_snapshot", "advanced_subscriptions");

        desk.hear("advanced_heartbeats");

        assertEquals(2, desk.breaks.size());
        assertEquals(List.of("sequence_num 4 does not follow 1"), desk.reconnects);
        desk.clear();
        desk.hear("advanced_snapshot");
        assertEquals(List.of(), desk.events, "nothing more is believed of this connection");
    }

    @Test
    void only_the_very_same_message_may_repeat_a_number() {
        var desk = new Desk("advanced", "BTC-USD");
        desk.hear("advanced_snapshot", "advanced_subscriptions", "advanced_update",
                "advanced_update");
        assertEquals("skip 0 STALE", desk.events.getLast());

        desk.hearAs("advanced_update", "0.45", "0.46");

        assertEquals(1, desk.reconnects.size());
    }

    @Test
    void an_unreadable_message_of_advanced_trade_may_have_been_any() {
        var desk = new Desk("advanced", "BTC-USD", "ETH-USD");
        desk.hear("advanced_snapshot");

        desk.conversation.frame(Bytes.of("{\"channel\":\"l2"), 0);

        assertEquals(2, desk.breaks.size());
        assertTrue(desk.faults.getFirst().text().endsWith("{\"channel\":\"l2"));
    }
}
