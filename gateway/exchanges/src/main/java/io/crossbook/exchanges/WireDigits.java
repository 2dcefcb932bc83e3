package io.crossbook.exchanges;

import io.crossbook.books.Decimals;

/// Writes fixed point back as the digits that an exchange sent, for checksums over its own text.
///
/// A mantissa at `scale` was sent with `decimals` digits behind its point; the two differ by zeros only. Writes into
/// the caller's array from `at` and returns where it ended; at most 19 + `decimals` + 2 bytes, and eight more are
/// scribbled over.
public final class WireDigits {

    private static final int EIGHT = 100_000_000;

    private WireDigits() {}

    /// Without point and leading zeros: `0.00100000` is `100000`; zero is nothing at all.
    public static int bare(byte[] out, int at, long mantissa, int scale, int decimals) {
        if (mantissa == 0) {
            return at;
        }
        int beyond = scale - decimals;
        if (beyond == 0) {
            return whole(out, at, mantissa);
        }
        return beyond > 0
                ? whole(out, at, mantissa / Decimals.power(beyond))
                : zeros(out, whole(out, at, mantissa), -beyond);
    }

    /// A whole number, zero or more.
    public static int number(byte[] out, int at, long value) {
        return whole(out, at, value);
    }

    /// As sent: `0.00100000`, `30244`.
    public static int plain(byte[] out, int at, long mantissa, int scale, int decimals) {
        int kept = Math.min(scale, decimals);
        long digits = mantissa / Decimals.power(scale - kept);
        long unit = Decimals.power(kept);
        int end = whole(out, at, digits / unit);
        if (decimals == 0) {
            return end;
        }
        out[end++] = '.';
        if (kept > 0) {
            long fraction = digits % unit;
            end = whole(out, zeros(out, end, kept - length(fraction)), fraction);
        }
        return zeros(out, end, decimals - kept);
    }

    private static int whole(byte[] out, int at, long value) {
        if (value >= EIGHT) {
            long high = value / EIGHT;
            int end = whole(out, at, high);
            Words.put(out, end, Words.text((int) (value - high * EIGHT)));
            return end + 8;
        }
        int length = length(value);
        Words.put(out, at, Words.text((int) value) >>> (64 - 8 * length));
        return at + length;
    }

    private static int zeros(byte[] out, int at, int count) {
        int end = at;
        for (int i = 0; i < count; i++) {
            out[end++] = '0';
        }
        return end;
    }

    private static int length(long value) {
        // Every three bits are a digit, give or take one.
        int about = ((64 - Long.numberOfLeadingZeros(value | 1)) * 1233) >>> 12;
        return value < Decimals.power(about) ? Math.max(about, 1) : about + 1;
    }
}
