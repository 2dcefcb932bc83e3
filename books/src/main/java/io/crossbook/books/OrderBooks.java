package io.crossbook.books;

/// Chooses the form of a book: the one place where that is decided.
///
/// Measured on Binance's BTCUSDT session of 2024-08-08 and on synthetic books, at 1 to 1,000 listings (docs/performance.md): the
/// ladder applies a change in a fifth of the time where levels are many, the arrays are walked in two thirds of the time. Deep books
/// change more than they are walked; a shallow one does not pay for the ladder's pages.
public final class OrderBooks {

    /// Books of at most so many levels are arrays.
    static final int SHALLOW = 50;

    private OrderBooks() {}

    /// An empty book for a listing, at the scales of its rules where they are known.
    public static OrderBook of(BookShape shape, Rules rules) {
        int priceScale = Math.max(0, rules.priceScale());
        int sizeScale = Math.max(0, rules.sizeScale());
        boolean keepsWires = shape.checksum() != null;
        boolean shallow = shape.depth() > 0 && shape.depth() <= SHALLOW;
        return shallow || rules.tick() == 0
                ? array(priceScale, sizeScale, keepsWires)
                : ladder(priceScale, sizeScale, keepsWires, rules.tick());
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
