package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.crossbook.books.BookLimits;
import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A configuration, metadata and switches that change while the engine runs.
final class ReconfigurationTest {

    private final Floor floor = new Floor();

    @Test
    void a_disabled_exchange_has_no_quotes_from_that_step_on() {
        floor.open().says(1, "change BTCUSD 8 0 bid 100.5 1");

        floor.input(new Input.Command(new Input.Wish.Enable("north", false)));
        assertEquals("south", floor.bestBidder());
        assertEquals("drop north/0", floor.effects.getLast());

        floor.input(new Input.Command(new Input.Wish.Enable("north", true)));
        assertEquals("open north/0", floor.effects.getLast());
    }

    @Test
    void an_exchange_disabled_in_the_file_is_never_contacted() {
        var quiet = new Floor(Floor.settings(false));

        assertEquals(List.of("open north/0"), quiet.effects);
    }

    @Test
    void the_end_of_a_connection_that_we_dropped_ourselves_is_no_failed_dial_of_the_next() {
        floor.opens(1, "north").input(new Input.Configured(limited(BookLimits.DEFAULT, 1)));
        assertEquals("open south/0", floor.effects.getLast());
        floor.opens(2, "north").closes(1, "north").closes(3, "north");

        assertEquals(List.of("opened 1", "closed 1", "opened 2", "unreachable north/0: cut"),
                floor.told);
    }

    @Test
    void fresh_rules_of_a_listing_are_no_reason_to_dial_anew() {
        floor.open();
        int before = floor.effects.size();

        var halted = new Rules(2, 2, 5, 1, 1, 0, 1, Rules.Status.HALTED);
        floor.lists("north", Floor.BTC_USD, halted);

        assertEquals(before, floor.effects.size(), floor.effects::toString);
        assertEquals(halted, floor.book(Floor.NORTH).listing().rules());
        assertEquals(Health.LIVE, floor.book(Floor.NORTH).health());
    }

    /// The conversation that stands knows the listing by its former name, which may be another coin's by now.
    @Test
    void a_listing_with_another_symbol_is_dialled_anew() {
        floor.open().effects.clear();

        floor.input(new Input.Listed("north", List.of(new Listing(Floor.NORTH, "north", "BTCUSD2",
                Floor.BTC_USD, Floor.RULES))));

        assertEquals(List.of("drop north/0", "open north/0"), floor.effects);
        assertEquals(Health.BROKEN, floor.book(Floor.NORTH).health());
        floor.opens(3, "north").says(3, "snapshot BTCUSD2 7 0 bid 100 1 ask 101 1");
        assertEquals(Health.LIVE, floor.book(Floor.NORTH).health());
    }

    @Test
    void what_was_said_under_the_former_symbol_gives_no_opportunity_under_the_next() {
        var halted = new Rules(2, 2, 1, 1, 1, 0, 1, Rules.Status.HALTED);
        floor.lists("north", Floor.BTC_USD, halted).open()
                .says(1, "change BTCUSD 8 0 ask 101 0 bid 105 1 ask 106 1");
        assertEquals(List.of(), floor.opportunities);

        floor.input(new Input.Listed("north", List.of(new Listing(Floor.NORTH, "north", "BTCUSD2",
                Floor.BTC_USD, Floor.RULES))));

        assertEquals(List.of(), floor.opportunities);
    }

    private static Settings limited(BookLimits limits, int depth) {
        Settings all = Floor.settings(true, depth);
        return new Settings(
                all.exchanges().stream()
                        .map(one -> new Settings.Exchange(one.entry(), one.dialect(), one.enabled(),
                                one.instruments(), limits, one.takerFee(), one.makerFee()))
                        .toList(),
                all.detector(), 0, all.mirrors(), all.assets());
    }

    @Test
    void books_follow_limits_that_are_configured_anew() {
        var strict = new BookLimits(1_000 * Floor.MILLI, 100 * Floor.MILLI, 20 * Floor.MILLI);
        floor.open().pass(999).input(new Input.Configured(limited(strict, 0)));
        assertEquals(Health.LIVE, floor.book(Floor.NORTH).health());
        floor.pass(1);
        assertEquals("no message for 1000 ms", floor.book(Floor.NORTH).why());

        floor.input(new Input.Configured(Floor.settings(true)));
        assertEquals(Health.LIVE, floor.book(Floor.NORTH).health());
        assertNotEquals("none", floor.bestBidder());
        floor.pass(3_999);
        assertEquals(Health.LIVE, floor.book(Floor.NORTH).health());
        floor.pass(1);
        assertEquals("no message for 5000 ms", floor.book(Floor.NORTH).why());
    }

    @Test
    void a_stricter_limit_than_the_age_of_a_book_holds_in_the_same_step() {
        var strict = new BookLimits(1_000 * Floor.MILLI, 100 * Floor.MILLI, 20 * Floor.MILLI);
        floor.open().pass(2_000).input(new Input.Configured(limited(strict, 0)));

        assertEquals("no message for 1000 ms", floor.book(Floor.NORTH).why());
        assertEquals("none", floor.bestBidder());
        floor.says(1, "change BTCUSD 8 0 bid 105 1").pass(20);
        assertEquals("crossed for 20 ms", floor.book(Floor.NORTH).why());
    }

    @Test
    void books_are_cut_as_the_exchange_is_configured_now() {
        floor.open().input(new Input.Configured(limited(BookLimits.DEFAULT, 1)));
        assertEquals("configured anew", floor.book(Floor.NORTH).why());

        floor.opens(3, "north").says(3, "snapshot BTCUSD 7 0 bid 100 1 ask 101 1")
                .says(3, "change BTCUSD 8 0 bid 100.5 1");
        assertEquals(1, floor.book(Floor.NORTH).levels().levels(Side.BID));

        floor.input(new Input.Configured(limited(BookLimits.DEFAULT, 0))).opens(5, "north")
                .says(5, "snapshot BTCUSD 7 0 bid 100 1 ask 101 1")
                .says(5, "change BTCUSD 8 0 bid 100.5 1");
        assertEquals(2, floor.book(Floor.NORTH).levels().levels(Side.BID));
    }

    @Test
    void an_exchange_that_left_and_came_back_keeps_its_place_under_its_new_limits() {
        floor.open();
        Settings all = Floor.settings(true);
        floor.input(new Input.Configured(new Settings(all.exchanges().subList(0, 1), all.detector(),
                0, all.mirrors(), all.assets())));
        var strict = new BookLimits(1_000 * Floor.MILLI, 100 * Floor.MILLI, 20 * Floor.MILLI);
        floor.input(new Input.Configured(limited(strict, 0)))
                .lists("south", Floor.BTC_USD, Floor.RULES).opens(4, "south")
                .says(4, "snapshot BTCUSD 7 0 bid 100 1 ask 101 1").pass(1_000);

        assertEquals("no message for 1000 ms", floor.book(Floor.SOUTH).why());
    }

    @Test
    void metadata_of_an_exchange_that_was_removed_meanwhile_is_nobodys() {
        floor.input(new Input.Listed("east", List.of()));

        assertEquals(2, floor.engine.exchanges().size());
    }

    @Test
    void before_anything_is_configured_the_settings_are_those_of_the_beginning() {
        var engine = new Engine((_, entry) -> new PlainDialect(entry), Floor.settings(true), floor,
                new Watcher() {
                });

        assertEquals(Floor.settings(true), engine.settings());
    }

    @Test
    void the_settings_in_force_say_what_was_switched_on_or_off_since() {
        floor.input(new Input.Command(new Input.Wish.Enable("north", false)));

        assertEquals(List.of(false, true), floor.engine.settings().exchanges().stream()
                .map(Settings.Exchange::enabled).toList());
    }

    @Test
    void an_exchange_that_leaves_the_configuration_takes_its_quotes_and_breaks_nothing() {
        floor.open();
        Settings all = Floor.settings(true);

        floor.input(new Input.Configured(new Settings(all.exchanges().subList(0, 1), all.detector(),
                0, all.mirrors(), all.assets())));

        assertEquals("north", floor.bestBidder());
        assertEquals(Health.BROKEN, floor.book(Floor.SOUTH).health());
        floor.says(1, "change BTCUSD 8 0 bid 100.5 1");
        assertEquals(Health.LIVE, floor.book(Floor.NORTH).health());
    }
}
