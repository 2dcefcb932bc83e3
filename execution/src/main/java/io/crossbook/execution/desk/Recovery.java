package io.crossbook.execution.desk;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Entry;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What must be known after a start before anything new is begun: a state of the same machine, not another.
///
/// The epoch durable; every exchange swept; what was open resolved; every balance as the ledger has it.
final class Recovery {

    private static final long AGAIN_NANOS = 5_000_000_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final Pen pen;
    private final Outbox outbox;
    private final Questions questions;
    private final Reconciliation reconciliation;
    private final Map<String, Standing> standings = new TreeMap<>();
    private long bootNumber = NEVER;
    private long bootNanos;
    private boolean begun;

    /// How far it has come with an exchange.
    private static final class Standing {
        boolean swept;
        long sweptNanos;
    }

    Recovery(DeskTerms terms, Pen pen, Outbox outbox, Questions questions,
            Reconciliation reconciliation) {
        this.questions = questions;
        this.reconciliation = reconciliation;
        this.pen = pen;
        this.outbox = outbox;
        terms.patience().keySet().forEach(exchange -> standings.put(exchange, new Standing()));
    }

    void booted(long number) {
        bootNumber = number;
    }

    void durable(long number, long now) {
        if (!begun && number >= bootNumber) {
            begun = true;
            bootNanos = now;
        }
    }

    /// Whether the epoch is durable: before, not even questions are asked.
    boolean begun() {
        return begun;
    }

    /// Whether an exchange has shown all that it has of ours: before, nothing is unwound there. One that is configured no more cannot.
    boolean shown(String exchange) {
        Standing standing = standings.get(exchange);
        return standing == null || standing.swept;
    }

    /// What it waits for, in one line; empty when nothing.
    String waitingFor() {
        if (!begun) {
            return "starting: the epoch is not durable";
        }
        var waiting = new TreeSet<String>();
        standings.forEach((exchange, standing) -> {
            if (!standing.swept || !reconciliation.compared(exchange)) {
                waiting.add(exchange + (standing.swept
                        ? reconciliation.unresolved(exchange)
                                ? " to resolve orders"
                                : " to tell balances"
                        : " to be swept"));
            }
        });
        return waiting.isEmpty() ? "" : "recovering: waiting for " + String.join(", ", waiting);
    }

    long due() {
        if (!begun) {
            return NEVER;
        }
        long next = reconciliation.due(this::swept);
        for (Standing standing : standings.values()) {
            if (!standing.swept) {
                next = Math.min(next, standing.sweptNanos + AGAIN_NANOS);
            }
        }
        return next;
    }

    private boolean swept(String exchange) {
        Standing standing = standings.get(exchange);
        return standing != null && standing.swept;
    }

    void step(long now) {
        standings.forEach((exchange, standing) -> {
            if (!standing.swept && now >= standing.sweptNanos + AGAIN_NANOS) {
                standing.sweptNanos = now;
                outbox.sweep(exchange, questions.since(exchange, now));
            }
        });
        reconciliation.step(this::swept, now);
    }

    void told(AccountFact fact, long now) {
        Standing standing = standings.get(fact.exchange());
        if (standing == null) {
            return;
        }
        switch (fact) {
            case AccountFact.Swept swept -> {
                pen.write(new Entry.Swept(swept.exchange(), swept.sinceNanos(),
                        swept.askedNanos(), now));
                standing.swept |= begun && swept.askedNanos() >= bootNanos;
            }
            case AccountFact.Permissions permissions -> {
                if (permissions.mayWithdraw() || permissions.mayBorrow()
                        || !permissions.mayTrade()) {
                    pen.halt("keys or account of " + permissions.exchange()
                            + " are not as they must be: " + permissions, now);
                }
            }
            case AccountFact.Balances balances -> reconciliation.told(balances, now);
            case AccountFact.Transfer transfer -> reconciliation.told(transfer, now);
            case AccountFact.Funding funding -> reconciliation.told(funding, now);
        }
    }
}
