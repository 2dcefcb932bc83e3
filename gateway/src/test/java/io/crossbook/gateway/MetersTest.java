package io.crossbook.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.gateway.engine.Floor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/// What an operator reads off the metrics.
final class MetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Floor floor = new Floor(Floor.settings(true), new Meters(registry));

    private double connections(String exchange) {
        return registry.get("crossbook.connections").tag("exchange", exchange).gauge().value();
    }

    @Test
    void a_dial_that_fails_is_counted_as_such_and_takes_no_connection_away() {
        floor.opens(1, "north").closes(2, "north").closes(3, "north");

        assertEquals(1, connections("north"));
        assertEquals(2, registry.get("crossbook.connections.failed").tag("exchange", "north")
                .counter().count());

        floor.closes(1, "north").closes(4, "north");
        assertEquals(0, connections("north"));
    }

    @Test
    void live_books_are_counted_as_they_come_and_go() {
        floor.open();
        assertEquals(1, live("south"));

        floor.says(2, "change BTCUSD 99 0 bid 100 1").closes(2, "south");
        assertEquals(0, live("south"));
    }

    @Test
    void orders_of_others_are_counted_by_exchange_and_refused_wishes_are_no_fault_of_an_exchange() {
        var meters = new Meters(registry);
        meters.foreign("north", "BTCUSD", "X1", 1);
        meters.foreign("north", "BTCUSD", "X2", 1);
        meters.refused("nobody trades here", 1);

        assertEquals(2, registry.get("crossbook.orders.foreign").tag("exchange", "north")
                .counter().count());
        assertEquals(1, registry.get("crossbook.wishes.refused").counter().count());
        assertEquals(0, registry.find("crossbook.faults").counters().size());
    }

    private double live(String exchange) {
        return registry.get("crossbook.books.live").tag("exchange", exchange).gauge().value();
    }
}
