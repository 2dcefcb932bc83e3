package io.crossbook.books;

/// Walks the levels of one side of a book, best first: reusable, placed by [OrderBook#walk].
///
///     book.walk(Side.ASK, cursor);
///     while (cursor.next()) { cursor.price(); cursor.size(); }
public final class Cursor {

    /// What a book offers its cursors, those of other modules included: positions are its own.
    public interface Walkable {
        /// Counts changes.
        long version();

        /// The position after `position` on a side (−1: before the first), or −1 when there is none.
        int after(Side side, int position);

        long price(Side side, int position);

        long size(Side side, int position);

        short wire(Side side, int position);
    }

    private static final int BEFORE = -1;
    private static final int ENDED = -2;
    private static final Walkable NOWHERE = new EmptyWalk();

    private Walkable book = NOWHERE;
    private Side side = Side.BID;
    private long version;
    private int position = BEFORE;

    /// Places this cursor; for books.
    public void place(Walkable newBook, Side newSide) {
        book = newBook;
        side = newSide;
        version = newBook.version();
        position = BEFORE;
    }

    /// Steps to the next level; false when there is none, or when what lies beyond is unknown.
    public boolean next() {
        unchanged();
        if (position == ENDED) {
            return false;
        }
        int next = book.after(side, position);
        position = next < 0 ? ENDED : next;
        return next >= 0;
    }

    /// The price of the level under the cursor.
    public long price() {
        unchanged();
        return book.price(side, position);
    }

    /// The size of the level under the cursor.
    public long size() {
        unchanged();
        return book.size(side, position);
    }

    /// The decimals as sent of the level under the cursor, see [Levels]; 0 when the book does not keep them.
    public short wire() {
        unchanged();
        return book.wire(side, position);
    }

    private void unchanged() {
        if (version != book.version()) {
            throw new IllegalStateException("the book has changed under this cursor");
        }
    }

    private static final class EmptyWalk implements Walkable {
        @Override
        public long version() {
            return 0;
        }

        @Override
        public int after(Side side, int position) {
            return -1;
        }

        @Override
        public long price(Side side, int position) {
            return 0;
        }

        @Override
        public long size(Side side, int position) {
            return 0;
        }

        @Override
        public short wire(Side side, int position) {
            return 0;
        }
    }
}
