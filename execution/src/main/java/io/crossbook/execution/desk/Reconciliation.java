package io.crossbook.execution.desk;

import io.crossbook.execution.AccountFact;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.Markets;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderState;
import io.crossbook.execution.risk.PreTradeGate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// Compares what exchanges say that we hold with what the ledger says, every minute and after each closing; what differs is named and posted.
///
/// Only answers count before whose question no order of ours was open there, and since which nothing was told of one. What differs three times in the same way is
/// explained as far as it can be, once a sweep has shown that it is no order of ours ([Differences]). Never changes what attempts brought: those are sums of fills.
final class Reconciliation {

    private static final long SECOND = 1_000_000_000L;
    private static final long AGAIN_NANOS = 5 * SECOND;
    /// What an exchange has kept from us for too long already may take it so much longer.
    private static final long DOUBT_NANOS = 60 * SECOND;
    /// A book that shows nothing may be back so much later, and tell at what price somebody else has traded.
    private static final long BOOK_NANOS = 120 * SECOND;
    private static final long NEVER = Long.MAX_VALUE;
    private static final int LOOKS = 3;
    private static final int FEWEST_DIGITS = 4;

    private final ExecutionState state;
    private final DeskTerms terms;
    private final PreTradeGate gate;
    private final Pen pen;
    private final Outbox outbox;
    private final Sweeps sweeps;
    private final Differences differences;
    private final Agreements agreements;
    private final Untold untold;
    private final WrittenOff writtenOff;
    private final Map<String, Standing> standings = new TreeMap<>();

    Reconciliation(ExecutionState state, DeskTerms terms, Markets markets, PreTradeGate gate,
            Pen pen, Outbox outbox, Alarm alarm, Sweeps sweeps, WrittenOff writtenOff) {
        this.state = state;
        this.gate = gate;
        this.terms = terms;
        this.pen = pen;
        this.outbox = outbox;
        this.sweeps = sweeps;
        differences = new Differences(state, markets, gate, pen, alarm);
        agreements = new Agreements(state, pen);
        untold = new Untold(state, terms);
        this.writtenOff = writtenOff;
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
        differences.leave(now);
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
                    agreements.closed(attempt);
                }
            }
            case Entry.Booted(_, _, _, var at) -> standings.values()
                    .forEach(standing -> standing.history.right(state.gaps().leftNanos(at)));
            case Entry.Reserved _,Entry.Intended _,Entry.Skipped _,Entry.Acted _,Entry.Asked _,Entry.Swept _,Entry.Adopted _,Entry.Turned _,Entry.Cleared _,Entry.Reconciled _,Entry.Denied _,Entry.Halted _,Entry.Rearmed _,Entry.Paused _ ->
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
        Attempt attempt = state.attempt(order.id().attempt());
        String pair = attempt == null ? "" : ExecutionState.pair(attempt.plan());
        BigDecimal rate = gate.taker(order.intent().listing());
        moved(standing, instrument.base(), base, rate, pair);
        moved(standing, instrument.quote(), fill.cost(), rate, pair);
    }

    private static void moved(Standing standing, String asset, BigDecimal amount,
            BigDecimal rate, String pair) {
        standing.moved.put(asset, standing.moved.getOrDefault(asset, Moved.NOTHING)
                .and(amount, rate, pair));
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
        if (standing == null) {
            return;
        }
        boolean posted = state.posted(unique);
        if (!transfer.done()) {
            standing.history.recorded(unique, transfer, posted);
        } else if (standing.history.streamed(unique, transfer, posted)) {
            differences.move(transfer.exchange(), unique, transfer.asset(), transfer.amount(),
                    now);
        }
    }

    void told(AccountFact.Transferred all) {
        Standing standing = standings.get(all.exchange());
        if (standing != null) {
            standing.history.shown(all.askedNanos());
        }
    }

    void told(AccountFact.Funding funding, long now) {
        String unique = funding.exchange() + " " + funding.reference();
        if (standings.containsKey(funding.exchange()) && !state.posted(unique)) {
            differences.paid(unique, funding, now);
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
        balances.assets().forEach(
                (asset, balance) -> standing.units.merge(asset, unit(balance), BigDecimal::min));
        if (!state.opened(exchange)) {
            differences.open(exchange, missing, now);
            standing.agreed(now);
        } else if (missing.isEmpty()) {
            standing.agreed(now);
            agreements.agreed(exchange, now);
            writtenOff.agreed(balances, standing.askedNanos, now);
        } else if (any(exchange, order -> order.rest().most().signum() > 0)) {
            standing.looks = 0; // it may be what may still fill
        } else {
            look(exchange, standing, missing, now);
        }
    }

    /// What moves money shows in a sweep too, a while later: before one has shown that it was no order of ours, nothing is explained.
    private void look(String exchange, Standing standing, Map<String, BigDecimal> missing,
            long now) {
        book(exchange, missing, (asset, off) -> standing.history.making(asset, off,
                rest -> rounded(standing, asset, rest), now), now);
        boolean again = missing.equals(standing.seen);
        standing.looks = again ? standing.looks + 1 : 1;
        if (!again) {
            standing.firstNanos = now;
            standing.showsNanos = now + terms.of(exchange).visibleNanos();
        }
        standing.seen = missing;
        boolean rounded = rounded(standing, missing);
        boolean awaited = !rounded
                && (standing.history.awaited(exchange, standing.firstNanos, outbox, now)
                        || standing.history.arriving(missing, standing.firstNanos, now));
        if (missing.isEmpty()) {
            standing.agreed(now);
            agreements.agreed(exchange, now);
        } else if (!sweeps.shown(exchange, standing.showsNanos)) {
            sweeps.wish(exchange, standing.showsNanos);
        } else if (standing.looks >= LOOKS && !awaited
                && !(now < standing.firstNanos + BOOK_NANOS
                        && differences.hidden(exchange, missing))
                && !doubts(exchange, standing, missing, now)
                && (rounded || !awaitsHuman(exchange, standing, missing, now))) {
            if (!rounded) {
                agreements.differed(exchange);
                book(exchange, missing, (asset, off) -> rounded(standing, asset, off)
                        ? Map.of()
                        : standing.history.sure(asset, off, now), now);
                standing.history.explained(missing, now);
            }
            differences.explain(exchange, missing, standing.moved, standing.units, now);
            if (rounded) {
                agreements.agreed(exchange, now);
            }
            standing.agreed(now);
        }
    }

    /// What may be a trade of ours that nobody has told of is nobody else's before its order was asked once more, and swept for a minute; and whoever looks at the exchange finds the
    /// pair paused: it has kept something from us.
    private boolean doubts(String exchange, Standing standing, Map<String, BigDecimal> missing,
            long now) {
        if (missing.equals(standing.doubted)) {
            return !sweeps.shown(exchange, standing.doubtedNanos + DOUBT_NANOS);
        }
        List<Order> orders = untold.of(exchange, missing, standing.history.rightNanos(), now);
        if (orders.isEmpty()) {
            return false;
        }
        standing.doubted = missing;
        standing.doubtedNanos = now;
        sweeps.wish(exchange, now + DOUBT_NANOS);
        for (Order order : orders) {
            Attempt attempt = state.attempt(order.id().attempt());
            if (attempt != null) {
                asks(order, ExecutionState.pair(attempt.plan()), missing,
                        "a trade of ours that nobody has told of, by " + order, now);
            }
        }
        return true;
    }

    /// What an order that was written off may have brought is nobody else's for all that balances can show: a human says what it is, by letting its asset trade again.
    private boolean awaitsHuman(String exchange, Standing standing,
            Map<String, BigDecimal> missing, long now) {
        List<Order> orders = untold.writtenOff(exchange, missing);
        boolean called = orders.stream().anyMatch(order -> state.paused()
                .getOrDefault(asset(order), "").contains(order.id().toString()));
        if (orders.isEmpty() || (!called && missing.equals(standing.called))) {
            return false;
        }
        standing.called = missing; // by an earlier process, maybe
        if (!called) {
            orders.forEach(order -> asks(order, asset(order), missing,
                    "what was written off: " + order
                            + "; it counts as exposure until you have looked there and taken care of it: crossbook resume \"WHAT YOU FOUND\" has it booked as somebody else's trade",
                    now));
        }
        standing.left();
        return true;
    }

    private static String asset(Order order) {
        return ExecutionState.asset(order.intent().listing().instrument().base());
    }

    /// Asks once more, and pauses `what` meanwhile.
    private void asks(Order order, String what, Map<String, BigDecimal> missing, String why,
            long now) {
        OrderIntent intent = order.intent();
        String exchange = intent.listing().exchange();
        pen.writeAndPause(new Entry.Asked(order.id(), now), what,
                exchange + " has " + missing + " more than the ledger: it may be " + why, now);
        outbox.ask(exchange, intent.listing().symbol(), order.id());
        sweeps.wish(exchange, now, terms.of(exchange).earliest(intent));
    }

    /// The last digit that an exchange tells; what it tells in whole numbers has some more.
    private static BigDecimal unit(AccountFact.Balance balance) {
        return BigDecimal.ONE.movePointLeft(Math.max(FEWEST_DIGITS, balance.total().scale()));
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

    /// What the exchange's history tells of each asset's difference, which is less then.
    private void book(String exchange, Map<String, BigDecimal> missing,
            BiFunction<String, BigDecimal, Map<String, AccountFact.Transfer>> transfers,
            long now) {
        for (String asset : List.copyOf(missing.keySet())) {
            BigDecimal off = missing.getOrDefault(asset, BigDecimal.ZERO);
            for (var each : transfers.apply(asset, off).entrySet()) {
                BigDecimal amount = each.getValue().amount();
                agreements.differed(exchange);
                differences.move(exchange, each.getKey(), asset, amount, now);
                off = off.subtract(amount);
            }
            if (off.signum() == 0) {
                missing.remove(asset);
            } else {
                missing.put(asset, off);
            }
        }
    }

    /// Whether all of it may be what the exchange has rounded away of our trades.
    private static boolean rounded(Standing standing, Map<String, BigDecimal> missing) {
        return missing.entrySet().stream()
                .allMatch(each -> rounded(standing, each.getKey(), each.getValue()));
    }

    private static boolean rounded(Standing standing, String asset, BigDecimal off) {
        return off.signum() == 0 || standing.moved.getOrDefault(asset, Moved.NOTHING)
                .rounds(off, standing.units.getOrDefault(asset, BigDecimal.ZERO));
    }
}
