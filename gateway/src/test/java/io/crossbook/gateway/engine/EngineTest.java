package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Kind;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.BookLimits;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The engine, from inputs to effects and decisions.
final class EngineTest {

    private final Floor floor = new Floor();

    @Test
    void what_is_listed_is_connected_and_subscribed_when_open() {
        floor.opens(1, "north");

        assertEquals(List.of("open north/0", "open south/0", "send 1 subscribe"), floor.effects);
    }

    @Test
    void a_gap_stops_quotes_until_the_next_snapshot() {
        floor.open().says(1, "change BTCUSD 8 0 bid 100.5 1");
        assertEquals("north", floor.bestBidder());

        floor.says(1, "change BTCUSD 11 0 bid 102 1");
        assertEquals("south", floor.bestBidder());
        assertEquals(Health.BROKEN, floor.book(Floor.NORTH).health());
        assertEquals("after 8 came 11", floor.book(Floor.NORTH).why());

        floor.says(1, "snapshot BTCUSD 12 0 bid 100.7 1 ask 101 1");
        assertEquals("north", floor.bestBidder());
    }

    @Test
    void more_is_asked_for_when_the_best_nears_the_horizon_of_a_cut_snapshot() {
        floor.opens(1, "north").says(1,
                "part BTCUSD 7 0 bid 100 1 bid 96 1 bid 95 1 bid 90 1 ask 101 1 ask 120 1");
        floor.effects.clear();
        floor.says(1, "change BTCUSD 8 0 bid 100 0").says(1, "change BTCUSD 9 0 bid 91 3");
        assertEquals(List.of(), floor.effects, "96 of 100 to 90");

        floor.says(1, "change BTCUSD 10 0 bid 96 0");
        assertEquals(List.of("send 1 more BTCUSD"), floor.effects);
        floor.says(1, "change BTCUSD 11 0 bid 91 2");
        assertEquals(1, floor.effects.size(), "the best did not move");
    }

    @Test
    void a_lost_connection_takes_its_quotes_along_in_the_same_step() {
        floor.open().says(1, "change BTCUSD 8 0 bid 100.5 1").closes(1, "north");

        assertEquals("south", floor.bestBidder());
        assertEquals("cut", floor.book(Floor.NORTH).why());
    }

    @Test
    void after_a_reconnect_only_a_new_snapshot_brings_quotes() {
        floor.open().closes(1, "north").opens(3, "north").says(3, "change BTCUSD 1 0 bid 100.9 1");
        assertEquals("south", floor.bestBidder());
        assertEquals(0, floor.book(Floor.NORTH).levels().bestBid());

        floor.says(3, "snapshot BTCUSD 20 0 bid 100.8 1 ask 101 1");
        assertEquals("north", floor.bestBidder());
    }

    @Test
    void frames_of_a_connection_that_is_gone_change_nothing() {
        floor.open().closes(1, "north").says(1, "snapshot BTCUSD 9 0 bid 100.9 1 ask 101 1");

        assertEquals(Health.BROKEN, floor.book(Floor.NORTH).health());
    }

    @Test
    void a_successor_takes_over_with_its_snapshot_and_relieves_the_older_connection() {
        floor.open().opens(3, "north").says(1, "change BTCUSD 8 0 bid 100.5 1");
        assertEquals(10_050, floor.book(Floor.NORTH).levels().bestBid());

        floor.says(3, "snapshot BTCUSD 9 0 bid 100.6 1 ask 101 1");
        floor.says(1, "change BTCUSD 9 0 bid 100.9 1").says(1, "change BTCUSD 99 0 bid 100.9 1");
        assertEquals(10_060, floor.book(Floor.NORTH).levels().bestBid());
        assertEquals(Health.LIVE, floor.book(Floor.NORTH).health());

        floor.pass(1_000);
        assertTrue(floor.effects.contains("close 1"), floor.effects.toString());
        floor.closes(1, "north");
        assertEquals(Health.LIVE, floor.book(Floor.NORTH).health());
    }

    @Test
    void a_crossed_book_is_not_traded_on_and_started_anew_after_250_ms() {
        floor.open().says(1, "change BTCUSD 8 0 bid 105 1");
        assertEquals(Health.STALE, floor.book(Floor.NORTH).health());
        assertEquals("south", floor.bestBidder());
        assertEquals(List.of(), floor.opportunities);

        floor.pass(249);
        assertEquals(Health.STALE, floor.book(Floor.NORTH).health());
        floor.pass(1);
        assertEquals(Health.BROKEN, floor.book(Floor.NORTH).health());
        assertEquals("send 1 again BTCUSD", floor.effects.getLast());
    }

    @Test
    void a_feed_three_seconds_behind_gives_no_opportunity() {
        long sent = floor.now / Floor.MILLI - 20; // 20 ms is this feed's usual way
        floor.open().pass(1).says(1, "change BTCUSD 8 " + sent + " bid 100 1");
        floor.pass(3_000).says(2, "change BTCUSD 8 0 bid 110 1 ask 101 0 ask 111 1");
        floor.opportunities.clear();

        floor.says(1, "change BTCUSD 9 " + (sent + 1) + " ask 101 2");

        assertEquals(Health.STALE, floor.book(Floor.NORTH).health());
        assertEquals("its feed lags", floor.book(Floor.NORTH).why());
        assertFalse(floor.opportunities.stream()
                .anyMatch(known -> known.state() != Opportunity.State.CLOSED));
    }

    @Test
    void a_feed_of_snapshots_alone_that_is_three_seconds_behind_gives_no_opportunity() {
        floor.opens(1, "north").opens(2, "south");
        for (int update = 7; update < 47; update++) {
            floor.pass(100);
            long late = update < 27 ? 0 : 3_000;
            int price = update < 27 ? 100 : 103;
            floor.says(2, "snapshot BTCUSD " + update + " " + (millis() - late)
                    + " bid 100 1 ask 101 1");
            floor.says(1, "snapshot BTCUSD " + update + " " + millis() + " bid " + price
                    + " 1 ask " + (price + 1) + " 1");
        }

        assertEquals("its feed lags", floor.book(Floor.SOUTH).why());
        assertFalse(floor.opportunities.stream()
                .anyMatch(known -> known.state() != Opportunity.State.CLOSED));
    }

    @Test
    void a_successor_on_time_is_told_to_revive_the_book_of_a_late_connection() {
        long sent = floor.now / Floor.MILLI - 20;
        floor.open().pass(1).says(1, "change BTCUSD 8 " + sent + " bid 100 1").pass(3_000)
                .says(1, "change BTCUSD 9 " + (sent + 1) + " bid 100 1").opens(3, "north");
        floor.told.clear();

        floor.says(3, "snapshot BTCUSD 20 0 bid 100.8 1 ask 101 1");

        assertEquals(List.of("top 0", "north STALE > LIVE"), floor.told);
    }

    /// It has never been quicker: only the exchange's clock tells.
    @Test
    void a_feed_three_seconds_behind_from_its_first_message_is_stale() {
        floor.open();
        long server = floor.now + 40 * Floor.MILLI;
        floor.input(new Input.ServerTime("north", floor.now, floor.now + 10 * Floor.MILLI, server));

        long sent = floor.now / Floor.MILLI + 40 - 3_000;
        floor.pass(1).says(1, "change BTCUSD 8 " + sent + " bid 100 1");
        assertEquals("its feed lags", floor.book(Floor.NORTH).why());

        floor.pass(1).says(1, "change BTCUSD 9 " + (sent + 2_950) + " bid 100 2");
        assertEquals(Health.LIVE, floor.book(Floor.NORTH).health());
        // Another exchange's clock is another matter.
        floor.says(2, "change BTCUSD 8 " + sent + " bid 100 1");
        assertEquals(Health.LIVE, floor.book(Floor.SOUTH).health());
    }

    /// What was quickest hours ago may be another state of both clocks.
    @Test
    void the_next_connection_measures_lag_by_what_was_quickest_of_late() {
        long ahead = 2_000; // this is how far the exchange's clock was ahead, once
        floor.open().says(1, "change BTCUSD 8 " + (millis() + ahead) + " bid 100 1")
                .closes(1, "north").opens(3, "north")
                .says(3, "snapshot BTCUSD 8 0 bid 100 1 ask 101 1");
        for (int update = 9; update < 30; update++) {
            floor.pass(300_000).says(3, "change BTCUSD " + update + " " + millis() + " bid 100 1");
        }
        floor.closes(3, "north").opens(4, "north")
                .says(4, "snapshot BTCUSD 30 0 bid 100 1 ask 101 1")
                .says(4, "change BTCUSD 31 " + (millis() - 500) + " bid 100 2");

        assertEquals("", floor.book(Floor.NORTH).why());
    }

    private long millis() {
        return floor.now / Floor.MILLI;
    }

    @Test
    void a_dial_that_fails_is_told_as_such_and_not_as_a_connection_that_is_gone() {
        floor.opens(1, "north").closes(2, "south").closes(1, "north");

        assertEquals(List.of("opened 1", "unreachable south/0: cut", "closed 1"), floor.told);
    }

    @Test
    void a_health_that_changes_is_told_to_readers_of_tops_though_no_best_moves() {
        floor.open().says(1, "change BTCUSD 8 0 bid 100.5 1 ask 100.9 1");
        floor.told.clear();

        floor.says(2, "change BTCUSD 99 0 bid 100 1");

        assertEquals("north", floor.bestBidder());
        assertEquals(List.of("top 0", "south LIVE > BROKEN"), floor.told);
    }

    @Test
    void a_dislocation_is_one_opportunity_from_opening_to_closing() {
        floor.open().says(2, "change BTCUSD 8 0 bid 102 1 ask 101 0 ask 103 1");

        assertEquals(Opportunity.State.OPENED, floor.opportunities.getFirst().state());
        assertEquals("north", floor.opportunities.getFirst().first().listing().exchange());
        assertEquals("south", floor.opportunities.getFirst().last().listing().exchange());

        floor.says(2, "change BTCUSD 9 0 bid 102 0 bid 100.5 1");
        assertEquals(Opportunity.State.CLOSED, floor.opportunities.getLast().state());
        assertEquals(1, floor.opportunities.getLast().id());
    }

    @Test
    void a_perpetual_s_coming_funding_counts_until_orders_are_too_late_even_when_told_in_parts() {
        Floor perpetuals = Floor.of(Instrument.perpetual("BTC", "USD", "USD")).open()
                .says(2, "change BTCUSD 8 0 bid 105 1 ask 101 0 ask 106 1");
        assertEquals(Kind.BASIS, perpetuals.opportunities.getLast().kind());
        assertEquals(0, perpetuals.opportunities.getLast().working().funding());

        perpetuals.says(2, "funding BTCUSD 0.0005 -").says(2, "funding BTCUSD - 1005500");
        assertEquals(5_250_000, perpetuals.opportunities.getLast().working().funding());

        perpetuals.pass(400);
        assertEquals(5_250_000, perpetuals.opportunities.getLast().working().funding());
        perpetuals.pass(100);
        assertEquals(0, perpetuals.opportunities.getLast().working().funding());
        assertEquals(Opportunity.State.CHANGED, perpetuals.opportunities.getLast().state());
    }

    @Test
    void a_funding_goes_with_the_connection_that_told_it() {
        Floor perpetuals = Floor.of(Instrument.perpetual("BTC", "USD", "USD")).open()
                .says(2, "funding BTCUSD 0.0005 1005500")
                .says(2, "change BTCUSD 8 0 bid 105 1 ask 101 0 ask 106 1");
        assertEquals(5_250_000, perpetuals.opportunities.getLast().working().funding());

        perpetuals.closes(2, "south").opens(3, "south")
                .says(3, "snapshot BTCUSD 7 0 bid 105 1 ask 106 1");
        assertEquals(Opportunity.State.OPENED, perpetuals.opportunities.getLast().state());
        assertEquals(0, perpetuals.opportunities.getLast().working().funding());
    }

    @Test
    void reading_what_is_open_decides_nothing() {
        floor.open().says(2, "change BTCUSD 8 0 bid 102 1 ask 101 0 ask 103 1");
        Opportunity told = floor.opportunities.getLast();
        floor.says(1, "change BTCUSD 8 0 bid 100 0 bid 99 1");

        assertEquals(told, floor.engine.desk().opportunities().getFirst());
        assertEquals(told.chance(), floor.engine.desk().opportunities().getFirst().chance());
    }

    @Test
    void what_a_new_configuration_lets_live_is_judged_by_its_fees() {
        var patient = new DetectorSettings(0, 5_000_000, 60_000_000_000L, 60_000_000_000L, 0, 5_000,
                10);
        Floor desk = new Floor(settings(patient, BookLimits.DEFAULT, 1_000_000)).open();
        desk.says(2, "change BTCUSD 8 0 bid 102 1 ask 101 0 ask 103 1").pass(6_000);
        assertEquals(Opportunity.State.CLOSED, desk.opportunities.getLast().state());
        int told = desk.opportunities.size();

        desk.input(new Input.Configured(settings(patient,
                new BookLimits(60_000_000_000L, 1_000_000_000L, 250_000_000L), 20_000_000)));
        assertEquals(Health.LIVE, desk.book(Floor.SOUTH).health());
        assertEquals(told, desk.opportunities.size(), "at 2 % a side there is nothing");
    }

    private static Settings settings(DetectorSettings detector, BookLimits limits, long fee) {
        Settings plain = Floor.settings(true);
        return new Settings(plain.exchanges().stream()
                .map(one -> new Settings.Exchange(one.entry(), one.dialect(), true,
                        one.instruments(), limits, fee, fee))
                .toList(), detector, 0, List.of(), List.of());
    }

    @Test
    void what_is_withheld_is_told_once_more_and_nothing_new_may_be_taken_until_it_ends() {
        floor.open().says(2, "change BTCUSD 8 0 bid 102 1 ask 101 0 ask 103 1");

        floor.input(new Input.Command(new Input.Wish.Withhold("the tape has stopped")));
        assertEquals("the tape has stopped", floor.opportunities.getLast().reason());
        assertEquals(Opportunity.State.CHANGED, floor.opportunities.getLast().state());
        assertEquals(1, floor.opportunities.getLast().id());
        assertFalse(floor.opportunities.getLast().executable());
        assertEquals(List.of("the tape has stopped"), floor.engine.desk().opportunities().stream()
                .map(Opportunity::reason).toList());
        int told = floor.opportunities.size();
        floor.input(new Input.Command(new Input.Wish.Withhold("the tape has stopped")));
        assertEquals(told, floor.opportunities.size());

        floor.says(2, "change BTCUSD 9 0 bid 102 0 bid 100 1")
                .says(2, "change BTCUSD 10 0 bid 104 1 ask 103 0 ask 105 1");
        assertEquals(2, floor.opportunities.getLast().id());
        assertEquals("the tape has stopped", floor.opportunities.getLast().reason());

        floor.input(new Input.Command(new Input.Wish.Withhold("")));
        assertEquals("ways back between exchanges are not counted",
                floor.opportunities.getLast().reason());
        assertEquals(2, floor.opportunities.getLast().id());
    }

    @Test
    void input_that_we_lost_voids_the_books_of_its_connection_only() {
        floor.open().input(new Input.Lost(1, 3));

        assertEquals("3 messages were lost on our side", floor.book(Floor.NORTH).why());
        assertEquals(Health.LIVE, floor.book(Floor.SOUTH).health());
        assertEquals("close 1", floor.effects.getLast());
    }

    @Test
    void a_resync_by_command_concerns_one_listing() {
        floor.open().input(new Input.Command(new Input.Wish.Resync("south", "BTCUSD")));

        assertEquals(Health.BROKEN, floor.book(Floor.SOUTH).health());
        assertEquals("send 2 again BTCUSD", floor.effects.getLast());
    }

    @Test
    void the_same_inputs_give_the_same_hash_and_others_another() {
        var again = new Floor();
        for (Floor each : List.of(floor, again)) {
            each.open().says(2, "change BTCUSD 8 0 bid 102 1 ask 101 0 ask 103 1").pass(7_000);
        }
        assertEquals(floor.engine.outputHash(), again.engine.outputHash());
        assertEquals(floor.effects, again.effects);

        again.says(1, "change BTCUSD 8 0 bid 100.1 1");
        assertNotEquals(floor.engine.outputHash(), again.engine.outputHash());
    }

    @Test
    void coins_that_only_share_a_name_are_kept_apart_and_what_was_found_with_them_ends() {
        Floor strangers = Floor.of(Instrument.spot("NEIRO", "USD")).open()
                .says(2, "change BTCUSD 8 0 bid 102 1 ask 101 0 ask 103 1");
        assertEquals(Opportunity.State.OPENED, strangers.opportunities.getLast().state());

        strangers.says(2, "change BTCUSD 9 0 bid 130 1 ask 103 0 ask 131 1");

        assertEquals("none", strangers.bestBidder());
        assertEquals(Opportunity.State.CLOSED, strangers.opportunities.getLast().state());
    }
}
