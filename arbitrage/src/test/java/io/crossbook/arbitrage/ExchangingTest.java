package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.Exchanging.Book;
import io.crossbook.arbitrage.Exchanging.Level;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.Rules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What an amount brings of another asset, down several levels: never a last decimal more than it pays for, and never one less.
final class ExchangingTest {

    private static final int TRADES = 20_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private int bought;
    private int through;
    private int beyond;

    @Test
    void an_amount_brings_the_most_that_it_pays_for() {
        for (int i = 0; i < TRADES; i++) {
            one("trade " + i);
        }
        System.out.println("exchanging: " + bought + " bought, through several levels " + through
                + ", beyond the book " + beyond);
        assertTrue(bought > TRADES / 4 && through > TRADES / 6 && beyond > TRADES / 20);
    }

    private void one(String name) {
        // From a coin of which there are a hundred billion to one of sixty thousand dollars.
        int decimals = random.nextInt(-5, 9);
        List<Level> asks = levels(decimals, 1);
        List<Level> bids = levels(decimals, -1);
        boolean inKind = random.nextBoolean();
        long rate = random.nextInt(-300_000, 3_000_000);
        var fees = new Fees() {
            @Override
            public long taker(Listing listing) {
                return rate;
            }

            @Override
            public boolean inReceived(Listing listing) {
                return inKind;
            }
        };
        var exchanging = new Exchanging(List.of(new Book(new Listing(0, "kraken", "AB",
                Instrument.spot("A", "B"), Rules.UNKNOWN), bids, asks)), fees);
        boolean buys = random.nextInt(3) > 0;
        BigDecimal all = buys
                ? asks.stream().map(level -> level.price().multiply(level.size()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                : bids.stream().map(Level::size).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal amount = all.multiply(BigDecimal.valueOf(random.nextInt(1, 120), 2))
                .setScale(Money.SCALE, RoundingMode.UP);

        Optional<BigDecimal> got = exchanging.convert("kraken", buys ? "B" : "A", buys ? "A" : "B",
                amount);

        BigDecimal fee = BigDecimal.valueOf(rate, DetectorSettings.FEE_SCALE);
        Optional<BigDecimal> right = buys
                ? bought(asks, amount, fee, inKind)
                : sold(bids, amount, fee);
        assertEquals(right.map(BigDecimal::toPlainString), got.map(BigDecimal::toPlainString),
                () -> name + ": " + amount + " at " + (buys ? asks : bids) + " with " + fee
                        + (inKind ? " in kind" : ""));
        beyond += got.isEmpty() ? 1 : 0;
        bought += buys && got.isPresent() ? 1 : 0;
        through += buys && got.isPresent() && amount.compareTo(asks.getFirst().price()
                .multiply(asks.getFirst().size()).multiply(BigDecimal.TWO)) > 0 ? 1 : 0;
    }

    private List<Level> levels(int decimals, int direction) {
        var levels = new ArrayList<Level>();
        long mantissa = 10_000_000L + random.nextInt(10_000_000);
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            mantissa += direction * (long) random.nextInt(1, 9_000);
            levels.add(new Level(BigDecimal.valueOf(mantissa, 7 + decimals),
                    BigDecimal.valueOf(random.nextLong(1, 100_000_000_000L),
                            Math.max(0, 9 - decimals))));
        }
        return levels;
    }

    /// Halves what is in doubt until it is one last decimal; an amount that pays for all that is known may pay for more.
    private static Optional<BigDecimal> bought(List<Level> asks, BigDecimal amount,
            BigDecimal fee, boolean inKind) {
        BigDecimal all = asks.stream().map(Level::size).reduce(BigDecimal.ZERO, BigDecimal::add);
        Fraction onTop = inKind ? Fraction.ONE : FlowOracle.exact(BigDecimal.ONE.add(fee));
        Fraction kept = inKind ? FlowOracle.exact(BigDecimal.ONE.subtract(fee)) : Fraction.ONE;
        if (cost(asks, FlowOracle.exact(all)).times(onTop)
                .compareTo(FlowOracle.exact(amount)) < 0) {
            return Optional.empty();
        }
        return Optional.of(Oracle.largest(all.multiply(BigDecimal.TWO),
                BigDecimal.ONE.movePointLeft(Money.SCALE), got -> {
                    Fraction size = FlowOracle.exact(got).divide(kept);
                    return size.compareTo(FlowOracle.exact(all)) <= 0 && cost(asks, size)
                            .times(onTop).compareTo(FlowOracle.exact(amount)) <= 0;
                }).setScale(Money.SCALE));
    }

    private static Fraction cost(List<Level> asks, Fraction size) {
        Fraction rest = size;
        Fraction cost = Fraction.ZERO;
        for (Level level : asks) {
            Fraction most = FlowOracle.exact(level.size());
            Fraction part = rest.compareTo(most) < 0 ? rest : most;
            cost = cost.plus(part.times(FlowOracle.exact(level.price())));
            rest = rest.minus(part);
        }
        return cost;
    }

    private static Optional<BigDecimal> sold(List<Level> bids, BigDecimal amount, BigDecimal fee) {
        BigDecimal all = bids.stream().map(Level::size).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (amount.compareTo(all) > 0) {
            return Optional.empty();
        }
        Fraction worth = cost(bids, FlowOracle.exact(amount))
                .times(FlowOracle.exact(BigDecimal.ONE.subtract(fee)));
        return Optional.of(new BigDecimal(worth.over()).divide(new BigDecimal(worth.under()),
                Money.SCALE, RoundingMode.FLOOR));
    }
}
