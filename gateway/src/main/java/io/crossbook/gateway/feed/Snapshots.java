package io.crossbook.gateway.feed;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;

/// Whole books as one update.
final class Snapshots {

    private Snapshots() {}

    /// Copies all that is known of a book into `into`, as a snapshot of `listing`.
    static BookUpdate copy(OrderBook levels, int listing, Cursor cursor, BookUpdate into) {
        into.begin(listing, true, levels.priceScale(), levels.sizeScale());
        for (Side side : Side.values()) {
            levels.walk(side, cursor);
            while (cursor.next()) {
                into.levels(side).add(cursor.price(), cursor.size(), cursor.wire());
            }
        }
        return into.complete(levels.complete());
    }
}
