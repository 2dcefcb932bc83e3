package io.crossbook.execution.risk;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderState;
import io.crossbook.execution.TrackRecord;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// What an order before the gate is part of, in the moment in which it is asked: what several checks want to know of it is found out once.
final class Whole {

    private final Attempt.Plan plan;
    private final @Nullable Attempt attempt;
    private final long now;
    private @Nullable String pair;
    private @Nullable SortedSet<String> between;

    /// `attempt` is null while the plan is not in the journal.
    Whole(Attempt.Plan plan, @Nullable Attempt attempt, long now) {
        this.plan = plan;
        this.attempt = attempt;
        this.now = now;
    }

    Attempt.Plan plan() {
        return plan;
    }

    @Nullable
    Attempt attempt() {
        return attempt;
    }

    long now() {
        return now;
    }

    /// As [TrackRecord#pair] has it.
    String pair() {
        String known = pair;
        if (known == null) {
            known = TrackRecord.pair(plan);
            pair = known;
        }
        return known;
    }

    /// As [Attempt#between] has it.
    SortedSet<String> between() {
        SortedSet<String> known = between;
        if (known == null) {
            known = attempt == null ? Attempt.between(plan) : attempt.between();
            between = known;
        }
        return known;
    }

    /// Whether no order of it has left.
    boolean opens() {
        if (attempt != null) {
            for (Order order : attempt.orders()) {
                if (order.state() != OrderState.INTENDED) {
                    return false;
                }
            }
        }
        return true;
    }
}
