package io.crossbook.execution.risk;

import io.crossbook.books.BookBreak;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
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

    private static final List<Limit> ALL = new ArrayList<>();

    private Limits() {}

    private static void add(Check check, String what, Supplier<GateRig> rig, Set<When> when,
            ObjLongConsumer<GateRig> step) {
        ALL.add(new Limit(check, what, rig, step, when));
    }

    private static final Set<When> LEGS = EnumSet.of(When.OFFERED, When.WRITTEN);
    private static final Set<When> PLAN = EnumSet.of(When.OFFERED);

    private static Supplier<GateRig> with(Setting setting, long value) {
        return () -> new GateRig().with(setting, value).begins();
    }

    private static GateRig plain() {
        return new GateRig().begins();
    }

    private static Supplier<GateRig> few(Rules rules) {
        return () -> new GateRig(GateRig.SIX, rules).begins();
    }

    private static String price(String at, long step) {
        return new BigDecimal(at).add(BigDecimal.valueOf(step, 2)).toPlainString();
    }

    /// Bad or not: there is nothing between.
    private static ObjLongConsumer<GateRig> ifBad(java.util.function.Consumer<GateRig> bad) {
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
            prices();
            attempts();
            exposures();
        }
        return List.copyOf(ALL);
    }

    private static void trading() {
        add(Check.ERROR, "something throws", Limits::plain, LEGS,
                ifBad(rig -> rig.broken = new IllegalStateException("x")));
        add(Check.DEADLINE, "nanoseconds left", Limits::plain, EnumSet.of(When.WRITTEN),
                (rig, step) -> rig.now += GateRig.SECOND - 1 + step);
        add(Check.HALTED, "the kill switch", Limits::plain, LEGS, ifBad(rig -> rig.kill.pull("x")));
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

    private static void prices() {
        add(Check.BOOK, "alpha", Limits::plain, LEGS, ifBad(rig -> rig.books
                .book(rig.btc("alpha").id()).fail(BookBreak.Kind.GAP, "")));
        add(Check.BOOK, "beta", Limits::plain, PLAN, ifBad(
                rig -> rig.books.book(rig.btc("beta").id()).fail(BookBreak.Kind.GAP, "")));
        // Within the second that orders live.
        add(Check.AGE, "nanoseconds", with(Setting.MAX_BOOK_AGE, 500), LEGS, (rig, step) -> {
            rig.now += GateRig.SECOND / 2 + step;
            rig.shows("beta", "50200", "50210");
        });
        add(Check.LIMIT, "above", with(Setting.MAX_LIMIT, 10), PLAN, (rig, step) -> {
            rig.shows("alpha", "49999.99", "50000.01");
            rig.buyLimit = 5_005_000 + step;
        });
        add(Check.LIMIT, "below", with(Setting.MAX_LIMIT, 10), PLAN, (rig, step) -> {
            rig.shows("beta", "50199.99", "50200.01");
            rig.sellLimit = 5_014_980 - step;
        });
        add(Check.REFERENCES, "live of six", Limits::plain, LEGS, (rig, step) -> {
            for (String name : GateRig.SIX.subList((int) (3 - step), 6)) {
                rig.books.book(rig.btc(name).id()).fail(BookBreak.Kind.GAP, "");
            }
        });
        // The other four stand at 50000, so does the median.
        add(Check.DEVIATION, "below", Limits::plain, PLAN, (rig, step) -> {
            others(rig);
            rig.shows("alpha", "49490", "49500");
            rig.shows("beta", "49700", "49710");
            rig.buyLimit = 4_950_000 - step;
            rig.sellLimit = 4_970_000;
        });
        add(Check.DEVIATION, "above", Limits::plain, PLAN, (rig, step) -> {
            others(rig);
            rig.shows("alpha", "50290", "50300");
            rig.shows("beta", "50500", "50510");
            rig.buyLimit = 5_030_000;
            rig.sellLimit = 5_050_000 + step;
        });
        add(Check.DEVIATION, "the median after the journal", Limits::plain,
                EnumSet.of(When.WRITTEN),
                (rig, step) -> {
                    for (String name : GateRig.SIX.subList(2, 6)) {
                        // The sell's 50200 is 50200 / 1.01 and 1 % above it, to the tick beyond.
                        rig.shows(name, price("49702.97", -step), price("49702.99", -step));
                    }
                });
    }

    private static void others(GateRig rig) {
        GateRig.SIX.subList(2, 6).forEach(name -> rig.shows(name, "49999.99", "50000.01"));
    }

    private static void attempts() {
        add(Check.EDGE, "by the book", with(Setting.MIN_NET, 40), LEGS,
                (rig, step) -> rig.shows("beta", price("50200", -step), "50210"));
        add(Check.EDGE, "after fees", () -> {
            var rig = new GateRig().with(Setting.MIN_NET, 20);
            rig.takerFees.put("alpha", 1_000_000L); // a thousandth: 10 bps, and a hair less than 10 after it
            return rig.begins();
        }, LEGS, (rig, step) -> rig.shows("beta", price("50150.16", -step), "50210"));
        add(Check.EDGE, "when the other book is gone", Limits::plain, EnumSet.of(When.WRITTEN),
                ifBad(rig -> rig.books.book(rig.btc("beta").id()).fail(BookBreak.Kind.GAP, "")));
        add(Check.CAP, "by the book", with(Setting.MAX_NET, 40), LEGS,
                (rig, step) -> rig.shows("beta", price("50200", step), "50210"));
        add(Check.UNEVEN, "sells what it has not bought", Limits::plain, PLAN,
                (rig, step) -> rig.sells = step > 0 ? 91 : 90);
        add(Check.UNEVEN, "keeps some", () -> new GateRig().with(Setting.MAX_DEVIATION, 300)
                .with(Setting.MAX_TOTAL_EXPOSURE, 1_000).with(Setting.MAX_PAIR_EXPOSURE, 1_000)
                .with(Setting.MAX_EXCHANGE_EXPOSURE, 1_000).with(Setting.MAX_ATTEMPT, 500)
                .begins(), PLAN, (rig, step) -> {
                    rig.shows("beta", "50800", "50810");
                    rig.size = 1_000;
                    rig.sells = 990 - step;
                    rig.sellLimit = 5_080_000;
                });
        add(Check.WORTH, "at the limit", with(Setting.MAX_ATTEMPT, 45), PLAN,
                (rig, step) -> rig.buyLimit += step);
        add(Check.SIGNALS, "less", Limits::plain, LEGS, (rig, step) -> rig.conditions.share(
                rig.btc("alpha").instrument(),
                new BigDecimal("0.9").subtract(BigDecimal.valueOf(step, 9))));
        add(Check.SIGNALS, "nothing", Limits::plain, LEGS, ifBad(rig -> rig.conditions
                .share(rig.btc("alpha").instrument(), BigDecimal.ZERO)));
    }

    private static void exposures() {
        // Beta's middle is the highest: what is bought for 49.8 is worth 50.
        add(Check.PAIR, "at the highest price", () -> {
            var rig = new GateRig().with(Setting.MAX_PAIR_EXPOSURE, 50);
            GateRig.SIX.subList(2, 6).forEach(name -> rig.shows(name, "49799", "49801"));
            rig.shows("alpha", "49790", "49800");
            rig.shows("beta", "49999", "50000");
            rig.size = 100;
            rig.sells = 100;
            rig.buyLimit = 4_980_000;
            rig.sellLimit = 4_999_900;
            return rig.begins();
        }, LEGS, (rig, step) -> rig.shows("beta", "49999", price("50001", 2 * step)));
        add(Check.EXCHANGE, "at alpha", with(Setting.MAX_EXCHANGE_EXPOSURE, 45), PLAN,
                (rig, step) -> {
                    rig.sellLimit = 5_000_000;
                    rig.buyLimit += step;
                });
        add(Check.EXCHANGE, "at beta", with(Setting.MAX_EXCHANGE_EXPOSURE, 46), PLAN,
                (rig, step) -> {
                    rig.size = 92;
                    rig.sells = 92;
                    rig.buyLimit = 4_999_000;
                    rig.sellLimit = 5_000_000 + step;
                });
        add(Check.TOTAL, "with another asset", () -> {
            var rig = new GateRig().with(Setting.MAX_TOTAL_EXPOSURE, 100);
            for (String name : GateRig.SIX.subList(2, 5)) {
                rig.add(name, "ETH/USDT", GateRig.RULES);
                rig.holds(name, "ETH", "1");
                rig.shows(rig.listing(name, "ETH/USDT"), "2499.99", "2500.01");
            }
            rig.shows(rig.listing("delta", "ETH/USDT"), "2504.99", "2505.01");
            rig.begins();
            // 0.02 at the highest middle, 2505.
            rig.offers(rig.listing("gamma", "ETH/USDT"), 1_980, 250_001,
                    rig.listing("delta", "ETH/USDT"), 1_980, 250_499);
            rig.keeps();
            rig.placed.clear();
            rig.size = 100;
            rig.sells = 100;
            rig.buyLimit = 4_999_000;
            rig.sellLimit = 5_039_000;
            rig.shows("alpha", "49980", "49990");
            rig.shows("beta", "50390", "50410");
            return rig;
            // 49.599 and 0.001 at 50401.
        }, LEGS, (rig, step) -> rig.shows("beta", "50390", price("50412", 2 * step)));
        add(Check.EQUITY, "at alpha", with(Setting.MAX_EQUITY, 1_503), LEGS,
                (rig, step) -> rig.shows("gamma", "50299", price("50301", 2 * step)));
        // 45 and the hundredth that is kept back for fees.
        add(Check.BALANCE, "of the buy", GateRig::new, PLAN,
                (rig, step) -> held(rig, "alpha", "USDT",
                        new BigDecimal("45.45").subtract(BigDecimal.valueOf(step, 8))));
        add(Check.BALANCE, "of the sell", GateRig::new, PLAN,
                (rig, step) -> held(rig, "beta", "BTC",
                        new BigDecimal("0.0009").subtract(BigDecimal.valueOf(step, 8))));
        add(Check.BALANCE, "of the buy, for a fee above what is kept back", () -> {
            var rig = new GateRig();
            rig.takerFees.put("alpha", 20_000_000L); // two hundredths
            return rig.with(Setting.MAX_DEVIATION, 300).with(Setting.MAX_NET, 1_000);
        }, PLAN, (rig, step) -> {
            rig.sellLimit = 5_120_000;
            rig.shows("beta", "51200", "51210");
            held(rig, "alpha", "USDT",
                    new BigDecimal("45.9").subtract(BigDecimal.valueOf(step, 8)));
        });
        add(Check.FEE_COIN, "of one trade", () -> {
            var rig = new GateRig();
            rig.coin = "BNB";
            return rig;
        }, PLAN, (rig, step) -> held(rig, "alpha", "BNB",
                new BigDecimal("0.001").subtract(BigDecimal.valueOf(step, 8))));
    }

    private static void held(GateRig rig, String exchange, String asset, BigDecimal amount) {
        rig.holds(exchange, asset, amount.toPlainString());
        rig.begins();
    }
}
