package io.crossbook.exchanges.binance;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Cursor;
import io.crossbook.books.Listing;
import io.crossbook.books.OrderBook;
import io.crossbook.books.OrderBooks;
import io.crossbook.books.Side;

/// Brings a book that stands a fresh snapshot, for the levels beyond the horizon of the one before.
///
/// Events pass as ever, and are kept, until one has reached the snapshot. That one leaves as the whole book: the snapshot,
/// what was kept since, and itself. So the book is never without its levels, nothing is shown earlier than its own event,
/// and a snapshot that comes late makes nothing young again. One that does not meet what was kept is dropped.
final class Renewal {

    private final Market market;
    private final Listing listing;
    private final HeldDepths held = new HeldDepths();
    private final Depth snapshot = new Depth();
    private final BookUpdate whole = new BookUpdate();
    private boolean answered;
    private boolean over;

    Renewal(Market market, Listing listing) {
        this.market = market;
        this.listing = listing;
    }

    /// Whether an event has met the snapshot: there is nothing more to follow.
    boolean over() {
        return over;
    }

    /// The snapshot that was asked for is there.
    void answered(Depth fresh) {
        snapshot.copy(fresh);
        answered = true;
    }

    /// What is to be told of the next event in sequence: itself, or the whole book after it.
    BookUpdate follow(Depth depth) {
        held.add(depth);
        if (!answered || market.before(depth, snapshot.last)) {
            return depth.update;
        }
        over = true;
        return merged(depth) ? whole : depth.update;
    }

    /// Fills `whole` with the snapshot and all that was kept since; false when they do not meet.
    private boolean merged(Depth latest) {
        int next = 0;
        while (market.before(held.at(next), snapshot.last)) {
            next++;
        }
        if (!market.joins(held.at(next), snapshot.last)) {
            return false;
        }
        OrderBook book = OrderBooks.array(0, 0, false);
        try {
            book.apply(snapshot.update.snapshot(true));
            for (; next < held.count(); next++) {
                book.apply(held.at(next).update);
            }
        } catch (ArithmeticException e) {
            return false; // the book itself will meet these digits
        }
        write(book, latest.update);
        return known(Side.BID) && known(Side.ASK);
    }

    /// Not a side whose levels have all gone since its snapshot was cut: what lies beyond would look like nothing.
    private boolean known(Side side) {
        return whole.complete(side) || whole.levels(side).count() > 0;
    }

    private void write(OrderBook book, BookUpdate latest) {
        whole.begin(listing.id(), true, book.priceScale(), book.sizeScale())
                .eventNanos(latest.eventNanos()).updateId(latest.updateId())
                .complete(snapshot.update.complete(Side.BID), snapshot.update.complete(Side.ASK));
        var cursor = new Cursor();
        for (Side side : Side.values()) {
            book.walk(side, cursor);
            while (cursor.next()) {
                whole.levels(side).add(cursor.price(), cursor.size(), 0);
            }
        }
    }
}
