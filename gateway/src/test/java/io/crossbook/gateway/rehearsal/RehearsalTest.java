package io.crossbook.gateway.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Orders;
import io.crossbook.execution.AttemptState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// That it does what a real attempt does, and that nobody notices.
final class RehearsalTest {

    private static Map<String, Orders> of(String... exchanges) {
        var all = new TreeMap<String, Orders>();
        for (String exchange : exchanges) {
            all.put(exchange, Objects.requireNonNull(
                    Dialects.of(exchange, Entry.of(exchange)).orders(List.of())));
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"binance, bybit", "binance, kraken", "bybit, kraken"})
    void both_orders_of_each_attempt_are_written_down_and_signed(String one, String other) {
        long both = written(one, other);
        long first = written(one);
        long second = written(other);
        assertTrue(first > 0 && second > 0 && both > Math.max(first, second),
                first + " and " + second + ": " + both);
    }

    private static long written(String... exchanges) {
        var rehearsal = new Rehearsal(of(exchanges), _ -> {});
        rehearsal.attempts(3);
        long three = rehearsal.written();
        rehearsal.attempts(997); // over the lives of some desks
        assertEquals(1_000 * (three / 3), rehearsal.written());
        return three;
    }

    @Test
    void where_no_orders_leave_desk_and_gate_are_rehearsed_all_the_same() {
        var rehearsal = new Rehearsal(Map.of(), _ -> {});
        rehearsal.attempts(3);
        assertEquals(0, rehearsal.written());
    }

    @Test
    void an_attempt_goes_from_its_offer_to_its_end_and_no_check_denies() {
        var left = new ArrayList<String>();
        var desk = new DryDesk(new StandingMarket("one", "two"), _ -> {},
                order -> left.add(order.listing().exchange()));
        for (int i = 0; i < 200; i++) {
            desk.offer();
            desk.keep();
            desk.end();
        }
        assertEquals(400, left.size());
        assertEquals(List.of("one", "two"), left.subList(0, 2));
        assertEquals(0, desk.state().live().size());
        desk.state().attempts()
                .forEach(each -> assertEquals(AttemptState.SETTLED, each.state()));
        assertEquals(List.of(0L), List.copyOf(new HashSet<>(desk.gate().denials().values())));
    }

    @Test
    void a_conversation_that_was_never_begun_sends_nothing() {
        var orders = Objects.requireNonNull(of("binance").get("binance"));
        var conversation = orders.converse(orders.links().getLast(), Nobody.HERE);
        assertThrows(IllegalStateException.class, () -> conversation.opened(1));
    }
}
