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
import io.crossbook.execution.desk.Rung;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What must hold: at every step, and in the end. What is wrong is added to a list.
final class Checks {

    private static final BigDecimal BUDGET = BigDecimal.valueOf(2);
    private static final BigDecimal LOWEST = BigDecimal.valueOf(49_990);
    private static final BigDecimal MOST_LOST = BigDecimal.valueOf(20);

    private final List<SimulatedExchange> exchanges;
    private final SimulatedMarkets markets;
    private final Map<String, BigDecimal> opening;
    private final List<String> wrongs;
    /// What is gone from an exchange without our doing, in BTC.
    private final Map<String, BigDecimal> gone = new TreeMap<>();

    /// `opening`: what all accounts together had in the beginning.
    Checks(List<SimulatedExchange> exchanges, SimulatedMarkets markets,
            Map<String, BigDecimal> opening, List<String> wrongs) {
        this.exchanges = exchanges;
        this.markets = markets;
        this.opening = opening;
        this.wrongs = wrongs;
    }

    /// So much BTC is gone from an exchange, and nobody says why.
    void gone(String exchange, BigDecimal amount) {
        gone.merge(exchange, amount, BigDecimal::add);
    }

    /// What of that the ledger knows of, and calls unexplained.
    private static BigDecimal unexplained(ExecutionState state, String exchange, String asset) {
        return state.ledger().balance(new Account(Account.Kind.UNEXPLAINED, exchange), asset);
    }

    /// No order goes further from the best price than its rung, or the human behind the ladder, allows.
    void capped(OrderIntent intent, List<Rung> ladder, int mostByHandBps) {
        int rung = intent.rung();
        int capBps = rung > ladder.size()
                ? mostByHandBps
                : rung == 0 ? 0 : ladder.get(rung - 1).capBps();
        BigDecimal touch = markets.shown(intent.listing()).touch(intent.buys());
        BigDecimal beyond = intent.limit().subtract(touch);
        BigDecimal most = touch.multiply(BigDecimal.valueOf(capBps)).movePointLeft(4);
        if ((intent.buys() ? beyond : beyond.negate()).compareTo(most) > 0) {
            wrongs.add(intent + " goes further than " + capBps + " bps from " + touch);
        }
    }

    /// What leaves is in the part of the journal that is kept, and nothing is begun with what is paused.
    void left(OrderIntent intent, List<Entry> entries, int durable) {
        if (entries.subList(0, durable).stream().noneMatch(entry -> intends(entry, intent))) {
            wrongs.add("sent before it was written: " + intent);
        }
        if (intent.rung() == 0 && entries.stream().anyMatch(Entry.Paused.class::isInstance)) {
            wrongs.add("begun with what is paused: " + intent);
        }
    }

    private static boolean intends(Entry entry, OrderIntent intent) {
        return (entry instanceof Entry.Intended(var one, _) && one.equals(intent))
                || (entry instanceof Entry.Reserved(var plan, _)
                        && plan.legs().contains(intent));
    }

    /// What we do not know of has filled within what we say may still fill.
    /// `lost` are orders that have left and whose intents the journal has lost, until they are found: of them nothing can be known.
    void exposed(ExecutionState state, List<OrderIntent> lost, long seconds) {
        for (SimulatedExchange exchange : exchanges) {
            if (state.opened(exchange.name)) {
                BigDecimal unknown = exchange.balance("BTC")
                        .add(gone.getOrDefault(exchange.name, BigDecimal.ZERO))
                        .subtract(state.ledger().holding(exchange.name, "BTC"))
                        .subtract(unexplained(state, exchange.name, "BTC"));
                Range rest = rest(state, exchange.name);
                BigDecimal bought = bought(state, exchange.name);
                for (OrderIntent each : lost) {
                    if (each.listing().exchange().equals(exchange.name)) {
                        Range all = Range.upTo(each.size());
                        rest = rest.plus(each.buys() ? all : all.negate());
                        bought = bought.add(each.buys() ? each.size() : BigDecimal.ZERO);
                    }
                }
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

    /// What all accounts have more or less than in the beginning is what attempts say that they brought.
    private void booked(ExecutionState state) {
        opening.forEach((asset, before) -> {
            BigDecimal brought = exchanges.stream().map(each -> each.balance(asset))
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

    /// What is gone is called unexplained, nothing else is, its asset is paused, and nothing else is.
    private void named(ExecutionState state) {
        for (SimulatedExchange exchange : exchanges) {
            BigDecimal lost = gone.getOrDefault(exchange.name, BigDecimal.ZERO);
            BigDecimal said = unexplained(state, exchange.name, "BTC");
            if (lost.compareTo(said) != 0
                    || unexplained(state, exchange.name, "USDT").signum() != 0) {
                wrongs.add(exchange.name + " lost " + lost + " BTC, unexplained are " + said);
            }
        }
        Set<String> paused = gone.isEmpty() ? Set.of() : Set.of(ExecutionState.asset("BTC"));
        if (!state.paused().keySet().equals(paused)) {
            wrongs.add("paused are " + state.paused());
        }
        BigDecimal outside = state.ledger().balance(new Account(Account.Kind.EXTERNAL, ""), "BTC");
        BigDecimal there = exchanges.stream().map(each -> each.started("BTC"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (outside.negate().compareTo(there) != 0) {
            wrongs.add("from outside came " + outside.negate() + " BTC, not " + there);
        }
    }

    /// Whether what it has brought of BTC can be traded away where it has traded.
    private boolean tradable(Attempt attempt) {
        BigDecimal left = attempt.net().getOrDefault("BTC", BigDecimal.ZERO);
        return attempt.plan().legs().stream().map(OrderIntent::listing)
                .anyMatch(each -> Lots.tradable(each, left.abs(),
                        markets.shown(each).touch(left.signum() < 0)));
    }

    /// After healing: every attempt at an end, and the ledger as it is at the exchanges, to the last digit.
    void finished(ExecutionState state, Set<Long> alarmed) {
        for (Attempt attempt : state.attempts()) {
            boolean parked = attempt.state() == AttemptState.PARKED;
            if (!attempt.state().over() || !attempt.closed()) {
                wrongs.add(attempt + " is not at its end: " + attempt.orders());
            }
            if (parked && !alarmed.contains(attempt.id())) {
                wrongs.add(attempt + " and nobody was told");
            }
            if (!parked && tradable(attempt)) {
                wrongs.add(attempt + " is not flat: " + attempt.net());
            }
            BigDecimal brought = attempt.net().getOrDefault("USDT", BigDecimal.ZERO);
            if (!parked && brought.compareTo(BUDGET.negate()) < 0
                    && attempt.residue().isEmpty()) {
                wrongs.add(attempt + " lost " + brought);
            }
            attempt.orders().stream().filter(order -> order.state() == OrderState.INTENDED)
                    .forEach(order -> wrongs.add(order + " still waits"));
        }
        BigDecimal lost = BigDecimal.ZERO;
        for (Attempt attempt : state.attempts()) {
            lost = lost.subtract(attempt.net().getOrDefault("USDT", BigDecimal.ZERO))
                    .subtract(attempt.net().getOrDefault("BTC", BigDecimal.ZERO)
                            .multiply(LOWEST));
        }
        if (lost.compareTo(MOST_LOST) > 0) {
            wrongs.add("lost " + lost + " USDT in all");
        }
        for (SimulatedExchange exchange : exchanges) {
            exchange.orders().stream().filter(id -> state.order(id) == null).forEach(
                    id -> wrongs.add(exchange.name + " has " + id + ", the journal has not"));
            exchange.balances().forEach((asset, amount) -> {
                BigDecimal booked = state.ledger().holding(exchange.name, asset);
                if (booked.compareTo(amount) != 0) {
                    wrongs.add(exchange.name + " has " + amount + " " + asset
                            + ", the ledger says " + booked);
                }
            });
        }
        booked(state);
        named(state);
        opening.keySet().stream().filter(asset -> state.ledger().sum(asset).signum() != 0)
                .forEach(asset -> wrongs.add("the ledger does not sum to nothing in " + asset));
        if (!state.halted().isEmpty()) {
            wrongs.add("halted: " + state.halted());
        }
    }
}
