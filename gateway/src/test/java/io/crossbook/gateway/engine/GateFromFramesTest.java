package io.crossbook.gateway.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.risk.Check;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each check of the risk gate from raw frames to what leaves: one within its limit, at it, one beyond.
final class GateFromFramesTest {

    /// From frames they cannot be reached: a gate that throws, an order that is none of its attempt's, a limit off the tick, legs of different
    /// sizes and attempts that are too large, for the desk rounds and bounds, and signals, which nobody gives yet. `GateLimitsTest`, `ReducingTest` and `RiskGateTest` ask the gate itself.
    private static final EnumSet<Check> ASKED_DIRECTLY = EnumSet.of(Check.ERROR, Check.ORDER,
            Check.TICK, Check.WORTH, Check.UNEVEN, Check.SIGNALS, Check.CHILDREN, Check.REDUCES);

    static Stream<FramedLimits.Limit> limits() {
        return FramedLimits.all().stream();
    }

    @ParameterizedTest
    @MethodSource("limits")
    void beyond_its_limit_nothing_leaves(FramedLimits.Limit limit) {
        for (int step = -1; step <= 1; step++) {
            Pit pit = limit.pit().apply(step);
            if (limit.offered() != null) {
                limit.offered().accept(pit, step);
            }
            if (limit.written() != null) {
                pit.offers();
                limit.written().accept(pit, step);
            }
            pit.keeps();
            expected(limit, step, pit);
        }
    }

    private static void expected(FramedLimits.Limit limit, int step, Pit pit) {
        String where = limit + " at " + step;
        List<String> left = pit.effects.stream().filter(each -> each.contains(" place "))
                .toList();
        if (step <= 0) {
            assertEquals(2, left.size(), () -> where + ": " + pit.journal.denial() + ", "
                    + pit.told + ", " + pit.journal.entries.getLast());
        } else {
            assertEquals(List.of(), left, where);
            String denial = pit.journal.denial();
            String reason = pit.told.isEmpty() ? "" : pit.told.getLast().reason();
            assertTrue(limit.said().contains(denial) || limit.said().stream()
                    .anyMatch(each -> !each.isEmpty() && reason.startsWith(each)),
                    () -> where + ": " + denial + ", " + reason);
        }
    }

    @Test
    void no_check_is_without_its_limit() {
        var tested = EnumSet.copyOf(ASKED_DIRECTLY);
        FramedLimits.all().forEach(limit -> tested.add(limit.check()));
        assertEquals(EnumSet.allOf(Check.class), tested);
    }
}
