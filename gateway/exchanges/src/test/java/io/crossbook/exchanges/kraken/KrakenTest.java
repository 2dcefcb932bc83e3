package io.crossbook.exchanges.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBooks;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Frames;
import io.crossbook.exchanges.Heard;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KrakenTest {

    private static final long SECOND = 1_000_000_000L;

    /// A dialect, one conversation of it, and the book that follows.
    private static final class Desk extends Heard {

        final KrakenDialect dialect;
        final Listing listing;
        final ListingBook book;
        final Conversation conversation;

        Desk(String version) {
            dialect = new KrakenDialect(new Entry("kraken", "", "", 10, true, true, Map.of(),
                    Map.of("version", version)));
            String symbol = version.equals("v1") ? "XBT/USD" : "BTC/USD";
            listing = new Listing(0, "kraken", symbol,
                    Objects.requireNonNull(dialect.instrument(symbol)), Rules.UNKNOWN);
            var shape = dialect.shape(listing);
            book = new ListingBook(listing, shape, OrderBooks.of(shape, Rules.UNKNOWN),
                    BookLimits.NONE);
            conversation = dialect.converse(dialect.links(List.of(listing)).getFirst(), this);
            conversation.opened(0);
        }

        @Override
        public void event(FeedEvent event) {
            super.event(event);
            if (event instanceof BookUpdate update
                    && book.apply(update, 0) == ListingBook.Applied.CHECKSUM) {
                conversation.resync(listing, book.why(), 0);
            }
        }

        void hear(String name) {
            conversation.frame(Frames.of("kraken/" + name + ".json"), 0);
        }
    }

    @Test
    void the_published_checksum_of_v2_is_ours() {
        var desk = new Desk("v2");

        desk.hear("v2_book_snapshot");

        assertEquals(Health.LIVE, desk.book.health(), desk.book.why());
        assertEquals(3310070434L, desk.book.ourChecksum());
    }

    @Test
    void the_published_checksum_of_v1_is_ours() {
        var desk = new Desk("v1");

        desk.hear("v1_book_snapshot");
        desk.hear("v1_book_update");

        assertEquals(Health.LIVE, desk.book.health(), desk.book.why());
        assertEquals(974947235L, desk.book.ourChecksum());
    }

    @Test
    void a_change_of_both_sides_truncates_and_keeps_the_checksum() {
        var desk = new Desk("v1");

        desk.hear("v1_book_snapshot");
        desk.hear("v1_book_update");
        desk.hear("v1_book_both");

        assertEquals(Health.LIVE, desk.book.health(), desk.book.why());
        assertEquals(10, desk.book.levels().levels(Side.ASK));
        // The republished level's old time does not count.
        assertEquals(1_582_905_488_000_101_000L, desk.book.eventNanos());
    }

    @Test
    void a_change_follows_the_snapshot() {
        var desk = new Desk("v2");

        desk.hear("v2_book_snapshot");
        desk.hear("v2_book_update");

        assertEquals(Health.LIVE, desk.book.health(), desk.book.why());
        assertEquals(452_836, desk.book.levels().bestBid());
        assertEquals(1_696_613_755_440_295_000L, desk.book.eventNanos());
        assertEquals(List.of(), desk.faults);
    }

    @Test
    void a_wrong_checksum_begins_that_book_anew() {
        var desk = new Desk("v2");
        desk.hear("v2_book_snapshot");
        desk.sent.clear();

        desk.conversation.frame(
                Bytes.of(Frames.text("kraken/v2_book_update.json").replace("0.25", "0.26")), 0);
        desk.conversation.tick(SECOND);

        assertEquals("checksum was 3878755147, ours is " + desk.book.ourChecksum(),
                desk.book.why());
        assertEquals(2, desk.sent.size());
        assertTrue(desk.sent.get(0).contains("\"unsubscribe\"")
                && desk.sent.get(0).contains("[\"BTC/USD\"]"), desk.sent.get(0));
        assertTrue(desk.sent.get(1).contains("\"subscribe\"")
                && desk.sent.get(1).contains("\"depth\":10,\"snapshot\":true"), desk.sent.get(1));

        desk.hear("v2_book_update");
        assertEquals("skip 0 UNSYNCED", desk.events.getLast());
        desk.hear("v2_book_snapshot");
        assertEquals(Health.LIVE, desk.book.health());
    }

    @Test
    void trades_and_best_quotes_are_told_beside_the_book() {
        var desk = new Desk("v2");

        desk.hear("v2_trade");
        desk.hear("v2_ticker");
        desk.hear("v2_heartbeat");

        assertEquals(List.of(
                "trade 0 id=4665906 at 1696613755440295000 taker ASK 45283.5x0.02",
                "trade 0 id=4665907 at 1696613755440300000 taker BID 45285.2x0.001",
                "quote 0 u=0 at 0 45283.5x0.1 45285.2x0.001"), desk.events);
    }

    @Test
    void v1_trades_and_spreads_are_told_likewise() {
        var desk = new Desk("v1");

        desk.hear("v1_trade");
        desk.hear("v1_spread");
        desk.hear("v1_heartbeat");

        assertEquals(List.of(
                "trade 0 id= at 1534614057321597000 taker ASK 5541.2x0.15850568",
                "trade 0 id= at 1534614057324998000 taker BID 6060x0.02455",
                "quote 0 u=0 at 1542057299545897000 5698.4x1.01234567 5700x0.98765432"),
                desk.events);
    }

    @Test
    void a_refused_subscription_is_reported_by_name() {
        for (String version : List.of("v1", "v2")) {
            var desk = new Desk(version);

            desk.hear(version + "_refused");

            assertEquals(List.of(new Fault(Fault.Kind.REFUSED, desk.listing.symbol(),
                    "subscription to book " + desk.listing.symbol()
                            + " refused: Currency pair not supported " + desk.listing.symbol())),
                    desk.faults);
            assertEquals("UNSUBSCRIBED", desk.breaks.getFirst().kind().name());
        }
    }

    @Test
    void a_book_that_was_here_before_is_asked_for_again_when_refused() {
        var desk = new Desk("v2");
        desk.hear("v2_book_snapshot");
        desk.conversation.resync(desk.listing, "drift", 0);
        desk.conversation.tick(SECOND);
        desk.sent.clear();

        desk.conversation.frame(Bytes.of(Frames.text("kraken/v2_refused.json")
                .replace("\"req_id\":3,", "")), SECOND);
        desk.conversation.tick(2 * SECOND);

        assertEquals(Fault.Kind.REFUSED, desk.faults.getFirst().kind());
        assertEquals(2, desk.sent.size(), desk.sent.toString());
    }

    @Test
    void an_unanswered_subscription_is_reported_and_asked_again() {
        var desk = new Desk("v2");
        desk.hear("v2_subscribed");
        desk.hear("v2_book_snapshot");
        desk.sent.clear();

        desk.conversation.tick(10 * SECOND);

        assertEquals("subscription to ticker BTC/USD not answered within 10 s",
                desk.faults.getFirst().text());
        assertEquals(1, desk.faults.size());
        assertEquals(1, desk.sent.size());
    }

    @Test
    void maintenance_is_a_fault_of_the_exchange() {
        var desk = new Desk("v2");

        desk.hear("v2_status");

        assertEquals("the exchange is in maintenance", desk.faults.getFirst().text());
    }

    private static Bytes status(String version, String system) {
        return Bytes.of(version.equals("v1")
                ? "{\"connectionID\":1,\"event\":\"systemStatus\",\"status\":\"" + system
                        + "\",\"version\":\"1.9.1\"}"
                : Frames.text("kraken/v2_status.json").replace("maintenance", system));
    }

    @ParameterizedTest
    @CsvSource({"v1,maintenance", "v1,cancel_only", "v1,post_only", "v2,maintenance",
            "v2,cancel_only", "v2,post_only", "v2,limit_only"})
    void while_the_exchange_is_not_online_no_book_is_believed(String version, String system) {
        var desk = new Desk(version);
        desk.hear(version + "_book_snapshot");

        desk.conversation.frame(status(version, system), 0);

        assertEquals(List.of(new BookBreak(0, BookBreak.Kind.HALTED,
                "the exchange is in " + system)), desk.breaks);
        desk.hear(version + "_book_snapshot");
        desk.hear(version + "_book_update");
        assertEquals(List.of("skip 0 UNSYNCED", "skip 0 UNSYNCED"), desk.events("skip"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void an_exchange_that_is_online_again_is_asked_for_fresh_snapshots(String version) {
        var desk = new Desk(version);
        desk.hear(version + "_book_snapshot");
        desk.conversation.frame(status(version, "post_only"), 0);
        desk.sent.clear();
        desk.conversation.tick(5 * SECOND);
        assertEquals(List.of(), desk.sent);

        desk.conversation.frame(status(version, "online"), 6 * SECOND);
        desk.hear(version + "_book_update");
        assertEquals(List.of("skip 0 UNSYNCED"), desk.events("skip"));
        desk.conversation.tick(7 * SECOND);

        assertEquals(2, desk.sent.size(), desk.sent::toString);
        assertTrue(desk.sent.get(0).contains("\"unsubscribe\""), desk.sent.get(0));
        assertTrue(desk.sent.get(1).contains("\"subscribe\""), desk.sent.get(1));
        desk.hear(version + "_book_snapshot");
        assertEquals(Health.LIVE, desk.book.health(), desk.book.why());
    }

    @Test
    void a_halted_book_is_not_missed_and_a_repair_under_way_does_not_keep_it_down() {
        var desk = new Desk("v2");
        desk.hear("v2_book_snapshot");
        desk.conversation.resync(desk.listing, "drift", 0);
        desk.conversation.tick(SECOND); // its snapshot never comes

        desk.conversation.frame(status("v2", "cancel_only"), 2 * SECOND);
        desk.conversation.tick(60 * SECOND);
        assertEquals(List.of(), desk.faults.stream().map(Fault::text)
                .filter(text -> text.startsWith("subscription to book")).toList());
        assertEquals(BookBreak.Kind.HALTED, desk.breaks.getLast().kind());

        desk.conversation.resync(desk.listing, "drift", 61 * SECOND);
        desk.sent.clear();
        desk.conversation.tick(62 * SECOND);
        desk.conversation.frame(status("v2", "online"), 63 * SECOND);
        desk.conversation.tick(64 * SECOND);

        assertEquals(2, desk.sent.stream().filter(sent -> sent.contains("\"book\"")).count(),
                desk.sent::toString);
    }

    @Test
    void a_status_told_twice_breaks_and_asks_once() {
        var desk = new Desk("v2");
        desk.conversation.frame(status("v2", "online"), 0);
        desk.hear("v2_book_snapshot");
        desk.conversation.frame(status("v2", "online"), 0);
        assertEquals(Health.LIVE, desk.book.health(), desk.book.why());

        desk.conversation.frame(status("v2", "post_only"), 0);
        desk.conversation.frame(status("v2", "post_only"), 0);
        desk.conversation.frame(status("v2", "maintenance"), 0);

        assertEquals(List.of("the exchange is in post_only", "the exchange is in maintenance"),
                desk.breaks.stream().map(BookBreak::why).toList());
    }

    @Test
    void a_status_that_cannot_be_read_whole_says_nothing() {
        var desk = new Desk("v2");
        desk.conversation.frame(status("v2", "post_only"), 0);

        desk.conversation.frame(Bytes.of("{\"channel\":\"status\",\"type\":\"update\",\"data\":["
                + "{\"system\":\"online\"},{\"system\":null}]}"), 0);
        desk.hear("v2_book_snapshot");

        assertEquals(Fault.Kind.MALFORMED, desk.faults.getLast().kind());
        assertEquals("skip 0 UNSYNCED", desk.events.getLast());
    }

    @Test
    void a_frame_that_cannot_be_read_breaks_its_book_alone() {
        var desk = new Desk("v2");
        desk.hear("v2_book_snapshot");

        desk.conversation.frame(
                Bytes.of(Frames.text("kraken/v2_book_update.json").replace("0.25", "0.2.5")), 0);

        assertEquals("MALFORMED", desk.breaks.getFirst().kind().name());
        assertEquals("BTC/USD", desk.faults.getFirst().symbol());
        assertEquals("{\"channel\":\"book\"",
                desk.faults.getFirst().text().replaceFirst(".*?: ", "").substring(0, 17));
    }

    @Test
    void a_snapshot_that_did_not_fit_the_scales_of_an_odd_price_fits_when_it_comes_again() {
        var desk = new Desk("v2");
        String snapshot = "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"BTC/USD\","
                + "\"bids\":[{\"price\":PRICE,\"qty\":1}],\"asks\":[],\"checksum\":1,"
                + "\"timestamp\":\"2023-10-06T17:35:55.440295Z\"}]}";

        desk.conversation.frame(Bytes.of(snapshot.replace("PRICE", "0.00000001")), 0);
        desk.conversation.frame(Bytes.of(snapshot.replace("PRICE", "90071993.5")), 0);
        assertEquals(BookBreak.Kind.TOO_PRECISE, desk.breaks.getLast().kind());
        desk.faults.clear();
        desk.conversation.frame(Bytes.of(snapshot.replace("PRICE", "90071993.5")), 0);

        assertEquals(List.of(), desk.faults);
        assertTrue(desk.events("book").getLast().contains(" bids 90071993.5x1~"),
                desk.events::toString);
    }

    @Test
    void depth_and_version_follow_the_entry() {
        assertEquals(100, KrakenDialect.depth(0));
        assertEquals(25, KrakenDialect.depth(11));
        assertEquals(1000, KrakenDialect.depth(5000));
        assertEquals("XBT/USD", new KrakenDialect(new Entry("kraken", "wss://ws.kraken.com", "", 0,
                true, true, Map.of(), Map.of())).symbol(
                        Objects.requireNonNull(
                                new KrakenDialect(Entry.of("kraken")).instrument("BTC/USD"))));
    }
}
