package io.crossbook.execution.risk;

import io.crossbook.books.BookBreak;
import io.crossbook.books.DerivativeUpdate;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;

/// The limits of prices, of what an attempt brings, and of what is risked.
final class PriceLimits {

    private PriceLimits() {}

    static void add() {
        prices();
        attempts();
        exposures();
    }

    private static void prices() {
        Limits.add(Check.BOOK, "alpha", Limits::plain, Limits.LEGS, Limits.ifBad(rig -> rig.books
                .book(rig.btc("alpha").id()).fail(BookBreak.Kind.GAP, "")));
        Limits.add(Check.BOOK, "beta", Limits::plain, Limits.LEGS, Limits.ifBad(
                rig -> rig.books.book(rig.btc("beta").id()).fail(BookBreak.Kind.GAP, "")));
        // Within the second that orders live.
        Limits.add(Check.AGE, "nanoseconds", Limits.with(Setting.MAX_BOOK_AGE, 500), Limits.LEGS,
                (rig, step) -> {
                    rig.now += GateRig.SECOND / 2 + step;
                    rig.shows("beta", "50200", "50210");
                });
        Limits.add(Check.LIMIT, "above", Limits.with(Setting.MAX_LIMIT, 10), Limits.PLAN,
                (rig, step) -> {
                    rig.shows("alpha", "49999.99", "50000.01");
                    rig.buyLimit = 5_005_000 + step;
                });
        Limits.add(Check.LIMIT, "below", Limits.with(Setting.MAX_LIMIT, 10), Limits.PLAN,
                (rig, step) -> {
                    rig.shows("beta", "50199.99", "50200.01");
                    rig.sellLimit = 5_014_980 - step;
                });
        Limits.add(Check.REFERENCES, "live of six", Limits::plain, Limits.LEGS, (rig, step) -> {
            for (String name : GateRig.SIX.subList((int) (3 - step), 6)) {
                rig.books.book(rig.btc(name).id()).fail(BookBreak.Kind.GAP, "");
            }
        });
        // The other four stand at 50000, so does the median.
        Limits.add(Check.DEVIATION, "below", Limits::plain, Limits.PLAN, (rig, step) -> {
            others(rig);
            rig.shows("alpha", "49490", "49500");
            rig.shows("beta", "49700", "49710");
            rig.buyLimit = 4_950_000 - step;
            rig.sellLimit = 4_970_000;
        });
        Limits.add(Check.DEVIATION, "above", Limits::plain, Limits.PLAN, (rig, step) -> {
            others(rig);
            rig.shows("alpha", "50290", "50300");
            rig.shows("beta", "50500", "50510");
            rig.buyLimit = 5_030_000;
            rig.sellLimit = 5_050_000 + step;
        });
        Limits.add(Check.DEVIATION, "the median after the journal", Limits::plain,
                EnumSet.of(Limits.When.WRITTEN),
                (rig, step) -> {
                    for (String name : GateRig.SIX.subList(2, 6)) {
                        // The sell's 50200 is 50200 / 1.01 and 1 % above it, to the tick beyond.
                        rig.shows(name, Limits.price("49702.97", -step),
                                Limits.price("49702.99", -step));
                    }
                });
        // The medians of a minute are 49995 and 50205, the index is 50100: so is their median.
        Limits.add(Check.DEVIATION, "of two markets", PriceLimits::two, Limits.PLAN,
                (rig, step) -> rig.buyLimit = 4_984_950 - step);
        Limits.add(Check.REFERENCES, "the age of an index", PriceLimits::two, Limits.LEGS,
                (rig, step) -> rig.references.look(rig.now + 10 * GateRig.SECOND + step));
    }

    private static GateRig two() {
        var rig = new GateRig(List.of("alpha", "beta"), GateRig.RULES);
        var update = new DerivativeUpdate()
                .begin(rig.add("alpha", "BTC/USDT:USDT", GateRig.RULES).id());
        for (int i = 0; i < 30; i++) {
            rig.now += GateRig.SECOND;
            rig.references.look(rig.now);
        }
        rig.shows("alpha", "49990", "50000");
        rig.shows("beta", "50200", "50210");
        update.indexPrice = 501_000_000_000_000L;
        rig.references.told(update, rig.now);
        return rig.begins();
    }

    private static void others(GateRig rig) {
        GateRig.SIX.subList(2, 6).forEach(name -> rig.shows(name, "49999.99", "50000.01"));
    }

    private static void attempts() {
        Limits.add(Check.EDGE, "by the book", Limits.with(Setting.MIN_NET, 40), Limits.LEGS,
                (rig, step) -> rig.shows("beta", Limits.price("50200", -step), "50210"));
        Limits.add(Check.EDGE, "after fees", () -> {
            var rig = new GateRig().with(Setting.MIN_NET, 20);
            rig.takerFees.put("alpha", 1_000_000L); // a thousandth: 10 bps, and a hair less than 10 after it
            return rig.begins();
        }, Limits.LEGS, (rig, step) -> rig.shows("beta", Limits.price("50150.16", -step), "50210"));
        Limits.add(Check.CAP, "by the book", Limits.with(Setting.MAX_NET, 40), Limits.LEGS,
                (rig, step) -> rig.shows("beta", Limits.price("50200", step), "50210"));
        Limits.add(Check.UNEVEN, "sells what it has not bought", Limits::plain, Limits.PLAN,
                (rig, step) -> rig.sells = step > 0 ? 91 : 90);
        Limits.add(Check.UNEVEN, "keeps some", () -> new GateRig().with(Setting.MAX_DEVIATION, 300)
                .with(Setting.MAX_TOTAL_EXPOSURE, 1_000).with(Setting.MAX_PAIR_EXPOSURE, 1_000)
                .with(Setting.MAX_EXCHANGE_EXPOSURE, 1_000).with(Setting.MAX_ATTEMPT, 500)
                .begins(), Limits.PLAN, (rig, step) -> {
                    rig.shows("beta", "50800", "50810");
                    rig.size = 1_000;
                    rig.sells = 990 - step;
                    rig.sellLimit = 5_080_000;
                });
        Limits.add(Check.WORTH, "at the limit", Limits.with(Setting.MAX_ATTEMPT, 45), Limits.PLAN,
                (rig, step) -> rig.buyLimit += step);
        Limits.add(Check.SIGNALS, "less", Limits::plain, Limits.LEGS,
                (rig, step) -> rig.conditions.share(
                        rig.btc("alpha").instrument(),
                        new BigDecimal("0.9").subtract(BigDecimal.valueOf(step, 9))));
        Limits.add(Check.SIGNALS, "nothing", Limits::plain, Limits.LEGS,
                Limits.ifBad(rig -> rig.conditions
                        .share(rig.btc("alpha").instrument(), BigDecimal.ZERO)));
    }

    private static void exposures() {
        // Beta's middle is the highest: what is bought for 49.8 is worth 50.
        Limits.add(Check.PAIR, "at the highest price", () -> {
            var rig = new GateRig().with(Setting.MAX_PAIR_EXPOSURE, 50);
            GateRig.SIX.subList(2, 6).forEach(name -> rig.shows(name, "49799", "49801"));
            rig.shows("alpha", "49790", "49800");
            rig.shows("beta", "49999", "50000");
            rig.size = 100;
            rig.sells = 100;
            rig.buyLimit = 4_980_000;
            rig.sellLimit = 4_999_900;
            return rig.begins();
        }, Limits.LEGS, (rig, step) -> rig.shows("beta", "49999", Limits.price("50001", 2 * step)));
        Limits.add(Check.EXCHANGE, "at alpha", Limits.with(Setting.MAX_EXCHANGE_EXPOSURE, 45),
                Limits.PLAN,
                (rig, step) -> {
                    rig.sellLimit = 5_000_000;
                    rig.buyLimit += step;
                });
        Limits.add(Check.EXCHANGE, "at beta", Limits.with(Setting.MAX_EXCHANGE_EXPOSURE, 46),
                Limits.PLAN,
                (rig, step) -> {
                    rig.size = 92;
                    rig.sells = 92;
                    rig.buyLimit = 4_999_000;
                    rig.sellLimit = 5_000_000 + step;
                });
        Limits.add(Check.TOTAL, "with another asset", () -> {
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
        }, Limits.LEGS, (rig, step) -> rig.shows("beta", "50390", Limits.price("50412", 2 * step)));
        Limits.add(Check.EQUITY, "at alpha", Limits.with(Setting.MAX_EQUITY, 1_503), Limits.LEGS,
                (rig, step) -> rig.shows("gamma", "50299", Limits.price("50301", 2 * step)));
        // 45 and the hundredth that is kept back for fees.
        Limits.add(Check.BALANCE, "of the buy", GateRig::new, Limits.PLAN,
                (rig, step) -> held(rig, "alpha", "USDT",
                        new BigDecimal("45.45").subtract(BigDecimal.valueOf(step, 8))));
        Limits.add(Check.BALANCE, "of the sell", GateRig::new, Limits.PLAN,
                (rig, step) -> held(rig, "beta", "BTC",
                        new BigDecimal("0.0009").subtract(BigDecimal.valueOf(step, 8))));
        Limits.add(Check.BALANCE, "of the buy, for a fee above what is kept back", () -> {
            var rig = new GateRig();
            rig.takerFees.put("alpha", 20_000_000L); // two hundredths
            return rig.with(Setting.MAX_DEVIATION, 300).with(Setting.MAX_NET, 1_000);
        }, Limits.PLAN, (rig, step) -> {
            rig.sellLimit = 5_120_000;
            rig.shows("beta", "51200", "51210");
            held(rig, "alpha", "USDT",
                    new BigDecimal("45.9").subtract(BigDecimal.valueOf(step, 8)));
        });
        Limits.add(Check.FEE_COIN, "of one trade", () -> {
            var rig = new GateRig();
            rig.coin = "BNB";
            return rig;
        }, Limits.PLAN, (rig, step) -> held(rig, "alpha", "BNB",
                new BigDecimal("0.001").subtract(BigDecimal.valueOf(step, 8))));
    }

    private static void held(GateRig rig, String exchange, String asset, BigDecimal amount) {
        rig.holds(exchange, asset, amount.toPlainString());
        rig.begins();
    }
}
