package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Rules;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Limits that the desk keeps to before the gate is asked, from raw frames to what leaves: within them, at them and beyond. `GateFromFramesTest` has the others.
final class KeptLimitsTest {

    /// What has left and is not answered yet, as it was approved.
    private static List<OrderIntent> left(Pit pit) {
        List<String> ids = pit.placed().stream().map(pit::order).toList();
        return pit.state().live().stream().flatMap(attempt -> attempt.orders().stream())
                .map(Order::intent).filter(each -> ids.contains(each.id().toString())).toList();
    }

    private static List<OrderIntent> both(Pit pit) {
        List<OrderIntent> left = left(pit.keeps());
        assertEquals(2, left.size(), () -> pit.journal.denial() + ", " + pit.told);
        return left;
    }

    private static void equal(String wanted, BigDecimal found) {
        assertEquals(0, new BigDecimal(wanted).compareTo(found), found::toPlainString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99.99", "100.00", "100.01", "100.04", "100.05"})
    void tick_whatever_the_books_show_limits_are_whole_ticks(String ask) {
        Pit pit = Pit.ready();
        for (String each : Pit.THREE) {
            pit.lists(each, new Rules(2, 2, 5, 1, 1, 0, 1, Rules.Status.TRADING)).answers();
        }
        pit.keeps();
        pit.books("alpha", "99.90", ask).books("beta", "100.92", "101.00");
        both(pit).forEach(each -> equal("0",
                each.limit().remainder(new BigDecimal("0.05"))));
    }

    @ParameterizedTest
    @CsvSource({"0.39, 0.39", "0.40, 0.40", "0.41, 0.40"})
    void uneven_legs_are_of_one_size_whoever_shows_more(String sells, String size) {
        Pit pit = Pit.ready();
        pit.books("alpha", "99.99", "100");
        both(pit.books("beta", "BTCUSDT", "100.40", "100.41", sells))
                .forEach(each -> equal(size, each.size()));
    }

    /// Alpha sells 0.40, and beta buys so much of it.
    private static Pit half(String sold) {
        Pit pit = Pit.ready();
        pit.offers().keeps();
        List<Long> placed = pit.placed();
        String sell = pit.order(placed.getLast());
        pit.fills(placed.getFirst(), "100");
        pit.written(placed.getLast());
        pit.streams("beta", "accepted " + sell);
        if (new BigDecimal(sold).signum() > 0) {
            pit.streams("beta", "traded " + sell + " " + sold + " 100.40 t" + sell);
        }
        return pit.streams("beta", "ended " + sell + " " + sold
                + (sold.equals("0.40") ? "" : " expired")).keeps();
    }

    @ParameterizedTest
    @CsvSource({"0, 0.40", "0.01, 0.39", "0.39, 0.01"})
    void reduces_no_more_is_given_back_than_is_left_over(String sold, String size) {
        List<OrderIntent> left = left(half(sold));
        assertEquals(1, left.size());
        assertTrue(left.getFirst().reduces());
        equal(size, left.getFirst().size());
    }

    @Test
    void reduces_where_nothing_is_left_over_nothing_leaves() {
        assertEquals(List.of(), left(half("0.40").pass(10_000).keeps()));
    }

    /// Each takes a part and no more: 0.40 together.
    @Test
    void children_take_together_what_the_leg_got() {
        Pit pit = half("0");
        var together = BigDecimal.ZERO;
        for (int i = 0; i < 40 && pit.state().live().stream().anyMatch(
                each -> !each.state().over()); i++) {
            for (long placed : pit.placed()) {
                OrderIntent rung = left(pit).getFirst();
                String id = pit.order(placed);
                String part = rung.size().min(new BigDecimal("0.13")).toPlainString();
                together = together.add(new BigDecimal(part));
                pit.written(placed);
                String at = rung.listing().exchange();
                pit.streams(at, "accepted " + id);
                pit.streams(at, "traded " + id + " " + part + " "
                        + rung.limit().toPlainString() + " t" + id);
                pit.streams(at, "ended " + id + " " + part
                        + (rung.size().compareTo(new BigDecimal(part)) > 0 ? " expired" : ""));
            }
            pit.keeps().pass(500).noOffer().answers().keeps();
        }
        assertTrue(together.compareTo(new BigDecimal("0.26")) >= 0, together.toPlainString());
        assertTrue(together.compareTo(new BigDecimal("0.40")) <= 0, together.toPlainString());
        assertEquals("", pit.state().halted());
    }
}
