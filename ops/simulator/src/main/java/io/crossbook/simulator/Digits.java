package io.crossbook.simulator;

/// Integers as plain decimals: the only way a number reaches the wire.
final class Digits {

    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private Digits() {}

    static long power(int exponent) {
        return POWERS[exponent];
    }

    /// `mantissa * 10^-decimals`, with exactly that many decimals.
    static String plain(long mantissa, int decimals) {
        return append(new StringBuilder(24), mantissa, decimals, decimals).toString();
    }

    /// The same, padded with zeros to `printed` decimals (which is at least `decimals`).
    static String padded(long mantissa, int decimals, int printed) {
        return append(new StringBuilder(24), mantissa, decimals, printed).toString();
    }

    static StringBuilder append(StringBuilder out, long mantissa, int decimals, int printed) {
        if (mantissa < 0) {
            append(out.append('-'), Math.negateExact(mantissa), decimals, printed);
            return out;
        }
        long unit = power(decimals);
        out.append(mantissa / unit);
        if (printed == 0) {
            return out;
        }
        out.append('.');
        long fraction = mantissa % unit;
        for (int i = decimals - 1; i >= 0; i--) {
            out.append((char) ('0' + fraction / power(i) % 10));
        }
        for (int i = decimals; i < printed; i++) {
            out.append('0');
        }
        return out;
    }
}
