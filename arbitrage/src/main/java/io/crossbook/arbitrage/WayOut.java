package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import java.util.Arrays;
import java.util.List;

/// How one leg of a basis is left again: by the side of its book that it was not entered by, as that is displayed; nothing is taken of it now.
///
/// Remembers the levels that it met. Sizes are in units of the pair, as those of [LegWalk]. Reused.
final class WayOut {

    final LegWalk leg;
    private final Wide sum = new Wide();
    private long passed;
    /// Twice what a unit loses against the middle, at the level that it stands on.
    private long away;
    /// Twice the middle of the book when it was started.
    private long middle;
    private long[] prices = new long[8];
    private long[] sizes = new long[8];
    private int met;
    /// Whether those are all that the book displays.
    private boolean ended;
    /// What the size that was priced last moves, and would in the middle of the book, [Money].
    private long moved;
    private long inTheMiddle;

    WayOut(ListingBook book, Side side) {
        leg = new LegWalk(book, side, new Consumed(side));
    }

    String exchange() {
        return leg.book.listing().exchange();
    }

    private boolean sells() {
        return leg.side == Side.BID;
    }

    /// The best price displayed; 0 when there is none.
    long best() {
        return sells() ? leg.book.bestBid() : leg.book.bestAsk();
    }

    /// Twice the middle of the book, which is live, so that less is bid than asked.
    private long middle() {
        return leg.book.bestBid() + leg.book.bestAsk();
    }

    /// Stands at the best price displayed, however much of it.
    void glance() {
        middle = middle();
        stand(best());
    }

    private void stand(long price) {
        away = sells() ? middle - 2 * price : 2 * price - middle;
    }

    /// Starts at the best level; false when there is none.
    boolean start() {
        passed = 0;
        met = 0;
        ended = false;
        middle = middle();
        return meet(leg.start(true));
    }

    /// So much is passed, at the most what is left of the level; false when nothing more is displayed.
    boolean pass(long step) {
        passed += step;
        leg.left -= step;
        return leg.left > 0 || meet(leg.next());
    }

    private boolean meet(boolean more) {
        if (!more) {
            ended = true;
            return false;
        }
        if (met == prices.length) {
            prices = Arrays.copyOf(prices, met * 2);
            sizes = Arrays.copyOf(sizes, met * 2);
        }
        prices[met] = leg.price;
        sizes[met++] = leg.left;
        stand(leg.price);
        return true;
    }

    /// Whether the book displays what it did, as far as was looked.
    boolean stands() {
        if (middle() != middle) {
            return false;
        }
        boolean more = leg.start(true);
        for (int i = 0; i < met; i++) {
            if (!more || leg.price != prices[i] || leg.left != sizes[i]) {
                return false;
            }
            more = leg.next();
        }
        return !ended || !more;
    }

    /// How much has been passed.
    long passed() {
        return passed;
    }

    /// Twice what a unit loses against the middle where it stands, in mantissas of the book.
    long away() {
        return away;
    }

    /// What a size within what was met moves, and would in the middle; each rounded against us.
    void price(long size) {
        leg.sum(size, sum);
        moved = money(leg.notionalScale(), !sells());
        // Half of twice the middle is five tenths of it.
        sum.set(0).addProduct(middle, size).times(5);
        inTheMiddle = money(leg.notionalScale() + 1, sells());
    }

    /// A sum of prices, which are of contracts, times base units.
    private long money(int scale, boolean up) {
        // What a contract is parted into must not fall below the last decimal.
        sum.times(Decimals.power(Math.max(0, Money.SCALE - scale)));
        long rest = sum.divide(leg.multiplier());
        if (up && rest != 0) {
            sum.addProduct(1, 1);
        }
        return Money.round(sum, Math.max(Money.SCALE, scale), up);
    }

    /// What that loses against the middle.
    long lost() {
        return sells() ? inTheMiddle - moved : moved - inTheMiddle;
    }

    /// Writes it; what comes to nothing is no step.
    void post(List<Step> steps, String asset, String size) {
        if (lost() != 0) {
            steps.add(Step.money(Step.What.EXIT, exchange(), asset, -lost(),
                    "leaving again: " + (sells() ? "sell " : "buy back ") + size + " for "
                            + Decimals.format(moved, Money.SCALE) + ", in the middle of the book "
                            + Decimals.format(inTheMiddle, Money.SCALE)));
        }
    }
}
