package io.crossbook.execution.desk;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderState;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What must be known after a start before anything new is begun: a state of the same machine, not another.
///
/// The epoch durable; every exchange swept; what was open resolved; every balance as the ledger has it.
final class Recovery {

    private static final long AGAIN_NANOS = 5_000_000_000L;
    private static final int MOST_TRIES = 3;
    private static final long NEVER = Long.MAX_VALUE;
    private static final Account OUTSIDE = new Account(Account.Kind.EXTERNAL, "");
    private static final Account UNEXPLAINED = new Account(Account.Kind.UNEXPLAINED, "");

    private final ExecutionState state;
    private final Pen pen;
    private final Outbox outbox;
    private final Questions questions;
    private final Map<String, Standing> standings = new TreeMap<>();
    private long bootNumber = NEVER;
    private long bootNanos;
    private boolean begun;

    /// How far it has come with an exchange.
    private static final class Standing {
        boolean swept;
        boolean compared;
        long sweptNanos;
        long balancesNanos;
        boolean asking;
        int differences;
    }

    Recovery(ExecutionState state, DeskTerms terms, Pen pen, Outbox outbox,
            Questions questions) {
        this.state = state;
        this.questions = questions;
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

    /// Whether every exchange has shown all that it has of ours: before, no rung is tried.
    boolean swept() {
        return standings.values().stream().allMatch(each -> each.swept);
    }

    /// What it waits for, in one line; empty when nothing.
    String waitingFor() {
        if (!begun) {
            return "starting: the epoch is not durable";
        }
        var waiting = new TreeSet<String>();
        standings.forEach((exchange, standing) -> {
            if (!standing.swept || !standing.compared) {
                waiting.add(exchange + (standing.swept
                        ? unresolved(exchange) ? " to resolve orders" : " to tell balances"
                        : " to be swept"));
            }
        });
        return waiting.isEmpty() ? "" : "recovering: waiting for " + String.join(", ", waiting);
    }

    long due() {
        long next = NEVER;
        for (Map.Entry<String, Standing> each : standings.entrySet()) {
            Standing standing = each.getValue();
            if (begun && !standing.swept) {
                next = Math.min(next, standing.sweptNanos + AGAIN_NANOS);
            } else if (begun && !standing.compared && !unresolved(each.getKey())) {
                next = Math.min(next, standing.balancesNanos + AGAIN_NANOS);
            }
        }
        return next;
    }

    void step(long now) {
        standings.forEach((exchange, standing) -> {
            if (!standing.swept && now >= standing.sweptNanos + AGAIN_NANOS) {
                standing.sweptNanos = now;
                outbox.sweep(exchange, questions.since(exchange, now));
            }
            if (unresolved(exchange)) {
                standing.asking = false; // what is told from now on may be from before the end of it
            } else if (standing.swept && !standing.compared
                    && now >= standing.balancesNanos + AGAIN_NANOS) {
                standing.balancesNanos = now;
                standing.asking = true;
                outbox.balances(exchange);
            }
        });
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
            case AccountFact.Balances balances -> {
                if (balances.complete() && standing.asking && !standing.compared) {
                    compare(balances, standing, now);
                }
            }
            case AccountFact.Permissions permissions -> {
                if (permissions.mayWithdraw() || permissions.mayBorrow()
                        || !permissions.mayTrade()) {
                    pen.halt("keys or account of " + permissions.exchange()
                            + " are not as they must be: " + permissions, now);
                }
            }
            case AccountFact.Transfer transfer -> {
                if (transfer.done()) {
                    post(transfer.exchange(), transfer.reference(), transfer.asset(),
                            transfer.amount(), OUTSIDE, now);
                }
            }
            case AccountFact.Funding funding -> post(funding.exchange(), funding.reference(),
                    funding.asset(), funding.amount(),
                    new Account(Account.Kind.FUNDING, funding.exchange()), now);
        }
    }

    private void post(String exchange, String reference, String asset, BigDecimal amount,
            Account from, long now) {
        String unique = exchange + " " + reference;
        if (!state.posted(unique)) {
            pen.write(new Entry.Posted(unique, Commit.of(from + " " + unique)
                    .move(from, Account.holding(exchange), asset, amount).done(), now));
        }
    }

    /// The first time, what is there was there; afterwards what differs is unexplained, and a human must look.
    private void compare(AccountFact.Balances balances, Standing standing, long now) {
        String exchange = balances.exchange();
        Map<String, BigDecimal> missing = missing(balances);
        String opening = "opening " + exchange;
        boolean first = !state.posted(opening);
        standing.asking = false;
        if (!first && !missing.isEmpty() && ++standing.differences < MOST_TRIES) {
            return; // it may only not show yet
        }
        Commit.Writing commit = Commit.of(first ? opening : "difference at " + exchange);
        missing.forEach((asset, amount) -> commit.move(first ? OUTSIDE : UNEXPLAINED,
                Account.holding(exchange), asset, amount));
        standing.compared = true;
        if (first) {
            pen.write(new Entry.Posted(opening, commit.done(), now));
        } else if (!missing.isEmpty()) {
            pen.write(new Entry.Posted("difference " + exchange + " " + state.epoch(),
                    commit.done(), now));
            pen.halt(exchange + " differs from the ledger by " + missing, now);
        }
        if (balances.assets().values().stream()
                .anyMatch(balance -> balance.borrowed().signum() != 0)) {
            pen.halt(exchange + " says that we have borrowed", now);
        }
    }

    private Map<String, BigDecimal> missing(AccountFact.Balances balances) {
        var missing = new TreeMap<String, BigDecimal>();
        balances.assets().forEach((asset, balance) -> missing.put(asset, balance.total()));
        state.ledger().balances(Account.holding(balances.exchange()))
                .forEach((asset, amount) -> missing.merge(asset, amount.negate(),
                        BigDecimal::add));
        missing.values().removeIf(amount -> amount.signum() == 0);
        return missing;
    }

    private boolean unresolved(String exchange) {
        for (Attempt attempt : state.live()) {
            for (Order order : attempt.orders()) {
                if (order.intent().listing().exchange().equals(exchange)
                        && (order.open() || order.state() == OrderState.INTENDED)) {
                    return true;
                }
            }
        }
        return false;
    }
}
