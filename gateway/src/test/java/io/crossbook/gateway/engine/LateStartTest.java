package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Lateness where a book or a connection begins, and clocks that step.
final class LateStartTest {

    private static final int ETH = 2;

    private final Floor floor = new Floor();
    private long update = 7;

    private long millis() {
        return floor.now / Floor.MILLI;
    }

    private void north(long lateMillis, String levels) {
        floor.says(1, "change BTCUSD " + ++update + " " + (millis() - lateMillis) + " " + levels);
    }

    private List<Opportunity> told() {
        return floor.opportunities.stream()
                .filter(known -> known.state() != Opportunity.State.CLOSED).toList();
    }

    /// Market.measureLag skips the listing itself when the connection comes back.
    @Test
    void a_quiet_book_that_brings_its_late_connection_back_is_live_itself() {
        floor.input(new Input.Listed("north",
                List.of(floor.book(Floor.NORTH).listing(), new Listing(ETH, "north", "ETHUSD",
                        Instrument.spot("ETH", "USD"), Floor.RULES))))
                .opens(1, "north").says(1, "snapshot BTCUSD 7 0 bid 100 1 ask 101 1")
                .says(1, "snapshot ETHUSD 7 0 bid 100 1 ask 101 1");
        floor.pass(10);
        north(0, "bid 100 2");
        floor.pass(3_000);
        north(2_900, "bid 100 3");
        assertEquals("its feed lags", floor.book(ETH).why());

        for (int each = 8; each < 20; each++) {
            floor.pass(10).says(1, "change ETHUSD " + each + " " + millis() + " bid 100 " + each);
        }
        assertEquals("", floor.book(ETH).why(), "twelve messages of its own were on time");
    }

    /// All that ever came of the new connection is three seconds late, and the engine was told so.
    @Test
    void the_first_snapshot_of_a_new_connection_to_a_late_feed_gives_no_opportunity() {
        floor.open();
        floor.pass(10);
        north(0, "bid 100 2");
        floor.pass(3_000).says(2, "change BTCUSD 8 0 bid 103 1 ask 101 0 ask 104 1");
        north(3_000, "bid 100 3");
        assertEquals("its feed lags", floor.book(Floor.NORTH).why());
        assertEquals(List.of(), told());

        floor.closes(1, "north").opens(3, "north")
                .says(3, "snapshot BTCUSD 20 " + (millis() - 2_950) + " bid 100 1 ask 101 1");

        assertEquals(List.of(), told());
    }

    /// It lags alone, and so does the snapshot that repairs it.
    @Test
    void a_late_listing_that_is_repaired_by_a_late_snapshot_gives_no_opportunity() {
        floor.input(new Input.Listed("north",
                List.of(floor.book(Floor.NORTH).listing(), new Listing(ETH, "north", "ETHUSD",
                        Instrument.spot("ETH", "USD"), Floor.RULES))))
                .open().says(1, "snapshot ETHUSD 7 0 bid 100 1 ask 101 1");
        floor.pass(10);
        north(0, "bid 100 2");
        floor.pass(3_000).says(2, "change BTCUSD 8 0 bid 103 1 ask 101 0 ask 104 1");
        floor.says(1, "change ETHUSD 8 " + millis() + " bid 100 2");
        north(3_000, "bid 100 3");
        assertEquals("its feed lags", floor.book(Floor.NORTH).why());
        assertEquals("", floor.book(ETH).why());
        floor.says(1, "change BTCUSD 99 0 bid 100 1");
        floor.says(1, "snapshot BTCUSD 100 " + (millis() - 2_950) + " bid 100 1 ask 101 1");

        assertEquals(List.of(), told());
    }

    /// Scheduled reconnect by overlap: the older connection is on time, its successor is not.
    @Test
    void a_successor_that_is_behind_gives_no_opportunity() {
        floor.open();
        floor.pass(10);
        north(0, "bid 100 2");
        floor.pass(2_000);
        north(0, "bid 103 1 ask 101 0 ask 104 1");
        floor.says(2, "change BTCUSD 8 0 bid 103 1 ask 101 0 ask 104 1");
        floor.opportunities.clear();

        floor.opens(3, "north")
                .says(3, "snapshot BTCUSD 7 " + (millis() - 1_990) + " bid 100 1 ask 101 1");
        assertEquals(List.of(), told(), "update 7 comes after update 9");
    }

    /// Once an event time was from the future, nothing is younger: the connection as a whole is never late.
    @Test
    void one_event_time_from_the_future_does_not_leave_quiet_books_live_on_a_late_connection() {
        floor.input(new Input.Listed("north",
                List.of(floor.book(Floor.NORTH).listing(), new Listing(ETH, "north", "ETHUSD",
                        Instrument.spot("ETH", "USD"), Floor.RULES))))
                .opens(1, "north").says(1, "snapshot BTCUSD 7 0 bid 100 1 ask 101 1")
                .says(1, "snapshot ETHUSD 7 0 bid 100 1 ask 101 1");
        floor.pass(10);
        north(0, "bid 100 2");
        floor.pass(10);
        north(-10_000, "bid 100 3");
        floor.pass(3_000);
        north(2_900, "bid 100 4");
        assertEquals("its feed lags", floor.book(ETH).why());
    }

    /// One wrong digit in an event time, or an exchange's clock that jumps for a moment.
    @Test
    void one_event_time_from_the_future_does_not_make_all_that_follows_late() {
        floor.open();
        floor.pass(10);
        north(0, "bid 100 2");
        floor.pass(10);
        north(-10_000, "bid 100 3");
        floor.pass(10);
        north(0, "bid 100 4");
        assertEquals("", floor.book(Floor.NORTH).why());
    }

    /// Our own clock stood still for a minute (a suspended machine): the first message says so.
    @Test
    void a_message_from_a_minute_ahead_shows_that_the_other_books_are_old() {
        floor.open();
        floor.pass(10);
        north(0, "bid 100 2");
        floor.says(2, "change BTCUSD 8 " + millis() + " bid 100 3");
        assertEquals(List.of(), told());
        floor.pass(1).says(2, "change BTCUSD 9 " + (millis() + 60_000)
                + " bid 103 1 ask 101 0 ask 104 1");
        assertEquals(List.of(), told(), "north was last heard of a minute ago");
    }

    /// Three in a row: then it is a clock that has stepped, and nobody knows how old the others are.
    @Test
    void when_a_clock_has_stepped_every_book_waits_for_its_own_next_message() {
        floor.open();
        floor.pass(10);
        north(0, "bid 100 2");
        floor.says(2, "change BTCUSD 8 " + millis() + " bid 100 3");
        for (int i = 0; i < 4; i++) {
            floor.pass(10);
            north(-60_000, "bid 100 " + (3 + i));
        }
        assertEquals("", floor.book(Floor.NORTH).why(), "the fourth is on time by the new clock");
        assertEquals("its feed lags", floor.book(Floor.SOUTH).why());

        floor.says(2, "change BTCUSD 9 " + millis() + " bid 100 4");
        assertEquals("", floor.book(Floor.SOUTH).why());
    }

    /// Its event time may be that of the last change: REST says whether it stands.
    @Test
    void a_quiet_market_whose_first_snapshot_is_old_lives_once_a_spot_check_has_proven_it() {
        floor.open();
        floor.pass(10);
        north(0, "bid 100 2");
        floor.closes(1, "north").opens(3, "north")
                .says(3, "snapshot BTCUSD 20 " + (millis() - 60_000) + " bid 100 1 ask 101 1");
        assertEquals("its feed lags", floor.book(Floor.NORTH).why());

        floor.pass(5_000).answers("ask north AUDIT",
                "snapshot BTCUSD 20 0 bid 100 1 ask 101 1");
        assertEquals("", floor.book(Floor.NORTH).why());
    }
}
