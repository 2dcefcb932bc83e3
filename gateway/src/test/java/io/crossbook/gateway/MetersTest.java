package io.crossbook.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.report.Markouts;
import io.crossbook.execution.report.Statement;
import io.crossbook.gateway.engine.Floor;
import io.crossbook.gateway.engine.Input;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What an operator reads off the metrics.
final class MetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters all = new Meters(registry);
    private final Floor floor = new Floor(Floor.settings(true), all);

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
    void who_was_never_reached_is_seen_to_have_no_live_book_and_who_is_off_is_not_missed() {
        all.exchanges(floor.engine.exchanges());
        assertEquals(0, live("south"));
        assertEquals(0, registry.get("crossbook.orders.foreign").tag("exchange", "south")
                .counter().count(), "the first order of somebody else is a step from 0 to 1");

        floor.open();
        floor.input(new Input.Command(new Input.Wish.Enable("south", false)));
        all.exchanges(floor.engine.exchanges());
        assertNull(registry.find("crossbook.books.live").tag("exchange", "south").gauge());
        assertEquals(1, live("north"));

        floor.input(new Input.Command(new Input.Wish.Enable("south", true)));
        all.exchanges(floor.engine.exchanges());
        assertEquals(0, live("south"));
        floor.opens(7, "south").says(7, "snapshot BTCUSD 7 0 bid 100 2 ask 101 2");
        assertEquals(1, live("south"));
        all.exchanges(List.of());
        assertEquals(0, registry.find("crossbook.books.live").gauges().size(), "removed");
    }

    @Test
    void what_was_earned_is_told_by_its_parts_and_fills_by_how_the_market_went_on() {
        var meters = new Meters(registry);
        meters.earned(new Statement(of("100"), of("101"), of("3"), of("0"), of("-1.5"), of("-0.5"),
                of("0"), of("0"), of("0"), of("0"), new TreeSet<>()), 0);
        assertEquals(-1.5, registry.get("crossbook.earned.usdt").tag("part", "unwind").gauge()
                .value());
        var listing = new Listing(0, "north", "BTCUSD", Instrument.spot("BTC", "USD"),
                Rules.UNKNOWN);
        var fill = new Fill(new OrderId(1, 1, OrderId.Role.LEG, 0, 0), "north", "BTCUSD", "t1",
                of("100"), of("1"), of("0"), "USD", 1, Fill.Source.STREAM);
        meters.markout(new Markouts.Markout(fill, listing, true,
                Arrays.asList(of("1"), null, of("-4"))), 0);
        meters.markout(new Markouts.Markout(fill, listing, true,
                Arrays.asList(of("2"), null, of("-8"))), 0);
        assertEquals(0.00015, markout("1s"), 1e-12);
        assertEquals(-0.0006, markout("60s"), 1e-12);
        assertNull(registry.find("crossbook.markout").tag("after", "10s").gauge());
    }

    private double markout(String after) {
        return registry.get("crossbook.markout").tag("exchange", "north").tag("after", after)
                .gauge().value();
    }

    private static BigDecimal of(String number) {
        return new BigDecimal(number);
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
