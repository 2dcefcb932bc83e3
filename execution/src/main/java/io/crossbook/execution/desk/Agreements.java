package io.crossbook.execution.desk;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which attempts are reconciled: of which something was traded, that are over, and after which each exchange that one of their orders has left for was found to hold what
/// the ledger has. (Where nothing is known to have traded, something may have.)
///
/// One after which anything differed but by what exchanges round is not, whatever explains it. What an earlier process has closed and not seen agreed is not looked at again.
final class Agreements {

    private final ExecutionState state;
    private final Pen pen;
    /// Exchanges that have not agreed yet, by attempt.
    private final Map<Long, Set<String>> waiting = new TreeMap<>();

    Agreements(ExecutionState state, Pen pen) {
        this.state = state;
        this.pen = pen;
    }

    /// What it brought was written down.
    void closed(Attempt attempt) {
        var exchanges = new TreeSet<String>();
        attempt.orders().stream().filter(order -> order.leftNanos() != 0)
                .forEach(order -> exchanges.add(order.intent().listing().exchange()));
        boolean traded = attempt.orders().stream().anyMatch(each -> each.filled().signum() > 0);
        waiting.remove(attempt.id());
        if (ended(attempt) && traded && !state.record().reconciled(attempt)) {
            waiting.put(attempt.id(), exchanges);
        }
    }

    private static boolean ended(Attempt attempt) {
        return attempt.state() == AttemptState.SETTLED || attempt.state() == AttemptState.DUST;
    }

    /// An exchange holds what the ledger has. What something told late has opened again waits for its next end, and where an order was presumed dead what is held says nothing before its
    /// watch is over: it may have filled just now.
    void agreed(String exchange, long now) {
        waiting.keySet().removeIf(this::reopened);
        List<Long> done = new ArrayList<>();
        waiting.forEach((attempt, exchanges) -> {
            if (!mayFill(attempt, exchange)) {
                exchanges.remove(exchange);
            }
            if (exchanges.isEmpty()) {
                done.add(attempt);
            }
        });
        for (long attempt : done) {
            waiting.remove(attempt);
            pen.write(new Entry.Reconciled(attempt, now));
        }
    }

    private boolean mayFill(long id, String exchange) {
        Attempt attempt = state.attempt(id);
        return attempt != null && attempt.orders().stream().anyMatch(
                order -> order.intent().listing().exchange().equals(exchange)
                        && order.state() == OrderState.PRESUMED_DEAD && !order.watched());
    }

    /// Something was told of it since: it waits anew from its new end on.
    private boolean reopened(long id) {
        Attempt attempt = state.attempt(id);
        return attempt == null || !attempt.closed() || !ended(attempt);
    }

    /// It does not, and what it was has been written down.
    void differed(String exchange) {
        waiting.values().removeIf(exchanges -> exchanges.contains(exchange));
    }
}
