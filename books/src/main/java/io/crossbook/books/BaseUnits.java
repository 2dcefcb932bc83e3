package io.crossbook.books;

/// Prices and sizes of a listing in base units: of 1000SHIB, those of one SHIB. The mantissa of a price stays, its scale
/// moves.
public final class BaseUnits {

    private BaseUnits() {}

    /// The scale of a price of this book, in base units.
    public static int priceScale(ListingBook book) {
        return book.levels().priceScale() + book.best().zeros;
    }

    /// The scale of what [#size] gives.
    public static int sizeScale(ListingBook book) {
        return Math.max(0, book.levels().sizeScale() - book.best().zeros);
    }

    /// A size of this book at [#sizeScale]; what would not fit counts as less.
    public static long size(ListingBook book, long size) {
        int missing = book.best().zeros - book.levels().sizeScale();
        if (missing <= 0) {
            return size;
        }
        long power = Decimals.power(missing);
        return Math.min(size, (Decimals.SIZE_BOUND - 1) / power) * power;
    }

}
