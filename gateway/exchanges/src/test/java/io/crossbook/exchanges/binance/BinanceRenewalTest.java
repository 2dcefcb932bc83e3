package io.crossbook.exchanges.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A snapshot that comes when a book stands already, or stood: it never takes the book back in time.
final class BinanceRenewalTest {

    private final BinanceScript script = new BinanceScript("binance");

    private static Stage stage() {
        return new Stage(new BinanceDialect(Entry.of("binance")), "binance",
                List.of(Instrument.spot("BTC", "USDT"), Instrument.spot("ETH", "BTC")));
    }

    @Test
    void a_renewed_book_leaves_with_the_event_that_has_reached_the_snapshot() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        script.sync(stage, btc);
        stage.frame(script.change(btc, 1));
        stage.heard.clear();

        stage.conversation.renew(btc, stage.now);
        assertEquals(1, stage.heard.requests.size());
        stage.frame(script.change(btc, 2));
        stage.snapshot(btc, deeper(btc, 1_025));
        stage.frame(script.change(btc, 3).replace("27000.10000000", "26500.00000000"));
        stage.frame(script.change(btc, 4));
        stage.frame(script.change(btc, 5));

        assertEquals(List.of("book 0 delta u=1019 at 1790000000123000000"
                + " bids 27000.1x1.5~2056 26999.9x0~2056 asks 27000.2x0.4~2056",
                "book 0 snapshot u=1029 at 1790000000123000000"
                        + " bids 27000x2~0 26998x5~0 26500x1.5~0 asks 27000.2x0.4~0 27000.3x3.1~0",
                "book 0 delta u=1039 at 1790000000123000000"
                        + " bids 27000.1x1.5~2056 26999.9x0~2056 asks 27000.2x0.4~2056",
                "book 0 delta u=1049 at 1790000000123000000"
                        + " bids 27000.1x1.5~2056 26999.9x0~2056 asks 27000.2x0.4~2056"),
                stage.heard.events);
    }

    @Test
    void a_renewal_that_comes_from_ahead_waits_until_the_events_have_reached_it() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        script.sync(stage, btc);
        stage.conversation.renew(btc, stage.now);
        stage.snapshot(btc, deeper(btc, 1_019));
        stage.heard.clear();
        stage.frame(script.change(btc, 1));
        stage.frame(script.change(btc, 2));
        stage.frame(script.change(btc, 3));

        assertEquals(List.of("delta u=1009", "delta u=1019", "snapshot u=1029"), kinds(stage));
    }

    @Test
    void a_renewal_older_than_what_was_kept_is_dropped_and_may_be_asked_for_again() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        script.sync(stage, btc);
        stage.frame(script.change(btc, 1));
        stage.frame(script.change(btc, 2));
        stage.conversation.renew(btc, stage.now);
        stage.snapshot(btc, deeper(btc, 1_005));
        stage.heard.clear();
        stage.frame(script.change(btc, 3));
        stage.frame(script.change(btc, 4));
        assertEquals(List.of("delta u=1029", "delta u=1039"), kinds(stage));

        stage.conversation.renew(btc, stage.now + Stage.SECOND);
        assertEquals(List.of(), stage.heard.requests, "one in 7.5 s a connection");
        stage.conversation.renew(btc, stage.now + 8 * Stage.SECOND);
        assertEquals(1, stage.heard.requests.size());
    }

    @Test
    void a_book_that_breaks_while_it_is_renewed_takes_the_answer_as_its_first_snapshot() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        script.sync(stage, btc);
        stage.conversation.renew(btc, stage.now);
        stage.heard.clear();
        stage.frame(script.change(btc, 2)); // 1 is missing
        stage.frame(script.change(btc, 3));
        assertEquals(List.of(), stage.heard.requests, "one is on its way");
        stage.snapshot(btc, deeper(btc, 1_015));

        assertEquals(List.of("snapshot u=1015", "delta u=1019", "delta u=1029"), kinds(stage));
    }

    @Test
    void a_failed_renewal_leaves_the_book_as_it_is() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        script.sync(stage, btc);
        stage.conversation.renew(btc, stage.now);
        Request request = stage.heard.requests.getFirst();
        stage.heard.clear();
        stage.conversation.answer(request, new Answer(Answer.Phase.ANSWERED, 503, Bytes.of(""), "",
                0), stage.now);
        stage.snapshot(btc, deeper(btc, 999));
        stage.frame(script.change(btc, 1));

        assertEquals(Fault.Kind.REST, stage.heard.faults.getFirst().kind());
        assertEquals(List.of(), stage.heard.requests);
        assertEquals(List.of("delta u=1009"), kinds(stage));
    }

    @Test
    void a_book_without_a_snapshot_is_not_renewed() {
        var stage = stage();
        stage.conversation.renew(stage.listings.getFirst(), stage.now);

        assertEquals(List.of(), stage.heard.requests);
    }

    /// Change 2 is lost while the snapshot is on its way; the snapshot covers 1 only.
    @Test
    void a_malformed_event_before_the_snapshot_leaves_no_book_that_lacks_it() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        stage.frame(script.change(btc, 1));
        stage.frame(script.change(btc, 2).replace("\"1.50000000\"", "\"1.5x\""));
        stage.heard.clear();
        stage.snapshot(btc, deeper(btc, 1_009));

        assertEquals(List.of(), stage.heard.events("book"), "1010 to 1019 is known to be missing");
    }

    /// The book had come to 1019; it is started anew (crossed, drift, by command), and REST answers from before.
    @Test
    void a_snapshot_older_than_what_was_shown_does_not_take_the_book_back_in_time() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        stage.snapshot(btc, deeper(btc, 999));
        stage.frame(script.change(btc, 1));
        stage.frame(script.change(btc, 2));
        stage.conversation.resync(btc, "crossed for 250 ms", stage.now);
        stage.heard.clear();
        stage.snapshot(btc, deeper(btc, 1_005));

        assertEquals(List.of(), stage.heard.events("book"), "1019 was there before");
    }

    /// The same with the answer of a renewal that was on its way when the book broke.
    @Test
    void a_renewal_asked_for_before_the_break_does_not_take_the_book_back_in_time() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        stage.snapshot(btc, deeper(btc, 999));
        stage.conversation.renew(btc, stage.now);
        stage.frame(script.change(btc, 1));
        stage.frame(script.change(btc, 2));
        stage.frame(script.change(btc, 3).replace("\"1.50000000\"", "\"1.5x\""));
        stage.heard.clear();
        stage.snapshot(btc, deeper(btc, 1_005));

        assertEquals(List.of(), stage.heard.events("book"), "1029 is known to be missing");
    }

    @Test
    void an_id_that_was_too_large_does_not_keep_the_book_broken_for_ever() {
        var stage = stage();
        Listing btc = stage.listings.getFirst();
        script.sync(stage, btc);
        stage.frame(script.change(btc, 1).replace("\"u\":1009", "\"u\":91009"));
        stage.conversation.resync(btc, "crossed for 250 ms", stage.now);
        stage.heard.clear();
        for (int i = 0; i < 4; i++) {
            stage.snapshot(btc, deeper(btc, 1_020));
        }

        assertEquals(List.of("snapshot u=1020"), kinds(stage));
    }

    private String deeper(Listing listing, long id) {
        return script.frame("snapshot", listing).replace("999,", id + ",").replace(
                "\"bids\":[", "\"bids\":[[\"26998.00000000\",\"5.00000000\"],");
    }

    private static List<String> kinds(Stage stage) {
        return stage.heard.events("book").stream()
                .map(line -> line.substring("book 0 ".length(), line.indexOf(" at "))).toList();
    }
}
