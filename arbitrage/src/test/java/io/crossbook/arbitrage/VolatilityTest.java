package io.crossbook.arbitrage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// How much a price moves, against the same reckoned without bounds.
final class VolatilityTest {

    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final BigInteger SPAN = BigInteger.valueOf(Volatility.SPAN_NANOS);
    private static final BigInteger WHOLE = BigInteger.TWO.pow(64);
    private static final long[] MILLIS = {0, 1, 9, 100, 5_000, 60_000, 1_000_000, 86_400_000,
            Integer.MAX_VALUE, Long.MAX_VALUE};

    private final Volatility volatility = new Volatility();
    private BigInteger variance = BigInteger.ZERO;
    private long last;
    private long lastNanos;

    private void moved(long price, long now) {
        volatility.moved(price, now);
        if (last > 0 && price != last) {
            BigInteger share = BigInteger.valueOf(price - last).abs().multiply(BILLION)
                    .divide(BigInteger.valueOf(last)).min(BILLION);
            BigInteger passed = BigInteger.valueOf(now - lastNanos).min(SPAN);
            BigInteger faded = passed.equals(SPAN)
                    ? variance
                    : variance.multiply(passed.multiply(WHOLE.subtract(BigInteger.ONE)
                            .divide(SPAN))).divide(WHOLE);
            variance = variance.subtract(faded)
                    .min(BigInteger.valueOf(Long.MAX_VALUE / 2))
                    .add(share.multiply(share).divide(BigInteger.valueOf(60)));
        }
        if (price != last) {
            last = price;
            lastNanos = now;
        }
    }

    private long within(long millis) {
        BigInteger square = variance.multiply(BigInteger.valueOf(millis))
                .divide(BigInteger.valueOf(1_000));
        BigInteger[] root = square.sqrtAndRemainder();
        return root[0].add(BigInteger.valueOf(root[1].signum())).min(BILLION).longValueExact();
    }

    private void check(String what) {
        for (long millis : MILLIS) {
            assertEquals(within(millis), volatility.within(millis),
                    () -> what + ": variance " + variance + " within " + millis + " ms");
        }
    }

    /// Small moves and doubled prices, at every pace: the variance takes all sizes that it can.
    @Test
    void no_size_of_move_and_no_span_of_time_overflows() {
        long now = 1;
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            long price = 1L << (8 + random.nextInt(40));
            int wildness = random.nextInt(1, 40);
            for (int i = 0; i < 60; i++) {
                long step = Math.max(1, price >> random.nextInt(wildness));
                long next = random.nextBoolean() ? price + step : price - step;
                price = next <= 0 || next >= 1L << 52 ? Math.max(1, price / 2) : next;
                now += random.nextLong(1L << random.nextInt(1, 37));
                moved(price, now);
                check("seed " + seed);
            }
        }
    }

    /// As much as it can ever be: a price that doubles and halves all the time.
    @Test
    void the_wildest_price_moves_by_all_that_it_is() {
        for (int i = 0; i < 1_000; i++) {
            moved(1L << (i & 1), i);
            check("move " + i);
        }
        assertEquals(1_000_000_000, volatility.within(1_000));
    }
}
