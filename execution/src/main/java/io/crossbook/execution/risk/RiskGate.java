package io.crossbook.execution.risk;

import io.crossbook.books.Listing;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Fill;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Asks every [Check] of every order, in that order, and lets through what none denies.
///
/// What is not known denies. An exception inside denies with [Check#ERROR], and everything that adds until a human has re-armed. On the engine's thread.
public final class RiskGate implements PreTradeGate {

    private static final List<Check> CHECKS = List.of(Check.values());
    /// What these measure is the same for all legs of an attempt: they are asked of the first.
    private static final Set<Check> OF_ALL_LEGS = Collections.unmodifiableSet(EnumSet.of(
            Check.PAUSED, Check.IN_FLIGHT, Check.COOL_DOWN, Check.STREAK, Check.CAPTURE,
            Check.LOSS, Check.EDGE, Check.CAP, Check.UNEVEN, Check.WORTH, Check.SIGNALS,
            Check.PAIR, Check.TOTAL));

    private final ExecutionState state;
    private final TradingChecks trading;
    private final ExchangeChecks exchange;
    private final PriceChecks price;
    private final AttemptChecks attempt;
    private final ExposureChecks exposure;
    private final Charges charges;
    private final KillSwitch kill;
    private final LimitsInForce limits;
    private final Moment moment;
    private final Values values;
    private final SelfTest.Maker alike;
    private final Map<Check, Long> denials = new EnumMap<>(Check.class);
    private KillSwitch.Pulled seen;
    /// What it got wrong when it was tested: nothing leaves, whatever it is, and no human can allow it.
    private String untrusted = "";
    private String failure = "";

    /// Over what is known; `kill` may be pulled from any thread.
    public RiskGate(ExecutionState state, Facts facts, GateSettings settings, KillSwitch kill) {
        this(state, facts, settings, LimitsInForce.always(settings), kill);
    }

    /// The same with limits that may have to be earned; `settings` are those that are configured.
    public RiskGate(ExecutionState state, Facts facts, GateSettings settings,
            LimitsInForce limits, KillSwitch kill) {
        this(state, facts, settings, limits, kill, RiskGate::new);
    }

    /// The same; `alike` makes those that are tested in its stead.
    RiskGate(ExecutionState state, Facts facts, GateSettings settings, LimitsInForce limits,
            KillSwitch kill, SelfTest.Maker alike) {
        this.alike = alike;
        this.state = state;
        this.kill = kill;
        seen = kill.seen();
        this.limits = limits;
        moment = new Moment(facts.references());
        values = new Values(moment, settings);
        trading = new TradingChecks(state, facts, limits, values, kill);
        exchange = new ExchangeChecks(state, facts, limits);
        price = new PriceChecks(facts.markets(), moment, limits);
        attempt = new AttemptChecks(facts, values, limits);
        exposure = new ExposureChecks(state, facts, values, limits);
        charges = new Charges(facts.fees(), moment);
    }

    /// Other limits and rates are in force from now on, all of them at once.
    public void change(GateSettings settings) {
        limits.change(settings);
        values.change(settings);
    }

    @Override
    public @Nullable Denial objection(Attempt.Plan plan, long now) {
        return ask(plan.legs(), new Whole(plan, null, now), false);
    }

    @Override
    public @Nullable Denial objection(OrderIntent intent, long now) {
        return ask(List.of(intent), false, now);
    }

    @Override
    public Verdict approve(List<OrderIntent> orders, long now) {
        Denial denial = ask(orders, true, now);
        if (denial != null) {
            return new Verdict.Refused(denial);
        }
        List<ApprovedOrder> approved = new ArrayList<>(orders.size());
        for (OrderIntent intent : orders) {
            approved.add(new ApprovedOrder(intent));
        }
        return new Verdict.Approved(approved);
    }

    private @Nullable Denial ask(List<OrderIntent> orders, boolean leave, long now) {
        long attempt = orders.getFirst().id().attempt();
        Attempt of = state.attempt(attempt);
        if (of == null) {
            return counted(Check.ORDER, Denials.denial(Check.ORDER, "no attempt", "intended"));
        }
        for (OrderIntent intent : orders) {
            if (intent.id().attempt() != attempt) {
                return counted(Check.ORDER,
                        Denials.denial(Check.ORDER, "2 attempts", "1 attempt"));
            }
        }
        return ask(orders, new Whole(of.plan(), of, now), leave);
    }

    private @Nullable Denial ask(List<OrderIntent> orders, Whole whole, boolean leave) {
        List<Case> all = new ArrayList<>(orders.size());
        for (OrderIntent intent : orders) {
            all.add(new Case(intent, whole, leave));
        }
        moment.begin();
        for (Check check : CHECKS) {
            boolean once = OF_ALL_LEGS.contains(check);
            for (Case at : all) {
                if (!asks(check, at)) {
                    continue;
                }
                Denial denial = caught(check, at);
                if (denial != null) {
                    return denial;
                }
                if (once) {
                    break;
                }
            }
        }
        return null;
    }

    private static boolean asks(Check check, Case at) {
        return check.reducing() != (at.intent().reduces()
                ? Check.Reducing.PASSES
                : Check.Reducing.ONLY);
    }

    private @Nullable Denial caught(Check check, Case at) {
        try {
            Denial denial = denial(check, at);
            return denial == null ? null : counted(check, denial);
        } catch (RuntimeException | StackOverflowError e) { // whatever it is: nothing leaves
            failure = "the gate has failed at " + check.code() + ": " + e;
            return counted(Check.ERROR, Denials.denial(Check.ERROR, e, "none"));
        }
    }

    private @Nullable Denial denial(Check check, Case at) {
        return switch (check) {
            case ERROR -> error(at);
            case ORDER -> trading.order(at);
            case DEADLINE -> trading.deadline(at);
            case HALTED -> trading.halted();
            case PAUSED -> trading.paused(at);
            case LEASE -> trading.lease(at);
            case IN_FLIGHT -> trading.inFlight(at);
            case COOL_DOWN -> trading.coolDown(at);
            case STREAK -> trading.streak(at);
            case CAPTURE -> trading.capture(at);
            case LOSS -> trading.loss(at);
            case MAINTENANCE -> exchange.maintenance(at);
            case PLANNED -> exchange.planned(at);
            case STREAM -> exchange.stream(at);
            case ERRORS -> exchange.errors(at);
            case UNKNOWNS -> exchange.unknowns(at);
            case CLOCK -> exchange.clock(at);
            case WITHDRAWALS -> exchange.withdrawals(at);
            case FEES -> exchange.fees(at);
            case RATE -> exchange.rate(at);
            case KIND -> exchange.kind(at);
            case RULES -> exchange.rules(at);
            case TICK -> exchange.tick(at);
            case LOT -> exchange.lot(at);
            case SIZE -> exchange.size(at);
            case NOTIONAL -> exchange.notional(at);
            case BOOK -> price.book(at);
            case AGE -> price.age(at);
            case LIMIT -> price.limit(at);
            case REFERENCES -> price.references(at);
            case DEVIATION -> price.deviation(at);
            case EDGE -> attempt.edge(at);
            case CAP -> attempt.cap(at);
            case UNEVEN -> attempt.uneven(at);
            case WORTH -> attempt.worth(at);
            case SIGNALS -> attempt.signals(at);
            case PAIR -> exposure.pair(at);
            case EXCHANGE -> exposure.exchange(at);
            case TOTAL -> exposure.total(at);
            case EQUITY -> exposure.equity(at);
            case CHILDREN -> exposure.children(at);
            case REDUCES -> exposure.reduces(at);
            case BALANCE -> exposure.balance(at);
            case FEE_COIN -> exposure.feeCoin(at);
        };
    }

    private @Nullable Denial error(Case at) {
        if (!untrusted.isEmpty()) {
            return Denials.denial(Check.ERROR, untrusted, "none");
        }
        return failure.isEmpty() || at.intent().reduces()
                ? null
                : Denials.denial(Check.ERROR, failure, "none");
    }

    /// Asks gates like this one, with the same limits, before and after they are earned, what every check must refuse and what none may. What they get wrong stops everything,
    /// reducing orders too; empty when there is nothing. To be called once, before it is relied on.
    public String test() {
        List<String> faults = SelfTest.faults(limits, alike);
        untrusted = faults.isEmpty()
                ? ""
                : "the gate fails its test at the start: " + String.join("; ", faults);
        return untrusted;
    }

    private Denial counted(Check check, Denial denial) {
        denials.merge(check, 1L, Long::sum);
        return denial;
    }

    /// The most of an asset that an attempt may spend by [Check#WORTH], by the books of now; null where nobody knows what it is worth.
    public @Nullable BigDecimal mostSpent(String asset) {
        moment.begin();
        return values.units(asset, limits.usdt(Setting.MAX_ATTEMPT));
    }

    /// How often each check has denied, by its code; all that there are.
    public Map<String, Long> denials() {
        var counts = new TreeMap<String, Long>();
        for (Check check : Check.values()) {
            counts.put(check.code(), denials.getOrDefault(check, 0L));
        }
        return counts;
    }

    @Override
    public String surprise(OrderIntent intent, Fill fill) {
        moment.begin();
        try {
            return charges.surprise(intent, fill);
        } catch (RuntimeException e) { // whatever it is: nobody knows what is charged
            return "fees cannot be told: " + e;
        }
    }

    @Override
    public BigDecimal taker(Listing listing) {
        try {
            return charges.taker(listing);
        } catch (RuntimeException e) { // whoever asks this must not stop over it; a surprise says so
            return BigDecimal.ZERO;
        }
    }

    @Override
    public String feeCoin(Listing listing) {
        try {
            return charges.coin(listing);
        } catch (RuntimeException e) { // the same
            return "";
        }
    }

    @Override
    public BigDecimal inFeeCoin(Listing listing, BigDecimal quote) {
        moment.begin();
        try {
            return charges.inCoin(listing, quote);
        } catch (RuntimeException e) { // the same
            return BigDecimal.ZERO;
        }
    }

    @Override
    public BigDecimal cost(Listing listing, boolean buys, BigDecimal quote) {
        moment.begin();
        BigDecimal fee = quote.multiply(taker(listing));
        BigDecimal all = buys ? quote.add(fee) : quote.subtract(fee);
        Usdt worth = values.worth(listing.instrument().quote(), all);
        BigDecimal valued = worth == null ? all : worth.amount();
        return buys ? valued : valued.negate();
    }

    @Override
    public List<String> stops() {
        seen = kill.seen();
        return Stream.of(seen.why(), failure, untrusted).filter(why -> !why.isEmpty()).toList();
    }

    @Override
    public void rearmed() {
        kill.release(seen);
        failure = "";
    }
}
