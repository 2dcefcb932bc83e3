package io.crossbook.arbitrage;

import io.crossbook.books.Cursor;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;

/// One leg of a [Pair]: the side of a book that it would take, in the units that both legs share.
///
/// Sizes outside are in units of the pair (base units at its scale), prices are the book's mantissas. What the units are
/// follows from the book's scales and the listing's rules, and is worked out anew when one of them changes.
final class LegWalk {

    /// Sizes saturate here: more is not told apart.
    static final long MOST = (1L << 62) - 1;

    final ListingBook book;
    final Side side;
    private final Consumed consumed;
    private final Cursor cursor = new Cursor();
    private final Wide excess = new Wide();

    private int priceScale;
    private long unit;
    private long tick;
    private long multiplier;
    private int notionalScale;

    private boolean displayed;
    /// The price of the level that the walk stands on.
    long price;
    /// How much is left of it.
    long left;
    /// The worst price that [#price(long, Wide, Wide)] reached.
    long worst;

    /// Takes what `side` of the book displays.
    LegWalk(ListingBook book, Side side, Consumed consumed) {
        this.book = book;
        this.side = side;
        this.consumed = consumed;
    }

    /// Takes over the scales and rules: in the pair's units a unit of the book is `newUnit`, and its sizes have `commonScale`
    /// decimals.
    void learn(int commonScale, long newUnit, long newTick) {
        priceScale = book.levels().priceScale();
        multiplier = book.listing().rules().multiplier();
        notionalScale = priceScale + commonScale;
        unit = newUnit;
        tick = newTick;
    }

    /// The same as a hop of a chain.
    Hop hop(Fees fees) {
        return new Hop(book, side, consumed, false, fees);
    }

    int priceScale() {
        return priceScale;
    }

    /// How many base units one of its contracts is.
    long multiplier() {
        return multiplier;
    }

    /// Decimals of the notionals that this leg sums.
    int notionalScale() {
        return notionalScale;
    }

    /// Whether something that is displayed here is counted as taken.
    boolean anyTaken() {
        return !consumed.isEmpty();
    }

    /// Whether the best level displayed is one that may be walked.
    boolean known() {
        book.levels().walk(side, cursor);
        return cursor.next();
    }

    /// Starts at the best level; `all` that is displayed, or only what is not taken.
    boolean start(boolean all) {
        displayed = all || consumed.isEmpty();
        book.levels().walk(side, cursor);
        return next();
    }

    /// Steps to the next level of which something is left.
    boolean next() {
        while (cursor.next()) {
            price = cursor.price();
            long size = cursor.size();
            left = units(displayed ? size : consumed.left(price, size));
            if (left > 0) {
                return true;
            }
        }
        left = 0;
        return false;
    }

    private long units(long size) {
        return size <= MOST / unit ? size * unit : MOST;
    }

    /// The limit that an order needs to reach the level: its price, or the next tick beyond.
    long limit() {
        return limit(price);
    }

    private long limit(long at) {
        if (tick == 1) {
            return at;
        }
        long beyond = at % tick;
        return beyond == 0 ? at : side == Side.ASK ? at - beyond + tick : at - beyond;
    }

    /// The limit that reaches all of what was priced last.
    long worstLimit() {
        return limit(worst);
    }

    /// Sums price times base units of a `size`, of all that is displayed; of whole contracts or not.
    void sum(long size, Wide sum) {
        sum.set(0);
        long rest = size;
        boolean more = start(true);
        while (more && rest > 0) {
            long step = Math.min(left, rest);
            sum.addProduct(price, step);
            rest -= step;
            more = next();
        }
    }

    /// Sums the notional of `size`, whole lots, from the best level on, until it is more than `most`. Returns the size that
    /// `most` pays for.
    long price(long size, Wide notional, Wide most) {
        notional.set(0);
        long priced = 0;
        boolean more = start(displayed);
        while (more && priced < size) {
            long step = Math.min(left, size - priced);
            notional.addProduct(price, step / multiplier);
            priced += step;
            worst = price;
            if (notional.compare(most) > 0) {
                long over = excess.set(notional).subtract(most).divide(price) == 0 ? 0 : 1;
                return priced - (excess.clamped() + over) * multiplier;
            }
            more = next();
        }
        return priced;
    }
}
