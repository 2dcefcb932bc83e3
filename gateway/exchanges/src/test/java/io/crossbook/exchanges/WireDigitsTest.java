package io.crossbook.exchanges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.crossbook.books.Decimals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WireDigitsTest {

    private final byte[] out = new byte[600];

    private String plain(long mantissa, int scale, int decimals) {
        int end = WireDigits.plain(out, 3, mantissa, scale, decimals);
        return new String(out, 3, end - 3, StandardCharsets.US_ASCII);
    }

    private String bare(long mantissa, int scale, int decimals) {
        int end = WireDigits.bare(out, 3, mantissa, scale, decimals);
        return new String(out, 3, end - 3, StandardCharsets.US_ASCII);
    }

    @Test
    void the_digits_come_back_as_they_were_sent() {
        assertEquals("62620.0", plain(626_200, 1, 1));
        assertEquals("0.00005100", plain(5_100, 8, 8));
        assertEquals("30244", plain(302_440, 1, 0));
        assertEquals("0.000022900", plain(2_290, 8, 9));
        assertEquals("0.00", plain(0, 8, 2));
        assertEquals("7.000", plain(7, 0, 3));
    }

    @Test
    void a_bare_number_has_no_point_and_no_leading_zeros() {
        assertEquals("626200", bare(626_200, 1, 1));
        assertEquals("5100", bare(5_100, 8, 8));
        assertEquals("22900", bare(2_290, 8, 9));
        assertEquals("30244", bare(302_440, 1, 0));
        assertEquals("", bare(0, 8, 8));
    }

    @Test
    void every_number_agrees_with_its_slow_text() {
        var random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            long bound = Decimals.power(1 + random.nextInt(18));
            int decimals = random.nextInt(25);
            long sent = random.nextLong(bound);
            int scale = Math.min(18, decimals + random.nextInt(4));
            BigDecimal value = new BigDecimal(java.math.BigInteger.valueOf(sent), scale)
                    .setScale(Math.min(scale, decimals), java.math.RoundingMode.DOWN);
            long mantissa = value.setScale(scale).unscaledValue().longValueExact();
            String text = value.setScale(decimals).toPlainString();
            assertEquals(text, plain(mantissa, scale, decimals));
            assertEquals(text.replace(".", "").replaceFirst("^0+", ""),
                    bare(mantissa, scale, decimals));
        }
    }
}
