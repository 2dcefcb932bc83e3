package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBook;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What two listings A and B would have brought against each other over a recording, in both directions.
///
/// Fed with the rows of both in the order of time: one after every change of a best price or size (with [Row#of]), and one
/// when a book has broken. After every row both directions are compared; those are the points, up to the earlier of the
/// two last rows: one feed alone says nothing. [#ofTops] compares the best prices:
/// net = bid·(1 − fee) / (ask·(1 + fee)) − 1, its size is the smaller of the two. [#ofDepths] sizes by the [DepthWalk] over
/// both books as they are at that row: net is what that size brings over its cost and fee, its prices are the worst that
/// it reaches; where there is nothing to take, the best prices count, as not positive. For the command `scan`; not on the
/// hot path.
public final class Scan {

    /// The best of one listing from `nanos` on: mantissas at their scales, a price of zero for an empty side. One contract
    /// is `multiplier` base units.
    public record Row(long nanos, long bid, long bidSize, long ask, long askSize, int priceScale,
            int sizeScale, long multiplier) {

        /// What a book shows now; a broken book shows nothing.
        public static Row of(ListingBook book, long nanos) {
            OrderBook levels = book.levels();
            return new Row(nanos, levels.bestBid(), levels.bestBidSize(), levels.bestAsk(),
                    levels.bestAskSize(), levels.priceScale(), levels.sizeScale(),
                    book.listing().rules().multiplier());
        }

        boolean empty() {
            return bid == 0 && ask == 0;
        }
    }

    /// Points in a row that were positive, by the first of them; prices and size are plain decimals, `netBps` has four.
    public record Episode(long nanos, String buy, String sell, String size, String netBps) {
        /// There was none.
        public static final Episode NONE = new Episode(0, "", "", "", "");
    }

    /// One direction. `maxNetBps` has four decimals and was first reached at `maxAtNanos`; it is empty when nothing could be
    /// compared.
    public record Direction(long points, long positive, long episodes, String maxNetBps,
            long maxAtNanos, Episode first) {}

    /// Both directions, over all rows up to `cutNanos`.
    public record Result(long cutNanos, Direction buyASellB, Direction buyBSellA) {}

    private record Point(long nanos, boolean gap, @Nullable Edge buyA, @Nullable Edge buyB) {}

    private static final Row NOTHING = new Row(0, 0, 0, 0, 0, 0, 0, 1);

    private final long feeA;
    private final long feeB;
    private final @Nullable Pair buyA;
    private final @Nullable Pair buyB;
    private final DepthWalk walk = new DepthWalk();
    private final Tally tallyA = new Tally();
    private final Tally tallyB = new Tally();
    /// The points since the other listing's last row: only its next row says that they count.
    private final List<Point> waiting = new ArrayList<>();
    private Row lastA = NOTHING;
    private Row lastB = NOTHING;
    private long rowNanosA;
    private long rowNanosB;
    private boolean runOfA;
    private long now;

    private Scan(long feeA, long feeB, @Nullable Pair buyA, @Nullable Pair buyB) {
        this.feeA = feeA;
        this.feeB = feeB;
        this.buyA = buyA;
        this.buyB = buyB;
    }

    /// Compares best prices; taker fees at [DetectorSettings#FEE_SCALE].
    public static Scan ofTops(long feeA, long feeB) {
        return new Scan(feeA, feeB, null, null);
    }

    /// Sizes by depth; the books, of listings with different ids, are read at each row.
    public static Scan ofDepths(ListingBook a, ListingBook b, long feeA, long feeB) {
        int idOfA = a.listing().id();
        if (idOfA == b.listing().id()) {
            throw new IllegalArgumentException(
                    a.listing() + " and " + b.listing() + " have the same id");
        }
        Fees fees = listing -> listing.id() == idOfA ? feeA : feeB;
        return new Scan(feeA, feeB, Pair.of(a, b, fees), Pair.of(b, a, fees));
    }

    /// The best of A changed.
    public void a(Row row) {
        lastA = row;
        row(row, true);
    }

    /// The best of B changed.
    public void b(Row row) {
        lastB = row;
        row(row, false);
    }

    private void row(Row row, boolean ofA) {
        if (row.nanos < now) {
            throw new IllegalArgumentException(
                    "rows go back in time: " + seconds(row.nanos) + " after " + seconds(now));
        }
        now = row.nanos;
        if (!row.empty()) {
            if (ofA != runOfA) {
                settle(Long.MAX_VALUE);
                runOfA = ofA;
            }
            if (ofA) {
                rowNanosA = now;
            } else {
                rowNanosB = now;
            }
        }
        boolean gap = lastA.empty() || lastB.empty();
        waiting.add(gap
                ? new Point(now, true, null, null)
                : new Point(now, false, edge(lastA, feeA, lastB, feeB, buyA),
                        edge(lastB, feeB, lastA, feeA, buyB)));
    }

    private @Nullable Edge edge(Row buy, long buyFee, Row sell, long sellFee,
            @Nullable Pair pair) {
        if (buy.ask == 0 || sell.bid == 0) {
            return null;
        }
        Edge tops = Edge.ofTops(buy, buyFee, sell, sellFee);
        if (pair == null) {
            return tops;
        }
        boolean pays = pair.glance(now) == null && walk.walk(pair, true) == null;
        return pays ? Edge.ofWalk(pair, walk) : tops.untaken();
    }

    private void settle(long untilNanos) {
        for (Point point : waiting) {
            if (point.nanos > untilNanos) {
                break;
            }
            if (point.gap) {
                tallyA.gap();
                tallyB.gap();
            } else {
                tallyA.point(point.nanos, point.buyA);
                tallyB.point(point.nanos, point.buyB);
            }
        }
        waiting.clear();
    }

    /// Ends the scan.
    public Result result() {
        long cut = Math.min(rowNanosA, rowNanosB);
        settle(cut);
        return new Result(cut, tallyA.result(), tallyB.result());
    }

    /// Epoch nanoseconds as the recordings write them, in seconds: `1723161443.5110133`.
    public static String seconds(long nanos) {
        return Decimals.format(nanos, 9);
    }
}
