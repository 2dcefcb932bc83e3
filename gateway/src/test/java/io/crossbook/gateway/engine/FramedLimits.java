package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.books.Rules;
import io.crossbook.execution.risk.Check;
import io.crossbook.execution.risk.Setting;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;

import org.jspecify.annotations.Nullable;

/// How each check is brought to its limit by frames, answers and other inputs alone: the cases of [GateFromFramesTest].
final class FramedLimits {

    /// At step -1 it is within its limit, at 0 just at it, at 1 beyond. `offered` ends with the offer; `written` comes between the offer and the journal's
    /// word. `said` are the codes, or the beginnings of reasons, by one of which nothing leaves: some limits the desk keeps to before the gate is asked.
    record Limit(Check check, String what, IntFunction<Pit> pit,
            @Nullable ObjIntConsumer<Pit> offered,
            @Nullable ObjIntConsumer<Pit> written, Set<String> said) {
        @Override
        public String toString() {
            return check.code() + ", " + what;
        }
    }

    static final List<String> SIX = List.of("alpha", "beta", "gamma", "delta", "epsilon",
            "zeta");

    static final String GAP = "change BTCUSDT 999 0 bid 99 1";

    private final List<Limit> all = new ArrayList<>();

    private FramedLimits() {}

    static List<Limit> all() {
        var limits = new FramedLimits();
        limits.trading();
        limits.exchanges();
        limits.form();
        FramedPrices.add(limits);
        return limits.all;
    }

    void offered(Check check, String what, IntFunction<Pit> pit, ObjIntConsumer<Pit> step,
            String... said) {
        all.add(new Limit(check, what, pit, step, null, said(check, said)));
    }

    void written(Check check, String what, IntFunction<Pit> pit, ObjIntConsumer<Pit> step,
            String... said) {
        all.add(new Limit(check, what, pit, null, step, said(check, said)));
    }

    /// Bad or not, at the offer and after it: there is nothing between.
    void bad(Check check, String what, Consumer<Pit> bad,
            String... said) {
        offered(check, what, _ -> Pit.ready(), (pit, step) -> {
            if (step > 0) {
                bad.accept(pit);
            }
            pit.offers();
        }, said);
        written(check, what, _ -> Pit.ready(), (pit, step) -> {
            if (step > 0) {
                bad.accept(pit);
            }
        }, said);
    }

    private static Set<String> said(Check check, String... said) {
        return said.length == 0 ? Set.of(check.code()) : Set.of(said);
    }

    static IntFunction<Pit> with(Setting setting, long value) {
        return _ -> of(Pit.THREE, Map.of(setting, value));
    }

    static Pit of(List<String> exchanges, Map<Setting, Long> values) {
        return begun(unbegun(exchanges, values));
    }

    static Pit unbegun(List<String> exchanges, Map<Setting, Long> values) {
        Execution plain = Pit.execution(exchanges);
        var risk = plain.risk();
        for (Setting setting : Setting.values()) {
            Long value = values.get(setting);
            risk = value == null ? risk : risk.with(setting, value);
        }
        return new Pit(new Kept(), Pit.settings(exchanges), new Execution(plain.mode(), risk,
                plain.patience(), Map.of(), plain.legs(), plain.lossBudgetBps(), 0, plain.paper(),
                Set.of()));
    }

    static Pit begun(Pit pit) {
        return pit.begins().recovers();
    }

    /// It will not be there for an hour, from five minutes and a nanosecond on, less so many.
    private static Pit maintained(Pit pit, String name, long step) {
        long from = pit.now + Settings.Maintenance.BEFORE_NANOS + 1 - step;
        var hour = new Settings.Maintenance(from, from + 3_600 * Pit.SECOND);
        return pit.input(new Input.Configured(pit.settings.with(pit.settings.exchanges().stream()
                .map(each -> each.entry().name().equals(name)
                        ? each.maintained(List.of(hour))
                        : each)
                .toList())));
    }

    static String cents(String at, long step) {
        return new BigDecimal(at).add(BigDecimal.valueOf(step, 2)).toPlainString();
    }

    static String fine(String at, long step) {
        return new BigDecimal(at).add(BigDecimal.valueOf(step, 8)).toPlainString();
    }

    private void trading() {
        written(Check.DEADLINE, "nanoseconds left", _ -> Pit.ready(),
                (pit, step) -> pit.now += Pit.SECOND - 1 + step);
        bad(Check.HALTED, "by a wish", pit -> pit
                .input(new Input.Command(new Input.Wish.Halt("x", 1))), "desk", "halted");
        offered(Check.PAUSED, "a coin is missing", _ -> Pit.ready(), (pit, step) -> {
            pit.missing.put("alpha BTC", BigDecimal.valueOf(Math.max(0, step), 8));
            for (int i = 0; i < 100; i++) {
                pit.pass(1_000).noOffer().answers().keeps();
            }
            pit.effects.clear();
            pit.offers();
        });
        offered(Check.LEASE, "nanoseconds left", _ -> Pit.ready(), (pit, step) -> pit
                .input(new Input.Trading(new Input.News.Lease(pit.now + Pit.SECOND - step)))
                .offers());
        written(Check.LEASE, "nanoseconds left", _ -> Pit.ready(), (pit, step) -> pit
                .input(new Input.Trading(new Input.News.Lease(pit.now + Pit.SECOND - step))));
        offered(Check.IN_FLIGHT, "others of the instrument",
                _ -> of(SIX, Map.of(Setting.MAX_ATTEMPTS_PER_PAIR, 2L,
                        Setting.MAX_PAIR_EXPOSURE, 200L)),
                (pit, step) -> {
                    for (int i = 0; i <= step; i++) {
                        pit.books(SIX.get(2 + 2 * i), "99.99", "100")
                                .books(SIX.get(3 + 2 * i), "100.40", "100.41").keeps();
                    }
                    pit.effects.clear();
                    pit.offers();
                });
        offered(Check.COOL_DOWN, "nanoseconds since it was bad", _ -> Pit.ready(), (pit, step) -> {
            pit.trades("0.17");
            pit.now += 10 * Pit.SECOND - step;
            pit.noOffer().offers();
        });
        offered(Check.STREAK, "in a row", _ -> of(Pit.THREE,
                Map.of(Setting.COOL_DOWN, 0L, Setting.MAX_LOSING_STREAK, 2L)), (pit, step) -> {
                    pit.trades("0.17").trades("0.15");
                    for (int i = 0; i < 2 + step; i++) {
                        pit.trades("0.17");
                    }
                    pit.offers();
                });
        offered(Check.CAPTURE, "half of what was planned",
                with(Setting.CAPTURE_ATTEMPTS, 10), (pit, step) -> {
                    for (int i = 0; i < 9; i++) {
                        pit.trades("0.08");
                    }
                    pit.trades(fine("0.08", step)).offers();
                });
        // 40 USDT may lose 1.5 %, that is 0.6; what was lost is what was paid too much, less the 0.16 that it was to bring.
        offered(Check.LOSS, "of today, and a budget", with(Setting.COOL_DOWN, 0),
                (pit, step) -> pit.trades(fine("19.56", step)).offers());
    }

    private void exchanges() {
        bad(Check.PLANNED, "beta is switched off", pit -> pit.input(new Input.Command(
                new Input.Wish.Enable("beta", false))), "planned", "");
        offered(Check.PLANNED, "nanoseconds before alpha's", _ -> Pit.ready(),
                (pit, step) -> maintained(pit, "alpha", step).offers());
        written(Check.PLANNED, "nanoseconds before beta's", _ -> Pit.ready(),
                (pit, step) -> maintained(pit, "beta", step));
        bad(Check.STREAM, "alpha does not tell our orders",
                pit -> pit.streams("alpha", "bye"));
        bad(Check.STREAM, "beta is cut off",
                pit -> pit.input(new Input.Closed(101, "beta/orders", "cut")));
        offered(Check.ERRORS, "of eight orders", _ -> Pit.ready(), (pit, step) -> {
            for (int i = 0; i < 8; i++) {
                pit.offers("100", "101").keeps();
                List<Long> placed = pit.placed();
                pit.pass(100);
                String buy = pit.order(placed.getFirst());
                String sell = pit.order(placed.getLast());
                placed.forEach(pit::written);
                pit.streams("beta", "ended " + sell + " 0 expired");
                pit.streams("alpha", i < 2 + step
                        ? "refused " + buy
                        : "ended " + buy + " 0 expired").keeps().noOffer();
            }
            pit.effects.clear();
            pit.offers("100", "101");
        });
        offered(Check.UNKNOWNS, "at alpha", _ -> Pit.ready(), (pit, step) -> {
            if (step > 0) {
                pit.books("beta", "ETHUSDT", "99.60", "101.40", "0.40")
                        .offersEther("alpha", "gamma").keeps();
                List<Long> placed = pit.placed();
                placed.forEach(pit::written);
                // Nobody can tell what became of it.
                pit.input(new Input.Closed(100, "alpha/orders", "cut"));
                pit.input(new Input.Opened(200, "alpha/orders"));
                pit.says(200, "welcome").answers().keeps();
                pit.effects.clear();
            }
            pit.offers();
        });
        // The exchange tells whole milliseconds: half of one more than it says, give or take as much.
        offered(Check.CLOCK, "ahead", _ -> Pit.ready(),
                (pit, step) -> pit.input(new Input.ServerTime(
                        "alpha", pit.now, pit.now, pit.now + 499 * Pit.MILLI + step)).offers());
        written(Check.CLOCK, "behind", _ -> Pit.ready(),
                (pit, step) -> pit.input(new Input.ServerTime(
                        "beta", pit.now, pit.now, pit.now - 500 * Pit.MILLI - step)));
        written(Check.WITHDRAWALS, "of what is bought", _ -> live(), (pit, step) -> pit
                .input(new Input.Account(new Input.Word.Ways("alpha", pit.now,
                        pit.settings.transfers().networks().stream()
                                .filter(each -> each.exchange().equals("alpha")
                                        && !(step > 0 && each.asset().equals("BTC")))
                                .toList()))));
        offered(Check.FEES, "nanoseconds since alpha told them", _ -> live(),
                (pit, step) -> fees(pit, "alpha", "BTC/USDT", FeeModel.BELIEVED_NANOS - 1 + step)
                        .offers());
        written(Check.FEES, "nanoseconds since beta told them", _ -> live(), (pit, step) -> fees(
                pit, "beta", "BTC/USDT", FeeModel.BELIEVED_NANOS - 1 + step));
        written(Check.FEES, "beta has one rate for all", _ -> live(), (pit, step) -> fees(pit,
                "beta", step > 0 ? FeeModel.Reading.EVERY_PAIR : "BTC/USDT", 0));
        offered(Check.RATE, "within a minute", with(Setting.MAX_ORDERS, 3), (pit, step) -> {
            for (int i = 0; i < 2 + step; i++) {
                pit.trades("0");
            }
            pit.offers();
        });
    }

    /// With real money, where every account has told its fees.
    private static Pit live() {
        Execution plain = Pit.execution(Pit.THREE);
        Pit pit = begun(new Pit(new Kept(), Pit.settings(Pit.THREE), new Execution(Mode.LIVE,
                plain.risk(), plain.patience(), Map.of(), plain.legs(), plain.lossBudgetBps(), 0,
                plain.paper(), Set.of())));
        Pit.THREE.forEach(each -> fees(pit, each, "BTC/USDT", 0));
        return pit;
    }

    /// An account has told, so long ago, that trading is free.
    private static Pit fees(Pit pit, String exchange, String pairs, long agoNanos) {
        return pit.input(new Input.Account(new Input.Word.Rates(exchange, pit.now - agoNanos,
                Map.of(pairs, new FeeModel.Rate(0, 0)))));
    }

    /// What an order looks like: the desk keeps to it already where it looks for opportunities.
    private void form() {
        offered(Check.KIND, "a perpetual", _ -> Pit.ready(), (pit, step) -> {
            if (step > 0) {
                pit.says(0, "snapshot PERP 1 0 bid 100.40 0.40 ask 100.41 0.40");
                pit.says(0, "funding PERP 0.01 " + (pit.now / Pit.MILLI + 3_600_000));
                pit.books("alpha", "99.99", "100");
            } else {
                pit.offers();
            }
        }, "perpetuals are not traded yet", "expected value");
        for (Rules.Status status : List.of(Rules.Status.HALTED, Rules.Status.UNKNOWN)) {
            offered(Check.RULES, status.toString(), _ -> Pit.ready(), (pit, step) -> {
                if (step > 0) {
                    pit.lists("alpha", new Rules(2, 2, 1, 1, 1, 0, 1, status)).answers().keeps();
                    pit.effects.clear();
                }
                pit.offers();
            }, "rules", "the rules of", "");
        }
        listed(Check.LOT, "more than is there", step -> new Rules(2, 2, 1, 40 + step, 1, 0, 1,
                Rules.Status.TRADING), (pit, _) -> pit.offers());
        listed(Check.SIZE, "lots", step -> new Rules(2, 2, 1, 1, 40 + step, 0, 1,
                Rules.Status.TRADING), (pit, _) -> pit.offers());
        listed(Check.NOTIONAL, "at the limit", step -> new Rules(2, 2, 1, 1, 1,
                4_000_000_000L + step, 1, Rules.Status.TRADING), (pit, _) -> pit.offers());
    }

    /// Alpha lists it under these rules.
    private void listed(Check check, String what, IntFunction<Rules> rules,
            ObjIntConsumer<Pit> step) {
        offered(check, what, _ -> Pit.ready(), (pit, at) -> {
            pit.lists("alpha", rules.apply(at)).answers().keeps();
            pit.effects.clear();
            step.accept(pit, at);
        }, check.code(), "");
    }
}
