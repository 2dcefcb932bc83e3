package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Of two listings on one connection one is late, or all are.
final class LagTest {

    private static final int ETH = 2;

    private final Floor floor = new Floor();
    private final Map<String, Integer> updates = new HashMap<>();

    @BeforeEach
    void two_books_on_time() {
        floor.input(new Input.Listed("north",
                List.of(floor.book(Floor.NORTH).listing(), new Listing(ETH, "north", "ETHUSD",
                        Instrument.spot("ETH", "USD"), Floor.RULES))))
                .opens(1, "north");
        for (String symbol : List.of("BTCUSD", "ETHUSD")) {
            floor.says(1, "snapshot " + symbol + " 7 0 bid 100 1 ask 101 1");
            says(symbol, 0);
        }
    }

    /// A change of a book, so late.
    private void says(String symbol, long lateMillis) {
        floor.pass(10);
        int update = updates.merge(symbol, 1, Integer::sum);
        floor.says(1, "change " + symbol + " " + (7 + update) + " "
                + (floor.now / Floor.MILLI - lateMillis) + " bid 100 " + update);
    }

    private Health health(int listing) {
        return floor.book(listing).health();
    }

    @Test
    void a_listing_that_is_late_alone_stays_stale_until_its_own_next_message_is_on_time() {
        floor.pass(3_000);
        says("ETHUSD", 0);
        floor.told.clear();
        for (int i = 0; i < 5; i++) {
            says("BTCUSD", 3_000);
            assertEquals("its feed lags", floor.book(Floor.NORTH).why());
            says("ETHUSD", 0);
            assertEquals("its feed lags", floor.book(Floor.NORTH).why());
        }
        assertEquals(List.of("top 0", "north LIVE > STALE"), floor.told.stream()
                .filter(line -> !line.equals("top 1")).toList(), "ETH lived through it");

        says("BTCUSD", 0);
        assertEquals(Health.LIVE, health(Floor.NORTH));
    }

    @Test
    void a_connection_that_is_late_takes_its_quiet_books_along_and_brings_them_back() {
        says("BTCUSD", 0);
        floor.pass(3_000);
        says("BTCUSD", 2_900);
        assertEquals(Health.STALE, health(Floor.NORTH));
        assertEquals("its feed lags", floor.book(ETH).why());

        says("BTCUSD", 0);
        assertEquals(Health.LIVE, health(Floor.NORTH));
        assertEquals(Health.LIVE, health(ETH));
    }

    @Test
    void what_was_held_back_for_a_snapshot_was_not_late_when_it_came() {
        floor.pass(3_000).says(1, "change BTCUSD 99 0 bid 100 1");
        floor.says(1, "snapshot BTCUSD 100 0 bid 100 1 ask 101 1");
        floor.says(1, "change BTCUSD 101 " + (floor.now / Floor.MILLI - 2_900) + " bid 100 2");
        assertEquals(Health.LIVE, health(Floor.NORTH));
        assertEquals(Health.LIVE, health(ETH));
    }

    @Test
    void a_book_that_starts_anew_is_late_until_its_own_next_message_is_on_time() {
        floor.pass(3_000);
        says("ETHUSD", 0);
        says("BTCUSD", 3_000);
        floor.says(1, "change BTCUSD 99 0 bid 100 1");
        assertEquals(Health.BROKEN, health(Floor.NORTH));

        floor.says(1, "snapshot BTCUSD 100 0 bid 100 1 ask 101 1");
        assertEquals(Health.STALE, health(Floor.NORTH));
        floor.pass(10).says(1, "change BTCUSD 101 " + floor.now / Floor.MILLI + " bid 100 2");
        assertEquals(Health.LIVE, health(Floor.NORTH));
    }
}
