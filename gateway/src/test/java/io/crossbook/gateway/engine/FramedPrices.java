package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.execution.risk.Check;
import io.crossbook.execution.risk.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The cases of [FramedLimits] in which prices, and what they make of an attempt, are brought to their limits.
final class FramedPrices {

    private final FramedLimits limits;

    private FramedPrices(FramedLimits limits) {
        this.limits = limits;
    }

    static void add(FramedLimits limits) {
        var prices = new FramedPrices(limits);
        prices.prices();
        prices.attempts();
        prices.exposures();
    }

    private void prices() {
        limits.offered(Check.BOOK, "alpha has a gap",
                _ -> FramedLimits.of(FramedLimits.SIX, Map.of()), (pit, step) -> {
                    pit.books("alpha", "99.99", "100");
                    if (step > 0) {
                        pit.says(0, FramedLimits.GAP);
                    }
                    pit.books("beta", "100.40", "100.41");
                }, "");
        for (int i = 0; i < 2; i++) {
            int connection = i;
            limits.written(Check.BOOK, FramedLimits.SIX.get(i) + " has a gap",
                    _ -> FramedLimits.of(FramedLimits.SIX, Map.of()),
                    (pit, step) -> {
                        if (step > 0) {
                            pit.says(connection, FramedLimits.GAP);
                        }
                    }, "book", "edge"); // of both legs together nothing is known either
        }
        limits.offered(Check.AGE, "nanoseconds", FramedLimits.with(Setting.MAX_BOOK_AGE, 500),
                (pit, step) -> {
                    pit.books("alpha", "99.99", "100");
                    pit.now += Pit.SECOND / 2 + step;
                    pit.books("beta", "100.40", "100.41");
                });
        limits.written(Check.AGE, "nanoseconds", FramedLimits.with(Setting.MAX_BOOK_AGE, 500),
                (pit, step) -> pit.now += Pit.SECOND / 2 + step);
        limits.offered(Check.LIMIT, "above the middle", FramedLimits.with(Setting.MAX_LIMIT, 10),
                (pit, step) -> pit.books("alpha", FramedLimits.cents("99.90", -2L * step), "100.10")
                        .books("beta", "101", "101.01"));
        limits.offered(Check.LIMIT, "below the middle", FramedLimits.with(Setting.MAX_LIMIT, 10),
                (pit, step) -> pit.books("alpha", "99.04", "99.05")
                        .books("beta", "99.90", FramedLimits.cents("100.10", 2L * step)));
        limits.bad(Check.REFERENCES, "live of three",
                pit -> pit.says(2, FramedLimits.GAP));
        limits.offered(Check.DEVIATION, "below the median",
                _ -> FramedLimits.of(FramedLimits.SIX, Map.of()), (pit, step) -> {
                    others(pit);
                    pit.books("alpha", "98.98", FramedLimits.cents("99", -step)).books("beta",
                            "99.40", "99.41");
                });
        limits.offered(Check.DEVIATION, "above the median",
                _ -> FramedLimits.of(FramedLimits.SIX, Map.of()), (pit, step) -> {
                    others(pit);
                    pit.books("alpha", "100.59", "100.60").books("beta",
                            FramedLimits.cents("101", step), "101.02");
                });
        // The middles of a minute and the index say 100 each.
        limits.offered(Check.DEVIATION, "of two markets and an index", _ -> two(),
                (pit, step) -> pit.books("alpha", "99.48", FramedLimits.cents("99.50", -step))
                        .books("beta", "99.90", "99.91"));
        limits.offered(Check.REFERENCES, "the age of an index", _ -> two(), (pit, step) -> {
            pit.pass(9_000);
            pit.now += Pit.SECOND - 1;
            pit.noOffer();
            if (step > 0) {
                pit.pass(1_000);
            }
            pit.offers();
        });
    }

    /// All but alpha and beta stand at 100, too wide for anything.
    private static void others(Pit pit) {
        FramedLimits.SIX.subList(2, 6).forEach(each -> pit.books(each, "98.80", "101.20"));
    }

    /// Alpha and beta alone, seen for half a minute, and a perpetual at alpha that tells an index.
    private static Pit two() {
        Pit pit = FramedLimits.of(List.of("alpha", "beta"), Map.of());
        for (int i = 0; i < 35; i++) {
            for (String each : pit.exchanges) {
                pit.books(each, "99.50", "100.50");
            }
            pit.pass(1_000).answers().keeps();
        }
        pit.effects.clear();
        return pit.says(0, "index PERP 100");
    }

    private void attempts() {
        limits.offered(Check.EDGE, "by the book", FramedLimits.with(Setting.MIN_NET, 40),
                (pit, step) -> pit.offers("100", FramedLimits.cents("100.40", -step)));
        limits.written(Check.EDGE, "by the book, when it was written",
                FramedLimits.with(Setting.MIN_NET, 40),
                (pit, step) -> pit.books("beta", FramedLimits.cents("100.40", -step), "100.50"));
        limits.offered(Check.CAP, "by the book", FramedLimits.with(Setting.MAX_NET, 40),
                (pit, step) -> pit.offers("100", FramedLimits.cents("100.40", step)));
    }

    private void exposures() {
        // 0.4 at 100.
        limits.offered(Check.WORTH, "at its limits", step -> FramedLimits.of(Pit.THREE,
                Map.of(Setting.MAX_ATTEMPT, 40L - step)), (pit, _) -> pit.offers());
        // 0.4 at gamma's middle, 110, is 44.
        limits.offered(Check.PAIR, "at the highest price", _ -> FramedLimits.of(Pit.THREE,
                Map.of(Setting.MAX_PAIR_EXPOSURE, 44L, Setting.MAX_ATTEMPT, 44L)),
                (pit, step) -> pit.books("gamma", "99.60", FramedLimits.cents("120.40", 2L * step))
                        .offers());
        limits.offered(Check.EXCHANGE, "at beta",
                FramedLimits.with(Setting.MAX_EXCHANGE_EXPOSURE, 41),
                (pit, step) -> pit.books("gamma", "100", "104.60").books("beta", "100.70", "102.60")
                        .books("alpha", "102.09", "102.10")
                        .books("beta", FramedLimits.cents("102.50", step), "102.52"));
        // Ether at its highest middle, 100.5, is 40.2.
        limits.offered(Check.TOTAL, "with another asset",
                FramedLimits.with(Setting.MAX_TOTAL_EXPOSURE, 81),
                (pit, step) -> {
                    pit.books("beta", "ETHUSDT", "99.60", "101.40", "0.40")
                            .offersEther("gamma", "alpha").keeps();
                    pit.effects.clear();
                    pit.books("gamma", "99.60", FramedLimits.cents("104.40", 2L * step)).offers();
                });
        limits.offered(Check.EQUITY, "at alpha", FramedLimits.with(Setting.MAX_EQUITY, 2_025),
                (pit, step) -> pit.books("gamma", "99.60", FramedLimits.cents("105.40", 2L * step))
                        .offers());
        // 40 and the hundredth that is kept back for fees.
        balance("of the buy", "alpha", "BTC 10 USDT ", "40.4");
        balance("of the sell", "beta", "USDT 1000 BTC ", "0.4");
        // Another order at alpha is under way that may take a coin's worth too.
        limits.offered(Check.FEE_COIN, "of two trades", FramedPrices::coin, (pit, _) -> {
            pit.books("gamma", "ETHUSDT", "99.60", "101.40", "0.40").offersEther("alpha", "beta")
                    .keeps().books("alpha", "ETHUSDT", "99.60", "101.40", "0.40");
            pit.effects.clear();
            pit.offers();
        });
    }

    private void balance(String what, String exchange, String rest, String amount) {
        limits.offered(Check.BALANCE, what, step -> {
            Pit pit = FramedLimits.unbegun(Pit.THREE, Map.of());
            pit.holdings.put(exchange, "balances " + rest + FramedLimits.fine(amount, -step));
            return FramedLimits.begun(pit);
        }, (pit, _) -> pit.offers(), "balance", "of the BTC on beta");
    }

    private static Pit coin(int beyond) {
        Settings plain = Pit.settings(Pit.THREE);
        Settings.Exchange alpha = plain.exchanges().getFirst();
        var paying = new ArrayList<>(plain.exchanges());
        paying.set(0, new Settings.Exchange(alpha.entry(), alpha.dialect(), true,
                alpha.instruments(), alpha.limits(), 10_000, 10_000,
                new Settings.Terms(List.of(), 0, Map.of(),
                        FeeModel.Payer.QUOTE,
                        new FeeModel.Coin("BNB", 250_000_000L, 100_000L, 1),
                        50)));
        var pit = new Pit(new Kept(), plain.with(paying), Pit.execution(Pit.THREE));
        pit.holdings.put("alpha",
                "balances BTC 10 ETH 10 USDT 1000 BNB " + FramedLimits.fine("0.002", -beyond));
        return FramedLimits.begun(pit);
    }
}
