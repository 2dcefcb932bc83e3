package io.crossbook.execution.desk;

import io.crossbook.books.Listing;
import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Markets;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderState;
import io.crossbook.execution.account.Account;
import io.crossbook.execution.account.Commit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Compares what exchanges say that we hold with what the ledger says, every minute and after each closing; what differs is named and posted.
///
/// Only answers count before whose question no order of ours was open there, and since which nothing was told of one. What differs three times in the same way is
/// explained as far as it can be; what cannot pauses its asset. Never changes what attempts brought: those are sums of fills.
final class Reconciliation {

    private static final long SECOND = 1_000_000_000L;
    private static final long EVERY_NANOS = 60 * SECOND;
    private static final long AGAIN_NANOS = 5 * SECOND;
    /// A question that nobody answered for so long is not answered any more.
    private static final long LOST_NANOS = 30 * SECOND;
    private static final long TRANSIT_NANOS = 24 * 3_600 * SECOND;
    private static final long NEVER = Long.MAX_VALUE;
    private static final int LOOKS = 3;
    /// A fee that nobody told is no more than this part of what was moved.
    private static final BigDecimal MOST_FEE = new BigDecimal("0.01");
    /// A trade of somebody else is no further than this from the market of now.
    private static final BigDecimal NEAR = new BigDecimal("0.05");

    private static final Account OUTSIDE = new Account(Account.Kind.EXTERNAL, "");
    private static final Account TRANSIT = new Account(Account.Kind.IN_TRANSIT, "");

    private final ExecutionState state;
    private final Markets markets;
    private final Pen pen;
    private final Outbox outbox;
    private final Alarm alarm;
    private final Map<String, Standing> standings = new TreeMap<>();

    /// How it stands with an exchange.
    private static final class Standing {
        boolean compared;
        /// When questions were asked that are under way, and how many of the oldest are of no use any more: something has moved since.
        final Deque<Long> asked = new ArrayDeque<>();
        int stale;
        long dueNanos;
        int looks;
        Map<String, BigDecimal> seen = Map.of();
        /// Withdrawals that are told and may have left the account already or not.
        final Map<String, AccountFact.Transfer> pending = new TreeMap<>();
        /// What orders of ours have moved there since it was right last, and the pair that did it last.
        final Map<String, BigDecimal> moved = new HashMap<>();
        String pair = "";

        void stale() {
            stale = asked.size();
        }

        /// An answer has come, to the oldest question for all that is known. Whether it is of use.
        boolean answered(long now) {
            while (!asked.isEmpty() && asked.getFirst() < now - LOST_NANOS) {
                asked.removeFirst();
                stale = Math.max(0, stale - 1);
            }
            boolean useful = !asked.isEmpty() && stale == 0;
            asked.pollFirst();
            stale = Math.max(0, stale - 1);
            return useful;
        }
    }

    Reconciliation(ExecutionState state, DeskTerms terms, Markets markets, Pen pen, Outbox outbox,
            Alarm alarm) {
        this.state = state;
        this.markets = markets;
        this.pen = pen;
        this.outbox = outbox;
        this.alarm = alarm;
        terms.patience().keySet().forEach(exchange -> standings.put(exchange, new Standing()));
        pen.listen(this::heard);
    }

    /// Whether an exchange was compared with the ledger since this process began.
    boolean compared(String exchange) {
        Standing standing = standings.get(exchange);
        return standing != null && standing.compared;
    }

    /// Asks where it is time, of those that are `swept`.
    void step(Predicate<String> swept, long now) {
        standings.forEach((exchange, standing) -> {
            if (unresolved(exchange)) {
                standing.stale(); // what is told of it may be from before the end of it
            } else if (swept.test(exchange) && now >= standing.dueNanos) {
                standing.dueNanos = now + AGAIN_NANOS;
                standing.asked.add(now);
                outbox.balances(exchange);
            }
        });
        leave(now);
    }

    /// When it wants to ask next.
    long due(Predicate<String> swept) {
        long next = NEVER;
        for (Map.Entry<String, Standing> each : standings.entrySet()) {
            if (swept.test(each.getKey()) && !unresolved(each.getKey())) {
                next = Math.min(next, each.getValue().dueNanos);
            }
        }
        return next;
    }

    private void heard(Entry entry) {
        switch (entry) {
            case Entry.Told(var event, _) -> {
                Order order = state.order(event.id());
                Standing standing = order == null
                        ? null
                        : standings.get(order.intent().listing().exchange());
                if (order != null && standing != null) {
                    standing.stale();
                    if (event instanceof OrderEvent.Traded(var fill)) {
                        moved(standing, order, fill);
                    }
                }
            }
            case Entry.Posted(_, var commit, _) -> commit.postings().forEach(posting -> {
                Standing standing = standings.get(posting.account().exchange());
                if (standing != null) {
                    standing.stale();
                }
            });
            case Entry.Closed closed -> {
                Attempt attempt = state.attempt(closed.attempt());
                if (attempt != null) {
                    attempt.orders().forEach(order -> hurry(order, closed.atNanos()));
                }
            }
            case Entry.Booted _,Entry.Reserved _,Entry.Intended _,Entry.Skipped _,Entry.Acted _,Entry.Asked _,Entry.Swept _,Entry.Turned _,Entry.Cleared _,Entry.Denied _,Entry.Halted _,Entry.Rearmed _,Entry.Paused _ ->
                {
                }
        }
    }

    private void hurry(Order order, long now) {
        Standing standing = standings.get(order.intent().listing().exchange());
        if (standing != null) {
            standing.dueNanos = Math.min(standing.dueNanos, now);
        }
    }

    private void moved(Standing standing, Order order, Fill fill) {
        var instrument = order.intent().listing().instrument();
        BigDecimal base = fill.size()
                .multiply(BigDecimal.valueOf(order.intent().listing().rules().multiplier()));
        standing.moved.merge(instrument.base(), base, BigDecimal::add);
        standing.moved.merge(instrument.quote(), fill.size().multiply(fill.price()),
                BigDecimal::add);
        Attempt attempt = state.attempt(order.id().attempt());
        if (attempt != null) {
            standing.pair = ExecutionState.pair(attempt.plan());
        }
    }

    /// Whether an order of ours there may still change what is held, as far as we know.
    boolean unresolved(String exchange) {
        return any(exchange,
                order -> order.open() || order.state() == OrderState.INTENDED);
    }

    private boolean any(String exchange, Predicate<Order> which) {
        for (Attempt attempt : state.live()) {
            for (Order order : attempt.orders()) {
                if (order.intent().listing().exchange().equals(exchange) && which.test(order)) {
                    return true;
                }
            }
        }
        return false;
    }

    void told(AccountFact.Transfer transfer, long now) {
        Standing standing = standings.get(transfer.exchange());
        String unique = transfer.exchange() + " " + transfer.reference();
        if (standing == null || state.posted(unique)) {
            return;
        }
        if (transfer.done()) {
            standing.pending.remove(unique);
            move(transfer.exchange(), unique, transfer.asset(), transfer.amount(), now);
        } else if (transfer.amount().signum() < 0) {
            standing.pending.put(unique, transfer);
        }
    }

    void told(AccountFact.Funding funding, long now) {
        String unique = funding.exchange() + " " + funding.reference();
        if (standings.containsKey(funding.exchange()) && !state.posted(unique)) {
            pen.write(entry(unique,
                    funding.interest() ? Difference.INTEREST : Difference.FUNDING,
                    new Account(Account.Kind.FUNDING, funding.exchange()), funding.exchange(),
                    funding.asset(), funding.amount(), now));
        }
    }

    /// What leaves is on its way; what comes was on its way as far as anything is, and else it is new.
    private void move(String exchange, String reference, String asset, BigDecimal amount,
            long now) {
        if (amount.signum() < 0) {
            pen.write(entry(reference, Difference.IN_TRANSIT, TRANSIT, exchange, asset, amount,
                    now));
            return;
        }
        BigDecimal under = state.ledger().balance(TRANSIT, asset).max(BigDecimal.ZERO)
                .min(amount);
        Difference what = under.signum() > 0 ? Difference.IN_TRANSIT : Difference.DEPOSIT;
        pen.write(new Entry.Posted(reference, Commit.of(what + " " + reference)
                .move(TRANSIT, Account.holding(exchange), asset, under)
                .move(OUTSIDE, Account.holding(exchange), asset, amount.subtract(under)).done(),
                now));
    }

    private static Entry entry(String reference, Difference what, Account from, String exchange,
            String asset, BigDecimal amount, long now) {
        return new Entry.Posted(reference, Commit.of(what + " " + reference)
                .move(from, Account.holding(exchange), asset, amount).done(), now);
    }

    /// What was under way for a day arrived somewhere that is not ours, or was what the way cost.
    private void leave(long now) {
        for (var each : Map.copyOf(state.ledger().balances(TRANSIT)).entrySet()) {
            String asset = each.getKey();
            if (each.getValue().signum() > 0
                    && now >= state.transitNanos(asset) + TRANSIT_NANOS) {
                String reference = "left " + asset + " " + now;
                pen.write(new Entry.Posted(reference,
                        Commit.of(Difference.WITHDRAWAL + " " + reference)
                                .move(TRANSIT, OUTSIDE, asset, each.getValue()).done(),
                        now));
            }
        }
    }

    void told(AccountFact.Balances balances, long now) {
        String exchange = balances.exchange();
        Standing standing = standings.get(exchange);
        if (standing == null) {
            return;
        }
        if (balances.assets().values().stream()
                .anyMatch(balance -> balance.borrowed().signum() != 0)) {
            pen.halt(exchange + " says that we have borrowed", now);
        }
        if (!balances.complete() || !standing.answered(now)) {
            return;
        }
        Map<String, BigDecimal> missing = missing(balances);
        if (!state.opened(exchange)) {
            open(exchange, missing, now);
            agreed(standing, now);
        } else if (missing.isEmpty()) {
            agreed(standing, now);
        } else if (any(exchange, order -> order.rest().most().signum() > 0)) {
            standing.looks = 0; // it may be what may still fill
        } else {
            standing.looks = missing.equals(standing.seen) ? standing.looks + 1 : 1;
            standing.seen = missing;
            transit(standing, missing, now);
            if (missing.isEmpty()) {
                agreed(standing, now);
            } else if (standing.looks >= LOOKS) {
                explain(exchange, standing, missing, now);
                agreed(standing, now);
            }
        }
    }

    private static void agreed(Standing standing, long now) {
        standing.compared = true;
        standing.looks = 0;
        standing.seen = Map.of();
        standing.moved.clear();
        standing.dueNanos = now + EVERY_NANOS;
    }

    /// The first time, what is there was there.
    private void open(String exchange, Map<String, BigDecimal> there, long now) {
        String opening = ExecutionState.opening(exchange);
        Commit.Writing commit = Commit.of(opening);
        there.forEach((asset, amount) -> commit.move(OUTSIDE, Account.holding(exchange), asset,
                amount));
        pen.write(new Entry.Posted(opening, commit.done(), now));
    }

    /// What the exchange has more than the ledger, by asset.
    private Map<String, BigDecimal> missing(AccountFact.Balances balances) {
        var missing = new TreeMap<String, BigDecimal>();
        balances.assets().forEach((asset, balance) -> missing.put(asset, balance.total()));
        state.ledger().holdings(balances.exchange()).forEach((asset, amount) -> missing
                .merge(asset, amount.negate(), BigDecimal::add));
        missing.values().removeIf(amount -> amount.signum() == 0);
        missing.replaceAll((_, amount) -> amount.stripTrailingZeros());
        return missing;
    }

    /// A withdrawal that is under way may have been taken from the account before it is done.
    private void transit(Standing standing, Map<String, BigDecimal> missing, long now) {
        for (var each : Map.copyOf(standing.pending).entrySet()) {
            AccountFact.Transfer transfer = each.getValue();
            BigDecimal gone = missing.get(transfer.asset());
            if (gone != null && gone.compareTo(transfer.amount()) == 0) {
                standing.pending.remove(each.getKey());
                missing.remove(transfer.asset());
                move(transfer.exchange(), each.getKey(), transfer.asset(), transfer.amount(),
                        now);
            }
        }
    }

    /// Names what is left, the best explained first.
    private void explain(String exchange, Standing standing, Map<String, BigDecimal> missing,
            long now) {
        String about = "reconciled " + exchange + " " + now;
        foreign(exchange, about, missing, now);
        missing.forEach((asset, amount) -> {
            String reference = about + " " + asset;
            BigDecimal most = standing.moved.getOrDefault(asset, BigDecimal.ZERO)
                    .multiply(MOST_FEE);
            String words = exchange + " has " + amount.abs().toPlainString() + " " + asset
                    + (amount.signum() > 0 ? " more" : " less") + " than the ledger";
            if (amount.abs().compareTo(most) <= 0) {
                Entry fee = entry(reference, Difference.FEE,
                        new Account(Account.Kind.FEES, exchange), exchange, asset, amount, now);
                if (amount.signum() < 0) {
                    pen.writeAndPause(fee, standing.pair, words + ": fees are not what was told",
                            now);
                } else {
                    pen.write(fee);
                }
            } else if (amount.signum() > 0) {
                move(exchange, reference, asset, amount, now);
                alarm.raise(words + ": booked as money that came", now);
            } else {
                pen.writeAndPause(
                        entry(reference, Difference.UNEXPLAINED,
                                new Account(Account.Kind.UNEXPLAINED, exchange), exchange, asset,
                                amount, now),
                        ExecutionState.asset(asset), words + ", and nobody knows why", now);
            }
        });
    }

    /// One asset more and another less, at a price that the market there shows: somebody else has traded.
    private void foreign(String exchange, String about, Map<String, BigDecimal> missing,
            long now) {
        for (String base : List.copyOf(missing.keySet())) {
            for (String quote : List.copyOf(missing.keySet())) {
                BigDecimal got = missing.get(base);
                BigDecimal paid = missing.get(quote);
                if (got != null && paid != null && got.signum() * paid.signum() < 0
                        && near(exchange, base, quote, paid.abs().divide(got.abs(),
                                MathContext.DECIMAL64))) {
                    missing.remove(base);
                    missing.remove(quote);
                    Account holding = Account.holding(exchange);
                    pen.write(new Entry.Posted(about + " " + base + "/" + quote, Commit
                            .of(Difference.EXTERNAL_TRADE + " " + about + " " + base + "/"
                                    + quote)
                            .move(OUTSIDE, holding, base, got)
                            .move(OUTSIDE, holding, quote, paid).done(), now));
                    alarm.raise("Somebody else has traded at " + exchange + ": "
                            + got.toPlainString() + " " + base + " for " + paid.toPlainString()
                            + " " + quote, now);
                }
            }
        }
    }

    private boolean near(String exchange, String base, String quote, BigDecimal price) {
        for (Listing listing : markets.listings(base, quote)) {
            Markets.@Nullable Top top = listing.exchange().equals(exchange)
                    ? markets.top(listing)
                    : null;
            if (top != null
                    && price.compareTo(top.bid().multiply(BigDecimal.ONE.subtract(NEAR))) >= 0
                    && price.compareTo(top.ask().multiply(BigDecimal.ONE.add(NEAR))) <= 0) {
                return true;
            }
        }
        return false;
    }
}
