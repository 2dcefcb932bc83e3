package io.crossbook.execution.risk;

import static io.crossbook.execution.risk.Denials.denial;
import static io.crossbook.execution.risk.Denials.in;
import static io.crossbook.execution.risk.Denials.most;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Fees;
import io.crossbook.arbitrage.Money;
import io.crossbook.books.Instrument;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Order;
import io.crossbook.execution.OrderIntent;
import io.crossbook.execution.Range;
import io.crossbook.execution.account.Account;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How much may be in what, in the worst case, and whether what an order takes is there.
final class ExposureChecks {

    private static final BigDecimal WHOLE_BPS = BigDecimal.valueOf(10_000);

    private final ExecutionState state;
    private final Fees fees;
    private final Conditions conditions;
    private final Values values;
    private final LimitsInForce limits;
    private final BigDecimal feeReserve;

    ExposureChecks(ExecutionState state, Facts facts, Values values, LimitsInForce limits) {
        this.state = state;
        fees = facts.fees();
        conditions = facts.conditions();
        this.values = values;
        this.limits = limits;
        feeReserve = limits.bps(Setting.FEE_RESERVE).value().divide(WHOLE_BPS);
    }

    /// Of all that is live, and of this attempt if it is not in the journal yet.
    private Map<String, BigDecimal> worst(Case at) {
        var ranges = new TreeMap<>(state.exposure());
        if (at.attempt() == null) {
            Attempt.exposure(at.plan())
                    .forEach((asset, range) -> ranges.merge(asset, range, Range::plus));
        }
        var furthest = new TreeMap<String, BigDecimal>();
        ranges.forEach((asset, range) -> furthest.put(asset, range.worst()));
        return furthest;
    }

    /// Where a rate is in question nothing is begun with it, and everything else is.
    @Nullable
    Denial pair(Case at) {
        for (OrderIntent leg : at.plan().legs()) {
            String contradiction = values.contradiction(leg.listing().instrument());
            if (!contradiction.isEmpty()) {
                return denial(Check.PAIR, Denials.UNKNOWN + " (" + contradiction + ")",
                        limits.usdt(Setting.MAX_PAIR_EXPOSURE));
            }
        }
        Map<String, BigDecimal> furthest = worst(at);
        for (String asset : at.whole().between()) {
            Denial denial = most(Check.PAIR,
                    values.worth(asset, furthest.getOrDefault(asset, BigDecimal.ZERO)),
                    limits.usdt(Setting.MAX_PAIR_EXPOSURE));
            if (denial != null) {
                return denial;
            }
        }
        return null;
    }

    @Nullable
    Denial total(Case at) {
        return most(Check.TOTAL, values.worth(worst(at)),
                limits.usdt(Setting.MAX_TOTAL_EXPOSURE));
    }

    @Nullable
    Denial exchange(Case at) {
        var pending = new TreeMap<String, BigDecimal>();
        for (Attempt attempt : state.live()) {
            for (Order order : attempt.orders()) {
                pend(pending, at, order.intent(), order.exposure().most());
            }
        }
        if (at.attempt() == null) {
            at.plan().legs().forEach(leg -> pend(pending, at, leg, leg.size()));
        }
        return most(Check.EXCHANGE, values.worth(pending),
                limits.usdt(Setting.MAX_EXCHANGE_EXPOSURE));
    }

    private static void pend(Map<String, BigDecimal> pending, Case at, OrderIntent intent,
            BigDecimal size) {
        if (intent.listing().exchange().equals(at.exchange())) {
            pending.merge(intent.listing().instrument().quote(), size.multiply(intent.limit()),
                    BigDecimal::add);
        }
    }

    /// Of the assets of the attempt: what else lies there nobody trades with.
    @Nullable
    Denial equity(Case at) {
        var held = new TreeMap<String, BigDecimal>();
        for (OrderIntent leg : at.plan().legs()) {
            Instrument instrument = leg.listing().instrument();
            for (String asset : List.of(instrument.base(), instrument.quote())) {
                held.put(asset, state.ledger().balance(Account.holding(at.exchange()), asset)
                        .max(BigDecimal.ZERO));
            }
        }
        return most(Check.EQUITY, values.worth(held), limits.usdt(Setting.MAX_EQUITY));
    }

    /// All else of the attempt is known, and the order takes from what is left over, and no more.
    @Nullable
    Denial reduces(Case at) {
        Attempt attempt = at.attempt();
        String base = at.listing().instrument().base();
        BigDecimal left = attempt == null
                ? BigDecimal.ZERO
                : attempt.residue().getOrDefault(base, BigDecimal.ZERO);
        boolean known = attempt != null && attempt.orders().stream()
                .allMatch(order -> order.id().equals(at.intent().id()) || order.resolved());
        boolean less = left.signum() == (at.intent().buys() ? -1 : 1)
                && at.base().compareTo(left.abs()) <= 0;
        return known && less ? null : in(base, Check.REDUCES, at.base(), left);
    }

    /// However often a rung was tried: on one side no more than the legs of one side.
    @Nullable
    Denial children(Case at) {
        String base = at.listing().instrument().base();
        BigDecimal parent = legs(at, base, true).max(legs(at, base, false));
        BigDecimal children = at.base();
        for (Order order : at.attempt() == null ? List.<Order>of() : at.attempt().orders()) {
            OrderIntent intent = order.intent();
            if (intent.rung() > 0 && intent.buys() == at.intent().buys()
                    && intent.listing().instrument().base().equals(base)) {
                children = children
                        .add(order.filled().multiply(Case.multiplier(intent.listing())));
            }
        }
        return children.compareTo(parent) <= 0
                ? null
                : in(base, Check.CHILDREN, children, parent);
    }

    private static BigDecimal legs(Case at, String base, boolean buys) {
        return at.plan().legs().stream()
                .filter(leg -> leg.buys() == buys
                        && leg.listing().instrument().base().equals(base))
                .map(Case::base).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// Spot never borrows.
    @Nullable
    Denial balance(Case at) {
        String asset = pays(at.intent());
        BigDecimal needed = needed(at, asset);
        BigDecimal free = free(at, asset);
        return needed.compareTo(free) <= 0 ? null : in(asset, Check.BALANCE, needed, free);
    }

    @Nullable
    Denial feeCoin(Case at) {
        String coin = fees.coin(at.listing());
        if (coin.isEmpty()) {
            return null;
        }
        long trades = at.attempt() == null ? ExchangeChecks.legs(at) : 0;
        for (Attempt attempt : state.live()) {
            for (Order order : attempt.orders()) {
                trades += order.intent().listing().exchange().equals(at.exchange())
                        && order.rest().most().signum() > 0 ? 1 : 0;
            }
        }
        BigDecimal needed = BigDecimal.valueOf(fees.coinPerTrade(at.listing()), Money.SCALE)
                .multiply(BigDecimal.valueOf(trades)).add(needed(at, coin));
        BigDecimal free = free(at, coin);
        return needed.compareTo(free) <= 0 ? null : in(coin, Check.FEE_COIN, needed, free);
    }

    private static String pays(OrderIntent intent) {
        Instrument instrument = intent.listing().instrument();
        return intent.buys() ? instrument.quote() : instrument.base();
    }

    /// What it takes of an asset itself, and other legs of its attempt where they are not in the journal.
    private BigDecimal needed(Case at, String asset) {
        BigDecimal needed = takes(at, at.intent(), asset);
        if (at.attempt() == null) {
            for (OrderIntent leg : at.plan().legs()) {
                if (!leg.id().equals(at.intent().id())
                        && leg.listing().exchange().equals(at.exchange())) {
                    needed = needed.add(takes(at, leg, asset));
                }
            }
        }
        return needed;
    }

    private BigDecimal takes(Case at, OrderIntent intent, String asset) {
        return intent.pays(intent.size(), asset, feePart(at));
    }

    /// What is held, less what orders of ours may take, and what the exchange keeps for those of others.
    private BigDecimal free(Case at, String asset) {
        return state.ledger().holding(at.exchange(), asset)
                .subtract(conditions.locked(at.exchange(), asset).max(BigDecimal.ZERO))
                .subtract(state.tied(at.exchange(), asset, feePart(at), at.intent().id()));
    }

    /// What is kept back for fees: what is set, or the fee where that is more.
    private BigDecimal feePart(Case at) {
        BigDecimal fee = BigDecimal.valueOf(fees.taker(at.listing()), DetectorSettings.FEE_SCALE);
        return feeReserve.max(fee);
    }
}
