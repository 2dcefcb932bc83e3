package io.crossbook.execution.proof;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.AttemptState;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Lots;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.OrderState;
import io.crossbook.execution.Range;
import io.crossbook.execution.account.Account;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What must hold in the end, and where a human takes care of something. What is wrong is added to a list.
final class Checks {

    /// No BTC is cheaper, or none where prices turn.
    private static final BigDecimal LOWEST = BigDecimal.valueOf(49_500);
    private static final BigDecimal LOWEST_TURNED = BigDecimal.valueOf(48_000);

    private final World world;
    private final List<SimulatedExchange> exchanges;
    private final Map<String, BigDecimal> opening;
    private final List<String> wrongs;
    private final Others others;

    Checks(World world, List<String> wrongs) {
        this.world = world;
        exchanges = world.exchanges;
        opening = world.opening;
        others = world.others;
        this.wrongs = wrongs;
    }

    /// A human has taken care of an attempt of which all is known.
    void cleared(Attempt attempt) {
        if (!attempt.residue().isEmpty()) {
            wrongs.add(attempt + " was cleared, and left over is " + attempt.residue());
        }
        for (Order order : attempt.orders()) {
            BigDecimal filled = exchanges.stream().map(each -> each.filled(order.id()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (filled.compareTo(order.filled()) != 0) {
                wrongs.add(attempt + " was cleared, and of " + order + " " + filled
                        + " had filled");
            }
        }
    }

    /// Whether something came to light later than it may, or somebody else has traded: then a pair may be paused over it.
    private boolean doubted() {
        return others.byHand() || world.scene.coin() == Scene.Coin.SCARCE
                || exchanges.stream().anyMatch(SimulatedExchange::odd);
    }

    /// What has traded at an exchange that is gone for good, and nobody can know of.
    private static BigDecimal hidden(SimulatedExchange exchange, ExecutionState state,
            String asset) {
        return exchange.isGone()
                ? Truth.unknown(exchange, state).getOrDefault(asset, BigDecimal.ZERO)
                : BigDecimal.ZERO;
    }

    /// What all accounts have more or less than in the beginning is what attempts say that they brought.
    private void booked(ExecutionState state) {
        opening.forEach((asset, before) -> {
            BigDecimal brought = exchanges.stream()
                    .map(each -> each.account.balance(asset).subtract(hidden(each, state, asset)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add).subtract(before);
            BigDecimal said = state.attempts().stream()
                    .map(each -> each.net().getOrDefault(asset, BigDecimal.ZERO))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (brought.compareTo(said) != 0) {
                wrongs.add("all attempts together say that they brought " + said + " " + asset
                        + ", the accounts have " + brought + " more");
            }
        });
    }

    /// `said` is paused by the journal. What is gone is called unexplained, nothing else is, its asset is paused, and nothing else is.
    private void named(ExecutionState state, Set<String> said) {
        for (SimulatedExchange exchange : exchanges) {
            for (String asset : opening.keySet()) {
                BigDecimal lost = others.gone(exchange.name, asset);
                BigDecimal unexplained = Truth.unexplained(state, exchange.name, asset);
                if (lost.compareTo(unexplained) != 0) {
                    wrongs.add(exchange.name + " lost " + lost + " " + asset
                            + ", unexplained are " + unexplained);
                }
            }
        }
        var paused = new TreeSet<>(said);
        paused.removeIf(each -> each.startsWith("pair ") && doubted());
        boolean expected = paused.isEmpty() || (others.robbed()
                && paused.equals(Set.of(ExecutionState.asset(World.LOOTED_ASSET))));
        if (!expected || !state.paused().keySet().equals(said)) {
            wrongs.add("paused are " + state.paused() + ", written down is " + said);
        }
        opening.keySet().forEach(asset -> outside(state, asset));
    }

    /// What has come from outside is what was there in the beginning, and what has come since, less what is on its way from here.
    private void outside(ExecutionState state, String asset) {
        boolean coin = world.bases().contains(asset);
        if (!coin && others.byHand()) {
            return; // what a human has paid
        }
        BigDecimal there = BigDecimal.ZERO;
        for (SimulatedExchange exchange : exchanges) {
            there = there.add(state.opened(exchange.name)
                    ? exchange.account.started(asset)
                    : BigDecimal.ZERO).add(others.byHand(exchange.name, asset))
                    .add(others.came(exchange.name, asset));
        }
        BigDecimal outside = state.ledger().balance(new Account(Account.Kind.EXTERNAL, ""), asset)
                .add(state.ledger().balance(new Account(Account.Kind.IN_TRANSIT, ""), asset));
        if (outside.negate().compareTo(there) != 0) {
            wrongs.add("from outside came " + outside.negate() + " " + asset + ", not " + there);
        }
    }

    /// Whether what it has brought of BTC, and no human has taken care of, could be traded away at any time where it has traded.
    private boolean tradable(Attempt attempt) {
        String base = base(attempt);
        BigDecimal left = attempt.net().getOrDefault(base, BigDecimal.ZERO)
                .subtract(attempt.cleared().getOrDefault(base, BigDecimal.ZERO));
        BigDecimal lowest = (world.scene.adverse() ? LOWEST_TURNED : LOWEST)
                .divide(BigDecimal.valueOf(SimulatedMarkets.part(base)));
        return attempt.plan().legs().stream().map(OrderIntent::listing)
                .anyMatch(each -> Lots.tradable(each, left.abs(), lowest));
    }

    private static String base(Attempt attempt) {
        return attempt.plan().legs().getFirst().listing().instrument().base();
    }

    /// Whether all is known of it, and nothing is left: then no human need look.
    private static boolean idle(Attempt attempt) {
        return attempt.resolved() && attempt.residue().isEmpty();
    }

    /// After healing: every attempt at an end, and the ledger as it is at the exchanges, to the last digit. `entries` are those of its journal.
    void finished(ExecutionState state, List<Entry> entries, Set<Long> alarmed) {
        state.attempts().forEach(attempt -> finished(attempt, alarmed));
        new Losses(world, wrongs).finished(state, entries);
        exchanges.forEach(exchange -> finished(exchange, state));
        booked(state);
        named(state, SaidPauses.of(entries).what());
        var again = new ExecutionState();
        entries.forEach(again::apply);
        if (!again.toString().equals(state.toString())) {
            wrongs.add("the journal does not tell what is known");
        }
        counted(state);
        if (!state.halted().isEmpty()) {
            wrongs.add("halted: " + state.halts());
        }
    }

    private void finished(Attempt attempt, Set<Long> alarmed) {
        boolean parked = attempt.state() == AttemptState.PARKED;
        if (!attempt.state().over() || !attempt.closed()) {
            wrongs.add(attempt + " is not at its end: " + attempt.orders());
        }
        if (parked && !alarmed.contains(attempt.id())) {
            wrongs.add(attempt + " and nobody was told");
        }
        if (parked && idle(attempt)) {
            wrongs.add(attempt + " for nothing: " + attempt.orders());
        }
        if (!parked && tradable(attempt)) {
            wrongs.add(attempt + " is not flat: " + attempt.net());
        }
        if (parked && !attempt.cleared().isEmpty() && !attempt.writtenOff()) {
            wrongs.add(attempt + ", and a human has taken care of it");
        }
        attempt.orders().stream().filter(order -> order.state() == OrderState.INTENDED)
                .forEach(order -> wrongs.add(order + " still waits"));
    }

    private void finished(SimulatedExchange exchange, ExecutionState state) {
        if (exchange.isGone()) {
            exchange.account.balances().forEach((asset, amount) -> equal(exchange, asset,
                    state.opened(exchange.name)
                            ? amount.subtract(hidden(exchange, state, asset))
                            : BigDecimal.ZERO,
                    state));
            return;
        }
        exchange.orders().stream().filter(id -> state.order(id) == null).forEach(
                id -> wrongs.add(exchange.name + " has " + id + ", the journal has not"));
        exchange.account.balances()
                .forEach((asset, amount) -> equal(exchange, asset, amount, state));
        if (exchange.standing() > 0) {
            wrongs.add(exchange.standing() + " orders rest at " + exchange.name);
        }
    }

    private void equal(SimulatedExchange exchange, String asset, BigDecimal amount,
            ExecutionState state) {
        BigDecimal booked = state.ledger().holding(exchange.name, asset);
        if (booked.compareTo(amount) != 0) {
            wrongs.add(exchange.name + " has " + amount + " " + asset + ", the ledger says "
                    + booked);
        }
    }

    /// What all attempts have left over, or may have, is what is counted as exposure, dust too.
    private void counted(ExecutionState state) {
        for (String base : world.bases()) {
            Range left = state.attempts().stream()
                    .map(each -> each.exposure().getOrDefault(base, Range.NOTHING))
                    .reduce(Range.NOTHING, Range::plus);
            Range said = state.exposure().getOrDefault(base, Range.NOTHING);
            boolean same = left.least().compareTo(said.least()) == 0
                    && left.most().compareTo(said.most()) == 0;
            if (!others.byHand() && !same) { // who trades by hand may take dust along
                wrongs.add(left + " " + base + " are left over, and counted are " + said);
            }
        }
    }
}
