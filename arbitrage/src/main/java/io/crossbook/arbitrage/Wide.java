package io.crossbook.arbitrage;

/// An unsigned integer of 192 bits, reused: sums of notionals, their fees and their comparison, exactly.
///
/// A price is below 2^53, a size below 2^62, a fee factor below 2^58, a scale factor below 2^63: no product of the
/// detector passes 2^186. All arguments are at least zero.
final class Wide {

    private static final long LOW_HALF = 0xFFFF_FFFFL;
    private static final long HALF = 1L << 32;

    private long high;
    private long middle;
    private long low;

    Wide set(long value) {
        high = 0;
        middle = 0;
        low = value;
        return this;
    }

    Wide set(Wide other) {
        high = other.high;
        middle = other.middle;
        low = other.low;
        return this;
    }

    /// Adds `a` · `b`.
    Wide addProduct(long a, long b) {
        long product = a * b;
        low += product;
        addMiddle(Math.multiplyHigh(a, b) + carry(low, product));
        return this;
    }

    private void addMiddle(long value) {
        middle += value;
        high += carry(middle, value);
    }

    private static int carry(long sum, long part) {
        return Long.compareUnsigned(sum, part) < 0 ? 1 : 0;
    }

    /// Multiplies by `factor`.
    Wide times(long factor) {
        long product = middle * factor;
        high = high * factor + Math.unsignedMultiplyHigh(middle, factor);
        middle = Math.unsignedMultiplyHigh(low, factor);
        low *= factor;
        addMiddle(product);
        return this;
    }

    /// Takes `other`, which is not larger, away.
    Wide subtract(Wide other) {
        long borrowLow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        long borrowMiddle = Long.compareUnsigned(middle, other.middle) < 0
                || (middle == other.middle && borrowLow == 1) ? 1 : 0;
        low -= other.low;
        middle -= other.middle + borrowLow;
        high -= other.high + borrowMiddle;
        return this;
    }

    int compare(Wide other) {
        if (high != other.high) {
            return Long.compareUnsigned(high, other.high);
        }
        return middle != other.middle
                ? Long.compareUnsigned(middle, other.middle)
                : Long.compareUnsigned(low, other.low);
    }

    /// Divides by `divisor`, at least one; returns the remainder.
    long divide(long divisor) {
        long rest = Long.remainderUnsigned(high, divisor);
        high = Long.divideUnsigned(high, divisor);
        long quotient = quotient(rest, middle, divisor);
        rest = middle - quotient * divisor;
        middle = quotient;
        quotient = quotient(rest, low, divisor);
        rest = low - quotient * divisor;
        low = quotient;
        return rest;
    }

    /// The value, or [Long#MAX_VALUE] when it is more than that.
    long clamped() {
        return high == 0 && middle == 0 && low >= 0 ? low : Long.MAX_VALUE;
    }

    /// 128 by 64 bits, `upper` < `divisor`: Hacker's Delight, "Unsigned Doubleword Division" (divlu).
    private static long quotient(long upper, long lower, long divisor) {
        if (upper == 0) {
            return Long.divideUnsigned(lower, divisor);
        }
        int shift = Long.numberOfLeadingZeros(divisor);
        long d = divisor << shift;
        long rest = (upper << shift) | (lower >>> 1 >>> (63 - shift));
        long tail = lower << shift;
        long first = digit(rest, tail >>> 32, d);
        rest = (rest << 32) + (tail >>> 32) - first * d;
        return (first << 32) + digit(rest, tail & LOW_HALF, d);
    }

    /// One digit of 32 bits of (`rest`, `next`) over the normalised `d`.
    private static long digit(long rest, long next, long d) {
        long top = d >>> 32;
        long digit = Long.divideUnsigned(rest, top);
        long over = rest - digit * top;
        while (Long.compareUnsigned(digit, HALF) >= 0
                || Long.compareUnsigned(digit * (d & LOW_HALF), (over << 32) + next) > 0) {
            digit--;
            over += top;
            if (Long.compareUnsigned(over, HALF) >= 0) {
                break;
            }
        }
        return digit;
    }
}
