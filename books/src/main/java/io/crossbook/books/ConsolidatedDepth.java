package io.crossbook.books;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The levels of all books of one instrument that take part in its top, merged: best first, with whose each part is.
///
/// Made on request, in base units; the books may change right after.
public record ConsolidatedDepth(Instrument instrument, List<Level> bids, List<Level> asks) {

    /// All that is shown at one price.
    public record Level(long price, int priceScale, List<Part> parts) {

        /// How people read it: `27000: 1.5 kraken, 2 binance`.
        @Override
        public String toString() {
            var out = new ArrayList<String>();
            parts.forEach(part -> out.add(part.toString()));
            return Decimals.format(price, priceScale) + ": " + String.join(", ", out);
        }
    }

    /// What one listing shows of a level.
    public record Part(int listing, String exchange, long size, int sizeScale) {

        @Override
        public String toString() {
            return Decimals.format(size, sizeScale) + " " + exchange;
        }
    }

    /// Merges up to `depth` prices a side.
    public static ConsolidatedDepth of(Books books, Tops tops, int instrument, int depth) {
        return new ConsolidatedDepth(books.instrument(instrument),
                merge(books, tops, instrument, Side.BID, depth),
                merge(books, tops, instrument, Side.ASK, depth));
    }

    /// One book on its way down.
    private static final class Walk {
        final ListingBook book;
        final Cursor cursor = new Cursor();
        final int priceScale;

        Walk(ListingBook book, Side side) {
            this.book = book;
            priceScale = BaseUnits.priceScale(book);
            book.levels().walk(side, cursor);
        }

        Part part() {
            return new Part(book.listing().id(), book.listing().exchange(),
                    BaseUnits.size(book, cursor.size()), BaseUnits.sizeScale(book));
        }

        int compare(Walk other) {
            return Decimals.compareScaled(cursor.price(), priceScale, other.cursor.price(),
                    other.priceScale);
        }
    }

    private static List<Level> merge(Books books, Tops tops, int instrument, Side side, int depth) {
        var walks = new ArrayList<Walk>();
        for (ListingBook book : books.of(instrument)) {
            if (tops.takesPart(book)) {
                var walk = new Walk(book, side);
                if (walk.cursor.next()) {
                    walks.add(walk);
                }
            }
        }
        int sign = side == Side.BID ? -1 : 1;
        var levels = new ArrayList<Level>();
        while (!walks.isEmpty() && levels.size() < depth) {
            Walk best = Collections.min(walks, (one, other) -> sign * one.compare(other));
            List<Walk> equal = walks.stream().filter(walk -> walk.compare(best) == 0).toList();
            levels.add(new Level(best.cursor.price(), best.priceScale,
                    equal.stream().map(Walk::part).toList()));
            equal.forEach(walk -> {
                if (!walk.cursor.next()) {
                    walks.remove(walk);
                }
            });
        }
        return List.copyOf(levels);
    }
}
