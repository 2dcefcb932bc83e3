package io.crossbook.simulator;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// How much an account of the lowest tier may ask Kraken. Kraken, "Spot REST Rate Limits".
final class KrakenCounterTest {

    private final KrakenCounter counter = new KrakenCounter();

    private boolean takes(String method, long millis) {
        return counter.takes(method, millis, Pacing.DOCUMENTED);
    }

    @Test
    void it_holds_fifteen_loses_one_in_three_seconds_and_counts_the_past_twice() {
        for (int i = 0; i < 7; i++) {
            assertTrue(takes("ClosedOrders", 1_000));
        }
        assertFalse(takes("QueryTrades", 1_000));
        assertTrue(takes("BalanceEx", 1_000));
        assertFalse(takes("BalanceEx", 3_900));
        assertTrue(takes("AddOrder", 3_900), "orders are counted elsewhere");
        assertTrue(takes("BalanceEx", 4_100));
        assertFalse(takes("BalanceEx", 4_200));
    }
}
