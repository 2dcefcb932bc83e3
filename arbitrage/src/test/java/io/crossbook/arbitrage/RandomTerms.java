package io.crossbook.arbitrage;

import io.crossbook.books.Books;
import io.crossbook.books.Instrument;
import io.crossbook.books.ListingBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// By which settings, over which conversions and cycles and through which networks a market of five coins is looked at, from a seed.
final class RandomTerms {

    private static final Map<String, Double> WORTHS = Map.of("USDT", 1.0, "USD", 1.0, "BTC", 900.0,
            "ETH", 60.0, "SOL", 2.0);

    private final SplittableRandom random;
    private final RandomMarket market;

    RandomTerms(SplittableRandom random, RandomMarket market) {
        this.random = random;
        this.market = market;
    }

    static double price(Instrument instrument) {
        return WORTHS.getOrDefault(instrument.base(), 0.0)
                / WORTHS.getOrDefault(instrument.quote(), 1.0);
    }

    DetectorSettings settings() {
        DetectorSettings some = market.stepped();
        return new DetectorSettings(some.minNetBps(), some.maxEdgeBps(), some.maxAgeNanos(),
                some.maxSkewNanos(), some.maxQuote() * 10, some.stepBps(),
                some.stepPercent(), some.bounds());
    }

    ChainSettings wanted() {
        var conversions = new ArrayList<ChainSettings.Conversion>();
        if (random.nextInt(4) > 0) {
            conversions.add(new ChainSettings.Conversion("USDT", "USD", random.nextBoolean()
                    ? ChainSettings.Mode.EXECUTED
                    : ChainSettings.Mode.CARRIED,
                    random.nextInt(3) == 0
                            ? random.nextInt(1, 2_000)
                            : 0));
        }
        if (random.nextInt(8) == 0) {
            conversions.add(new ChainSettings.Conversion("BTC", "ETH",
                    ChainSettings.Mode.EXECUTED, 0));
        }
        List<String> assets = switch (random.nextInt(3)) {
            case 0 -> List.of("USDT", "USD", "BTC", "ETH", "SOL");
            case 1 -> List.of("BTC", "USD");
            default -> List.of("USD", "SOL", "USDT");
        };
        return new ChainSettings(conversions, new ChainSettings.Cycles(
                random.nextInt(3) > 0, random.nextInt(3) > 0, random.nextInt(3, 5), assets));
    }

    /// Not counted, or open at some price, or shut in one direction.
    Transfers transfers(Books books) {
        if (random.nextInt(5) > 0) {
            return Transfers.IGNORED;
        }
        var networks = new ArrayList<Transfers.Network>();
        for (ListingBook book : books.all()) {
            for (String asset : WORTHS.keySet().stream().sorted().toList()) {
                for (String name : List.of("net", "other")) {
                    networks.add(new Transfers.Network(book.listing().exchange(), asset, name,
                            random.nextInt(3) * random.nextLong(1_000_000), minimum(asset), 3,
                            random.nextInt(10) > 0, random.nextInt(10) > 0, ""));
                }
            }
        }
        Transfers ways = new Transfers(networks, Map.of("USDT", 1_000_00000000L, "USD",
                random.nextLong(1, 9_000_00000000L), "BTC", 2_00000000L));
        return RandomLeans.over(random, ways, WORTHS.keySet().stream().sorted().toList(),
                books.all().stream().map(book -> book.listing().exchange()).distinct().toList(),
                true);
    }

    private long minimum(String asset) {
        return random.nextInt(4) > 0
                ? 0
                : random.nextLong((long) (1_100_00000000L / WORTHS.getOrDefault(asset, 1.0)));
    }

    /// By how much a price is wrong that is about as good as just passes for true.
    double nearTheCap(DetectorSettings settings) {
        double cap = Math.min(settings.maxEdgeBps(), 5_000_000) / 1e8;
        double error = 1 + cap + random.nextInt(-60, 61) / 10_000.0;
        return random.nextBoolean() ? error : 1 / error;
    }
}
