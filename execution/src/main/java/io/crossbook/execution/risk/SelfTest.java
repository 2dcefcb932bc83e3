package io.crossbook.execution.risk;

import io.crossbook.arbitrage.Fees;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.Attempt;
import io.crossbook.execution.Denial;
import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderEvent;
import io.crossbook.execution.OrderIntent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks gates what they must know before one is relied on: for each check an attempt that this check must refuse, under the limits that count, and orders that nothing may refuse.
/// Where limits have to be earned it is asked twice: just before they are, and as soon as they are.
///
/// What is asked are gates like the one that trades, of its class and with its kind of limits, and not itself: they look at a world of their own. Each question has a [Drill] of its own, in which nothing is wrong but one thing. What a configuration can never refuse is not asked.
final class SelfTest {

    private static final long NOW = Drill.NOW;
    private static final long LONG_AGO = NOW - 7_200 * Drill.SECOND;
    private static final long HUNDRED = 100;
    private static final int EIGHT = 8;
    private static final String ALPHA = "alpha";
    private static final String DRILL = "a drill";
    private static final BigDecimal PRICE = BigDecimal.valueOf(HUNDRED);
    private static final BigDecimal LITTLE = new BigDecimal("0.001");
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal FINE = new BigDecimal("0.000000001");
    private static final BigDecimal DISLOCATED = new BigDecimal("1.1");

    private final LimitsInForce limits;
    private final int reconciled;
    private final GateSettings configured;
    /// What of that counts.
    private final GateSettings settings;
    private final Maker maker;
    private final Map<Check, Question> questions = new EnumMap<>(Check.class);

    /// Makes the gate that is asked.
    @FunctionalInterface
    interface Maker {
        PreTradeGate gate(ExecutionState state, Facts facts, GateSettings configured,
                LimitsInForce limits, KillSwitch kill);
    }

    /// After so many attempts that were reconciled.
    private SelfTest(LimitsInForce limits, int reconciled, Maker maker) {
        this.limits = limits;
        this.reconciled = reconciled;
        configured = asked(limits.configured());
        settings = asked(limits.at(reconciled));
        this.maker = maker;
        trading();
        exchange();
        form();
        prices();
        exposure();
    }

    /// An edge that is wanted and that no price may deviate by is no fault of the gate: it is asked with one of a basis point at most.
    private static GateSettings asked(GateSettings settings) {
        return settings.bps(Setting.MIN_NET).compareTo(Bps.of(1)) > 0
                ? settings.with(Setting.MIN_NET, 1)
                : settings;
    }

    /// What gates with such limits got wrong, a line each; empty when one can be relied on.
    static List<String> faults(LimitsInForce limits, Maker maker) {
        if (!limits.realMoney()) {
            return new SelfTest(limits, 0, maker).faults();
        }
        List<String> faults = new ArrayList<>(
                new SelfTest(limits, LimitsInForce.ATTEMPTS - 1, maker).faults());
        new SelfTest(limits, LimitsInForce.ATTEMPTS, maker).faults()
                .forEach(each -> faults.add(each + " once limits are earned"));
        return faults;
    }

    /// One that refuses what is as it must be is asked nothing else.
    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        Denial wrong = adds(drill());
        if (wrong != null) {
            faults.add("an attempt that is as it must be is refused: " + wrong);
        }
        Denial stuck = reduces(drill());
        if (stuck != null) {
            faults.add("what only reduces is refused: " + stuck);
        }
        if (faults.isEmpty()) {
            for (Check check : Check.values()) {
                if (!never(check)) {
                    fault(check, faults);
                }
            }
        }
        return faults;
    }

    private void fault(Check check, List<String> faults) {
        Drill drill = drill();
        Question question = questions.get(check);
        Denial denial = question == null ? null : question.ask(drill, gate(drill));
        if (denial == null) {
            faults.add(check.code() + " lets through what it must refuse");
        } else if (!denial.code().equals(check.code())) {
            faults.add(check.code() + " does not refuse it, but " + denial);
        }
    }

    private Drill drill() {
        var drill = new Drill(settings.bps(Setting.MIN_NET));
        times(limits.realMoney() ? reconciled : 0, drill::reconciles);
        return drill;
    }

    /// Whether nothing can be beyond the limit that is set.
    private boolean never(Check check) {
        return (check == Check.FEES && !limits.realMoney())
                || (check == Check.COOL_DOWN && settings.time(Setting.COOL_DOWN).isZero())
                || (check == Check.ERRORS
                        && settings.percent(Setting.MAX_ERRORS)
                                .compareTo(Percent.of(HUNDRED)) >= 0);
    }

    private PreTradeGate gate(Drill drill) {
        return maker.gate(drill.state, drill.facts(), configured,
                limits.elsewhere(configured, drill.state), drill.kill);
    }

    private @Nullable Denial adds(Drill drill) {
        PreTradeGate gate = gate(drill);
        Attempt.Plan plan = drill.plan();
        Denial denial = gate.objection(plan, NOW);
        return denial == null ? approval(gate, drill.reserved(plan).legs()) : denial;
    }

    /// Whatever has halted: nobody is kept in a position.
    private @Nullable Denial reduces(Drill drill) {
        Attempt.Plan plan = drill.bought(BigDecimal.ZERO);
        drill.state.apply(new Entry.Halted(DRILL, NOW));
        OrderIntent rung = drill.rung(plan, 2, drill.alpha, drill.size);
        drill.state.apply(new Entry.Intended(rung, NOW));
        return approval(gate(drill), List.of(rung));
    }

    private static @Nullable Denial approval(PreTradeGate gate, List<OrderIntent> orders) {
        return switch (gate.approve(orders, NOW)) {
            case PreTradeGate.Verdict.Approved _ -> null;
            case PreTradeGate.Verdict.Refused(var denial) -> denial;
        };
    }

    /// What each check is asked with: one thing is wrong.
    private interface Question {
        @Nullable
        Denial ask(Drill drill, PreTradeGate gate);
    }

    private void wrong(Check check, Consumer<Drill> spoil) {
        questions.put(check, (drill, gate) -> {
            spoil.accept(drill);
            return gate.objection(drill.plan(), NOW);
        });
    }

    private void trading() {
        wrong(Check.ERROR, drill -> drill.broken = true);
        questions.put(Check.ORDER, (drill, gate) -> {
            Attempt.Plan plan = drill.reserved(drill.plan());
            drill.size = LITTLE;
            return approval(gate, List.of(drill.plan(plan.attempt()).legs().getFirst()));
        });
        wrong(Check.DEADLINE, drill -> drill.deadlineNanos = NOW);
        wrong(Check.HALTED, drill -> drill.state.apply(new Entry.Halted(DRILL, NOW)));
        wrong(Check.PAUSED, drill -> drill.state.apply(new Entry.Paused(
                ExecutionState.asset("BTC"), DRILL, NOW)));
        wrong(Check.LEASE, drill -> drill.conditions.lease(NOW));
        wrong(Check.IN_FLIGHT, drill -> times(settings.count(Setting.MAX_ATTEMPTS_PER_PAIR),
                () -> drill.reserved(drill.plan())));
        wrong(Check.COOL_DOWN, drill -> drill.brought(FINE.negate(), NOW));
        wrong(Check.STREAK, drill -> times(settings.count(Setting.MAX_LOSING_STREAK) + 1,
                () -> drill.brought(FINE.negate(), LONG_AGO)));
        wrong(Check.CAPTURE, drill -> {
            times(settings.count(Setting.CAPTURE_ATTEMPTS) - 1,
                    () -> drill.brought(FINE.negate(), LONG_AGO));
            drill.brought(BigDecimal.ZERO, LONG_AGO);
        });
        wrong(Check.LOSS, drill -> drill.brought(
                settings.usdt(Setting.MAX_LOSS).amount().negate(), LONG_AGO));
    }

    private void exchange() {
        var shut = Conditions.Status.SUSPENDED;
        wrong(Check.MAINTENANCE, drill -> drill.conditions.trading(ALPHA, shut));
        wrong(Check.PLANNED, drill -> drill.conditions.planned(ALPHA, shut));
        wrong(Check.STREAM, drill -> drill.conditions.stream(ALPHA, shut));
        wrong(Check.ERRORS, drill -> times(EIGHT, () -> {
            OrderIntent other = drill.other(ALPHA, LITTLE);
            drill.handed(other, NOW - 120 * Drill.SECOND);
            drill.told(new OrderEvent.Refused(other.id(), DRILL, ""), NOW - 120 * Drill.SECOND);
        }));
        wrong(Check.UNKNOWNS, drill -> times(settings.count(Setting.MAX_UNKNOWN_ORDERS) + 1,
                () -> {
                    OrderIntent other = drill.other(ALPHA, LITTLE);
                    drill.handed(other, LONG_AGO);
                    drill.told(new OrderEvent.Ambiguous(other.id(), DRILL), LONG_AGO);
                }));
        wrong(Check.CLOCK, drill -> drill.conditions.clock(ALPHA,
                settings.time(Setting.MAX_CLOCK_OFFSET).toNanos() + 1, 0));
        wrong(Check.WITHDRAWALS, drill -> drill.conditions.withdrawals(ALPHA, "BTC", shut));
        wrong(Check.FEES, drill -> drill.feesToldNanos = Fees.UNTOLD);
        wrong(Check.RATE, drill -> {
            OrderIntent other = drill.other(ALPHA, LITTLE);
            times(settings.count(Setting.MAX_ORDERS), () -> drill.handed(other, NOW));
        });
    }

    private void form() {
        questions.put(Check.KIND, (drill, gate) -> gate.objection(
                drill.rung(drill.bought(BigDecimal.ZERO), 2, new Listing(5, ALPHA, "PERPETUAL",
                        Instrument.parse("BTC/USDT:USDT"), drill.alpha.rules()), LITTLE),
                NOW));
        rules(Check.RULES, new Rules(8, 8, 1, 1, 1, 0, 1, Rules.Status.HALTED));
        wrong(Check.TICK, drill -> drill.buyLimit = PRICE.add(FINE));
        wrong(Check.LOT, drill -> drill.size = drill.size.add(FINE));
        rules(Check.SIZE, new Rules(8, 8, 1, 1, 1_000_000, 0, 1, Rules.Status.TRADING));
        rules(Check.NOTIONAL,
                new Rules(8, 8, 1, 1, 1, 10_000_000_000L, 1, Rules.Status.TRADING));
    }

    private void rules(Check check, Rules rules) {
        wrong(check, drill -> drill.alpha = drill.alpha.with(rules));
    }

    private void prices() {
        wrong(Check.BOOK, drill -> drill.live = false);
        wrong(Check.AGE, drill -> drill.receivedNanos = NOW
                - settings.time(Setting.MAX_BOOK_AGE).toNanos() - 1);
        wrong(Check.LIMIT, drill -> drill.buyLimit = PRICE.add(settings.bps(Setting.MAX_LIMIT)
                .value().add(BigDecimal.ONE).movePointLeft(2)));
        wrong(Check.REFERENCES, drill -> drill.markets = 2);
        wrong(Check.DEVIATION, drill -> drill.shown = DISLOCATED);
        wrong(Check.EDGE, drill -> drill.brings = HALF);
        wrong(Check.CAP, drill -> drill.brings = BigDecimal.TWO);
        wrong(Check.UNEVEN, drill -> {
            drill.sold = drill.size.multiply(HALF);
            drill.brings = BigDecimal.TWO;
        });
    }

    private void exposure() {
        wrong(Check.WORTH, drill -> {
            drill.size = beyond(Setting.MAX_ATTEMPT);
            drill.sold = drill.size;
        });
        wrong(Check.SIGNALS, drill -> drill.conditions.share(Drill.COIN, BigDecimal.ZERO));
        wrong(Check.PAIR, drill -> drill.other("gamma", Instrument.spot("BTC", "EUR"),
                beyond(Setting.MAX_PAIR_EXPOSURE)));
        wrong(Check.EXCHANGE,
                drill -> drill.other(ALPHA, beyond(Setting.MAX_EXCHANGE_EXPOSURE)));
        wrong(Check.TOTAL, drill -> drill.other("gamma", beyond(Setting.MAX_TOTAL_EXPOSURE)));
        wrong(Check.EQUITY, drill -> drill.gets(ALPHA, "USDT",
                settings.usdt(Setting.MAX_EQUITY).amount()));
        questions.put(Check.CHILDREN, (drill, gate) -> {
            Attempt.Plan plan = drill.bought(BigDecimal.ZERO);
            OrderIntent first = drill.rung(plan, 2, drill.alpha, drill.size);
            drill.state.apply(new Entry.Intended(first, NOW));
            drill.fills(first, drill.size);
            return gate.objection(drill.rung(plan, 3, drill.alpha, LITTLE), NOW);
        });
        questions.put(Check.REDUCES, (drill, gate) -> gate.objection(
                drill.rung(drill.bought(drill.size), 2, drill.alpha, LITTLE), NOW));
        wrong(Check.BALANCE, drill -> drill.loses(ALPHA, "USDT"));
        wrong(Check.FEE_COIN, drill -> drill.coin = "FEE");
    }

    /// So many coins that they are worth one USDT more.
    private BigDecimal beyond(Setting setting) {
        return settings.usdt(setting).amount().add(BigDecimal.ONE).movePointLeft(2);
    }

    private static void times(long times, Runnable each) {
        for (long i = 0; i < times; i++) {
            each.run();
        }
    }
}
