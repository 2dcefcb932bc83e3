package io.crossbook.exchanges;

import io.crossbook.books.Decimals;
import io.crossbook.books.Levels;

/// How the last pair of a listing was written: `61837.63000000","1.50000000"` has five digits and eight in its price, eight decimals
/// in its size. A guess for the next one; never believed, always checked.
///
/// A word of text is checked against a pattern in one go: exclusive-or leaves 0 to 9 where a digit stands, and zero where the very
/// byte stands that must; what is added then sets the high bit of every byte that left more.
final class Form {

    private static final long DIGIT = 0x76;
    private static final long EXACT = 0x7F;

    private int priceScale = -1;
    private int sizeScale = -1;
    /// Digits before and after the price's point, and after the size's.
    int whole;
    int fraction;
    int sizeFraction;

    /// The price's first word: digits, then the point.
    long wholePattern;
    long wholeExcess;
    long wholeCheck;
    long wholeDigits;
    int wholeBits;
    /// The words behind the points: digits up to the scale, zeros from there.
    long fractionExcess;
    long fractionCheck;
    long fractionDigits;
    long sizeExcess;
    long sizeCheck;
    long sizeDigits;
    /// What brings the digits up to the scale to the end of a word.
    int priceShift;
    int sizeShift;
    long sizePower;
    int wire;

    /// Whether this is a form, for these scales.
    boolean fits(int newPriceScale, int newSizeScale) {
        return priceScale == newPriceScale && sizeScale == newSizeScale;
    }

    /// Takes over how a pair was written; what does not fit into words makes no form.
    void as(int newPriceScale, int newSizeScale, int newWhole, int newFraction,
            int newSizeFraction) {
        boolean fits = newWhole >= 1 && newWhole <= 7 && newWhole + newPriceScale <= 8
                && newFraction >= 1 && newFraction <= 8 && newSizeFraction >= 1
                && newSizeFraction <= 8 && newSizeScale <= 8;
        priceScale = fits ? newPriceScale : -1;
        if (!fits) {
            return;
        }
        sizeScale = newSizeScale;
        whole = newWhole;
        fraction = newFraction;
        sizeFraction = newSizeFraction;
        wholeBits = 8 * whole;
        wholeDigits = first(whole);
        wholePattern = (Words.ONES * '0' & wholeDigits) | ((long) '.' << wholeBits);
        wholeExcess = (Words.ONES * DIGIT & wholeDigits) | EXACT << wholeBits;
        wholeCheck = Words.HIGH & first(whole + 1);
        fractionExcess = excess(priceScale);
        fractionCheck = Words.HIGH & first(fraction);
        fractionDigits = first(Math.min(priceScale, fraction));
        sizeExcess = excess(sizeScale);
        sizeCheck = Words.HIGH & first(sizeFraction);
        sizeDigits = first(Math.min(sizeScale, sizeFraction));
        priceShift = 64 - 8 * (whole + priceScale);
        sizeShift = 8 * (8 - sizeScale);
        wire = Levels.wire(fraction, sizeFraction);
        sizePower = Decimals.power(sizeScale);
    }

    private static long excess(int scale) {
        return (Words.ONES * DIGIT & first(scale)) | (Words.ONES * EXACT & ~first(scale));
    }

    /// The first bytes of a word.
    private static long first(int bytes) {
        return bytes == 0 ? 0 : -1L >>> (64 - 8 * bytes);
    }
}
