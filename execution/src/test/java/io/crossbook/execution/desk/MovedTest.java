package io.crossbook.execution.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/// What may have been charged or rounded away for what was moved.
final class MovedTest {

    private static final BigDecimal CENT = new BigDecimal("0.01");

    private static Moved twice(String rate) {
        return Moved.NOTHING.and(new BigDecimal(500), new BigDecimal(rate), "one")
                .and(new BigDecimal(500), new BigDecimal(rate), "other");
    }

    @Test
    void who_moved_it_last_is_remembered() {
        assertEquals("other", twice("0.004").pair());
    }

    @Test
    void a_fee_is_no_more_than_twice_the_rate() {
        assertTrue(twice("0.004").charges(new BigDecimal("-8")));
        assertFalse(twice("0.004").charges(new BigDecimal("-8.01")));
        assertTrue(twice("0").charges(new BigDecimal("-2")), "what was free may cost as usual");
        assertFalse(twice("0").charges(new BigDecimal("-2.01")));
        assertFalse(Moved.NOTHING.charges(new BigDecimal("-0.01")));
    }

    @Test
    void rounding_is_a_unit_a_fill_and_little_of_the_whole() {
        assertTrue(twice("0").rounds(new BigDecimal("-0.02"), CENT));
        assertFalse(twice("0").rounds(new BigDecimal("-0.03"), CENT));
        assertFalse(twice("0").rounds(new BigDecimal("-0.11"), BigDecimal.ONE), "a coin is a coin");
    }
}
