package io.crossbook.gateway.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Listing;
import io.crossbook.books.TradeUpdate;
import io.crossbook.gateway.engine.Floor;
import io.crossbook.gateway.engine.Input;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What readers hear when the feed falls behind, joins late, or has much to say; both threads are played by hand.
final class BroadcastTest {

    private static final int QUEUE = 16_384;
    private static final int TURN = 4_096;

    private final Studio studio = new Studio(0);

    @Test
    void a_turn_of_the_feed_is_bounded_so_that_others_have_theirs() {
        Listener listener = studio.listens(new Listener("north", "book_change"));
        listener.heard.clear();
        studio.changes(TURN + 10);

        assertTrue(studio.broadcast.drain());
        assertEquals(TURN, listener.heard.size());
        assertFalse(studio.broadcast.drain());
        assertEquals(TURN + 10, listener.heard.size());
    }

    @Test
    void what_comes_after_a_loss_is_not_applied_until_a_fresh_snapshot() {
        Listener listener = studio.listens(new Listener("north", "book_health", "book_change"));
        assertEquals(List.of("live", "snapshot"), listener.inShort());

        studio.changes(QUEUE).says("change BTCUSD " + ++studio.update + " 0 bid 100.5 9"); // the last is lost
        studio.broadcast.drain();
        studio.changes(TURN); // and these follow it
        studio.drain();

        List<String> heard = listener.inShort();
        assertEquals(QUEUE, Collections.frequency(heard, "change"));
        assertEquals("broken", heard.getLast(),
                "after the last that was whole, and before all else");

        studio.answer();
        assertEquals("100.5 x 9, 100 x " + (1 + studio.update % 90),
                Listener.bids(listener.heard.getLast()));
        assertEquals(List.of("live", "snapshot"), listener.inShort());
        studio.changes(1);
        studio.drain();
        assertEquals(List.of("change"), listener.inShort());
    }

    /// A market that goes quiet right after: nothing else would ever tell.
    @Test
    void a_loss_at_the_very_end_is_told_as_well() {
        Listener listener = studio.listens(new Listener("north", "book_health", "book_change"));
        studio.changes(QUEUE).says("change BTCUSD 99999999 0 bid 1 1"); // breaks the book: that is lost
        studio.drain();
        assertEquals("broken", listener.inShort().getLast());

        studio.answer();
        assertEquals("after " + studio.update + " came 99999999",
                listener.heard.getLast().getString("reason"));
        assertEquals(List.of("broken"), listener.inShort());

        studio.says("snapshot BTCUSD " + ++studio.update + " 0 bid 100 1 ask 101 1");
        studio.drain();
        assertEquals(List.of("live", "snapshot"), listener.inShort());
    }

    @Test
    void nobody_hears_that_a_book_lives_before_he_has_its_snapshot() {
        Listener listener = studio.listens(new Listener("north", "book_health", "book_change"));
        studio.changes(QUEUE + 1);
        studio.broadcast.drain();
        studio.says("change BTCUSD " + ++studio.update + " 0 bid 105 1"); // crossed, and not any more
        studio.says("change BTCUSD " + ++studio.update + " 0 bid 105 0");
        studio.drain();

        assertEquals("broken", listener.inShort().getLast());
        studio.answer();
        assertEquals(List.of("live", "snapshot"), listener.inShort());
    }

    @Test
    void fresh_snapshots_are_not_asked_into_a_queue_that_has_no_room_for_them() {
        studio.listens(new Listener("north", "book_change"));
        studio.changes(QUEUE + 1);
        studio.broadcast.drain();
        studio.changes(TURN);
        for (int turn = 1; turn < QUEUE / TURN; turn++) {
            studio.broadcast.drain();
        }
        studio.changes(QUEUE - TURN); // full again, and all of it comes after the loss

        studio.broadcast.drain();
        assertFalse(studio.asked());
        studio.broadcast.drain();
        assertTrue(studio.asked());
    }

    @Test
    void lost_opportunities_are_told_to_be_lost() {
        studio.listens(new Listener("north", "book_change"));
        List<String> told = new ArrayList<>();
        studio.broadcast.opportunities(new Broadcast.OpportunityReader() {
            @Override
            public void opportunity(Opportunity opportunity) {
                told.add(opportunity.state().name());
            }

            @Override
            public void lost() {
                told.add("lost");
            }
        });
        studio.answer();
        studio.changes(QUEUE);
        studio.floor.says(2, "change BTCUSD 8 0 bid 102 1 ask 101 0 ask 103 1");
        studio.drain();
        assertEquals(List.of("lost"), told);

        studio.floor.says(2, "change BTCUSD 9 0 bid 102 0");
        studio.drain();
        assertEquals(List.of("lost", "CLOSED"), told);
    }

    /// The exchange maintains two levels: what falls beyond them is gone, and it sends it again when it comes back.
    @Test
    void a_late_joiner_of_a_truncated_book_gets_exactly_the_book_that_stands() {
        var truncated = new Studio(2);
        Listener early = truncated.listens(new Listener("north", "book_change"));
        truncated.says("change BTCUSD 8 0 bid 99 5").says("change BTCUSD 9 0 bid 100.5 1")
                .says("change BTCUSD 10 0 bid 100.5 0");
        truncated.drain();
        assertEquals(List.of("snapshot", "change", "change", "change"), early.inShort());

        Listener late = truncated.listens(new Listener("north", "book_change"));

        assertEquals(1, truncated.floor.book(Floor.NORTH).levels()
                .levels(io.crossbook.books.Side.BID));
        assertEquals("100 x 1", Listener.bids(late.heard.getFirst()));
    }

    /// Beyond the last level of a snapshot that was cut, a change may tell of one level, and not of those before it.
    @Test
    void a_late_joiner_is_not_told_what_lies_beyond_the_horizon() {
        studio.says("part BTCUSD 20 0 bid 100 1 bid 99 1 ask 101 1");
        studio.listens(new Listener("north", "book_change"));
        studio.says("change BTCUSD 21 0 bid 90 7");
        studio.drain();

        Listener late = studio.listens(new Listener("north", "book_change"));

        assertEquals("100 x 1, 99 x 1", Listener.bids(late.heard.getFirst()));
    }

    @Test
    void who_comes_and_goes_without_end_costs_the_engine_one_book() {
        studio.broadcast.refresh();
        studio.answer();
        Listing listing = studio.broadcast.listings().iterator().next();
        for (int i = 0; i < 100; i++) {
            studio.broadcast.untap(tapped(listing));
        }
        assertEquals(1, studio.answer());

        studio.broadcast.sweep();
        assertEquals(1, studio.answer(), "now nobody follows it");
        tapped(listing);
        assertEquals(1, studio.answer(), "and the next one begins with it anew");
        studio.broadcast.sweep();
        assertEquals(0, studio.answer(), "somebody reads it");
    }

    private Tap tapped(Listing listing) {
        var tap = new Tap() {
            @Override
            public void moved(MirroredBook book) {
                // nothing is made of it
            }

            @Override
            public void traded(MirroredBook book, TradeUpdate trade, long localNanos) {
                // nor of this
            }

            @Override
            public void lost(MirroredBook book) {
                // nor of this
            }
        };
        studio.broadcast.tap(listing, tap);
        return tap;
    }

    @Test
    void a_fact_that_has_grown_large_is_not_kept_for_others() {
        var levels = new StringBuilder("snapshot BTCUSD 20 0 ask 200 1");
        for (int level = 0; level < 200; level++) {
            levels.append(" bid ").append(100 - level / 100.0).append(" 1");
        }
        studio.listens(new Listener("north", "book_change"));
        studio.says(levels.toString());
        Item large = studio.feed.take();
        studio.feed.giveBack(Objects.requireNonNull(large));
        studio.update = 20;
        studio.changes(10); // more than were given back before

        for (Item item = studio.feed.take(); item != null; item = studio.feed.take()) {
            assertNotSame(large, item);
        }
    }

    @Test
    void who_reads_trades_alone_has_no_book_copied() {
        Listener trades = studio.listens(new Listener("north", "trade"));
        studio.changes(3).says("trade BTCUSD 100.5 1");
        studio.drain();
        assertEquals(List.of("trade"), trades.inShort());

        studio.changes(3);
        assertFalse(studio.feed.waits());
        Listener books = studio.listens(new Listener("north", "book_health", "book_change"));
        assertEquals(List.of("live", "snapshot"), books.inShort());
        studio.broadcast.leave(books);
        studio.broadcast.sweep();
        studio.answer();

        studio.changes(3);
        assertFalse(studio.feed.waits(), "nobody reads the book any more");
        studio.says("trade BTCUSD 100.5 1");
        studio.drain();
        assertEquals(List.of("trade"), trades.inShort());
        studio.broadcast.join(books);
        studio.answer();
        assertEquals(List.of("live", "snapshot"), books.inShort(), "as who comes first");
    }

    @Test
    void books_are_asked_for_some_at_a_time_and_all_in_the_end() {
        var listings = new ArrayList<Listing>();
        for (int id = 2; id < 42; id++) {
            listings.add(new Listing(id, "north", "S" + id, Floor.BTC_USD,
                    studio.floor.book(Floor.NORTH).listing().rules()));
        }
        studio.floor.input(new Input.Listed("north", listings));
        var listener = new Listener("north", "book_health");
        listener.mostTopics = 100;
        studio.broadcast.join(listener);
        studio.answer();

        assertTrue(studio.turns > 40 / 8, studio.turns + " turns of the engine's thread");
        assertEquals(41, listener.heard.size());
    }

    @Test
    void who_asks_for_the_health_of_a_broken_book_hears_it_whoever_reads_it_already() {
        studio.broadcast.refresh();
        studio.answer();
        tapped(studio.floor.book(Floor.NORTH).listing());
        studio.says("change BTCUSD 99 0 bid 1 1"); // a gap
        studio.answer();

        Listener late = new Listener("north", "book_change", "book_health");
        studio.broadcast.join(late);
        assertEquals(List.of("broken"), late.inShort());
    }

    @Test
    void of_two_who_come_at_once_neither_is_told_what_nobody_knows() {
        Listener one = new Listener("north", "book_health");
        Listener other = new Listener("north", "book_health");
        studio.broadcast.refresh();
        studio.answer();
        studio.broadcast.join(one);
        studio.broadcast.join(other);
        assertEquals(List.of(), other.inShort());
        studio.answer();
        assertEquals(List.of("live"), one.inShort());
        assertEquals(List.of("live"), other.inShort());
    }

    @Test
    void a_mistake_in_what_one_reads_ends_it_and_nobody_else() {
        Listener other = studio.listens(new Listener("north", "book_change", "trade"));
        Listener failing = studio.listens(new Listener("north", "trade") {
            @Override
            public void message(String json) {
                throw new IllegalStateException("a mistake");
            }
        });
        other.heard.clear();
        studio.says("trade BTCUSD 100.5 1");
        studio.changes(1);
        studio.drain();

        assertEquals(List.of("trade", "change"), other.inShort());
        assertEquals(List.of("java.lang.IllegalStateException: a mistake"), failing.refusals);
    }

    @Test
    void who_asks_for_more_levels_a_second_than_one_may_have_is_refused() {
        assertEquals(List.of(), levels("book_snapshot_25_100ms", "quote", "trade"));
        assertEquals(List.of(), levels("book_snapshot_499_1s", "quote_1s"));
        assertEquals(List.of(
                "501 levels a second of snapshots are asked for; 500 are all that one client may have"),
                levels("book_snapshot_50_100ms", "quote_1m"));
        assertEquals(List.of(
                "199980 levels a second of snapshots are asked for; 500 are all that one client may have"),
                levels("book_snapshot_9999_0ms"));
    }

    private List<String> levels(String... types) {
        var listener = new Listener("north", types);
        listener.mostLevels = 500;
        return studio.listens(listener).refusals;
    }
}
