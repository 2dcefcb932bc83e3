package io.crossbook.execution.risk;

import static io.crossbook.execution.risk.Denials.denial;
import static io.crossbook.execution.risk.Denials.least;
import static io.crossbook.execution.risk.Denials.most;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Fees;
import io.crossbook.books.Instrument;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Markets;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Whether the attempt is worth it, by the books of now and not by what the opportunity says, and of a whole.
final class AttemptChecks {

    private final Markets markets;
    private final Fees fees;
    private final Conditions conditions;
    private final Values values;
    private final LimitsInForce limits;
    /// What the books show of the attempt that was asked about last: three checks in a row look at it.
    private @Nullable Whole looked;
    private @Nullable Flows shown;

    AttemptChecks(Facts facts, Values values, LimitsInForce limits) {
        markets = facts.markets();
        fees = facts.fees();
        conditions = facts.conditions();
        this.values = values;
        this.limits = limits;
    }

    /// What all legs give and get of each asset, before fees.
    private record Flows(Map<String, BigDecimal> given, Map<String, BigDecimal> got) {

        Flows() {
            this(new TreeMap<>(), new TreeMap<>());
        }

        void trade(OrderIntent leg, BigDecimal worth) {
            Instrument instrument = leg.listing().instrument();
            (leg.buys() ? got : given).merge(instrument.base(), Case.base(leg), BigDecimal::add);
            (leg.buys() ? given : got).merge(instrument.quote(), worth, BigDecimal::add);
        }

        BigDecimal given(String asset) {
            return given.getOrDefault(asset, BigDecimal.ZERO);
        }

        BigDecimal got(String asset) {
            return got.getOrDefault(asset, BigDecimal.ZERO);
        }
    }

    /// By the books of now; null when they do not show so much.
    private @Nullable Flows shown(Whole whole) {
        if (looked != whole) {
            shown = look(whole.plan());
            looked = whole;
        }
        return shown;
    }

    private @Nullable Flows look(Attempt.Plan plan) {
        var flows = new Flows();
        for (OrderIntent leg : plan.legs()) {
            BigDecimal worth = markets.worth(leg.listing(), leg.buys(), leg.size());
            if (worth == null) {
                return null;
            }
            flows.trade(leg, worth);
        }
        return flows;
    }

    /// Net of taker fees, of what is spent; null when it cannot be told.
    private @Nullable Bps net(Whole whole) {
        Attempt.Plan plan = whole.plan();
        Flows flows = shown(whole);
        if (flows == null || flows.given(plan.asset()).signum() <= 0) {
            return null;
        }
        BigDecimal kept = flows.got(plan.asset());
        for (OrderIntent leg : plan.legs()) {
            BigDecimal fee = BigDecimal.valueOf(fees.taker(leg.listing()),
                    DetectorSettings.FEE_SCALE);
            kept = kept.multiply(BigDecimal.ONE.subtract(fee));
        }
        BigDecimal spent = flows.given(plan.asset());
        return Bps.ratio(kept.subtract(spent), spent);
    }

    @Nullable
    Denial edge(Case at) {
        return at.opens()
                ? least(Check.EDGE, net(at.whole()), at.plan().rebalances()
                        ? limits.bps(Setting.MAX_REBALANCE_COST).negate()
                        : limits.bps(Setting.MIN_NET))
                : null;
    }

    @Nullable
    Denial cap(Case at) {
        return at.opens()
                ? most(Check.CAP, net(at.whole()), limits.bps(Setting.MAX_NET))
                : null;
    }

    /// What is sold was bought before it, and nearly all that was bought is sold.
    @Nullable
    Denial uneven(Case at) {
        if (!at.opens()) {
            return null;
        }
        Bps most = limits.bps(Setting.MAX_LEFTOVER);
        Flows flows = shown(at.whole());
        if (flows == null) {
            return denial(Check.UNEVEN, null, most);
        }
        for (String asset : at.whole().between()) {
            BigDecimal left = flows.got(asset).subtract(flows.given(asset));
            Bps part = Bps.ratio(left, flows.got(asset));
            if (left.signum() < 0 || part.compareTo(most) > 0) {
                return denial(Check.UNEVEN, part, most);
            }
        }
        return null;
    }

    /// At its limits.
    private @Nullable Usdt spends(Attempt.Plan plan) {
        var flows = new Flows();
        for (OrderIntent leg : plan.legs()) {
            flows.trade(leg, leg.size().multiply(leg.limit()));
        }
        return values.worth(plan.asset(), flows.given(plan.asset()));
    }

    @Nullable
    Denial worth(Case at) {
        return most(Check.WORTH, spends(at.plan()), limits.usdt(Setting.MAX_ATTEMPT));
    }

    /// Signals only ever make it less.
    @Nullable
    Denial signals(Case at) {
        BigDecimal share = BigDecimal.ONE;
        for (OrderIntent leg : at.plan().legs()) {
            share = share.min(conditions.share(leg.listing().instrument()));
        }
        return most(Check.SIGNALS, spends(at.plan()),
                limits.usdt(Setting.MAX_ATTEMPT).times(share.max(BigDecimal.ZERO)));
    }
}
