package io.crossbook.execution.desk;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What must be known after a start before anything new is begun: a state of the same machine, not another.
///
/// The epoch durable; every exchange swept; what was open resolved; every balance as the ledger has it; with real money, what each key may do told where the exchange tells it. Orders of ours that the journal has lost are
/// adopted, whenever they come to light.
final class Recovery {

    private static final long NEVER = Long.MAX_VALUE;

    private final ExecutionState state;
    private final Pen pen;
    private final Alarm alarm;
    private final Outbox outbox;
    private final Sweeps sweeps;
    private final Reconciliation reconciliation;
    private final Adoption adoption;
    private final Set<String> exchanges;
    /// Orders that something was told of and that nobody knows, and since when: a sweep must show them.
    private final Map<OrderId, Long> doubts = new LinkedHashMap<>();
    private long bootNumber = NEVER;
    private long bootNanos;
    private boolean begun;

    Recovery(ExecutionState state, DeskTerms terms, Pen pen, Alarm alarm, Outbox outbox,
            Sweeps sweeps, Reconciliation reconciliation) {
        this.state = state;
        this.pen = pen;
        this.alarm = alarm;
        this.outbox = outbox;
        this.sweeps = sweeps;
        this.reconciliation = reconciliation;
        adoption = new Adoption(state, terms);
        exchanges = terms.patience().keySet();
    }

    void booted(long number) {
        bootNumber = number;
    }

    void durable(long number, long now) {
        if (!begun && number >= bootNumber) {
            begun = true;
            bootNanos = now;
            sweeps.begin(now);
        }
    }

    /// Whether the epoch is durable: before, not even questions are asked.
    boolean begun() {
        return begun;
    }

    /// Whether an exchange has shown all that it has of ours: before, nothing is unwound there. One that is configured no more cannot.
    boolean shown(String exchange) {
        return !exchanges.contains(exchange) || swept(exchange);
    }

    private boolean swept(String exchange) {
        return begun && sweeps.shown(exchange, bootNanos);
    }

    /// Whether a rung of an attempt that an earlier process has begun may stand at an exchange that has not shown what it has, and the journal has lost it: any
    /// exchange may have been the one.
    boolean hides(Attempt attempt) {
        return attempt.plan().legs().getFirst().id().epoch() < state.epoch()
                && !exchanges.stream().allMatch(this::swept);
    }

    /// What it waits for, in one line; empty when nothing.
    String waitingFor() {
        if (!begun) {
            return "starting: the epoch is not durable";
        }
        var waiting = new TreeSet<String>();
        for (String exchange : exchanges) {
            if (!swept(exchange) || !reconciliation.compared(exchange)) {
                waiting.add(exchange + (swept(exchange)
                        ? reconciliation.unresolved(exchange)
                                ? " to resolve orders"
                                : " to tell balances"
                        : " to be swept"));
            } else if (!outbox.permitted(exchange)) {
                waiting.add(exchange + " to tell what the key may do");
            }
        }
        return waiting.isEmpty() ? "" : "recovering: waiting for " + String.join(", ", waiting);
    }

    long due() {
        return begun ? Math.min(reconciliation.due(this::swept), sweeps.due()) : NEVER;
    }

    void step(long now) {
        sweeps.step(now);
        reconciliation.step(this::swept, now);
        settleDoubts(now);
    }

    void told(AccountFact fact, long now) {
        if (!exchanges.contains(fact.exchange())) {
            return;
        }
        switch (fact) {
            case AccountFact.Found found -> found(found, now);
            case AccountFact.Swept swept -> {
                pen.write(new Entry.Swept(swept.exchange(), swept.sinceNanos(),
                        swept.askedNanos(), now));
                sweeps.told(swept);
            }
            case AccountFact.Permissions permissions -> {
                if (permissions.mayWithdraw() || permissions.mayBorrow()
                        || !permissions.mayTrade()) {
                    pen.halt("keys or account of " + permissions.exchange()
                            + " are not as they must be: " + permissions, now);
                }
            }
            case AccountFact.Announced _ -> {
                // The coordinator's, not recovery's.
            }
            case AccountFact.Balances balances -> reconciliation.told(balances, now);
            case AccountFact.Transferred all -> reconciliation.told(all);
            case AccountFact.Transfer transfer -> reconciliation.told(transfer, now);
            case AccountFact.Funding funding -> reconciliation.told(funding, now);
        }
    }

    private void found(AccountFact.Found found, long now) {
        if (state.order(found.order()) != null) {
            return;
        }
        String objection = adoption.objection(found);
        if (objection.isEmpty()) {
            Entry.Adopted adopted = adoption.of(found, now);
            alarm.raise("Adopted: " + adopted.order() + ": the journal has lost it, attempt "
                    + found.order().attempt() + " is brought to its end", now);
            pen.write(adopted);
        } else {
            pen.halt("an order of ours that is not in the journal: " + found.order() + ": "
                    + objection, now);
        }
    }

    /// Something was told of an order that nobody knows. What an earlier process has sent and the journal has lost, a sweep tells more of: only that says
    /// what it was.
    void unknown(OrderEvent event, long now) {
        OrderId id = event.id();
        boolean there = switch (event) {
            case OrderEvent.Accepted _,OrderEvent.Traded _,OrderEvent.Standing _,OrderEvent.Ended _,OrderEvent.Ambiguous _ ->
                true;
            case OrderEvent.Refused _,OrderEvent.NotSent _,OrderEvent.NotFound _,OrderEvent.CancelRefused _ ->
                false;
        };
        if (id.epoch() >= state.epoch()) {
            pen.halt("an order of ours that is not in the journal: " + said(event), now);
        } else if (there && doubts.putIfAbsent(id, now) == null) {
            sweeps.wishAll(state.gaps().since(id.epoch()), now);
        }
    }

    /// Without what it rests on, which is another text each time: the same cause halts once.
    private static Object said(OrderEvent event) {
        return event instanceof OrderEvent.Ambiguous
                ? event.id() + ", of which nothing readable was told"
                : event.restingOn("");
    }

    private void settleDoubts(long now) {
        for (var each : List.copyOf(doubts.entrySet())) {
            OrderId id = each.getKey();
            boolean known = state.order(id) != null;
            if (known || sweeps.allShown(each.getValue())) {
                doubts.remove(id);
                if (!known) {
                    pen.halt("an order of ours that is not in the journal, and no sweep shows: "
                            + id, now);
                }
            }
        }
    }
}
