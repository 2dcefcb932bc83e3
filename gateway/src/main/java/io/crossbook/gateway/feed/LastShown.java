package io.crossbook.gateway.feed;

import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import java.util.Arrays;

/// The best levels as they were last, to tell whether there is anything new, and to be shown.
final class LastShown {

    private static final int FIRST_ROOM = 16;

    private final int depth;
    private final Grouping grouping;
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
    LastShown(int depth, Grouping grouping) {
        this.depth = depth;
        this.grouping = grouping;
    }

    /// Whether this book shows other values than the last, in whatever digits; it is the last from now on.
    boolean renew(OrderBook book) {
        boolean bidsDiffer = renew(bids, book, Side.BID);
        boolean asksDiffer = renew(asks, book, Side.ASK);
        priceScale = grouping.priceScale(book.priceScale());
        sizeScale = book.sizeScale();
        return bidsDiffer || asksDiffer;
    }

    private boolean renew(Shown shown, OrderBook book, Side side) {
        boolean differs = false;
        int level = 0;
        book.walk(side, cursor);
        boolean more = cursor.next();
        while (level < depth && more) {
            long price = grouping.price(cursor.price(), book.priceScale(), side);
            long size = 0;
            do {
                size = Math.addExact(size, cursor.size());
                more = cursor.next();
            } while (more && !grouping.none()
                    && grouping.price(cursor.price(), book.priceScale(), side) == price);
            int at = 2 * level++;
            if (at == shown.values.length) {
                shown.values = Arrays.copyOf(shown.values, Math.max(FIRST_ROOM, 2 * at));
            }
            differs |= level > shown.levels
                    || Decimals.compareScaled(price, grouping.priceScale(book.priceScale()),
                            shown.values[at], priceScale) != 0
                    || Decimals.compareScaled(size, book.sizeScale(), shown.values[at + 1],
                            sizeScale) != 0;
            shown.values[at] = price;
            shown.values[at + 1] = size;
        }
        differs |= level != shown.levels;
        shown.levels = level;
        return differs;
    }

    /// Whether no book was ever looked at.
    boolean unseen() {
        return bids.levels < 0;
    }

    int priceScale() {
        return priceScale;
    }

    int sizeScale() {
        return sizeScale;
    }

    int levels(Side side) {
        return Math.max(0, shown(side).levels);
    }

    long price(Side side, int level) {
        return shown(side).values[2 * level];
    }

    long size(Side side, int level) {
        return shown(side).values[2 * level + 1];
    }

    private Shown shown(Side side) {
        return side == Side.BID ? bids : asks;
    }
}
