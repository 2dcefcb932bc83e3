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
import io.crossbook.execution.risk.Setting;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/// What must hold: at every step, and in the end. What is wrong is added to a list.
final class Checks {

    /// No BTC is cheaper, or none where prices turn.
    private static final BigDecimal LOWEST = BigDecimal.valueOf(49_500);
    private static final BigDecimal LOWEST_TURNED = BigDecimal.valueOf(48_000);
    /// What prices may have changed since a gate looked, or dust was left.
    private static final BigDecimal CHANGED = new BigDecimal("0.05");

    private final World world;
    private final List<SimulatedExchange> exchanges;
    private final Map<String, BigDecimal> opening;
    private final List<String> wrongs;
    /// What is gone from an exchange without our doing, in BTC.
    private final Map<String, BigDecimal> gone = new TreeMap<>();
    /// What has come to it by no order, in the asset that is transferred.
    private final Map<String, BigDecimal> came = new TreeMap<>();
    /// What a human has bought by hand, less what he has sold, by exchange and coin.
    private final Map<String, BigDecimal> byHand = new TreeMap<>();

    Checks(World world, List<String> wrongs) {
        this.world = world;
        exchanges = world.exchanges;
        opening = world.opening;
        this.wrongs = wrongs;
    }

    /// So much money has come to an exchange, or gone.
    void came(String exchange, BigDecimal amount) {
        came.merge(exchange, amount, BigDecimal::add);
    }

    /// So much BTC is gone from an exchange, and nobody says why.
    void gone(String exchange, BigDecimal amount) {
        gone.merge(exchange, amount, BigDecimal::add);
    }

    /// A human has traded by himself, and has said so of this attempt.
    void cleared(Attempt attempt, String exchange, String base, BigDecimal bought) {
        byHand.merge(exchange + ' ' + base, bought, BigDecimal::add);
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
                List<OrderIntent> untold = untold(exchange, state, lost);
                world.bases()
                        .forEach(base -> exposed(exchange, base, state, untold, seconds));
            }
        }
    }

    private static List<OrderIntent> untold(SimulatedExchange exchange, ExecutionState state,
            List<OrderIntent> lost) {
        var untold = new ArrayList<>(Truth.hidden(exchange, state));
        lost.stream().filter(each -> each.listing().exchange().equals(exchange.name))
                .forEach(untold::add);
        return untold;
    }

    private void exposed(SimulatedExchange exchange, String base, ExecutionState state,
            List<OrderIntent> untold, long seconds) {
        BigDecimal unknown = exchange.account.balance(base).add(gone(exchange, base))
                .subtract(state.ledger().holding(exchange.name, base))
                .subtract(unexplained(state, exchange.name, base));
        Range rest = Range.NOTHING;
        BigDecimal bought = BigDecimal.ZERO;
        for (Attempt attempt : state.live()) {
            for (Order order : attempt.orders()) {
                if (trades(order.intent(), exchange, base)) {
                    Range all = order.rest();
                    rest = rest.plus(order.intent().buys() ? all : all.negate());
                    bought = bought.add(order.intent().buys() ? all.most() : BigDecimal.ZERO);
                }
            }
        }
        for (OrderIntent each : untold) {
            if (trades(each, exchange, base)) {
                Range all = Range.upTo(each.size());
                rest = rest.plus(each.buys() ? all : all.negate());
                bought = bought.add(each.buys() ? each.size() : BigDecimal.ZERO);
            }
        }
        BigDecimal hand = byHand(exchange, base);
        rest = rest.plus(hand.signum() < 0
                ? Range.upTo(hand.negate()).negate()
                : Range.upTo(hand));
        // Fees are taken in what is bought.
        BigDecimal fee = bought.movePointLeft(3);
        if (unknown.compareTo(rest.most()) > 0
                || unknown.compareTo(rest.least().subtract(fee)) < 0) {
            wrongs.add("at " + exchange.name + " " + unknown + " " + base
                    + " filled that nobody knows of, not within " + rest + " " + seconds + " s");
        }
    }

    private static boolean trades(OrderIntent intent, SimulatedExchange exchange, String base) {
        return intent.listing().exchange().equals(exchange.name)
                && intent.listing().instrument().base().equals(base);
    }

    private BigDecimal gone(SimulatedExchange exchange, String asset) {
        return asset.equals(World.LOOTED_ASSET)
                ? gone.getOrDefault(exchange.name, BigDecimal.ZERO)
                : BigDecimal.ZERO;
    }

    private BigDecimal byHand(SimulatedExchange exchange, String base) {
        return byHand.getOrDefault(exchange.name + ' ' + base, BigDecimal.ZERO);
    }

    /// What is bought and not sold in truth, or the other way round, and what may still trade, is within the limits. What the journal has lost or an exchange hides
    /// comes on top: nobody knew of it.
    void bounded(ExecutionState state, List<OrderIntent> lost, ToLongFunction<Setting> limits) {
        BigDecimal all = BigDecimal.ZERO;
        BigDecimal more = BigDecimal.ZERO;
        for (String base : world.bases()) {
            BigDecimal open = BigDecimal.ZERO;
            for (SimulatedExchange exchange : exchanges) {
                open = open.add(exchange.account.balance(base))
                        .subtract(exchange.account.started(base)).add(gone(exchange, base));
            }
            BigDecimal untold = untold(state, lost, base);
            BigDecimal worth = world.worth(base, open.abs());
            within(base, worth, world.worth(base, untold),
                    limits.applyAsLong(Setting.MAX_PAIR_EXPOSURE));
            all = all.add(worth);
            more = more.add(world.worth(base, untold));
        }
        within("all coins", all, more, limits.applyAsLong(Setting.MAX_TOTAL_EXPOSURE));
        for (SimulatedExchange exchange : exchanges) {
            BigDecimal untold = BigDecimal.ZERO;
            for (OrderIntent each : untold(exchange, state, lost)) {
                untold = untold.add(each.size().multiply(each.limit()));
            }
            within("orders at " + exchange.name, exchange.pending(), untold,
                    limits.applyAsLong(Setting.MAX_EXCHANGE_EXPOSURE));
        }
    }

    /// How much of a coin orders have traded, or may, that were not known when others were decided on.
    private BigDecimal untold(ExecutionState state, List<OrderIntent> lost, String base) {
        BigDecimal untold = BigDecimal.ZERO;
        for (SimulatedExchange exchange : exchanges) {
            for (OrderIntent each : untold(exchange, state, lost)) {
                untold = trades(each, exchange, base) ? untold.add(each.size()) : untold;
            }
        }
        for (SimulatedExchange exchange : world.scene.hides()
                ? exchanges
                : List.<SimulatedExchange>of()) {
            for (SimulatedOrder each : exchange.all()) { // what it leaves stays a while
                untold = each.hiddenUntil > 0 && trades(each.intent, exchange, base)
                        ? untold.add(each.intent.size())
                        : untold;
            }
        }
        for (Attempt attempt : world.scene.normal() ? state.live() : List.<Attempt>of()) {
            for (Order order : attempt.orders()) {
                boolean found = attempt.plan().opportunity() == 0
                        && base.equals(order.intent().listing().instrument().base());
                untold = found ? untold.add(order.intent().size()) : untold;
            }
        }
        return untold;
    }

    private void within(String what, BigDecimal worth, BigDecimal more, long limit) {
        BigDecimal most = BigDecimal.valueOf(limit).multiply(BigDecimal.ONE.add(CHANGED))
                .add(more);
        if (worth.compareTo(most) > 0) {
            wrongs.add("in " + what + " are " + worth + ", no more than " + limit + " may be, at "
                    + world.seconds());
        }
    }

    /// Whether something came to light later than it may, or somebody else has traded: then a pair may be paused over it.
    private boolean doubted() {
        return !byHand.isEmpty() || world.scene.coin() == Scene.Coin.SCARCE
                || exchanges.stream().anyMatch(SimulatedExchange::hid);
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
                BigDecimal lost = gone(exchange, asset);
                BigDecimal unexplained = unexplained(state, exchange.name, asset);
                if (lost.compareTo(unexplained) != 0) {
                    wrongs.add(exchange.name + " lost " + lost + " " + asset
                            + ", unexplained are " + unexplained);
                }
            }
        }
        var paused = new TreeSet<>(said);
        paused.removeIf(each -> each.startsWith("pair ") && doubted());
        boolean expected = paused.isEmpty() || (!gone.isEmpty()
                && paused.equals(Set.of(ExecutionState.asset(World.LOOTED_ASSET))));
        if (!expected || !state.paused().keySet().equals(said)) {
            wrongs.add("paused are " + state.paused() + ", written down is " + said);
        }
        opening.keySet().forEach(asset -> outside(state, asset));
    }

    /// What has come from outside is what was there in the beginning, and what has come since, less what is on its way from here.
    private void outside(ExecutionState state, String asset) {
        boolean coin = world.bases().contains(asset);
        if (!coin && !byHand.isEmpty()) {
            return; // what a human has paid
        }
        BigDecimal there = BigDecimal.ZERO;
        for (SimulatedExchange exchange : exchanges) {
            there = there.add(state.opened(exchange.name)
                    ? exchange.account.started(asset)
                    : BigDecimal.ZERO).add(byHand(exchange, asset))
                    .add(asset.equals(Transfers.ASSET)
                            ? came.getOrDefault(exchange.name, BigDecimal.ZERO)
                            : BigDecimal.ZERO);
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
        named(state, Conduct.paused(entries));
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
        if (parked && !attempt.cleared().isEmpty()) {
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
            if (byHand.isEmpty() && !same) { // who trades by hand may take dust along
                wrongs.add(left + " " + base + " are left over, and counted are " + said);
            }
        }
    }
}
