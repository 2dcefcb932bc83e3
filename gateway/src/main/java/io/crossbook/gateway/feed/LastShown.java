package io.crossbook.gateway.feed;

import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import java.util.Arrays;

/// The best levels as readers saw them last, to tell whether there is anything new.
final class LastShown {

    private static final int FIRST_ROOM = 16;

    private final int depth;
    private final Shown bids = new Shown();
    private final Shown asks = new Shown();
    private final Cursor cursor = new Cursor();
    private int priceScale;
    private int sizeScale;

    /// Prices and sizes in turn, best first.
    private static final class Shown {
        private long[] values = new long[0];
        private int levels = -1;
    }

    /// Nothing was shown yet, not even an empty book; levels beyond `depth` are never looked at.
    LastShown(int depth) {
        this.depth = depth;
    }

    /// Whether this book shows other values than the last, in whatever digits; it is the last from now on.
    boolean renew(OrderBook book) {
        boolean bidsDiffer = renew(bids, book, Side.BID);
        boolean asksDiffer = renew(asks, book, Side.ASK);
        priceScale = book.priceScale();
        sizeScale = book.sizeScale();
        return bidsDiffer || asksDiffer;
    }

    private boolean renew(Shown shown, OrderBook book, Side side) {
        boolean differs = false;
        int level = 0;
        book.walk(side, cursor);
        while (level < depth && cursor.next()) {
            int at = 2 * level++;
            if (at == shown.values.length) {
                shown.values = Arrays.copyOf(shown.values, Math.max(FIRST_ROOM, 2 * at));
            }
            differs |= level > shown.levels
                    || Decimals.compareScaled(cursor.price(), book.priceScale(), shown.values[at],
                            priceScale) != 0
                    || Decimals.compareScaled(cursor.size(), book.sizeScale(),
                            shown.values[at + 1], sizeScale) != 0;
            shown.values[at] = cursor.price();
            shown.values[at + 1] = cursor.size();
        }
        differs |= level != shown.levels;
        shown.levels = level;
        return differs;
    }
}
