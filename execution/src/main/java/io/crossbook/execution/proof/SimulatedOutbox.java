package io.crossbook.execution.proof;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.desk.Outbox;
import io.crossbook.execution.risk.ApprovedOrder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/// What one process wants done at the simulated exchanges; what they answer goes to that process.
final class SimulatedOutbox implements Outbox {

    private final Function<String, SimulatedExchange> exchanges;
    private final BooleanSupplier alive;
    private final Consumer<OrderIntent> leaving;
    private final Consumer<OrderEvent> events;
    private final Consumer<AccountFact> facts;

    /// `leaving` hears of each order before it leaves; `alive` says whether that process still runs.
    SimulatedOutbox(Function<String, SimulatedExchange> exchanges, BooleanSupplier alive,
            Consumer<OrderIntent> leaving, Consumer<OrderEvent> events,
            Consumer<AccountFact> facts) {
        this.exchanges = exchanges;
        this.alive = alive;
        this.leaving = leaving;
        this.events = events;
        this.facts = facts;
    }

    @Override
    public void place(ApprovedOrder order) {
        OrderIntent intent = order.intent();
        leaving.accept(intent);
        exchanges.apply(intent.listing().exchange()).place(intent, alive, events);
    }

    @Override
    public void cancel(String exchange, String symbol, OrderId id) {
        exchanges.apply(exchange).cancel(id, events);
    }

    @Override
    public void ask(String exchange, String symbol, OrderId id) {
        exchanges.apply(exchange).ask(id, events);
    }

    @Override
    public void sweep(String exchange, long sinceNanos) {
        exchanges.apply(exchange).sweep(sinceNanos, events, facts);
    }

    @Override
    public boolean transfers(String exchange, long sinceNanos) {
        return exchanges.apply(exchange).transfers(sinceNanos, facts);
    }

    @Override
    public void balances(String exchange) {
        exchanges.apply(exchange).balances(facts);
    }
}
