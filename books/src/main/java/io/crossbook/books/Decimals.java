package io.crossbook.books;

/// Fixed point: a `long` mantissa and a scale (decimals) kept beside it.
///
/// Prices stay below 2^53 and sizes below 2^60, so that sums and the products of the detector have room.
public final class Decimals {

    /// The largest scale that is kept.
    public static final int MAX_SCALE = 18;
    /// Price mantissas are below this.
    public static final long PRICE_BOUND = 1L << 53;
    /// Size mantissas are below this.
    public static final long SIZE_BOUND = 1L << 60;

    private static final long[] POWERS = new long[MAX_SCALE + 1];

    static {
        long power = 1;
        for (int i = 0; i <= MAX_SCALE; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private Decimals() {}

    /// Ten to the `exponent`, 0 to [#MAX_SCALE].
    public static long power(int exponent) {
        return POWERS[exponent];
    }

    /// How often ten divides into `power`, a power of ten up to 10^18.
    public static int exponent(long power) {
        int exponent = 0;
        while (exponent <= MAX_SCALE && POWERS[exponent] != power) {
            exponent++;
        }
        if (exponent > MAX_SCALE) {
            throw new IllegalArgumentException(power + " is no power of ten");
        }
        return exponent;
    }

    /// Compares `left`·`leftPower` with `right`·`rightPower` in 128 bits; all four are at least zero.
    public static int compare(long left, long leftPower, long right, long rightPower) {
        int high = Long.compare(Math.multiplyHigh(left, leftPower),
                Math.multiplyHigh(right, rightPower));
        return high != 0 ? high : Long.compareUnsigned(left * leftPower, right * rightPower);
    }

    /// Compares two mantissas, zero to 2^62, that have different scales; exactly, without rounding.
    public static int compareScaled(long left, int leftScale, long right, int rightScale) {
        if (leftScale == rightScale) {
            return Long.compare(left, right);
        }
        return leftScale < rightScale
                ? compareRaised(left, rightScale - leftScale, right)
                : -compareRaised(right, leftScale - rightScale, left);
    }

    private static int compareRaised(long left, int exponent, long right) {
        // From 10^19 on, any left but zero is above every right that fits 63 bits.
        return exponent > MAX_SCALE
                ? Long.compare(left == 0 ? 0 : Long.MAX_VALUE, right)
                : compare(left, POWERS[exponent], right, 1);
    }

    /// Reads a plain decimal such as `0.00123` as a mantissa at `scale`; digits beyond it must be zeros.
    /// For configuration and tests; decoders read bytes.
    public static long parse(String text, int scale) {
        try {
            return new java.math.BigDecimal(text)
                    .setScale(scale, java.math.RoundingMode.UNNECESSARY).unscaledValue()
                    .longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no decimal with at most " + scale + " decimals", e);
        }
    }

    /// Writes a mantissa as a plain decimal without trailing zeros: `61837.6`, `0`, `-0.05`.
    public static String format(long mantissa, int scale) {
        var out = new StringBuilder(24);
        append(out, mantissa, scale);
        return out.toString();
    }

    /// Appends what [#format] would give.
    public static void append(StringBuilder out, long mantissa, int scale) {
        if (mantissa < 0) {
            out.append('-');
        }
        // The absolute value of Long.MIN_VALUE is read as unsigned.
        long rest = Math.abs(mantissa);
        int decimals = scale;
        while (decimals > 0 && Long.remainderUnsigned(rest, 10) == 0) {
            rest = Long.divideUnsigned(rest, 10);
            decimals--;
        }
        String digits = Long.toUnsignedString(rest);
        int whole = digits.length() - decimals;
        if (decimals == 0) {
            out.append(digits);
        } else if (whole > 0) {
            out.append(digits, 0, whole).append('.').append(digits, whole, digits.length());
        } else {
            out.append("0.").repeat('0', -whole).append(digits);
        }
    }
}
