package io.crossbook.arbitrage;

import io.crossbook.books.Listing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// What leans in a random market, and the slow way to what follows from it.
final class RandomLeans {

    private RandomLeans() {}

    /// Of some assets too much stands somewhere; now and then trades that bring it home may cost something. Where it leans one way only, no two legs bring home both
    /// what they buy and what they sell it for.
    static Transfers over(SplittableRandom random, Transfers ways, List<String> assets,
            List<String> exchanges, boolean oneWay) {
        if (random.nextInt(4) == 0) {
            return ways;
        }
        var leans = new ArrayList<Leans.Lean>();
        for (String asset : assets) {
            for (String from : exchanges) {
                for (String to : exchanges) {
                    if ((oneWay ? from.compareTo(to) < 0 : !from.equals(to))
                            && random.nextInt(3) > 0) {
                        leans.add(new Leans.Lean(asset, from, to,
                                1 + random.nextLong(1L << random.nextInt(20, 45))));
                    }
                }
            }
        }
        return ways.leaning(new Leans(leans), random.nextInt(3) * random.nextLong(200_000));
    }

    private static boolean leans(Transfers ways, String asset, String from, String to) {
        return ways.leans().all().stream().anyMatch(lean -> lean.asset().equals(asset)
                && lean.from().equals(from) && lean.to().equals(to));
    }

    /// Whether the base is missing where it is bought, and the quote where that is sold.
    static boolean homeward(Transfers ways, Listing buy, Listing sell) {
        return leans(ways, buy.instrument().base(), sell.exchange(), buy.exchange())
                && leans(ways, buy.instrument().quote(), buy.exchange(), sell.exchange());
    }

    static long asked(Transfers ways, long minNetBps, Listing buy, Listing sell) {
        return homeward(ways, buy, sell)
                ? Math.min(minNetBps, ways.least(Long.MAX_VALUE))
                : minNetBps;
    }

    /// Whether more of something would be brought home than is missing there.
    static boolean beyond(Transfers ways, Opportunity opportunity) {
        var moved = new TreeMap<String, BigDecimal>();
        for (Step step : opportunity.steps()) {
            String what = step.what().toString();
            if (what.startsWith("buy") || what.startsWith("sell")) {
                moved.merge(step.asset() + " " + step.exchange(),
                        BigDecimal.valueOf(step.amount(), step.scale()), BigDecimal::add);
            }
        }
        return ways.leans().all().stream().anyMatch(lean -> {
            BigDecimal missing = BigDecimal.valueOf(lean.amount(), Money.SCALE);
            return moved.getOrDefault(lean.asset() + " " + lean.to(), BigDecimal.ZERO)
                    .compareTo(missing) > 0
                    && moved.getOrDefault(lean.asset() + " " + lean.from(), BigDecimal.ZERO)
                            .negate().compareTo(missing) > 0;
        });
    }
}
