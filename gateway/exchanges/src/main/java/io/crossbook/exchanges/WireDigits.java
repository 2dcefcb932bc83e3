package io.crossbook.exchanges;

import io.crossbook.books.Decimals;
import java.nio.charset.StandardCharsets;

/// Writes fixed point back as the digits that an exchange sent, for checksums over its own text.
///
/// A mantissa at `scale` was sent with `decimals` digits behind its point; the two differ by zeros only. Writes into
/// the caller's array from `at` and returns where it ended; at most 19 + `decimals` + 2 bytes.
public final class WireDigits {

    private static final byte[] PAIRS = pairs();

    private WireDigits() {}

    private static byte[] pairs() {
        var text = new StringBuilder(200);
        for (int i = 0; i < 100; i++) {
            text.append((char) ('0' + i / 10)).append((char) ('0' + i % 10));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// Without point and leading zeros: `0.00100000` is `100000`; zero is nothing at all.
    public static int bare(byte[] out, int at, long mantissa, int scale, int decimals) {
        if (mantissa == 0) {
            return at;
        }
        int beyond = scale - decimals;
        return beyond >= 0
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
        int end = at + length(value);
        int position = end;
        long rest = value;
        while (rest >= 10) {
            long next = rest / 100;
            int pair = (int) (rest - next * 100) * 2;
            out[--position] = PAIRS[pair + 1];
            out[--position] = PAIRS[pair];
            rest = next;
        }
        if (position > at) {
            out[at] = (byte) ('0' + rest);
        }
        return end;
    }

    private static int zeros(byte[] out, int at, int count) {
        int end = at;
        for (int i = 0; i < count; i++) {
            out[end++] = '0';
        }
        return end;
    }

    private static int length(long value) {
        for (int digits = 1; digits <= Decimals.MAX_SCALE; digits++) {
            if (value < Decimals.power(digits)) {
                return digits;
            }
        }
        return Decimals.MAX_SCALE + 1;
    }
}
