package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.crossbook.books.BookBreak;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is risked counts at the highest price, what is counted on at the lowest; what nobody knows is nothing to rely on.
final class ValuesTest {

    private final GateRig rig = new GateRig(java.util.List.of("alpha", "beta"), GateRig.RULES);
    private final Values values = new Values(rig.references, GateSettings.DEFAULT);

    private static void equal(String wanted, @Nullable Usdt worth) {
        assertEquals(0, new BigDecimal(wanted)
                .compareTo(java.util.Objects.requireNonNull(worth).amount()),
                String.valueOf(worth));
    }

    @Test
    void the_highest_live_price_counts() {
        equal("50.205", values.worth("BTC", new BigDecimal("0.001")));
        equal("51.205", values.worth(Map.of("BTC", new BigDecimal("0.001"), "USDT",
                BigDecimal.ONE)));
        rig.books.book(rig.btc("beta").id()).fail(BookBreak.Kind.GAP, "");
        equal("49.995", values.worth("BTC", new BigDecimal("0.001")));
        rig.books.book(rig.btc("alpha").id()).fail(BookBreak.Kind.GAP, "");
        assertNull(values.worth("BTC", new BigDecimal("0.001")));
        assertNull(values.worth(Map.of("BTC", new BigDecimal("0.001"), "USDT", BigDecimal.ONE)));
        equal("1", values.worth(Map.of("BTC", BigDecimal.ZERO, "USDT", BigDecimal.ONE)));
    }

    @Test
    void losses_count_at_the_highest_and_gains_at_the_lowest_price() {
        equal("50.205", values.lost(Map.of("BTC", new BigDecimal("-0.001"))));
        equal("-49.995", values.lost(Map.of("BTC", new BigDecimal("0.001"))));
        equal("5.005", values.lost(Map.of("BTC", new BigDecimal("0.001"), "USDT",
                new BigDecimal("-55"))));
        equal("0", values.lost(Map.of("XYZ", BigDecimal.ONE)));
        equal("0", values.lost(Map.of("XYZ", BigDecimal.ZERO)));
        assertNull(values.lost(Map.of("XYZ", BigDecimal.ONE.negate())));
    }

    @Test
    void other_quotes_count_by_what_is_set_for_them_and_books_before_what_is_set() {
        var set = new Values(rig.references, GateSettings.DEFAULT
                .with("USD", new BigDecimal("0.9")).with("BTC", BigDecimal.ONE));
        equal("0.9", set.worth("USD", BigDecimal.ONE));
        equal("50205", set.worth("BTC", BigDecimal.ONE));
        rig.add("alpha", "BTC/USD", GateRig.RULES);
        rig.shows(rig.listing("alpha", "BTC/USD"), "59999", "60001");
        equal("54000", set.worth("BTC", BigDecimal.ONE));
    }
}
