package io.crossbook.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.OrderEvent.Accepted;
import io.crossbook.execution.OrderEvent.Ambiguous;
import io.crossbook.execution.OrderEvent.End;
import io.crossbook.execution.OrderEvent.Ended;
import io.crossbook.execution.OrderEvent.NotFound;
import io.crossbook.execution.OrderEvent.NotSent;
import io.crossbook.execution.OrderEvent.Refused;
import io.crossbook.execution.OrderEvent.Standing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is known of one order, from all that is told of it.
final class OrderTest {

    private static final OrderIntent BUY = Orders.leg(0, Orders.listing(0, "alpha", "BTC/USDT"),
            "buy 1 at 100");
    private final Order order = new Order(BUY);

    private Order sent() {
        order.on(OrderNews.WRITTEN, 1);
        order.on(OrderNews.HANDED, 2);
        return order;
    }

    private boolean told(OrderEvent event) {
        return order.on(event, 10).possible();
    }

    private static BigDecimal of(String amount) {
        return new BigDecimal(amount);
    }

    @Test
    void fills_told_twice_and_in_any_order_make_the_same() {
        List<OrderEvent> events = List.of(new Accepted(BUY.id(), "x"),
                Orders.traded(BUY, "a", "0.25", "100", "0.0001", "BTC"),
                Orders.traded(BUY, "b", "0.5", "99", "0.0002", "BTC"),
                Orders.traded(BUY, "a", "0.250", "100.0", "0.0001", "BTC"),
                new Standing(BUY.id(), of("0.25")), new Ended(BUY.id(), End.EXPIRED, of("0.75")),
                new Ended(BUY.id(), End.CANCELLED, of("0.75")));
        for (int seed = 0; seed < 500; seed++) {
            var shuffled = new ArrayList<>(events);
            Collections.shuffle(shuffled, new Random(seed));
            var one = new Order(BUY);
            one.on(OrderNews.HANDED, 2);
            for (OrderEvent event : shuffled) {
                boolean known = one.knows(event);
                String before = one + " " + one.rest() + one.seen() + one.told();
                assertTrue(one.on(event, 10).possible(), () -> shuffled.toString());
                if (known) {
                    assertEquals(before, one + " " + one.rest() + one.seen() + one.told(),
                            () -> "changed by what it knew: " + event + " of " + shuffled);
                }
            }
            assertEquals(0, of("0.75").compareTo(one.filled()));
            assertTrue(one.state().ended() && one.resolved(), () -> one + " " + shuffled);
            assertEquals(Range.NOTHING, one.rest());
        }
    }

    @Test
    void an_end_counts_only_when_its_fills_are_there() {
        sent();
        told(new Ended(BUY.id(), End.CANCELLED, of("0.75")));
        assertFalse(order.resolved());
        assertEquals(new Range(of("0.75"), of("0.75")), order.rest());
        told(Orders.traded(BUY, "a", "0.5", "100", "0", "USDT"));
        assertFalse(order.resolved());
        assertEquals(Range.of(of("0.25")), order.rest());
        told(Orders.traded(BUY, "b", "0.25", "100", "0", "USDT"));
        assertTrue(order.resolved());
    }

    @Test
    void a_fill_beyond_what_the_end_told_is_booked_and_asked_after() {
        sent();
        told(new Ended(BUY.id(), End.CANCELLED, of("0.25")));
        told(Orders.traded(BUY, "a", "0.25", "100", "0", "USDT"));
        assertTrue(order.resolved());
        told(Orders.traded(BUY, "late", "0.5", "100", "0", "USDT"));
        assertEquals(of("0.75"), order.filled());
        assertFalse(order.resolved());
        assertEquals(new Range(of("0"), of("0.25")), order.rest());
        told(new Ended(BUY.id(), End.CANCELLED, of("0.75")));
        assertTrue(order.resolved());
    }

    @Test
    void until_it_is_known_all_of_it_may_fill() {
        assertEquals(new Range(of("0"), of("1")), order.rest());
        sent();
        told(new Ambiguous(BUY.id(), "504"));
        assertEquals(OrderState.UNKNOWN, order.state());
        told(new NotFound(BUY.id()));
        assertEquals(new Range(of("0"), of("1")), order.rest());
        order.on(OrderNews.DEATH_SHOWN, 20);
        assertTrue(order.resolved());
        assertEquals(new Range(of("0"), of("1")), order.rest());
        order.on(OrderNews.WATCHED, 30);
        assertEquals(Range.NOTHING, order.rest());
    }

    @Test
    void a_late_fill_opens_a_dead_order_again() {
        sent();
        told(new Ambiguous(BUY.id(), "504"));
        order.on(OrderNews.DEATH_SHOWN, 20);
        order.on(OrderNews.WATCHED, 30);
        assertTrue(told(Orders.traded(BUY, "a", "0.25", "100", "0", "USDT")));
        assertEquals(OrderState.PARTIAL, order.state());
        assertFalse(order.resolved());
        assertEquals(new Range(of("0"), of("0.75")), order.rest());
    }

    @Test
    void what_contradicts_itself_cannot_be_and_the_worse_is_believed() {
        sent();
        assertTrue(told(new Refused(BUY.id(), "-2010", "no money")));
        assertTrue(order.resolved());
        assertTrue(told(new Ended(BUY.id(), End.REJECTED, of("0"))), "the same, on the stream");
        assertFalse(told(Orders.traded(BUY, "a", "0.25", "100", "0", "USDT")));
        assertEquals(of("0.25"), order.filled());
        assertEquals(OrderState.UNKNOWN, order.state());
        assertEquals(new Range(of("0"), of("0.75")), order.rest());
        assertFalse(told(new NotSent(BUY.id(), "no socket")));
        assertTrue(told(new Ended(BUY.id(), End.EXPIRED, of("0.25"))));
        assertTrue(order.resolved());
    }

    @Test
    void one_trade_told_in_two_ways_cannot_be() {
        sent();
        assertTrue(told(Orders.traded(BUY, "a", "0.25", "100", "0", "USDT")));
        assertFalse(told(Orders.traded(BUY, "a", "0.5", "100", "0", "USDT")));
        assertEquals(of("0.25"), order.filled());
    }

    @Test
    void more_than_its_size_cannot_be_and_is_booked_all_the_same() {
        sent();
        assertTrue(told(Orders.traded(BUY, "a", "1", "100", "0", "USDT")));
        assertTrue(order.resolved());
        assertFalse(told(Orders.traded(BUY, "b", "0.1", "100", "0", "USDT")));
        assertEquals(of("1.1"), order.filled());
        assertFalse(told(new Standing(BUY.id(), of("1.5"))));
        assertFalse(told(new Ended(BUY.id(), End.FILLED, of("0.5"))));
    }

    /// A merged trade and its part: the exchange will never say anything else, and nothing of it can be missing.
    @Test
    void what_filled_beyond_its_size_is_resolved_by_its_end() {
        sent();
        assertTrue(told(Orders.traded(BUY, "a", "0.6", "100", "0", "USDT")));
        assertFalse(told(Orders.traded(BUY, "b", "0.5", "100", "0", "USDT")), "it halts");
        assertEquals(OrderState.UNKNOWN, order.state());
        assertFalse(order.resolved(), "it is asked after first");
        var end = new Ended(BUY.id(), End.FILLED, of("1"));
        assertFalse(order.knows(end));
        assertTrue(told(end));
        assertTrue(order.resolved());
        assertEquals(Range.NOTHING, order.rest());
        assertEquals(of("1.1"), order.filled());
        assertTrue(order.knows(end));
    }

    @Test
    void a_sum_beyond_its_size_is_called_out_once_and_taken_when_it_is_told_again() {
        sent();
        told(Orders.traded(BUY, "a", "1", "100", "0", "USDT"));
        told(Orders.traded(BUY, "b", "0.1", "100", "0", "USDT"));
        for (End each : List.of(End.FILLED, End.CANCELLED)) {
            var end = new Ended(BUY.id(), each, of("1.1"));
            var one = new Order(BUY);
            one.on(OrderNews.HANDED, 2);
            one.on(Orders.traded(BUY, "a", "1.1", "100", "0", "USDT"), 10);
            assertFalse(one.on(end, 10).possible());
            assertFalse(one.resolved());
            assertTrue(one.on(end, 20).possible(), "no resume would last");
            assertTrue(one.resolved());
            assertTrue(one.knows(end));
            assertEquals(Range.NOTHING, one.rest());
        }
    }

    @Test
    void an_end_that_tells_of_less_than_was_traded_is_called_out_and_taken_when_it_is_told_again() {
        sent();
        var end = new Ended(BUY.id(), End.CANCELLED, of("0.25"));
        told(Orders.traded(BUY, "a", "0.25", "100", "0", "USDT"));
        assertTrue(told(end));
        told(Orders.traded(BUY, "late", "0.5", "100", "0", "USDT"));
        assertFalse(order.resolved());
        assertFalse(order.knows(end), "it was asked once more, and says the same");
        assertFalse(told(end), "it halts");
        assertFalse(order.resolved());
        assertTrue(told(end));
        assertTrue(order.resolved());
        assertEquals(Range.NOTHING, order.rest());
        assertTrue(order.knows(end));
        told(Orders.traded(BUY, "later", "0.1", "100", "0", "USDT"));
        assertFalse(order.resolved(), "what it insisted on was said of less");
        assertTrue(told(new Ended(BUY.id(), End.CANCELLED, of("0.85"))));
        assertTrue(order.resolved());
    }

    @Test
    void an_end_that_is_filled_and_not_whole_is_called_out_and_taken_when_it_is_told_again() {
        sent();
        var end = new Ended(BUY.id(), End.FILLED, of("0.5"));
        assertFalse(told(end));
        assertTrue(told(end));
        assertFalse(order.resolved(), "its fills are not there");
        assertEquals(Range.of(of("0.5")), order.rest());
        told(Orders.traded(BUY, "a", "0.5", "100", "0", "USDT"));
        assertTrue(order.resolved());
    }

    @Test
    void what_was_rejected_after_it_traded_is_called_out_and_taken_when_it_is_told_again() {
        sent();
        told(Orders.traded(BUY, "a", "0.25", "100", "0", "USDT"));
        var end = new Ended(BUY.id(), End.REJECTED, of("0"));
        assertFalse(told(end));
        assertTrue(told(end));
        assertTrue(order.resolved());
        assertEquals(of("0.25"), order.filled());
    }

    @Test
    void a_fill_of_another_symbol_is_none_of_it() {
        sent();
        OrderIntent other = Orders.leg(0, Orders.listing(1, "alpha", "ETH/USDT"), "buy 1 at 100");
        assertFalse(told(Orders.traded(other, "a", "0.5", "100", "0", "USDT")));
        assertEquals(of("0"), order.filled());
    }

    @Test
    void answers_to_questions_that_were_asked_too_early_do_not_count() {
        sent();
        order.asked(10);
        order.asked(20); // under way when the time is over, at 25
        order.on(new NotFound(BUY.id()), 22);
        order.asked(30);
        order.on(new NotFound(BUY.id()), 31); // the answer to the second, for all we know
        assertEquals(0, order.absences(25));
        order.on(new NotFound(BUY.id()), 32);
        assertEquals(1, order.absences(25));
    }

    @Test
    void what_may_have_left_before_we_died_counts_from_our_start() {
        order.on(OrderNews.RESTARTED, 77);
        assertEquals(OrderState.UNKNOWN, order.state());
        assertEquals(77, order.leftNanos());
        assertTrue(order.open());
    }
}
