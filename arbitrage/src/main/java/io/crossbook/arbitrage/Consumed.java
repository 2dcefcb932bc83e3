package io.crossbook.arbitrage;

import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import java.util.Arrays;

/// What of one side of a book is counted as taken, until the book updates past the fill.
///
/// A level stays taken while it is displayed as it was when it was taken; any other size there, or its end, is news
/// from the exchange, and what is displayed counts again. Prices and sizes are the book's mantissas.
public final class Consumed {

    private final Side side;
    private final Cursor cursor = new Cursor();
    private long[] prices = new long[8];
    private long[] shown = new long[8];
    private long[] taken = new long[8];
    private boolean[] seen = new boolean[8];
    private int count;
    private int priceScale;
    private int sizeScale;

    /// Of a side of which nothing is taken.
    public Consumed(Side side) {
        this.side = side;
    }

    /// Whether nothing is.
    public boolean isEmpty() {
        return count == 0;
    }

    /// How much of the level that displays `size` is left.
    public long left(long price, long size) {
        for (int i = 0; i < count; i++) {
            if (prices[i] == price) {
                return shown[i] == size ? size - taken[i] : size;
            }
        }
        return size;
    }

    /// Counts `size` base units, at `scale`, as taken: of what is left from the best level on, as far as `limit` reaches.
    public void take(ListingBook book, long size, int scale, long limit, int limitScale) {
        OrderBook levels = book.levels();
        if (count == 0) {
            priceScale = levels.priceScale();
            sizeScale = levels.sizeScale();
        }
        long rest = contracts(size, scale, book);
        levels.walk(side, cursor);
        while (rest > 0 && cursor.next() && reaches(limit, limitScale, cursor.price())) {
            long step = Math.min(rest, left(cursor.price(), cursor.size()));
            if (step > 0) {
                add(cursor.price(), cursor.size(), step);
            }
            rest -= step;
        }
    }

    /// Counts as taken at least what `other`, of the same side of the same book as it stands now, does.
    void cover(Consumed other) {
        for (int i = 0; i < other.count; i++) {
            if (count == 0) {
                priceScale = other.priceScale;
                sizeScale = other.sizeScale;
            }
            long left = left(other.prices[i], other.shown[i]);
            long more = other.taken[i] - (other.shown[i] - left);
            if (more > 0) {
                add(other.prices[i], other.shown[i], more);
            }
        }
    }

    private static long contracts(long size, int scale, ListingBook book) {
        int finer = book.levels().sizeScale() - scale;
        long units = finer > 0
                ? Math.min(size, LegWalk.MOST / Decimals.power(finer))
                        * Decimals.power(finer)
                : Math.ceilDiv(size, Decimals.power(-finer));
        return Math.ceilDiv(units, book.listing().rules().multiplier());
    }

    private boolean reaches(long limit, int limitScale, long price) {
        int order = Decimals.compareScaled(price, priceScale, limit, limitScale);
        return side == Side.ASK ? order <= 0 : order >= 0;
    }

    private void add(long price, long size, long more) {
        int i = 0;
        while (i < count && prices[i] != price) {
            i++;
        }
        if (i == count) {
            grow();
            prices[i] = price;
            taken[i] = 0;
            count++;
        } else if (shown[i] != size) {
            taken[i] = 0;
        }
        shown[i] = size;
        taken[i] += more;
    }

    /// Forgets what the book has updated past; to be called after each of its updates. A broken book says nothing: what was
    /// taken stays so until its next snapshot has spoken.
    public void settle(OrderBook book) {
        if (count == 0) {
            return;
        }
        if (book.priceScale() < priceScale || book.sizeScale() < sizeScale) {
            count = 0; // only a snapshot lowers the scales, and it is news of every level
            return;
        }
        rescale(book);
        look(book);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (seen[i]) {
                prices[kept] = prices[i];
                shown[kept] = shown[i];
                taken[kept++] = taken[i];
            }
        }
        count = kept;
    }

    /// Finds which levels are displayed as they were when they were taken.
    private void look(OrderBook book) {
        Arrays.fill(seen, 0, count, false);
        int open = count;
        long worst = worst();
        book.walk(side, cursor);
        while (open > 0 && cursor.next() && !beyond(cursor.price(), worst)) {
            for (int i = 0; i < count; i++) {
                if (prices[i] == cursor.price()) {
                    seen[i] = shown[i] == cursor.size();
                    open--;
                }
            }
        }
    }

    /// The price that the furthest of what was taken stood at: no look need go further.
    private long worst() {
        long worst = prices[0];
        for (int i = 1; i < count; i++) {
            worst = beyond(prices[i], worst) ? prices[i] : worst;
        }
        return worst;
    }

    private boolean beyond(long price, long other) {
        return side == Side.ASK ? price > other : price < other;
    }

    private void rescale(OrderBook book) {
        long pricePower = Decimals.power(book.priceScale() - priceScale);
        long sizePower = Decimals.power(book.sizeScale() - sizeScale);
        if (pricePower != 1 || sizePower != 1) {
            for (int i = 0; i < count; i++) {
                prices[i] *= pricePower;
                shown[i] *= sizePower;
                taken[i] *= sizePower;
            }
            priceScale = book.priceScale();
            sizeScale = book.sizeScale();
        }
    }

    private void grow() {
        if (count == prices.length) {
            prices = Arrays.copyOf(prices, count * 2);
            shown = Arrays.copyOf(shown, count * 2);
            taken = Arrays.copyOf(taken, count * 2);
            seen = Arrays.copyOf(seen, count * 2);
        }
    }
}
