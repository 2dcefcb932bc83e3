package io.crossbook.exchanges;

import io.crossbook.books.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// A decimal of an exchange's metadata: exact, and printed at the scale that a rule wants. Cold path.
public record Decimal(BigDecimal value) {

    /// Zero, for what an exchange does not state.
    public static final Decimal NONE = new Decimal(BigDecimal.ZERO);

    /// A string or a number; [Malformed] when it is no decimal, is negative, or does not fit.
    public static Decimal of(Json json) {
        String text = json.asDecimal();
        if (text.length() > 40) {
            throw new Malformed("no decimal: " + text.substring(0, 40));
        }
        try {
            var value = new BigDecimal(text);
            if (value.signum() < 0 || Math.abs(value.scale()) > 40) {
                throw new Malformed("no decimal of metadata: " + text);
            }
            return new Decimal(value);
        } catch (NumberFormatException e) {
            throw new Malformed("no decimal: " + text);
        }
    }

    /// How many decimals it needs, at most [Decimals#MAX_SCALE]; [Malformed] beyond.
    public int scale() {
        if (value.signum() == 0) {
            return 0;
        }
        int needed = Math.max(0, value.stripTrailingZeros().scale());
        if (needed > Decimals.MAX_SCALE) {
            throw new Malformed("too many decimals: " + value);
        }
        return needed;
    }

    /// Its mantissa at a scale that holds all its decimals.
    public long at(int scale) {
        return mantissa(scale, RoundingMode.UNNECESSARY);
    }

    /// Its mantissa at a scale, rounded up.
    public long up(int scale) {
        return mantissa(scale, RoundingMode.UP);
    }

    private long mantissa(int scale, RoundingMode rounding) {
        try {
            return value.setScale(scale, rounding).unscaledValue().longValueExact();
        } catch (ArithmeticException e) {
            throw new Malformed("does not fit: " + value);
        }
    }
}
