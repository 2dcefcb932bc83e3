package io.crossbook.execution.proof;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.Departures;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderState;
import io.crossbook.execution.TrackRecord;
import io.crossbook.execution.desk.LegOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether legs leave in the order in which they are to: together only where enough attempts have shown that it is better.
final class LegChecks {

    /// As long as no more than so many were begun since, the past alone tells.
    private static final int FEW = 2;
    private static final String KNOWN = "alpha BTCUSDT + beta BTCUSDT";

    private final Scene scene;
    private final LegOrder legs;
    private final List<String> wrongs;
    private final Set<Long> begun = new HashSet<>();

    LegChecks(Scene scene, LegOrder legs, List<String> wrongs) {
        this.scene = scene;
        this.legs = legs;
        this.wrongs = wrongs;
    }

    /// A leg leaves; all that leave with it are called handed out by now.
    void left(OrderIntent intent, ExecutionState state) {
        Attempt attempt = state.attempt(intent.id().attempt());
        if (attempt == null || !begun.add(attempt.id())) {
            return;
        }
        long leaving = attempt.orders().stream()
                .filter(order -> order.state() != OrderState.INTENDED).count();
        Past past = scene.past();
        boolean shown = past != null && past.late()
                && past.attempts() >= Departures.FEWEST_ATTEMPTS
                && TrackRecord.pair(attempt.plan()).equals(KNOWN);
        boolean may = switch (legs) {
            case DOUBTFUL_FIRST -> false;
            case PROVEN -> shown;
            case TOGETHER -> true;
        };
        boolean must = may && (legs == LegOrder.TOGETHER || begun.size() <= FEW);
        if ((leaving > 1 && !may) || (leaving == 1 && must)) {
            wrongs.add(leaving + " legs leave at once, " + legs + ", "
                    + (past == null ? "nothing is known" : past) + ": " + attempt);
        }
    }
}
