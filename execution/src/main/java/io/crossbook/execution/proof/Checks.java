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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What must hold: at every step, and in the end. What is wrong is added to a list.
final class Checks {

    private static final BigDecimal BUDGET = BigDecimal.valueOf(2);
    /// No price is lower.
    private static final BigDecimal LOWEST = BigDecimal.valueOf(49_500);
    /// What a BTC is reckoned with where it is left over.
    private static final BigDecimal USUAL = BigDecimal.valueOf(49_990);
    private static final BigDecimal MOST_LOST = BigDecimal.valueOf(20);

    private final List<SimulatedExchange> exchanges;
    private final Map<String, BigDecimal> opening;
    private final List<String> wrongs;
    /// What is gone from an exchange without our doing, in BTC.
    private final Map<String, BigDecimal> gone = new TreeMap<>();
    /// What a human has bought by hand, less what he has sold, by exchange.
    private final Map<String, BigDecimal> byHand = new TreeMap<>();

    /// `opening`: what all accounts together had in the beginning.
    Checks(List<SimulatedExchange> exchanges, Map<String, BigDecimal> opening,
            List<String> wrongs) {
        this.exchanges = exchanges;
        this.opening = opening;
        this.wrongs = wrongs;
    }

    /// So much BTC is gone from an exchange, and nobody says why.
    void gone(String exchange, BigDecimal amount) {
        gone.merge(exchange, amount, BigDecimal::add);
    }

    /// A human has traded by himself, and has said so of this attempt.
    void cleared(Attempt attempt, String exchange, BigDecimal bought) {
        byHand.merge(exchange, bought, BigDecimal::add);
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

    /// What of that the ledger knows of, and calls unexplained.
    private static BigDecimal unexplained(ExecutionState state, String exchange, String asset) {
        return state.ledger().balance(new Account(Account.Kind.UNEXPLAINED, exchange), asset);
    }

    /// What we do not know of has filled within what we say may still fill.
    /// `lost` are orders that have left and whose intents the journal has lost, until they are found: of them nothing can be known.
    void exposed(ExecutionState state, List<OrderIntent> lost, long seconds) {
        for (SimulatedExchange exchange : exchanges) {
            if (state.opened(exchange.name)) {
                BigDecimal unknown = exchange.account.balance("BTC")
                        .add(gone.getOrDefault(exchange.name, BigDecimal.ZERO))
                        .subtract(state.ledger().holding(exchange.name, "BTC"))
                        .subtract(unexplained(state, exchange.name, "BTC"));
                Range rest = rest(state, exchange.name);
                BigDecimal bought = bought(state, exchange.name);
                var untold = new ArrayList<>(exchange.hidden(state));
                lost.stream().filter(each -> each.listing().exchange().equals(exchange.name))
                        .forEach(untold::add);
                for (OrderIntent each : untold) {
                    Range all = Range.upTo(each.size());
                    rest = rest.plus(each.buys() ? all : all.negate());
                    bought = bought.add(each.buys() ? each.size() : BigDecimal.ZERO);
                }
                BigDecimal hand = byHand.getOrDefault(exchange.name, BigDecimal.ZERO);
                rest = rest.plus(hand.signum() < 0
                        ? Range.upTo(hand.negate()).negate()
                        : Range.upTo(hand));
                // Fees are taken in what is bought.
                BigDecimal fee = bought.movePointLeft(3);
                if (unknown.compareTo(rest.most()) > 0
                        || unknown.compareTo(rest.least().subtract(fee)) < 0) {
                    wrongs.add("at " + exchange.name + " " + unknown
                            + " BTC filled that nobody knows of, not within " + rest + " "
                            + seconds + " s");
                }
            }
        }
    }

    /// How much may still be bought at an exchange.
    private static BigDecimal bought(ExecutionState state, String exchange) {
        return state.live().stream().flatMap(attempt -> attempt.orders().stream())
                .filter(order -> order.intent().buys()
                        && order.intent().listing().exchange().equals(exchange))
                .map(order -> order.rest().most()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Range rest(ExecutionState state, String exchange) {
        Range sum = Range.NOTHING;
        for (Attempt attempt : state.live()) {
            for (Order order : attempt.orders()) {
                if (order.intent().listing().exchange().equals(exchange)) {
                    Range rest = order.rest();
                    sum = sum.plus(order.intent().buys() ? rest : rest.negate());
                }
            }
        }
        return sum;
    }

    /// Whether something came to light later than it may, or somebody else has traded: then a pair may be paused over it.
    private boolean doubted() {
        return !byHand.isEmpty() || exchanges.stream().anyMatch(SimulatedExchange::hid);
    }

    /// What has traded at an exchange that is gone for good, and nobody can know of.
    private static BigDecimal hidden(SimulatedExchange exchange, ExecutionState state,
            String asset) {
        return exchange.isGone()
                ? exchange.unknown(state).getOrDefault(asset, BigDecimal.ZERO)
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
            BigDecimal lost = gone.getOrDefault(exchange.name, BigDecimal.ZERO);
            BigDecimal unexplained = unexplained(state, exchange.name, "BTC");
            if (lost.compareTo(unexplained) != 0
                    || unexplained(state, exchange.name, "USDT").signum() != 0) {
                wrongs.add(
                        exchange.name + " lost " + lost + " BTC, unexplained are " + unexplained);
            }
        }
        var paused = new TreeSet<>(said);
        paused.removeIf(each -> each.startsWith("pair ") && doubted());
        boolean expected = paused.isEmpty() || (!gone.isEmpty()
                && paused.equals(Set.of(ExecutionState.asset("BTC"))));
        if (!expected || !state.paused().keySet().equals(said)) {
            wrongs.add("paused are " + state.paused() + ", written down is " + said);
        }
        BigDecimal outside = state.ledger().balance(new Account(Account.Kind.EXTERNAL, ""), "BTC");
        BigDecimal there = exchanges.stream().filter(each -> state.opened(each.name))
                .map(each -> each.account.started("BTC")).reduce(BigDecimal.ZERO, BigDecimal::add);
        there = byHand.values().stream().reduce(there, BigDecimal::add);
        if (outside.negate().compareTo(there) != 0) {
            wrongs.add("from outside came " + outside.negate() + " BTC, not " + there);
        }
    }

    /// Whether what it has brought of BTC, and no human has taken care of, could be traded away at any time where it has traded.
    private static boolean tradable(Attempt attempt) {
        BigDecimal left = attempt.net().getOrDefault("BTC", BigDecimal.ZERO)
                .subtract(attempt.cleared().getOrDefault("BTC", BigDecimal.ZERO));
        return attempt.plan().legs().stream().map(OrderIntent::listing)
                .anyMatch(each -> Lots.tradable(each, left.abs(), LOWEST));
    }

    /// Whether all is known of it, and nothing is left: then no human need look.
    private static boolean idle(Attempt attempt) {
        return attempt.resolved() && attempt.residue().isEmpty();
    }

    /// After healing: every attempt at an end, and the ledger as it is at the exchanges, to the last digit. `entries` are those of its journal.
    void finished(ExecutionState state, List<Entry> entries, Set<Long> alarmed) {
        state.attempts().forEach(attempt -> finished(attempt, alarmed));
        BigDecimal lost = BigDecimal.ZERO;
        for (Attempt attempt : state.attempts()) {
            lost = lost.subtract(attempt.net().getOrDefault("USDT", BigDecimal.ZERO))
                    .subtract(attempt.net().getOrDefault("BTC", BigDecimal.ZERO)
                            .multiply(USUAL));
        }
        if (lost.compareTo(MOST_LOST) > 0) {
            wrongs.add("lost " + lost + " USDT in all");
        }
        exchanges.forEach(exchange -> finished(exchange, state));
        booked(state);
        named(state, Conduct.paused(entries));
        var again = new ExecutionState();
        entries.forEach(again::apply);
        if (!again.toString().equals(state.toString())) {
            wrongs.add("the journal does not tell what is known");
        }
        counted(state);
        opening.keySet().stream().filter(asset -> state.ledger().sum(asset).signum() != 0)
                .forEach(asset -> wrongs.add("the ledger does not sum to nothing in " + asset));
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
        if (parked && !attempt.cleared().isEmpty()) {
            wrongs.add(attempt + ", and a human has taken care of it");
        }
        BigDecimal brought = attempt.net().getOrDefault("USDT", BigDecimal.ZERO);
        if (!parked && brought.compareTo(BUDGET.negate()) < 0
                && attempt.residue().isEmpty() && attempt.cleared().isEmpty()) {
            wrongs.add(attempt + " lost " + brought);
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
        Range left = state.attempts().stream()
                .map(each -> each.exposure().getOrDefault("BTC", Range.NOTHING))
                .reduce(Range.NOTHING, Range::plus);
        Range said = state.exposure().getOrDefault("BTC", Range.NOTHING);
        boolean same = left.least().compareTo(said.least()) == 0
                && left.most().compareTo(said.most()) == 0;
        if (byHand.isEmpty() && !same) { // who trades by hand may take dust along
            wrongs.add(left + " BTC are left over, and counted are " + said);
        }
    }
}
