package io.crossbook.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crossbook.books.Listing;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.gateway.control.Report;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.web.Executions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Attempts and orders for the stream: notes which something happened to, and writes them down when it is asked. On the engine's thread.
public final class ExecutionRows implements Watcher, Executions {

    private static final int MOST_MOVED = 16;
    private static final int MOST_STANDING = 50;

    private final Set<Long> touched = new LinkedHashSet<>();
    private boolean wanted;

    @Override
    public void entry(Entry entry, long now) {
        long attempt = wanted ? attempt(entry) : 0;
        if (attempt != 0) {
            touched.add(attempt);
        }
    }

    /// Which attempt it is about; 0 for none.
    private static long attempt(Entry entry) {
        return switch (entry) {
            case Entry.Reserved(var plan, _) -> plan.attempt();
            case Entry.Intended(var intent, _) -> intent.id().attempt();
            case Entry.Skipped(var attempt, _, _, _) -> attempt;
            case Entry.Acted(var order, _, _, _) -> order.attempt();
            case Entry.Told(var event, _) -> event.id().attempt();
            case Entry.Asked(var order, _) -> order.attempt();
            case Entry.Adopted(var plan, _, _) -> plan.attempt();
            case Entry.Turned(var attempt, _, _, _) -> attempt;
            case Entry.Closed(var attempt, _, _, _, _) -> attempt;
            case Entry.Reconciled(var attempt, _) -> attempt;
            case Entry.Cleared(var attempt, _, _, _) -> attempt;
            case Entry.Booted _,Entry.Swept _,Entry.Denied _,Entry.Halted _,Entry.Paused _,Entry.Rearmed _,Entry.Posted _ ->
                0;
        };
    }

    @Override
    public void wanted(boolean is) {
        wanted = is;
        touched.clear();
    }

    @Override
    public Rows standing(Engine engine) {
        ExecutionState state = engine.execution();
        if (state == null) {
            return Rows.NONE;
        }
        var attempts = new TreeMap<Long, Attempt>();
        state.live().forEach(each -> attempts.put(each.id(), each));
        state.attempts().reversed().stream().limit(MOST_STANDING)
                .forEach(each -> attempts.put(each.id(), each));
        return rows(state, attempts.values());
    }

    @Override
    public Rows moved(Engine engine) {
        ExecutionState state = engine.execution();
        if (state == null || touched.isEmpty()) {
            return Rows.NONE;
        }
        var attempts = new ArrayList<Attempt>();
        for (Iterator<Long> each = touched.iterator(); each.hasNext()
                && attempts.size() < MOST_MOVED; each.remove()) {
            Attempt attempt = state.attempt(each.next());
            if (attempt != null) {
                attempts.add(attempt);
            }
        }
        return rows(state, attempts);
    }

    private static Rows rows(ExecutionState state, Collection<Attempt> all) {
        var attempts = new ArrayList<Row>();
        var orders = new ArrayList<Row>();
        for (Attempt attempt : all) {
            ObjectNode row = Nodes.object();
            Report.attempt(row, attempt);
            List<Listing> listings = attempt.plan().legs().stream().map(leg -> leg.listing())
                    .toList();
            attempts.add(new Row(Long.toString(attempt.id()), listings, row.toString(),
                    !state.live().contains(attempt)));
            attempt.orders().forEach(order -> orders.add(row(order)));
        }
        return new Rows(attempts, orders);
    }

    private static Row row(Order order) {
        ObjectNode row = Nodes.object();
        Report.order(row, order);
        return new Row(order.id().toString(), List.of(order.intent().listing()), row.toString(),
                !order.open());
    }
}
