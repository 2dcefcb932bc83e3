package io.crossbook.books;

/// Chooses the form of a book: the one place where that is decided.
///
/// Measured on Binance's BTCUSDT sessions of 2024-08-08 and on synthetic books of 50 to 5,000 levels, at 1 to 1,000 listings:
/// the ladder applies a change in about half the time, the arrays are walked in about half the time. Deep books change
/// more than they are walked; a shallow one does not pay for the ladder's windows of 16 to 128 kB a side.
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
