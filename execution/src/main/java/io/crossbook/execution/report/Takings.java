package io.crossbook.execution.report;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderEvent;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What attempts brought, added up as their fills come, so that nobody has to go through all of them. Counts from when it was made.
///
/// What an attempt brought is settled at the prices of its end: until then it may hold what it has bought, and has brought nothing yet. What fills later is its end once more.
/// Hears entries ([io.crossbook.execution.desk.Coordinator#listen]).
public final class Takings {

    private final ExecutionState state;
    private final Function<String, @Nullable BigDecimal> prices;
    /// What attempts that have not ended had brought before this heard of them first.
    private final Map<Long, Attribution> open = new HashMap<>();
    private Brought captured = Brought.NOTHING;
    private Brought conversion = Brought.NOTHING;
    private Brought unwind = Brought.NOTHING;
    private Brought fees = Brought.NOTHING;

    /// Nothing yet, over what is known; `prices` says what one unit of an asset is worth now, null where nobody knows.
    public Takings(ExecutionState state, Function<String, @Nullable BigDecimal> prices) {
        this.state = state;
        this.prices = prices;
    }

    /// An entry was written, and has become part of what is known.
    public void heard(Entry entry) {
        if (entry instanceof Entry.Told(OrderEvent.Traded(var fill), _)) {
            traded(fill);
        } else if (entry instanceof Entry.Closed closed) {
            Attribution before = open.remove(closed.attempt());
            Attempt attempt = state.attempt(closed.attempt());
            if (before != null && attempt != null) {
                settle(Attribution.of(attempt), before);
            }
        }
    }

    private void traded(Fill fill) {
        Order order = state.order(fill.order());
        Attempt attempt = state.attempt(fill.order().attempt());
        // One that contradicts an earlier one is written down, and is no fill.
        if (order != null && attempt != null && order.fills().contains(fill)) {
            Attribution now = Attribution.of(attempt);
            Attribution before = Attribution.of(attempt, each -> !same(each, fill));
            add(now, before);
            open.putIfAbsent(attempt.id(), before);
        }
    }

    private static boolean same(Fill one, Fill other) {
        return one.key().equals(other.key());
    }

    private void add(Attribution now, Attribution before) {
        captured = captured.plus(Amounts.less(now.captured(), before.captured()));
        conversion = conversion.plus(Amounts.less(now.conversion(), before.conversion()));
        unwind = unwind.plus(Amounts.less(now.unwind(), before.unwind()));
    }

    private void settle(Attribution now, Attribution before) {
        captured = settled(captured, now.captured(), before.captured());
        conversion = settled(conversion, now.conversion(), before.conversion());
        unwind = settled(unwind, now.unwind(), before.unwind());
        fees = settled(fees, now.fees(), before.fees());
    }

    private Brought settled(Brought part, Map<String, BigDecimal> now,
            Map<String, BigDecimal> before) {
        Map<String, BigDecimal> some = Amounts.less(now, before);
        var known = new TreeMap<String, BigDecimal>();
        some.forEach((asset, amount) -> {
            BigDecimal price = amount.signum() == 0 ? null : prices.apply(asset);
            if (price != null) {
                known.put(asset, price);
            }
        });
        return part.settle(some, known);
    }

    /// All of it, as it stands.
    public Totals totals() {
        return Totals.of(state, captured, conversion, unwind, fees);
    }
}
