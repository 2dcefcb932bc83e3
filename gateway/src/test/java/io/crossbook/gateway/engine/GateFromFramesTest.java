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

    /// From frames they cannot be reached: a gate that throws, an order that is none of its attempt's, and signals, which nobody gives yet; and what the desk keeps to itself, of which
    /// [KeptLimitsTest] shows that what leaves is so: a limit off the tick, legs of different sizes, rungs of more than is left over. What is listed otherwise than as spot, not
    /// to be traded, or too little for its rules, the desk does not offer: that nothing leaves is tested here, that the gate says no too is not.
    /// `GateLimitsTest`, `ReducingTest` and `RiskGateTest` ask the gate itself. Where something is under way an exchange is spoken to until that is over, and where it
    /// is not spoken to there is no book that anything could begin with: no frames lead to `maintenance`.
    private static final EnumSet<Check> ASKED_DIRECTLY = EnumSet.of(Check.ERROR, Check.ORDER,
            Check.TICK, Check.UNEVEN, Check.SIGNALS, Check.CHILDREN,
            Check.MAINTENANCE, Check.REDUCES, Check.KIND, Check.RULES, Check.LOT, Check.SIZE,
            Check.NOTIONAL);

    static Stream<FramedLimits.Limit> limits() {
        return FramedLimits.all().stream();
    }

    @ParameterizedTest
    @MethodSource("limits")
    void beyond_its_limit_nothing_leaves(FramedLimits.Limit limit) {
        for (int step = -1; step <= 1; step++) {
            expected(limit, step, played(limit, step));
        }
    }

    private static Pit played(FramedLimits.Limit limit, int step) {
        Pit pit = limit.pit().apply(step);
        if (limit.offered() != null) {
            limit.offered().accept(pit, step);
        }
        if (limit.written() != null) {
            pit.offers();
            limit.written().accept(pit, step);
        }
        return pit.keeps();
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

    /// It is the gate that says so, and by the check itself: with that check gone, the order would leave.
    @Test
    void no_check_is_without_a_limit_beyond_which_it_is_the_one_that_says_no() {
        var saidNo = EnumSet.noneOf(Check.class);
        for (FramedLimits.Limit limit : FramedLimits.all()) {
            boolean first = !saidNo.contains(limit.check());
            if (first && played(limit, 1).journal.denial().equals(limit.check().code())) {
                saidNo.add(limit.check());
            }
        }
        assertEquals(EnumSet.complementOf(ASKED_DIRECTLY), saidNo);
    }
}
