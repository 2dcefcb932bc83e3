package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Whether prices pay is decided exactly, however close they are.
final class PricesTest {

    private static final int CASES = 20_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private int ties;

    @Test
    void a_basis_pays_from_the_first_bid_on_that_is_above_all_its_costs() {
        for (int i = 0; i < CASES; i++) {
            one("case " + i);
        }
        System.out.println("prices: " + CASES + " bounds, of those exact " + ties);
        assertTrue(ties > CASES / 10, "hardly any tie: " + ties);
    }

    private void one(String name) {
        boolean plain = random.nextInt(4) == 0;
        boolean inKind = random.nextBoolean();
        long buyFee = plain ? 0 : random.nextLong(-300_000, 3_000_000);
        long sellFee = plain ? 0 : random.nextLong(-300_000, 3_000_000);
        long buyRate = plain ? 0 : random.nextLong(-5_000_000, 5_000_000);
        long sellRate = plain ? 0 : random.nextLong(-5_000_000, 5_000_000);
        long min = plain ? 0 : random.nextLong(-50_000, 200_000);
        long askFactor = plain ? 1 : random.nextLong(1, 1_000);
        long bidFactor = plain ? 1 : random.nextLong(1, 1_000);
        long ask = random.nextLong(1L << 48, 1L << 50);
        long bought = 2 * random.nextLong(ask / 100);
        long sold = 2 * random.nextLong(ask / 100);
        var prices = new Prices(
                new Scales(8, 1, 1, askFactor, bidFactor, 1, 1, 1, 1, true), buyFee, sellFee,
                inKind, new DetectorSettings(min, 5_000_000, 1, 1, 0, 0, 0));
        prices.charge(buyRate, sellRate);

        BigDecimal paid = inKind ? BigDecimal.ONE : BigDecimal.ONE.add(rate(buyFee));
        BigDecimal kept = inKind ? BigDecimal.ONE.subtract(rate(buyFee)) : BigDecimal.ONE;
        BigDecimal out = BigDecimal.valueOf(ask).multiply(BigDecimal.valueOf(askFactor))
                .multiply(paid.multiply(BigDecimal.ONE.add(BigDecimal.valueOf(min, 8)))
                        .add(rate(buyRate)));
        BigDecimal left = kept.multiply(BigDecimal.valueOf(bought / 2 * askFactor)
                .add(BigDecimal.valueOf(sold / 2 * bidFactor)));
        BigDecimal each = kept.multiply(BigDecimal.valueOf(bidFactor))
                .multiply(BigDecimal.ONE.subtract(rate(sellFee)).subtract(rate(sellRate)));
        // The last bid that does not bring more than all that costs.
        BigDecimal[] bound = out.add(left).divideAndRemainder(each);
        long last = bound[0].setScale(0, RoundingMode.UNNECESSARY).longValueExact();
        ties += bound[1].signum() == 0 ? 1 : 0;

        assertEquals(false, prices.pays(ask, last, bought, sold), name);
        assertEquals(true, prices.pays(ask, last + 1, bought, sold), name);
    }

    private static BigDecimal rate(long billionths) {
        return BigDecimal.valueOf(billionths, DetectorSettings.FEE_SCALE);
    }
}
