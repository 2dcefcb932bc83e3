package io.crossbook.exchanges.okx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.BookLimits;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBooks;
import io.crossbook.books.Rules;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Frames;
import io.crossbook.exchanges.Heard;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class OkxTest {

    private static final long SECOND = 1_000_000_000L;

    private static final class Desk extends Heard {

        final ListingBook book;
        final Conversation conversation;

        Desk(String symbol) {
            var dialect = new OkxDialect(Entry.of("okx"));
            var listing = new Listing(0, "okx", symbol,
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
            if (event instanceof BookUpdate update) {
                book.apply(update, 0);
            }
        }

        void hear(String... names) {
            for (String name : names) {
                conversation.frame(Frames.of("okx/" + name + ".json"), 0);
            }
        }
    }

    @Test
    void changes_follow_by_number_over_silence_and_restart() {
        var desk = new Desk("BTC-USDT");

        desk.hear("books_snapshot", "books_update", "books_keepalive", "books_reset",
                "books_after_reset");

        assertEquals("skip 0 KEEP_ALIVE", desk.events.get(2));
        assertEquals(Health.LIVE, desk.book.health());
        assertEquals(5, desk.book.updateId());
        assertEquals(List.of(), desk.breaks);
    }

    @Test
    void a_missing_change_breaks_the_book_until_its_snapshot() {
        var desk = new Desk("BTC-USDT");
        desk.hear("books_snapshot");
        desk.sent.clear();

        desk.hear("books_reset", "books_after_reset");
        desk.conversation.tick(SECOND);

        assertEquals("break 0 GAP prevSeqId 123460 does not follow 123456", desk.events.get(1));
        assertEquals("skip 0 UNSYNCED", desk.events.get(2));
        assertEquals(List.of(
                "{\"op\":\"unsubscribe\",\"args\":[{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}]}",
                "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}]}"),
                desk.sent);
        desk.hear("books_snapshot", "books_update");
        assertEquals(2, desk.events("book 0").size() - 1);
    }

    @Test
    void the_same_change_twice_is_no_gap() {
        var desk = new Desk("BTC-USDT");

        desk.hear("books_snapshot", "books_update", "books_update", "books_reset");

        assertEquals("skip 0 STALE", desk.events.get(2));
        assertEquals(List.of(), desk.breaks);
    }

    @Test
    void frames_without_numbers_live_by_their_checksum() {
        var desk = new Desk("BTC-USDT");

        desk.hear("old_snapshot", "old_update");

        assertEquals(Health.LIVE, desk.book.health(), desk.book.why());
        assertEquals(-1_582_819_064L, desk.book.ourChecksum());
        desk.conversation.frame(Bytes.of(Frames.text("okx/old_update.json")
                .replace(",\"checksum\":-1582819064", "")), 0);
        assertEquals("break 0 GAP neither sequence nor checksum", desk.events.getLast());
    }

    @Test
    void the_best_quote_and_trades_are_told_beside_the_book() {
        var desk = new Desk("BTC-USDT");

        desk.hear("bbo", "trades");

        assertEquals(List.of(
                "quote 0 u=123457 at 1597026383085000000 8476.97x256 8476.98x415",
                "trade 0 id=130639474 at 1630048897897000000 taker BID 42219.9x0.12060306"),
                desk.events);
    }

    @Test
    void a_perpetual_has_funding_mark_and_index() {
        var desk = new Desk("BTC-USDT-SWAP");

        desk.hear("funding", "mark", "index");

        assertTrue(desk.sent.getFirst().contains(
                "{\"channel\":\"index-tickers\",\"instId\":\"BTC-USDT\"}"), desk.sent.getFirst());
        assertEquals(List.of(
                "derivative 0 mark=none index=none last=none funding=0.0001875391 at 1700726400000000000"
                        + " interest=none at 1700724675402000000",
                "derivative 0 mark=42310.6 index=none last=none funding=none at "
                        + "-9223372036854775808 interest=none at 1630049139746000000",
                "derivative 0 mark=none index=42307.15 last=none funding=none at "
                        + "-9223372036854775808 interest=none at 1597026383085000000"),
                desk.events);
    }

    private static String forced(String symbol, String side, long millis) {
        return "{\"arg\":{\"channel\":\"liquidation-orders\",\"instType\":\"SWAP\"},\"data\":[{\"details\":[{"
                + "\"bkLoss\":\"0\",\"bkPx\":\"42310.57\",\"ccy\":\"\",\"posSide\":\"net\",\"side\":\""
                + side
                + "\",\"sz\":\"13\",\"ts\":\"" + millis
                + "\"}],\"instFamily\":\"BTC-USDT\",\"instId\":\"" + symbol
                + "\",\"instType\":\"SWAP\",\"uly\":\"BTC-USDT\"}]}";
    }

    /// OKX tells those of all perpetuals, and begins with some that are long past.
    @Test
    void liquidations_of_what_is_followed_are_told_from_the_opening_on() {
        var desk = new Desk("BTC-USDT-SWAP");
        assertTrue(
                desk.sent.getFirst()
                        .contains("{\"channel\":\"liquidation-orders\",\"instType\":\"SWAP\"}"),
                desk.sent.getFirst());
        desk.conversation.opened(1_692_266_434_000L * 1_000_000);
        desk.conversation.frame(Bytes.of("{\"event\":\"subscribe\",\"arg\":{\"channel\":"
                + "\"liquidation-orders\",\"instType\":\"SWAP\"},\"connId\":\"a4d3ae55\"}"), 0);

        desk.conversation
                .frame(Bytes.of(forced("BTC-USDT-SWAP", "sell", 1_692_266_433_999L)), 0);
        desk.conversation
                .frame(Bytes.of(forced("IOST-USDT-SWAP", "buy", 1_692_266_434_010L)), 0);
        desk.conversation
                .frame(Bytes.of(forced("BTC-USDT-SWAP", "buy", 1_692_266_434_010L)), 0);

        assertEquals(List.of("liquidation 0 at 1692266434010000000 order BID 42310.57x13"),
                desk.events);
        assertEquals(List.of(), desk.faults);
    }

    @Test
    void spot_of_okx_has_no_liquidations_to_ask_for() {
        assertTrue(!new Desk("BTC-USDT").sent.getFirst().contains("liquidation"));
    }

    @Test
    void a_quiet_connection_is_pinged_before_okx_cuts_it() {
        var desk = new Desk("BTC-USDT");
        desk.hear("books_snapshot", "subscribed");
        desk.sent.clear();

        desk.conversation.tick(14 * SECOND);
        assertEquals(0, desk.sent.stream().filter("ping"::equals).count());
        desk.conversation.tick(15 * SECOND);
        assertEquals(1, desk.sent.stream().filter("ping"::equals).count());
        desk.conversation.frame(Bytes.of("pong"), 16 * SECOND);
        assertEquals(List.of(), desk.faults.stream()
                .filter(fault -> fault.kind() == Fault.Kind.MALFORMED).toList());
    }

    @Test
    void a_refusal_is_found_in_okx_own_words() {
        var desk = new Desk("BTC-USDT");

        desk.hear("refused");

        assertEquals(Fault.Kind.REFUSED, desk.faults.getFirst().kind());
        assertEquals("UNSUBSCRIBED", desk.breaks.getFirst().kind().name());
    }

    @Test
    void a_notice_of_service_asks_for_a_new_connection() {
        var desk = new Desk("BTC-USDT");

        desk.hear("notice");

        assertEquals(1, desk.reconnects.size());
    }
}
