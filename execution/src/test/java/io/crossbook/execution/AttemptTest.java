package io.crossbook.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is left over of an attempt, and what may be.
final class AttemptTest {

    private static final OrderIntent BUY = Orders.leg(0, Orders.listing(0, "alpha", "BTC/USDT"),
            "buy 1 at 100");
    private static final OrderIntent SELL = Orders.leg(1, Orders.listing(1, "beta", "BTC/USDT"),
            "sell 1 at 101");

    private static Attempt attempt(String asset, OrderIntent... legs) {
        var attempt = new Attempt(
                new Attempt.Plan(1, 9, asset, List.of(legs), BigDecimal.TEN, BigDecimal.ONE));
        for (OrderIntent leg : legs) {
            attempt.add(new Order(leg));
        }
        return attempt;
    }

    private static void told(Attempt attempt, int order, OrderEvent event) {
        attempt.orders().get(order).on(event, 5);
    }

    @Test
    void residue_is_what_fills_leave_net_of_fees_in_the_base() {
        Attempt attempt = attempt("USDT", BUY, SELL);
        assertEquals(Set.of("BTC"), attempt.between());
        told(attempt, 0, Orders.traded(BUY, "a", "1", "100", "0.001", "BTC"));
        told(attempt, 1, Orders.traded(SELL, "b", "0.4", "101", "0.0404", "USDT"));
        assertEquals(Map.of("BTC", new BigDecimal("0.599")), attempt.residue());
        assertEquals(new BigDecimal("-59.6404"), attempt.net().get("USDT"));
        assertEquals(Map.of("BTC", new BigDecimal("0.001"), "USDT", new BigDecimal("0.0404")),
                attempt.fees());
    }

    @Test
    void exposure_holds_whatever_may_still_fill() {
        Attempt attempt = attempt("USDT", BUY, SELL);
        assertEquals(Map.of("BTC", new Range(new BigDecimal("-1"), new BigDecimal("1"))),
                attempt.exposure());
        told(attempt, 0, Orders.traded(BUY, "a", "0.3", "100", "0", "USDT"));
        assertEquals(
                Map.of("BTC", new Range(new BigDecimal("-0.7"), new BigDecimal("1.0"))),
                attempt.exposure());
    }

    @Test
    void of_a_cycle_all_that_lies_between_must_go() {
        OrderIntent first = Orders.leg(0, Orders.listing(0, "alpha", "BTC/USDT"), "buy 1 at 100");
        OrderIntent second = Orders.leg(1, Orders.listing(1, "alpha", "ETH/BTC"),
                "buy 10 at 0.1");
        OrderIntent third = Orders.leg(2, Orders.listing(2, "alpha", "ETH/USDT"),
                "sell 10 at 11");
        Attempt attempt = attempt("USDT", first, second, third);
        assertEquals(Set.of("BTC", "ETH"), attempt.between());
        assertEquals(new Range(new BigDecimal("-1.0"), new BigDecimal("1.0")),
                attempt.exposure().get("BTC"));
        told(attempt, 0, Orders.traded(first, "a", "1", "100", "0", "USDT"));
        told(attempt, 1, Orders.traded(second, "b", "10", "0.1", "0", "BTC"));
        assertEquals(Map.of("ETH", new BigDecimal("10")), attempt.residue());
    }

    @Test
    void a_quote_that_is_kept_on_purpose_is_no_residue() {
        OrderIntent sell = Orders.leg(1, Orders.listing(1, "beta", "BTC/USD"), "sell 1 at 101");
        assertEquals(Set.of("BTC"), attempt("USDT", BUY, sell).between());
    }

    @Test
    void legs_of_other_attempts_and_other_markets_are_no_attempt() {
        assertThrows(IllegalArgumentException.class,
                () -> new Attempt.Plan(2, 9, "USDT", List.of(BUY), BigDecimal.TEN, BigDecimal.ONE));
        assertThrows(IllegalArgumentException.class,
                () -> new Attempt.Plan(1, 9, "USDT", List.of(), BigDecimal.TEN, BigDecimal.ONE));
        OrderIntent swap = Orders.leg(0, Orders.listing(3, "alpha", "BTC/USDT:USDT"),
                "sell 1 at 101");
        assertThrows(IllegalArgumentException.class,
                () -> new Attempt.Plan(1, 9, "USDT", List.of(BUY, swap), BigDecimal.TEN,
                        BigDecimal.ONE));
    }

    @Test
    void an_attempt_is_resolved_when_all_of_its_orders_are() {
        Attempt attempt = attempt("USDT", BUY, SELL);
        attempt.orders().forEach(order -> order.on(OrderNews.HANDED, 2));
        told(attempt, 0, new OrderEvent.Refused(BUY.id(), "x", "y"));
        assertTrue(!attempt.resolved());
        told(attempt, 1, new OrderEvent.Ended(SELL.id(), OrderEvent.End.EXPIRED, BigDecimal.ZERO));
        assertTrue(attempt.resolved());
    }
}
