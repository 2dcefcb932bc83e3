package io.crossbook.execution.report;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderEvent;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/// What attempts brought, added up as their fills come, so that nobody has to go through all of them. Counts from when it was made.
///
/// Hears entries ([io.crossbook.execution.desk.Coordinator#listen]).
public final class Takings {

    private final ExecutionState state;
    private final Map<String, BigDecimal> captured = new TreeMap<>();
    private final Map<String, BigDecimal> conversion = new TreeMap<>();
    private final Map<String, BigDecimal> unwind = new TreeMap<>();

    /// Nothing yet, over what is known.
    public Takings(ExecutionState state) {
        this.state = state;
    }

    /// An entry was written, and has become part of what is known.
    public void heard(Entry entry) {
        if (!(entry instanceof Entry.Told(OrderEvent.Traded(var fill), _))) {
            return;
        }
        Order order = state.order(fill.order());
        Attempt attempt = state.attempt(fill.order().attempt());
        // One that contradicts an earlier one is written down, and is no fill.
        if (order != null && attempt != null && order.fills().contains(fill)) {
            add(Attribution.of(attempt), Attribution.of(attempt, each -> !same(each, fill)));
        }
    }

    private static boolean same(Fill one, Fill other) {
        return one.key().equals(other.key());
    }

    private void add(Attribution now, Attribution before) {
        Amounts.add(captured, Amounts.less(now.captured(), before.captured()));
        Amounts.add(conversion, Amounts.less(now.conversion(), before.conversion()));
        Amounts.add(unwind, Amounts.less(now.unwind(), before.unwind()));
    }

    /// All of it, as it stands.
    public Totals totals() {
        return Totals.of(state, captured, conversion, unwind);
    }
}
