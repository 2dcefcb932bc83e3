package io.crossbook.execution.risk;

import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.OrderEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

/// How each check is brought to its limit: the cases of [GateLimitsTest].
final class Limits {

    /// When a limit is reached: before the attempt is offered, or between that and its journal entry.
    enum When {
        OFFERED, WRITTEN
    }

    /// At step -1 it is within its limit by one unit, at 0 just at it, at 1 beyond by one.
    record Limit(Check check, String what, Supplier<GateRig> rig, ObjLongConsumer<GateRig> step,
            Set<When> when) {
        @Override
        public String toString() {
            return check.code() + ", " + what;
        }
    }

    private static final long DAY_NANOS = 24 * 3_600 * GateRig.SECOND;
    private static final List<Limit> ALL = new ArrayList<>();

    private Limits() {}

    static void add(Check check, String what, Supplier<GateRig> rig, Set<When> when,
            ObjLongConsumer<GateRig> step) {
        ALL.add(new Limit(check, what, rig, step, when));
    }

    static final Set<When> LEGS = EnumSet.of(When.OFFERED, When.WRITTEN);
    static final Set<When> PLAN = EnumSet.of(When.OFFERED);

    static Supplier<GateRig> with(Setting setting, long value) {
        return () -> new GateRig().with(setting, value).begins();
    }

    /// With real money.
    private static GateRig real() {
        var rig = new GateRig();
        rig.live = true;
        return rig.begins();
    }

    static GateRig plain() {
        return new GateRig().begins();
    }

    private static Supplier<GateRig> few(Rules rules) {
        return () -> new GateRig(GateRig.SIX, rules).begins();
    }

    static String price(String at, long step) {
        return new BigDecimal(at).add(BigDecimal.valueOf(step, 2)).toPlainString();
    }

    /// Bad or not: there is nothing between.
    static ObjLongConsumer<GateRig> ifBad(java.util.function.Consumer<GateRig> bad) {
        return (rig, step) -> {
            if (step > 0) {
                bad.accept(rig);
            }
        };
    }

    static List<Limit> all() {
        if (ALL.isEmpty()) {
            trading();
            exchanges();
            form();
            PriceLimits.add();
        }
        return List.copyOf(ALL);
    }

    private static void trading() {
        add(Check.ERROR, "something throws", Limits::plain, LEGS,
                ifBad(rig -> rig.broken = new IllegalStateException("x")));
        add(Check.DEADLINE, "nanoseconds left", Limits::plain, EnumSet.of(When.WRITTEN),
                (rig, step) -> rig.now += GateRig.SECOND - 1 + step);
        add(Check.HALTED, "the kill switch", Limits::plain, LEGS, ifBad(rig -> rig.kill.pull("x")));
        add(Check.PAUSED, "the base", Limits::plain, LEGS,
                ifBad(rig -> rig.pauses(ExecutionState.asset("BTC"))));
        add(Check.PAUSED, "the quote", Limits::plain, LEGS,
                ifBad(rig -> rig.pauses(ExecutionState.asset("USDT"))));
        add(Check.LEASE, "nanoseconds left", Limits::plain, LEGS,
                (rig, step) -> rig.conditions.lease(rig.now + GateRig.SECOND - step));
        add(Check.IN_FLIGHT, "others of the instrument",
                () -> new GateRig().with(Setting.MAX_ATTEMPTS_PER_PAIR, 2)
                        .with(Setting.MAX_PAIR_EXPOSURE, 200).begins(),
                PLAN, (rig, step) -> {
                    for (int i = 0; i <= step; i++) {
                        Listing buy = rig.btc(GateRig.SIX.get(2 + 2 * i));
                        Listing sell = rig.btc(GateRig.SIX.get(3 + 2 * i));
                        rig.shows(buy.exchange(), "49990", "50000");
                        rig.shows(sell.exchange(), "50200", "50210");
                        if (!rig.offers(buy, sell)) {
                            throw new IllegalStateException(rig.denial());
                        }
                    }
                    rig.keeps();
                    rig.placed.clear();
                });
        add(Check.COOL_DOWN, "nanoseconds since it was bad", Limits::plain, PLAN, (rig, step) -> {
            rig.trades("0.19");
            rig.now += 10 * GateRig.SECOND - step;
            rig.shows("alpha", "49990", "50000");
            rig.shows("beta", "50200", "50210");
        });
        add(Check.STREAK, "in a row", () -> new GateRig().with(Setting.COOL_DOWN, 0)
                .with(Setting.MAX_LOSING_STREAK, 2).begins(), PLAN, (rig, step) -> {
                    rig.trades("0.19");
                    rig.trades("0.17");
                    for (int i = 0; i < 2 + step; i++) {
                        rig.trades("0.19");
                    }
                });
        add(Check.CAPTURE, "half of what was planned", () -> {
            var rig = new GateRig().with(Setting.CAPTURE_ATTEMPTS, 10);
            rig.holds("beta", "BTC", "0.02");
            return rig.begins();
        }, PLAN,
                (rig, step) -> {
                    rig.trades("0"); // the eleventh from the end does not count
                    for (int i = 0; i < 9; i++) {
                        rig.trades("0.09");
                    }
                    rig.trades(new BigDecimal("0.09").add(BigDecimal.valueOf(step, 8))
                            .toPlainString());
                });
        // 45 USDT may lose 1.5 %, that is 0.675; what was lost is the fee less the 0.18 that it brought.
        add(Check.LOSS, "of today, and a budget", with(Setting.COOL_DOWN, 0), PLAN,
                (rig, step) -> rig.trades(new BigDecimal("19.505")
                        .add(BigDecimal.valueOf(step, 8)).toPlainString()));
    }

    private static void exchanges() {
        for (var status : List.of(Conditions.Status.SUSPENDED, Conditions.Status.UNKNOWN)) {
            add(Check.MAINTENANCE, "alpha " + status, Limits::plain, LEGS,
                    ifBad(rig -> rig.conditions.trading("alpha", status)));
            add(Check.MAINTENANCE, "beta " + status, Limits::plain, LEGS,
                    ifBad(rig -> rig.conditions.trading("beta", status)));
            for (String name : List.of("alpha", "beta")) {
                add(Check.PLANNED, name + " " + status, Limits::plain, LEGS,
                        ifBad(rig -> rig.conditions.planned(name, status)));
                add(Check.STREAM, name + " " + status, Limits::plain, LEGS,
                        ifBad(rig -> rig.conditions.stream(name, status)));
            }
            add(Check.WITHDRAWALS, "what is bought " + status, Limits::plain, LEGS,
                    ifBad(rig -> rig.conditions.withdrawals("alpha", "BTC", status)));
            add(Check.WITHDRAWALS, "what it is sold for " + status, Limits::plain, LEGS,
                    ifBad(rig -> rig.conditions.withdrawals("beta", "USDT", status)));
        }
        add(Check.ERRORS, "of eight orders", Limits::plain, PLAN, (rig, step) -> {
            for (int i = 0; i < 8; i++) {
                rig.offers();
                rig.keeps();
                var buy = rig.placed.get(rig.placed.size() - 2);
                rig.fills(rig.placed.getLast(), "0", "0");
                if (i < 2 + step) {
                    rig.told(new OrderEvent.Refused(buy.id(), "x", "y"));
                } else {
                    rig.fills(buy, "0", "0");
                }
            }
            rig.placed.clear();
        });
        add(Check.UNKNOWNS, "at alpha", () -> {
            var rig = new GateRig().with(Setting.MAX_UNKNOWN_ORDERS, 1)
                    .with(Setting.MAX_EXCHANGE_EXPOSURE, 500);
            for (String coin : List.of("ETH/USDT", "LTC/USDT")) {
                String base = coin.substring(0, 3);
                for (String name : List.of("alpha", "beta", "gamma")) {
                    rig.add(name, coin, GateRig.RULES);
                    rig.holds(name, base, "1");
                    rig.conditions.withdrawals(name, base, Conditions.Status.OPEN);
                    rig.shows(rig.listing(name, coin), "99.90", "100.00");
                }
                rig.shows(rig.listing("beta", coin), "100.40", "100.50");
            }
            return rig.begins();
        }, PLAN, (rig, step) -> {
            for (String coin : List.of("ETH/USDT", "LTC/USDT").subList(0, (int) (1 + step))) {
                rig.offers(rig.listing("alpha", coin), 30_000, 10_000, rig.listing("beta", coin),
                        30_000, 10_040);
                rig.keeps();
                rig.told(new OrderEvent.Ambiguous(
                        rig.placed.get(rig.placed.size() - 2).id(), "x"));
            }
            rig.placed.clear();
        });
        add(Check.CLOCK, "ahead", Limits::plain, LEGS, (rig, step) -> rig.conditions.clock("alpha",
                400_000_000 + step, 100_000_000));
        add(Check.CLOCK, "behind", Limits::plain, LEGS, (rig, step) -> rig.conditions.clock("beta",
                -500_000_000 - step, 0));
        add(Check.FEES, "nanoseconds since alpha told them", Limits::real, LEGS,
                (rig, step) -> rig.feesTold.put("alpha", rig.now - DAY_NANOS + 1 - step));
        add(Check.FEES, "beta's are configured", Limits::real, LEGS,
                ifBad(rig -> rig.feesTold.remove("beta")));
        add(Check.RATE, "within a minute", with(Setting.MAX_ORDERS, 3), PLAN,
                (rig, step) -> {
                    for (int i = 0; i < 2 + step; i++) {
                        rig.trades("0");
                    }
                    rig.now += 60 * GateRig.SECOND - 1;
                    GateRig.SIX.forEach(each -> rig.shows(each, "50000", "50100"));
                    rig.shows("alpha", "49990", "50000");
                    rig.shows("beta", "50200", "50210");
                });
    }

    private static void form() {
        add(Check.KIND, "a perpetual", Limits::plain, PLAN, ifBad(rig -> rig.listings
                .put("alpha BTC/USDT", rig.add("alpha", "BTC/USDT:USDT", GateRig.RULES))));
        for (var rules : List.of(Rules.UNKNOWN,
                new Rules(-1, -1, 0, 0, 0, 0, 1, Rules.Status.TRADING),
                new Rules(2, 5, 1, 1, 10, 0, 1, Rules.Status.HALTED),
                new Rules(2, 5, 1, 1, 10, 0, 1, Rules.Status.UNKNOWN))) {
            add(Check.RULES, rules.toString(), Limits::plain, PLAN, ifBad(rig -> {
                rig.listings.put("alpha BTC/USDT", rig.btc("alpha").with(rules));
            }));
        }
        add(Check.TICK, "a fifth of a hundredth", Limits::plain, PLAN, ifBad(rig -> {
            rig.scale = 3;
            rig.buyLimit = 50_000_005;
            rig.sellLimit = 50_200_000;
        }));
        add(Check.LOT, "ten at a time",
                few(new Rules(2, 5, 1, 10, 10, 0, 1, Rules.Status.TRADING)), PLAN,
                (rig, step) -> {
                    rig.size = step > 0 ? 91 : 90;
                    rig.sells = rig.size;
                });
        add(Check.SIZE, "lots", few(new Rules(2, 5, 1, 1, 80, 0, 1, Rules.Status.TRADING)), PLAN,
                (rig, step) -> {
                    rig.size = 80 - step;
                    rig.sells = rig.size;
                });
        // 0.0008 at 50000 is 40 USDT.
        add(Check.NOTIONAL, "at the limit",
                few(new Rules(2, 5, 1, 1, 10, 4_000_000_000L, 1, Rules.Status.TRADING)), PLAN,
                (rig, step) -> {
                    rig.size = 80;
                    rig.sells = 80;
                    rig.buyLimit -= step;
                });
    }
}
