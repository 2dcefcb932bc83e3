package io.crossbook.books;

/// Compares a book with the exchange's own snapshot of the same state.
public sealed interface SpotCheck {

    /// Both are the same as deep as both reach.
    record Same(int levels) implements SpotCheck {}

    /// They differ though they should not: the book has drifted.
    record Drift(String detail) implements SpotCheck {}

    /// They are of different states, or the book is broken: this says nothing.
    record NotComparable(String why) implements SpotCheck {}

    /// Compares up to `depth` levels a side. The snapshot may be raised to the book's scales.
    static SpotCheck compare(BookUpdate snapshot, ListingBook book, int depth) {
        if (book.health() == Health.BROKEN) {
            return new NotComparable("the book is broken: " + book.why());
        }
        if (snapshot.updateId() == 0 || snapshot.updateId() != book.updateId()) {
            return new NotComparable("the snapshot is of " + snapshot.updateId()
                    + ", the book of " + book.updateId());
        }
        // A book of the same kind puts the snapshot in order.
        OrderBook theirs = OrderBooks.array(snapshot.priceScale(), snapshot.sizeScale(), false);
        try {
            theirs.apply(snapshot);
        } catch (ArithmeticException e) {
            return new NotComparable("the snapshot is not readable: " + e.getMessage());
        }
        int compared = 0;
        for (Side side : Side.values()) {
            int levels = Math.min(depth,
                    Math.min(theirs.levels(side), book.levels().levels(side)));
            boolean oneEmpty = levels == 0 && depth > 0
                    && theirs.levels(side) != book.levels().levels(side);
            String detail = oneEmpty ? "one has none" : differ(theirs, book.levels(), side, levels);
            if (!detail.isEmpty()) {
                return new Drift(book.listing() + " at " + book.updateId() + ", "
                        + side.name().toLowerCase(java.util.Locale.ROOT) + "s: " + detail);
            }
            compared = Math.max(compared, levels);
        }
        return new Same(compared);
    }

    private static String differ(OrderBook theirs, OrderBook ours, Side side, int levels) {
        var snapshot = new Cursor();
        var book = new Cursor();
        theirs.walk(side, snapshot);
        ours.walk(side, book);
        for (int i = 0; i < levels; i++) {
            // Both end at their horizon.
            if (!snapshot.next() || !book.next()) {
                return "";
            }
            if (Decimals.compareScaled(snapshot.price(), theirs.priceScale(), book.price(),
                    ours.priceScale()) != 0
                    || Decimals.compareScaled(snapshot.size(), theirs.sizeScale(), book.size(),
                            ours.sizeScale()) != 0) {
                return "level " + (i + 1) + " is " + show(snapshot, theirs) + " at the exchange, "
                        + show(book, ours) + " here";
            }
        }
        return "";
    }

    private static String show(Cursor cursor, OrderBook book) {
        return Decimals.format(cursor.size(), book.sizeScale()) + " @ "
                + Decimals.format(cursor.price(), book.priceScale());
    }
}
