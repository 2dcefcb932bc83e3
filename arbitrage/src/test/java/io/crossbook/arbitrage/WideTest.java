package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Wide integers and the rounding of money, against `BigInteger`.
final class WideTest {

    private static final int ROUNDS = 100_000;
    private final SplittableRandom random = new SplittableRandom(1);

    /// Any number of bits is as likely as any other, so that carries and edges come often.
    private long some(int bits) {
        long value = random.nextLong() >>> (64 - random.nextInt(1, bits + 1));
        return switch (random.nextInt(8)) {
            case 0 -> Math.max(0, Long.highestOneBit(value) - 1);
            case 1 -> Long.highestOneBit(value);
            default -> value;
        };
    }

    @Test
    void sums_of_products_times_factors_divided_are_those_of_big_integers() {
        var wide = new Wide();
        var copy = new Wide();
        for (int i = 0; i < ROUNDS; i++) {
            wide.set(0);
            BigInteger big = BigInteger.ZERO;
            for (int j = random.nextInt(1, 5); j > 0; j--) {
                long price = some(53);
                long size = some(61);
                wide.addProduct(price, size);
                big = big.add(big(price).multiply(big(size)));
            }
            long factor = some(58);
            big = big.multiply(big(factor));
            wide.times(factor);
            assertEquals(big, value(wide), "round " + i);

            long divisor = Math.max(1, some(63));
            assertEquals(big.mod(big(divisor)).longValue(), copy.set(wide).divide(divisor));
            assertEquals(big.divide(big(divisor)), value(copy), "round " + i);
        }
    }

    @Test
    void differences_and_comparisons_are_those_of_big_integers() {
        var one = new Wide();
        var other = new Wide();
        for (int i = 0; i < ROUNDS; i++) {
            one.set(some(63)).times(some(63)).times(some(50));
            other.set(some(63)).times(some(63)).times(some(50));
            BigInteger left = value(one);
            BigInteger right = value(other);
            assertEquals(left.compareTo(right), Integer.signum(one.compare(other)));
            if (left.compareTo(right) >= 0) {
                assertEquals(left.subtract(right), value(one.subtract(other)), "round " + i);
            }
        }
    }

    @Test
    void money_is_rounded_once_at_any_scale() {
        var wide = new Wide();
        for (int i = 0; i < ROUNDS; i++) {
            int scale = random.nextInt(0, 46);
            wide.set(some(50)).times(some(60));
            BigInteger value = value(wide);
            boolean up = random.nextBoolean();
            BigDecimal exact = new BigDecimal(value, scale).setScale(Money.SCALE,
                    up ? RoundingMode.CEILING : RoundingMode.FLOOR);
            long expected = exact.unscaledValue().bitLength() < 64
                    ? exact.unscaledValue().longValue()
                    : Long.MAX_VALUE;
            assertEquals(expected, Money.round(wide, scale, up), value + " at " + scale);
        }
    }

    @Test
    void basis_points_round_half_to_even() {
        var scratch = new Wide();
        for (int i = 0; i < ROUNDS; i++) {
            long cost = Math.max(1, i % 2 == 0 ? some(61) : some(9) * 1000);
            long net = some(61) % cost * (random.nextBoolean() ? 1 : -1);
            long expected = new BigDecimal(net).multiply(new BigDecimal(DetectorSettings.BPS_ONE))
                    .divide(new BigDecimal(cost), 0, RoundingMode.HALF_EVEN).longValueExact();
            assertEquals(expected, Money.bps(net, cost, scratch), net + " over " + cost);
        }
        assertEquals(0, Money.bps(1, 2 * DetectorSettings.BPS_ONE, scratch));
        assertEquals(2, Money.bps(3, 2 * DetectorSettings.BPS_ONE, scratch));
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    /// Reads a wide integer digit by digit, by dividing a copy.
    private static BigInteger value(Wide wide) {
        var rest = new Wide().set(wide);
        BigInteger value = BigInteger.ZERO;
        BigInteger unit = BigInteger.ONE;
        for (int i = 0; i < 7; i++) {
            value = value.add(unit.multiply(big(rest.divide(1L << 30))));
            unit = unit.shiftLeft(30);
        }
        return value;
    }
}
