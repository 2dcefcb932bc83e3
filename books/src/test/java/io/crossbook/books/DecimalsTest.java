package io.crossbook.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DecimalsTest {

    private static final int PAIRS = 500_000;

    @Test
    void comparing_in_128_bits_is_comparing_big_integers() {
        long seed = Long.getLong("crossbook.seed", 1);
        System.out.println("DecimalsTest: seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < PAIRS; i++) {
            long left = random.nextLong() >>> (1 + random.nextInt(63));
            long leftPower = Decimals.power(random.nextInt(19));
            long rightPower = Decimals.power(random.nextInt(19));
            // Every other pair is as near to equal as it can be.
            long right = random.nextBoolean()
                    ? random.nextLong() >>> (1 + random.nextInt(63))
                    : near(left, leftPower, rightPower, random.nextInt(3) - 1);
            int wanted = BigInteger.valueOf(left).multiply(BigInteger.valueOf(leftPower))
                    .compareTo(BigInteger.valueOf(right).multiply(BigInteger.valueOf(rightPower)));

            assertEquals(wanted,
                    Integer.signum(Decimals.compare(left, leftPower, right, rightPower)),
                    left + " x " + leftPower + " and " + right + " x " + rightPower);
        }
    }

    private static long near(long left, long leftPower, long rightPower, int off) {
        BigInteger near = BigInteger.valueOf(left).multiply(BigInteger.valueOf(leftPower))
                .divide(BigInteger.valueOf(rightPower)).add(BigInteger.valueOf(off));
        return near.bitLength() > 62 || near.signum() < 0 ? 0 : near.longValueExact();
    }

    @Test
    void comparing_across_scales_is_comparing_decimals() {
        var random = new Random(Long.getLong("crossbook.seed", 1));
        for (int i = 0; i < PAIRS; i++) {
            int leftScale = random.nextInt(28);
            int rightScale = random.nextInt(28);
            long left = random.nextInt(20) == 0
                    ? 0
                    : random.nextLong() >>> (2 + random.nextInt(62));
            var near = BigDecimal.valueOf(left, leftScale)
                    .setScale(rightScale, java.math.RoundingMode.HALF_UP).unscaledValue();
            long right = near.bitLength() > 61 || random.nextBoolean()
                    ? random.nextLong() >>> (2 + random.nextInt(62))
                    : near.longValueExact();
            int wanted = BigDecimal.valueOf(left, leftScale)
                    .compareTo(BigDecimal.valueOf(right, rightScale));

            assertEquals(wanted,
                    Integer.signum(Decimals.compareScaled(left, leftScale, right, rightScale)),
                    left + " at " + leftScale + " and " + right + " at " + rightScale);
        }
    }

    @Test
    void a_decimal_is_read_and_written_without_loss() {
        assertEquals(618_376, Decimals.parse("61837.6", 1));
        assertEquals(123_000, Decimals.parse("0.00123", 8));
        assertEquals("61837.6", Decimals.format(618_376, 1));
        assertEquals("0.00123", Decimals.format(123_000, 8));
        assertEquals("-0.05", Decimals.format(-50, 3));
        assertEquals("0", Decimals.format(0, 8));
        assertEquals("1000", Decimals.format(1_000, 0));
        assertEquals("-9.223372036854775808", Decimals.format(Long.MIN_VALUE, 18));
    }

    @Test
    void writing_is_what_big_decimal_writes() {
        var random = new Random(Long.getLong("crossbook.seed", 1));
        for (int i = 0; i < 100_000; i++) {
            long mantissa = random.nextLong() >> random.nextInt(64);
            int scale = random.nextInt(28);
            var wanted = BigDecimal.valueOf(mantissa, scale).stripTrailingZeros().toPlainString();

            assertEquals(wanted, Decimals.format(mantissa, scale));
        }
    }

    @Test
    void digits_beyond_the_scale_are_refused_unless_zero() {
        assertEquals(15, Decimals.parse("1.500000", 1));
        assertThrows(IllegalArgumentException.class, () -> Decimals.parse("1.51", 1));
        assertThrows(IllegalArgumentException.class, () -> Decimals.parse("NaN", 1));
        assertThrows(IllegalArgumentException.class,
                () -> Decimals.parse("99999999999999999999", 0));
    }

    @Test
    void only_powers_of_ten_have_an_exponent() {
        assertEquals(0, Decimals.exponent(1));
        assertEquals(3, Decimals.exponent(1_000));
        assertEquals(18, Decimals.exponent(1_000_000_000_000_000_000L));
        assertThrows(IllegalArgumentException.class, () -> Decimals.exponent(500));
        assertThrows(IllegalArgumentException.class, () -> Decimals.exponent(0));
    }
}
