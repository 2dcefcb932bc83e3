package io.crossbook.execution.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.execution.OrderIntent;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each check from books and facts through the coordinator to what is placed: one within its limit, at it, one beyond.
final class GateLimitsTest {

    /// Through the coordinator they cannot be reached: it never asks for such orders. `ReducingTest` and `RiskGateTest` ask the gate itself.
    private static final EnumSet<Check> ASKED_DIRECTLY = EnumSet.of(Check.ORDER, Check.REDUCES,
            Check.CHILDREN);

    static Stream<Limits.Limit> limits(Limits.When when) {
        return Limits.all().stream().filter(limit -> limit.when().contains(when));
    }

    static Stream<Limits.Limit> offered() {
        return limits(Limits.When.OFFERED);
    }

    static Stream<Limits.Limit> written() {
        return limits(Limits.When.WRITTEN);
    }

    @ParameterizedTest
    @MethodSource("offered")
    void beyond_its_limit_nothing_is_begun(Limits.Limit limit) {
        for (int step = -1; step <= 1; step++) {
            GateRig rig = limit.rig().get();
            limit.step().accept(rig, step);
            rig.offers();
            rig.keeps();
            expected(limit, step, rig);
        }
    }

    @ParameterizedTest
    @MethodSource("written")
    void beyond_its_limit_nothing_leaves_that_was_begun(Limits.Limit limit) {
        for (int step = -1; step <= 1; step++) {
            GateRig rig = limit.rig().get();
            assertTrue(rig.offers(), () -> limit + ": " + rig.journal.getLast());
            limit.step().accept(rig, step);
            rig.keeps();
            expected(limit, step, rig);
        }
    }

    private static void expected(Limits.Limit limit, int step, GateRig rig) {
        String where = limit + " at " + step;
        if (step <= 0) {
            assertEquals(List.of("alpha", "beta"),
                    rig.placed.stream().map(OrderIntent::listing).map(each -> each.exchange())
                            .toList(),
                    () -> where + ": " + rig.journal.getLast());
        } else {
            assertEquals(List.of(), rig.placed, where);
            assertEquals(limit.check().code(), rig.denial(), where);
        }
    }

    @Test
    void no_check_is_without_its_limit() {
        var tested = EnumSet.copyOf(ASKED_DIRECTLY);
        Limits.all().forEach(limit -> tested.add(limit.check()));
        assertEquals(EnumSet.allOf(Check.class), tested);
    }
}
