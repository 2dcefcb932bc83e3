package io.crossbook.exchanges;

import io.crossbook.books.Decimals;
import io.crossbook.books.Levels;
import org.jspecify.annotations.Nullable;

/// How the last price of a listing was written: `61837.63000000` with five digits and eight decimals. A guess for the next one;
/// never believed, always checked.
///
/// A word of text is checked against a pattern in one go: exclusive-or leaves 0 to 9 where a digit stands, and zero where the very
/// byte stands that must; what is added then sets the high bit of every byte that left more. Listings that are written alike share
/// one form, so that it stays in the nearest cache.
final class Form {

    private static final long DIGIT = 0x76;
    private static final long EXACT = 0x7F;
    private static final int MOST = 8;
    private static final long POINT = '.' ^ '0';
    private static final long BETWEEN = Literal.of("\",\"").first();
    private static final long BETWEEN_BYTES = 0xFFFFFF;
    private static final long NEXT = Literal.of("\"],[\"").first();
    private static final long NEXT_BYTES = 0xFF_FFFF_FFFFL;
    /// What stands between a price and the decimals of a size below ten: `","0.`.
    private static final long MIDDLE = Literal.of("\",\"0.").first();
    private static final long MIDDLE_EXCESS = EXACT * 0x01_00_01_01_01L | DIGIT << 24;
    private static final long MIDDLE_CHECK = 0x80_80_80_80_80L;
    private static final @Nullable Form[] KNOWN = new Form[(MOST + 1) * (MOST + 1) * (MOST + 1)
            * (MOST + 1)];

    final int priceScale;
    final int sizeScale;
    /// Digits before and after the price's point.
    final int whole;
    final int fraction;

    /// The price's first word: digits, then the point.
    final long wholePattern;
    final long wholeExcess;
    final long wholeCheck;
    final long wholeDigits;
    final int wholeBits;
    /// All bits where a price must not begin with zero: where it has several digits before its point.
    final long noZero;
    /// The word behind the point: digits up to the scale, zeros from there.
    final long fractionExcess;
    final long fractionCheck;
    final long fractionDigits;
    /// What brings the digits up to the scale to the end of a word.
    final int priceShift;
    final int sizeShift;
    /// The digits of a size beyond its scale.
    final long sizeBeyond;
    final long sizePower;
    /// What brings the digits before the price's point to the begin of the word that ends with it.
    final int wholeShift;
    /// Checks eight decimals of a size.
    final long sizeExcess;

    private Form(int priceScale, int sizeScale, int whole, int fraction) {
        this.priceScale = priceScale;
        this.sizeScale = sizeScale;
        this.whole = whole;
        this.fraction = fraction;
        wholeBits = 8 * whole;
        wholeDigits = first(whole);
        noZero = whole > 1 ? -1 : 0;
        wholePattern = (Words.ONES * '0' & wholeDigits) | ((long) '.' << wholeBits);
        wholeExcess = (Words.ONES * DIGIT & wholeDigits) | (EXACT << wholeBits);
        wholeCheck = Words.HIGH & first(whole + 1);
        fractionExcess = excess(priceScale);
        fractionCheck = Words.HIGH & first(fraction);
        fractionDigits = first(Math.min(priceScale, fraction));
        priceShift = 64 - 8 * (whole + priceScale);
        sizeShift = 8 * (8 - sizeScale);
        sizeBeyond = ~first(sizeScale);
        sizePower = Decimals.power(sizeScale);
        wholeShift = 8 * (MOST - 1 - whole);
        sizeExcess = excess(sizeScale);
    }

    /// The form of a price that was written so, at these scales; null when words do not hold it.
    static @Nullable Form of(int priceScale, int sizeScale, int whole, int fraction) {
        if (whole < 1 || whole >= MOST || whole + priceScale > MOST || fraction < 1
                || fraction > MOST || sizeScale > MOST) {
            return null;
        }
        int index = ((priceScale * (MOST + 1) + sizeScale) * (MOST + 1) + whole) * (MOST + 1)
                + fraction;
        Form known = KNOWN[index];
        if (known == null) { // two threads may both make it: they make the same
            known = new Form(priceScale, sizeScale, whole, fraction);
            KNOWN[index] = known;
        }
        return known;
    }

    /// Reads pairs such as `61837.63","1.5"],["` from `from` into `levels` as long as their prices are written so. Returns where the
    /// closing quote of the last of all stands; or, as its complement, where the first pair stands that is not, which proves nothing.
    int read(byte[] text, int from, int end, Levels levels) {
        int stopped = fraction == MOST && from + whole >= MOST - 1
                ? readEights(text, from, end, levels)
                : ~from;
        return stopped >= 0 ? stopped : readAny(text, ~stopped, end, levels);
    }

    /// Reads pairs such as `61837.63000000","1.50000000"],["` as long as their sizes are below ten and written so, which of the largest
    /// market's are 996 in 1,000: where each byte stands is known beforehand, so nothing waits for anything.
    ///
    /// All places are told from the price's end, at constant distances: the compiler then checks bounds for few of them. The first word
    /// begins up to six bytes before the pair, and they are shifted out.
    private int readEights(byte[] text, int from, int end, Levels levels) {
        int toMiddle = whole + 1 + MOST;
        int length = toMiddle + 5 + MOST + 5;
        long[] room = levels.room((end - from) / length + 1);
        int filled = 2 * levels.count();
        for (int middle = from + toMiddle;; middle += length) {
            long before = (Words.at(text, middle - 2 * MOST) >>> wholeShift) ^ wholePattern;
            long after = Words.digits(Words.at(text, middle - MOST));
            long unit = Words.at(text, middle) ^ MIDDLE;
            long decimals = Words.digits(Words.at(text, middle + 5));
            long next = (Words.at(text, middle + 5 + MOST) & NEXT_BYTES) ^ NEXT;
            long odd = (((before + wholeExcess) | before | (after + fractionExcess) | after
                    | (decimals + sizeExcess) | decimals) & Words.HIGH)
                    | (((unit + MIDDLE_EXCESS) | unit) & MIDDLE_CHECK) | (next & 0xFF);
            // Beyond the scales only zeros are not odd.
            long price = Words.number((before | (after << wholeBits)) << priceShift);
            long padded = ((before & 0xFF) - 1) & noZero;
            if (odd != 0 || padded < 0 || price == 0 || middle + 5 + MOST >= end) {
                levels.take(filled >> 1, Levels.wire(MOST, MOST));
                return ~(middle - toMiddle);
            }
            room[filled] = price;
            room[filled + 1] = ((unit >>> 24) & 0xFF) * sizePower
                    + Words.number(decimals << sizeShift);
            filled += 2;
            if (next != 0) {
                levels.take(filled >> 1, Levels.wire(MOST, MOST));
                return middle + 5 + MOST;
            }
        }
    }

    /// Reads pairs whose sizes are of any length.
    ///
    /// Nearly all of it is without a branch, and where a pair ends hardly waits for what it says: a processor reads on before it knows.
    private int readAny(byte[] text, int from, int end, Levels levels) {
        for (int p = from;;) {
            int dot = p + whole;
            int middle = dot + 1 + fraction;
            long before = Words.at(text, p) ^ wholePattern;
            long after = Words.digits(Words.at(text, dot + 1));
            long odd = (((before + wholeExcess) | before) & wholeCheck)
                    | (((after + fractionExcess) | after) & fractionCheck)
                    | ((Words.at(text, middle) & BETWEEN_BYTES) ^ BETWEEN);
            long price = Words.number(((before & wholeDigits)
                    | ((after & fractionDigits) << wholeBits)) << priceShift);
            // A leading zero shows in the sign, here and below: every level that goes has a size that begins with one.
            long padded = ((before & 0xFF) - 1) & noZero;

            int size = middle + 3;
            before = Words.digits(Words.at(text, size));
            // Eight times the digits before the size's point; 64 when it is too far.
            int bits = Long.numberOfTrailingZeros(Words.stop(before)) & 0x78;
            int decimals = size + 1 + (bits >>> 3);
            after = Words.digits(Words.at(text, decimals));
            padded |= (((before & 0xFF) - 1) & (8 - bits)) | (bits - 8);
            int sent = MOST;
            long stop = Words.stop(after);
            if (stop != 0) {
                sent = Words.index(stop);
                after &= Words.before(stop);
            }
            int close = decimals + sent;
            odd |= (after & sizeBeyond) | (((before >>> bits) & 0xFF) ^ POINT);
            long next = Words.at(text, close) & NEXT_BYTES;
            if (odd != 0 || padded < 0 || price == 0 || sent == 0 || close >= end
                    || (next & 0xFF) != '"') {
                return ~p;
            }
            levels.add(price, Words.number(before << (64 - bits)) * sizePower
                    + Words.number(after << sizeShift), Levels.wire(fraction, sent));
            if (next != NEXT) {
                return close;
            }
            p = close + 5;
        }
    }

    /// What, added, sets the high bit of every byte that is no digit, and beyond the scale of every byte that is no zero.
    private static long excess(int scale) {
        long digits = first(scale);
        return (Words.ONES * DIGIT & digits) | (Words.ONES * EXACT & ~digits);
    }

    /// The first bytes of a word.
    private static long first(int bytes) {
        return bytes == 0 ? 0 : -1L >>> (64 - 8 * bytes);
    }
}
