package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Health;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A silent book and spot checks: what is confirmed, what is doubted, what starts anew.
final class DoubtsTest {

    private final Floor floor = new Floor();

    @Test
    void a_silent_book_goes_stale_and_an_equal_spot_check_revives_it() {
        floor.open().pass(5_000);
        assertEquals(Health.STALE, floor.book(Floor.NORTH).health());
        assertEquals("none", floor.bestBidder());
        assertTrue(floor.effects.contains("ask north AUDIT"), floor.effects.toString());

        floor.answers("snapshot BTCUSD 7 0 bid 100 2 ask 101 2"); // the last request is south's
        assertEquals("south", floor.bestBidder());
        assertEquals(Health.LIVE, floor.book(Floor.SOUTH).health());
    }

    @Test
    void a_spot_check_that_differs_breaks_the_book_and_starts_it_anew() {
        floor.open().pass(5_000).answers("snapshot BTCUSD 7 0 bid 100 3 ask 101 2");

        assertEquals(Health.BROKEN, floor.book(Floor.SOUTH).health());
        assertEquals("send 2 again BTCUSD", floor.effects.getLast());
    }

    @Test
    void a_spot_check_of_another_update_proves_nothing() {
        floor.open().pass(5_000).answers("snapshot BTCUSD 9 0 bid 100 3 ask 101 2");

        assertEquals(Health.STALE, floor.book(Floor.SOUTH).health());
    }

    @Test
    void a_spot_check_whose_prices_do_not_fit_proves_nothing_and_stops_nothing() {
        for (String price : List.of("0", "99999999999999")) {
            var unfit = new Floor();
            unfit.open().pass(5_000).answers("ask north AUDIT",
                    "snapshot BTCUSD 9 0 bid " + price + " 1 ask 101 1");

            assertEquals(Health.STALE, unfit.book(Floor.NORTH).health());
            unfit.says(1, "change BTCUSD 8 0 bid 100.5 1");
            assertEquals(Health.LIVE, unfit.book(Floor.NORTH).health());
        }
    }

    @Test
    void a_silent_book_is_checked_every_five_seconds_and_started_anew_after_four_vain_checks() {
        floor.open().pass(5_000);
        for (int vain = 1; vain < 4; vain++) {
            assertEquals(vain, audits("south"));
            floor.answers("snapshot BTCUSD 9 0 bid 100 3 ask 101 2").pass(4_999);
            assertEquals(vain, audits("south"));
            floor.pass(1);
        }
        assertEquals(Health.STALE, floor.book(Floor.SOUTH).health());

        floor.answers("snapshot BTCUSD 9 0 bid 100 3 ask 101 2");

        assertEquals(Health.BROKEN, floor.book(Floor.SOUTH).health());
        assertEquals("silent, and no spot check could confirm it",
                floor.book(Floor.SOUTH).why());
        assertEquals("send 2 again BTCUSD", floor.effects.getLast());
    }

    @Test
    void vain_checks_of_a_book_that_spoke_in_between_do_not_add_up() {
        floor.open();
        for (int silence = 0; silence < 4; silence++) {
            floor.pass(5_000).answers("snapshot BTCUSD 99 0 bid 100 3 ask 101 2");
            floor.says(2, "change BTCUSD " + (8 + silence) + " 0 bid 99 1");
        }
        floor.pass(5_000).answers("snapshot BTCUSD 99 0 bid 100 3 ask 101 2");

        assertEquals(Health.STALE, floor.book(Floor.SOUTH).health());
    }

    @Test
    void a_book_that_falls_silent_while_it_is_sampled_is_checked_again_all_the_same() {
        Settings all = Floor.settings(true);
        var sampled = new Floor(new Settings(all.exchanges(), all.detector(), 4_999, all.mirrors(),
                all.assets())).open().pass(5_000);
        assertEquals(Health.STALE, sampled.book(Floor.SOUTH).health());
        assertEquals("ask north AUDIT", sampled.effects.getLast());
        assertEquals(1, audits(sampled, "south"));

        sampled.answers("ask south AUDIT", "snapshot BTCUSD 9 0 bid 100 3 ask 101 2").pass(5_000);

        assertEquals(2, audits(sampled, "south"));
    }

    private long audits(String exchange) {
        return audits(floor, exchange);
    }

    private static long audits(Floor floor, String exchange) {
        return floor.effects.stream().filter(("ask " + exchange + " AUDIT")::equals).count();
    }

    /// The sample was asked before the book froze: what it shows proves nothing of the silence.
    @Test
    void an_answer_that_shows_an_earlier_state_does_not_revive_a_frozen_book() {
        var sampled = sampled();
        int listing = sampled.effects.getLast().contains("north") ? Floor.NORTH : Floor.SOUTH;
        String name = listing == Floor.NORTH ? "north" : "south";
        int size = listing == Floor.NORTH ? 1 : 2;
        sampled.pass(100).says(listing + 1, "change BTCUSD 8 0 bid 100 5").pass(9_000);
        assertEquals(Health.STALE, sampled.book(listing).health());

        sampled.answers("ask " + name + " AUDIT",
                "snapshot BTCUSD 7 0 bid 100 " + size + " ask 101 " + size);

        assertEquals(Health.STALE, sampled.book(listing).health());
        assertEquals(2, audits(sampled, name));
    }

    private static Floor sampled() {
        Settings all = Floor.settings(true);
        var floor = new Floor(new Settings(all.exchanges(), all.detector(), 1_000, all.mirrors(),
                all.assets())).open();
        return floor.pass(1_000);
    }

    /// A halted market's book stands still, and its REST snapshot equals it: that proves nothing about trading.
    @Test
    void a_silent_book_that_a_spot_check_confirms_gives_no_opportunity() {
        floor.open();
        for (int each = 8; each < 18; each++) {
            floor.pass(450).says(2, "change BTCUSD " + each + " 0 bid 100 " + each);
        }
        floor.says(2, "change BTCUSD 18 0 bid 103 1 ask 101 0 ask 104 1");
        assertEquals(List.of(), floor.opportunities, "north is 4.5 s old");
        floor.pass(500).says(2, "change BTCUSD 19 0 bid 103 2");
        floor.answers("ask north AUDIT", "snapshot BTCUSD 7 0 bid 100 1 ask 101 1");
        assertEquals(Health.LIVE, floor.book(Floor.NORTH).health());
        assertEquals(List.of(), floor.opportunities);
    }

    @Test
    void a_spot_check_proves_a_book_as_of_its_question_not_its_answer() {
        floor.open().pass(9_000); // asked at the fifth second

        floor.answers("ask south AUDIT", "snapshot BTCUSD 7 0 bid 100 2 ask 101 2");

        assertEquals(Health.LIVE, floor.book(Floor.SOUTH).health());
        assertEquals(9_000 * Floor.MILLI, floor.now - floor.book(Floor.SOUTH).receivedNanos(),
                "nothing was received");
        floor.pass(1_000);
        assertEquals(Health.STALE, floor.book(Floor.SOUTH).health());
    }
}
