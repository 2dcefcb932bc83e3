package io.crossbook.execution.proof;

import io.crossbook.execution.Attempt;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.Range;
import io.crossbook.execution.risk.Setting;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// What must hold at every step of what has filled, and of what may: by what the exchanges have, not by what we say.
///
/// Looked at whenever anything has changed at the exchanges or in the journal; prices alone break no limit.
final class Exposures {

    /// What prices may have changed since a gate looked.
    private static final BigDecimal CHANGED = new BigDecimal("1.05");

    private final World world;
    private final List<SimulatedExchange> exchanges;
    private final Others others;
    private final List<String> wrongs;
    private long looked = -1;

    /// An order of which not all can be known where it is: hidden or overfilled by its exchange, or lost by the journal and not found yet.
    private record Untold(SimulatedExchange exchange, OrderIntent order) {}

    Exposures(World world, List<String> wrongs) {
        this.world = world;
        exchanges = world.exchanges;
        others = world.others;
        this.wrongs = wrongs;
    }

    /// `known` counts what is written and has left. `lost` are orders that have left and whose intents the journal has lost, until they are found.
    void look(ExecutionState state, long known, List<OrderIntent> lost,
            ToLongFunction<Setting> limits) {
        long all = known * 1_000_003;
        for (SimulatedExchange exchange : exchanges) {
            all += exchange.changes();
        }
        if (all != looked) {
            looked = all;
            List<Untold> untold = untold(state, lost);
            exposed(state, untold);
            bounded(state, untold, limits);
        }
    }

    private List<Untold> untold(ExecutionState state, List<OrderIntent> lost) {
        var untold = new ArrayList<Untold>();
        for (SimulatedExchange exchange : exchanges) {
            if (exchange.odd()) {
                Truth.odd(exchange, state)
                        .forEach(each -> untold.add(new Untold(exchange, each)));
            }
        }
        lost.forEach(each -> untold.add(new Untold(world.at(each), each)));
        return untold;
    }

    /// What we do not know of has filled within what we say may still fill.
    private void exposed(ExecutionState state, List<Untold> untold) {
        for (SimulatedExchange exchange : exchanges) {
            if (state.opened(exchange.name)) {
                world.bases().forEach(base -> exposed(exchange, base, state, untold));
            }
        }
    }

    private void exposed(SimulatedExchange exchange, String base, ExecutionState state,
            List<Untold> untold) {
        BigDecimal unknown = exchange.account.balance(base)
                .add(others.gone(exchange.name, base))
                .subtract(state.ledger().holding(exchange.name, base))
                .subtract(Truth.unexplained(state, exchange.name, base));
        Range rest = Range.NOTHING;
        BigDecimal bought = BigDecimal.ZERO;
        for (Attempt attempt : state.live()) {
            for (Order order : attempt.orders()) {
                OrderIntent intent = order.intent();
                if (base(intent).equals(base)
                        && intent.listing().exchange().equals(exchange.name)) {
                    Range all = order.exposure();
                    rest = rest.plus(intent.buys() ? all : all.negate());
                    bought = bought.add(intent.buys() ? all.most() : BigDecimal.ZERO);
                }
            }
        }
        for (Untold each : untold) {
            OrderIntent intent = each.order;
            if (each.exchange.equals(exchange) && base(intent).equals(base)) {
                Range all = Range.upTo(intent.size());
                rest = rest.plus(intent.buys() ? all : all.negate());
                bought = bought.add(intent.buys() ? intent.size() : BigDecimal.ZERO);
            }
        }
        rest = rest.plus(others.mayTrade(exchange.name, base));
        // Fees are taken in what is bought.
        BigDecimal fee = bought.movePointLeft(3);
        if (unknown.compareTo(rest.most()) > 0
                || unknown.compareTo(rest.least().subtract(fee)) < 0) {
            wrongs.add("at " + exchange.name + " " + unknown + " " + base
                    + " filled that nobody knows of, not within " + rest + ", at "
                    + world.seconds());
        }
    }

    private static String base(OrderIntent intent) {
        return intent.listing().instrument().base();
    }

    /// What is bought and not sold in truth, or the other way round, and what may still trade, is within the limits. What the journal has lost or an exchange hides
    /// comes on top: nobody knew of it.
    private void bounded(ExecutionState state, List<Untold> untold,
            ToLongFunction<Setting> limits) {
        BigDecimal all = BigDecimal.ZERO;
        BigDecimal more = BigDecimal.ZERO;
        for (String base : world.bases()) {
            BigDecimal open = BigDecimal.ZERO;
            for (SimulatedExchange exchange : exchanges) {
                open = open.add(exchange.account.balance(base))
                        .subtract(exchange.account.started(base))
                        .add(others.gone(exchange.name, base));
            }
            BigDecimal worth = world.worth(base, open.abs());
            BigDecimal besides = world.worth(base, besides(state, untold, base));
            within(base, worth, besides, limits.applyAsLong(Setting.MAX_PAIR_EXPOSURE));
            all = all.add(worth);
            more = more.add(besides);
        }
        within("all coins", all, more, limits.applyAsLong(Setting.MAX_TOTAL_EXPOSURE));
        for (SimulatedExchange exchange : exchanges) {
            BigDecimal besides = BigDecimal.ZERO;
            for (Untold each : untold) {
                besides = each.exchange.equals(exchange)
                        ? besides.add(each.order.size().multiply(each.order.limit()))
                        : besides;
            }
            within("orders at " + exchange.name, exchange.pending(), besides,
                    limits.applyAsLong(Setting.MAX_EXCHANGE_EXPOSURE));
        }
    }

    /// How much of a coin orders have traded, or may, that were not known when others were decided on.
    private BigDecimal besides(ExecutionState state, List<Untold> untold, String base) {
        BigDecimal besides = BigDecimal.ZERO;
        for (Untold each : untold) {
            besides = base(each.order).equals(base) ? besides.add(each.order.size()) : besides;
        }
        for (SimulatedExchange exchange : exchanges) {
            for (SimulatedOrder each : exchange.all()) { // what it leaves stays a while
                besides = (each.late() || (exchange.odd() && each.odd()))
                        && base(each.intent).equals(base)
                                ? besides.add(each.intent.size())
                                : besides;
            }
        }
        for (Attempt attempt : world.scene.normal() ? state.live() : List.<Attempt>of()) {
            for (Order order : attempt.orders()) {
                boolean found = attempt.plan().opportunity() == 0
                        && base(order.intent()).equals(base);
                besides = found ? besides.add(order.intent().size()) : besides;
            }
        }
        return besides;
    }

    private void within(String what, BigDecimal worth, BigDecimal more, long limit) {
        BigDecimal most = BigDecimal.valueOf(limit).multiply(CHANGED).add(more);
        if (worth.compareTo(most) > 0) {
            wrongs.add("in " + what + " are " + worth + ", no more than " + limit + " may be, at "
                    + world.seconds());
        }
    }
}
