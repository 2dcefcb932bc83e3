package io.crossbook.books;

import static java.math.RoundingMode.UNNECESSARY;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Market pictures for tests: listings, snapshots and changes written as people write them.
final class Market {

    static final Instrument BTC_USD = Instrument.spot("BTC", "USD");

    private Market() {}

    static Listing listing(int id, String exchange, Instrument instrument) {
        return new Listing(id, exchange, instrument.base() + instrument.quote(), instrument,
                Rules.UNKNOWN);
    }

    static Listing listing(int id, String exchange, Instrument instrument, long multiplier) {
        return listing(id, exchange, instrument)
                .with(new Rules(-1, -1, 0, 0, 0, 0, multiplier, Rules.Status.TRADING));
    }

    static Picture snapshot(int listing) {
        return new Picture(listing, true);
    }

    static Picture change(int listing) {
        return new Picture(listing, false);
    }

    /// The digits that a side shows, best first: `27000 x 1.5, 26990 x 2`.
    static String show(OrderBook book, Side side) {
        var cursor = new Cursor();
        var out = new ArrayList<String>();
        book.walk(side, cursor);
        while (cursor.next()) {
            out.add(Decimals.format(cursor.price(), book.priceScale()) + " x "
                    + Decimals.format(cursor.size(), book.sizeScale()));
        }
        return String.join(", ", out);
    }

    /// An update in the making.
    static final class Picture {

        private record Line(Side side, BigDecimal price, BigDecimal size) {}

        private final List<Line> lines = new ArrayList<>();
        private final BookUpdate update = new BookUpdate();
        private final int listing;
        private final boolean snapshot;
        private boolean complete = true;
        private long checksum = BookUpdate.NO_CHECKSUM;
        private long updateId;

        private Picture(int listing, boolean snapshot) {
            this.listing = listing;
            this.snapshot = snapshot;
        }

        Picture bid(String price, String size) {
            lines.add(new Line(Side.BID, new BigDecimal(price), new BigDecimal(size)));
            return this;
        }

        Picture ask(String price, String size) {
            lines.add(new Line(Side.ASK, new BigDecimal(price), new BigDecimal(size)));
            return this;
        }

        Picture cut() {
            complete = false;
            return this;
        }

        Picture checksum(long value) {
            checksum = value;
            return this;
        }

        Picture id(long value) {
            updateId = value;
            return this;
        }

        /// At the scales of the digits as written.
        BookUpdate update() {
            int priceScale = 0;
            int sizeScale = 0;
            for (Line line : lines) {
                priceScale = Math.max(priceScale, line.price.scale());
                sizeScale = Math.max(sizeScale, line.size.scale());
            }
            return at(priceScale, sizeScale);
        }

        BookUpdate at(int priceScale, int sizeScale) {
            update.begin(listing, snapshot, priceScale, sizeScale).complete(complete)
                    .checksum(checksum).updateId(updateId);
            for (Line line : lines) {
                update.levels(line.side).add(mantissa(line.price, priceScale),
                        mantissa(line.size, sizeScale),
                        Levels.wire(line.price.scale(), line.size.scale()));
            }
            return update;
        }

        private static long mantissa(BigDecimal value, int scale) {
            return value.setScale(scale, UNNECESSARY).unscaledValue().longValueExact();
        }
    }
}
