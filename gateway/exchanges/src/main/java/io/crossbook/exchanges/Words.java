package io.crossbook.exchanges;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight bytes at a time: what may be asked of a word of text without a loop. First byte lowest.
final class Words {

    static final long ONES = 0x0101010101010101L;
    static final long HIGH = 0x8080808080808080L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    /// The eight bytes from `index`.
    static long at(byte[] bytes, int index) {
        return (long) LONGS.get(bytes, index);
    }

    /// Writes eight bytes from `index`.
    static void put(byte[] bytes, int index, long word) {
        LONGS.set(bytes, index, word);
    }

    /// Eight digits of a number below 10^8 as text, leading zeros included.
    static long text(int number) {
        // Halves of four digits, then pairs, then digits, each beside the other in the word.
        long halves = (number / 10_000) | ((long) (number % 10_000) << 32);
        long hundreds = ((halves * 10_486) >>> 20) & 0x0000007F0000007FL;
        long pairs = hundreds | ((halves - 100 * hundreds) << 16);
        long tens = ((pairs * 103) >>> 10) & 0x000F000F000F000FL;
        return (tens | ((pairs - 10 * tens) << 8)) + 0x3030303030303030L;
    }

    /// Turns ASCII digits into 0 to 9 and everything else into something larger.
    static long digits(long word) {
        return word ^ 0x3030303030303030L;
    }

    /// The high bit of the first byte that is no digit, given what [#digits] made; bits above it mean nothing. 0: eight digits.
    static long stop(long digits) {
        return ((digits + 0x7676767676767676L) | digits) & HIGH;
    }

    /// Where the byte of the lowest mark stands; 8 when nothing is marked.
    static int index(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /// All bits of the bytes before the lowest mark; everything when nothing is marked.
    static long before(long marks) {
        return ((marks & -marks) >>> 7) - 1;
    }

    /// The number that eight digit bytes spell, first digit lowest: neighbours join to pairs, pairs to fours, fours to eight.
    static long number(long digits) {
        long pairs = ((digits * (10 << 8 | 1)) >>> 8) & 0x00FF00FF00FF00FFL;
        long fours = ((pairs * (100 << 16 | 1)) >>> 16) & 0x0000FFFF0000FFFFL;
        return (fours * (10_000L << 32 | 1)) >>> 32;
    }

    /// Spreads two words over the numbers below 2^24.
    static int hash(long one, long other) {
        return (int) (((one ^ Long.rotateLeft(other, 29)) * 0x9E3779B97F4A7C15L) >>> 40);
    }

    /// Marks bytes that equal `value`; exact up to the first mark.
    static long equal(long word, int value) {
        long difference = word ^ ONES * value;
        return (difference - ONES) & ~difference & HIGH;
    }

    /// Marks bytes below `value` (at most 128); exact up to the first mark.
    static long below(long word, int value) {
        return (word - ONES * value) & ~word & HIGH;
    }
}
