package io.crossbook.exchanges;

import io.crossbook.books.Decimals;
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

    private Form(int priceScale, int sizeScale, int whole, int fraction) {
        this.priceScale = priceScale;
        this.sizeScale = sizeScale;
        this.whole = whole;
        this.fraction = fraction;
        wholeBits = 8 * whole;
        wholeDigits = first(whole);
        wholePattern = (Words.ONES * '0' & wholeDigits) | ((long) '.' << wholeBits);
        wholeExcess = (Words.ONES * DIGIT & wholeDigits) | (EXACT << wholeBits);
        wholeCheck = Words.HIGH & first(whole + 1);
        long known = first(priceScale);
        fractionExcess = (Words.ONES * DIGIT & known) | (Words.ONES * EXACT & ~known);
        fractionCheck = Words.HIGH & first(fraction);
        fractionDigits = first(Math.min(priceScale, fraction));
        priceShift = 64 - 8 * (whole + priceScale);
        sizeShift = 8 * (8 - sizeScale);
        sizeBeyond = ~first(sizeScale);
        sizePower = Decimals.power(sizeScale);
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

    /// The first bytes of a word.
    private static long first(int bytes) {
        return bytes == 0 ? 0 : -1L >>> (64 - 8 * bytes);
    }
}
