package io.crossbook.books;

/// Chooses the form of a book: the one place where that is decided.
public final class OrderBooks {

    private OrderBooks() {}

    /// An empty book for a listing, at the scales of its rules where they are known.
    public static OrderBook of(BookShape shape, Rules rules) {
        return array(Math.max(0, rules.priceScale()), Math.max(0, rules.sizeScale()),
                shape.checksum() != null);
    }

    /// A book of sorted arrays, the best last: small, and quick where changes are near the best.
    ///
    /// `keepsWires`: whether it remembers the decimals as sent, which checksums need.
    public static OrderBook array(int priceScale, int sizeScale, boolean keepsWires) {
        return new TwoSidedBook(priceScale, sizeScale, new ArraySide(keepsWires),
                new ArraySide(keepsWires));
    }

    /// A book with a slot for every tick around the best: no search and no moving there, wherever the change.
    ///
    /// `tick` is a mantissa at `priceScale`; 0: the prices tell.
    public static OrderBook ladder(int priceScale, int sizeScale, boolean keepsWires, long tick) {
        return new TwoSidedBook(priceScale, sizeScale, new LadderSide(tick, keepsWires),
                new LadderSide(tick, keepsWires));
    }
}
