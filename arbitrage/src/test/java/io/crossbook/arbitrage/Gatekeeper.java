package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.books.Books;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A [Gate] behind the sink of a test, with some stock, and beside it the slow way to its reasons.
final class Gatekeeper {

    private final SplittableRandom random;
    private final Map<String, Integer> reasons;
    /// Whether all legs fill at once and ways back are counted, so that stock is asked for.
    private final boolean sure;
    private final boolean trades;
    private final Predicate<Listing> funded;
    private final Gate gate;
    private final Map<String, Long> stock = new HashMap<>();
    private final Map<Long, Opportunity> last = new HashMap<>();
    private DetectorSettings settings = DetectorSettings.DEFAULT;
    private Costs costs = Costs.of(_ -> 0);

    /// The reasons that there were are counted in `reasons`, by their first words.
    Gatekeeper(SplittableRandom random, Map<String, Integer> reasons, Books books,
            Predicate<Listing> funded) {
        this.random = random.split();
        this.reasons = reasons;
        sure = this.random.nextBoolean();
        this.funded = funded;
        gate = new Gate(books, funded);
        trades = this.random.nextBoolean();
        gate.idle(trades ? "" : Gate.NOBODY);
    }

    void configured(DetectorSettings newSettings, Costs newCosts) {
        settings = newSettings;
        costs = sure
                ? new Costs(newCosts.fees(), new Transfers(List.of(), Map.of()), _ -> 0, 0)
                : newCosts;
        gate.configured(newSettings, costs, this::free,
                leg -> new Gate.Tries(0, 0, sure || leg.buys() ? 1_000 : 700));
    }

    /// Nothing is known, or from nothing to what is enough for most.
    private long free(String exchange, String asset) {
        return stock.computeIfAbsent(exchange + " " + asset, _ -> random.nextInt(5) == 0
                ? Inventory.UNKNOWN
                : random.nextLong(1_000_000_000_000L) << random.nextInt(20));
    }

    /// How the gate judges what was told; adds up the steps too.
    void told(Opportunity opportunity) {
        Sums.check(opportunity);
        Opportunity judged = gate.judge(opportunity);
        assertEquals(opportunity.steps(), judged.steps());
        assertEquals(opportunity.legs(), judged.legs());
        assertEquals(opportunity.net(), judged.net());
        assertEquals(judged.executable(), judged.reason().isEmpty());
        assertFalse(judged.executable() && !mayTrade(judged), "it was fit, and nobody trades");
        if (opportunity.state() == Opportunity.State.CLOSED) {
            Opportunity before = last.remove(opportunity.id());
            assertTrue(before != null && before.reason().equals(judged.reason())
                    && before.chance().equals(judged.chance()), () -> before + " and " + judged);
            return;
        }
        last.put(judged.id(), judged);
        Chance chance = judged.chance();
        assertTrue(chance.permille() >= 0 && chance.permille() <= 1_000 && chance.unwind() >= 0,
                chance.toString());
        assertEquals(BigDecimal.valueOf(judged.net()).multiply(part(chance.permille()))
                .subtract(BigDecimal.valueOf(chance.unwind())
                        .multiply(part(1_000 - chance.permille())))
                .setScale(0, RoundingMode.FLOOR).longValueExact(), chance.expected());
        String why = why(judged);
        assertTrue(judged.reason().startsWith(why), () -> why + " is not " + judged.reason());
        if (why.isEmpty()) {
            // What is short may be so for others' sake too.
            boolean enough = judged.reason().equals(ready(judged));
            assertTrue(!enough || !isShort(judged), () -> "not enough is there: " + judged.steps());
            assertTrue(enough || judged.reason().startsWith("of the ")
                    || judged.reason().startsWith("nothing is known of the "), judged.reason());
        }
        count(!why.isEmpty() ? why : judged.executable() ? "executable" : judged.reason());
    }

    private boolean mayTrade(Opportunity judged) {
        return trades && judged.legs().stream().noneMatch(Gatekeeper::perpetual);
    }

    /// What is said of one that all speaks for.
    private String ready(Opportunity judged) {
        return mayTrade(judged)
                ? ""
                : judged.legs().stream().anyMatch(Gatekeeper::perpetual)
                        ? "perpetuals are not traded yet"
                        : Gate.NOBODY;
    }

    private void count(String why) {
        String[] words = why.split(" ", -1);
        reasons.merge(String.join(" ", List.of(words).subList(0, Math.min(3, words.length))), 1,
                Integer::sum);
    }

    private static BigDecimal part(int permille) {
        return BigDecimal.valueOf(permille, 3);
    }

    private String why(Opportunity judged) {
        for (Leg leg : judged.legs()) {
            Rules rules = leg.listing().rules();
            if (rules.status() == Rules.Status.UNKNOWN || rules.sizeScale() < 0
                    || rules.priceScale() < 0) {
                return "the rules of " + leg.listing();
            }
            if (perpetual(leg) && !funded.test(leg.listing())) {
                return "the funding of " + leg.listing();
            }
        }
        long exchanges = judged.legs().stream().map(leg -> leg.listing().exchange()).distinct()
                .count();
        if (judged.kind() != Kind.BASIS && exchanges > 1 && !costs.transfers().counted()) {
            return "ways back";
        }
        BigDecimal expected = BigDecimal.valueOf(judged.chance().expected(), Money.SCALE);
        Listing buy = judged.first().listing();
        Listing sell = judged.last().listing();
        boolean home = judged.kind() == Kind.REBALANCE
                && RandomLeans.homeward(costs.transfers(), buy, sell);
        long asked = home
                ? RandomLeans.asked(costs.transfers(), settings.minNetBps(), buy, sell)
                : settings.minNetBps();
        BigDecimal least = spent(judged).multiply(ChainOracle.bps(asked));
        if ((expected.signum() <= 0 && !home) || expected.compareTo(least) < 0) {
            return "expected value";
        }
        return RandomLeans.beyond(costs.transfers(), judged) ? "of the " : "";
    }

    /// What trades take of the asset that it is counted in.
    private static BigDecimal spent(Opportunity judged) {
        return judged.steps().stream()
                .filter(step -> trade(step) && step.asset().equals(judged.asset()))
                .map(step -> amount(step).negate().max(BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean trade(Step step) {
        return step.what() == Step.What.BUY || step.what() == Step.What.SELL;
    }

    private static boolean fee(Step step) {
        return step.what() == Step.What.BUY_FEE || step.what() == Step.What.SELL_FEE;
    }

    private static BigDecimal amount(Step step) {
        return BigDecimal.valueOf(step.amount(), step.scale());
    }

    private static boolean perpetual(Leg leg) {
        return leg.listing().instrument().kind() != Instrument.Kind.SPOT;
    }

    /// Pays step by step from what there is: whether that is not enough for some step.
    private boolean isShort(Opportunity judged) {
        var left = new TreeMap<String, BigDecimal>();
        int trades = 0;
        for (Step step : judged.steps()) {
            BigDecimal amount = trade(step) || fee(step) ? amount(step) : BigDecimal.ZERO;
            if (trade(step)) {
                // Each leg has two.
                Leg leg = judged.legs().get(trades++ / 2);
                boolean quote = step.asset().equals(leg.listing().instrument().quote());
                amount = !perpetual(leg) ? amount : quote ? amount.abs().negate() : BigDecimal.ZERO;
            }
            BigDecimal before = left.computeIfAbsent(step.asset() + " on " + step.exchange(),
                    _ -> BigDecimal.valueOf(Math.max(0, free(step.exchange(), step.asset())),
                            Money.SCALE));
            BigDecimal after = before.add(amount);
            left.put(step.asset() + " on " + step.exchange(), after);
            if (after.signum() < 0) {
                return true;
            }
        }
        return false;
    }
}
