package io.crossbook.gateway.rehearsal;

import io.crossbook.books.Listing;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.desk.Coordinator;
import io.crossbook.execution.desk.DeskTerms;
import io.crossbook.execution.desk.Outbox;
import io.crossbook.execution.desk.Patience;
import io.crossbook.execution.risk.ApprovedOrder;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.execution.risk.KillSwitch;
import io.crossbook.execution.risk.RiskGate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A desk of its own in a market that stands still: its journal counts entries and keeps none, and what leaves goes to nobody.
///
/// Its time runs a minute ahead with each attempt, so that no limit per minute ends it.
final class DryDesk implements Outbox {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND;

    private final StandingMarket market;
    private final Consumer<OrderIntent> out;
    private final Consumer<List<Entry>> journal;
    private final ExecutionState state = new ExecutionState();
    private final RiskGate gate;
    private final Coordinator coordinator;
    private final List<OrderId> left = new ArrayList<>();
    private long entries;
    private long opportunities;
    private long now = START;

    DryDesk(StandingMarket market, Consumer<List<Entry>> journal, Consumer<OrderIntent> out) {
        this.market = market;
        this.out = out;
        this.journal = journal;
        var patience = new TreeMap<String, Patience>();
        for (Listing leg : market.legs()) {
            patience.put(leg.exchange(), Patience.ENFORCED);
        }
        gate = new RiskGate(state, market.facts(), GateSettings.DEFAULT, new KillSwitch());
        coordinator = new Coordinator(state, DeskTerms.of(patience).allTogether(),
                market.markets(), gate, this::append, this, (words, _) -> {
                    throw new IllegalStateException(words);
                });
        begin();
    }

    private void begin() {
        market.moves(now);
        coordinator.boot(1, "", "", now);
        coordinator.durable(entries, now);
        for (Listing leg : market.legs()) {
            coordinator.told(new AccountFact.Swept(leg.exchange(), now, 0, now), now);
        }
        for (Listing leg : market.legs()) {
            coordinator.told(market.balances(leg.exchange(), now), now);
        }
        coordinator.durable(entries, now);
    }

    private long append(List<Entry> commit) {
        journal.accept(commit);
        return entries += commit.size();
    }

    ExecutionState state() {
        return state;
    }

    RiskGate gate() {
        return gate;
    }

    /// Begins an attempt, which waits for its entries.
    void offer() {
        now += 61 * SECOND;
        market.moves(now);
        if (!coordinator.offered(market.opportunity(++opportunities, now), now)) {
            throw new IllegalStateException("not taken: " + coordinator.reluctance() + " "
                    + gate.denials());
        }
    }

    /// All is durable: its orders leave.
    void keep() {
        coordinator.durable(entries, now);
    }

    /// Nothing of them is filled.
    void end() {
        for (OrderId order : List.copyOf(left)) {
            coordinator.told(
                    new OrderEvent.Ended(order, OrderEvent.End.EXPIRED, BigDecimal.ZERO), now);
        }
        left.clear();
        keep();
    }

    @Override
    public void place(ApprovedOrder order) {
        left.add(order.intent().id());
        out.accept(order.intent());
    }

    @Override
    public void cancel(String exchange, String symbol, OrderId id) {}

    @Override
    public void ask(String exchange, String symbol, OrderId id) {}

    @Override
    public void sweep(String exchange, long sinceNanos) {}

    @Override
    public void balances(String exchange) {}
}
