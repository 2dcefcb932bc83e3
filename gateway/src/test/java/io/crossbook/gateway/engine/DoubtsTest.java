package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Health;
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
}
