package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What may be carried is a bound of the position, and not of one opportunity.
final class CarriedTest {

    private static final long ONE = 100_000_000;

    private final Carried carried = new Carried();

    CarriedTest() {
        carried.configured(new ChainSettings(List.of(new ChainSettings.Conversion("USDT", "USD",
                ChainSettings.Mode.CARRIED, 100)), ChainSettings.Cycles.NONE));
    }

    /// Spends so much of one quote, and leaves so much of the other to be carried.
    private static Opportunity carries(long id, String paid, long spent, String received,
            long left) {
        var leg = new Leg(new Listing(0, "binance", "X", Instrument.spot("BTC", paid),
                Rules.UNKNOWN), Side.ASK, 1, 0, 1, 0);
        return new Opportunity(id, Kind.CONVERSION, Opportunity.State.OPENED, List.of(leg), paid,
                0, 0, 0, new Working(0, 0, 0, 0, 0, 0, 0, 0),
                List.of(Step.money(Step.What.BUY, "binance", paid, -spent * ONE, ""),
                        Step.money(Step.What.SELL, "kraken", received, left * ONE, ""),
                        Step.money(Step.What.CARRY, "kraken", received, -left * ONE, ""),
                        Step.money(Step.What.CARRY, "kraken", paid, spent * ONE, "")),
                true, "", 0, 0, 0, "");
    }

    private static Opportunity usd(long id, long left) {
        return carries(id, "USDT", left, "USD", left);
    }

    @Test
    void several_that_are_each_within_the_limit_go_beyond_it_together() {
        assertFalse(carried.refuses(usd(1, 60)));
        carried.taken(usd(1, 60));

        assertTrue(carried.refuses(usd(2, 60)));
        assertEquals("of the 100 USD that may be carried 60 is, and 60 would be added",
                carried.beyond(usd(2, 60)));
        assertEquals("", carried.beyond(usd(2, 40)));
        assertEquals(List.of(new Carried.Position("USD", "USDT", 100 * ONE, 60 * ONE, 60 * ONE,
                1)), carried.positions());
    }

    @Test
    void what_was_not_done_as_planned_counts_as_it_was_done() {
        carried.taken(usd(1, 60));
        carried.settled(1, 20 * ONE, 20 * ONE);
        assertEquals("", carried.beyond(usd(2, 80)));
        carried.taken(usd(2, 80));
        carried.settled(2, 0, 0); // missed

        assertEquals("of the 100 USD that may be carried 20 is, and 81 would be added",
                carried.beyond(usd(3, 81)));
        assertEquals(100 * ONE, carried.positions().getFirst().most());
    }

    @Test
    void who_pays_with_what_is_carried_brings_it_back() {
        carried.taken(usd(1, 100));
        carried.settled(1, 100 * ONE, 100 * ONE);

        // Paid with USD, of which 100 are carried: only what goes beyond these is carried in USDT.
        Opportunity back = carries(2, "USD", 150, "USDT", 153);
        assertEquals("", carried.beyond(back));
        carried.taken(back);
        carried.settled(2, 150 * ONE, 153 * ONE);

        assertEquals("", carried.beyond(usd(3, 100)));
        // A third of it: 51.
        assertEquals("of the 100 USDT that may be carried 51 is, and 50 would be added",
                carried.beyond(carries(4, "USD", 50, "USDT", 50)));
    }

    @Test
    void the_one_that_is_acted_on_is_not_counted_as_refused() {
        carried.taken(usd(1, 60));

        assertTrue(carried.refuses(usd(1, 60)), "it cannot be had twice");
        assertEquals(0, carried.positions().getFirst().refused());
    }

    private Opportunity usdt(long id, long left) {
        return carries(id, "USD", left, "USDT", left);
    }

    private void holdsUsd(long left) {
        carried.taken(usd(99, left));
        carried.settled(99, left * ONE, left * ONE);
    }

    @Test
    void what_one_under_way_brings_back_another_cannot() {
        holdsUsd(100);
        carried.taken(usdt(1, 60));

        assertEquals("", carried.beyond(usdt(2, 140)), "40 bring back, 100 are carried");
        assertEquals("of the 100 USDT that may be carried 0 is, and 101 would be added",
                carried.beyond(usdt(2, 141)));
    }

    @Test
    void five_at_once_stay_within_the_limit() {
        holdsUsd(100);
        int taken = 0;
        for (int id = 1; id <= 5; id++) {
            if (!carried.refuses(usdt(id, 60))) {
                carried.taken(usdt(id, 60));
                taken++;
            }
        }
        assertEquals(3, taken, "the first brings back 60, the next 40 and adds 20, then 60");

        for (int id = 1; id <= 5; id++) {
            carried.settled(id, 60 * ONE, 60 * ONE);
        }
        assertEquals(List.of(
                new Carried.Position("USD", "USDT", 100 * ONE, 0, 100 * ONE, 0),
                new Carried.Position("USDT", "USD", 100 * ONE, 80 * ONE, 80 * ONE, 2)),
                carried.positions());
    }

    @Test
    void what_is_only_planned_brings_nothing_back() {
        carried.taken(usd(1, 100));

        assertEquals("of the 100 USDT that may be carried 0 is, and 101 would be added",
                carried.beyond(usdt(2, 101)));
    }

    @Test
    void what_one_missed_another_has_brought_back() {
        holdsUsd(100);
        carried.taken(usdt(1, 60));
        carried.taken(usdt(2, 60));
        carried.settled(2, 60 * ONE, 60 * ONE);
        assertEquals(List.of(60 * ONE, 20 * ONE),
                carried.positions().stream().map(Carried.Position::amount).toList(),
                "the first still counts on 60");

        carried.settled(1, 0, 0);
        assertEquals(List.of(40 * ONE, 0L),
                carried.positions().stream().map(Carried.Position::amount).toList());
    }
}
