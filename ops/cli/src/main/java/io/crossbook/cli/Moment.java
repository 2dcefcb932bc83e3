package io.crossbook.cli;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.arbitrage.Fees;
import io.crossbook.arbitrage.Leg;
import io.crossbook.arbitrage.Odds;
import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Cursor;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import io.crossbook.gateway.engine.Engine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// What an engine saw when it told of an opportunity: the books of its legs, and what they cost.
///
/// `input` is the number of the input that brought it, as the tape counts; `odds` are what its chance is made of.
record Moment(Opportunity opportunity, long nanos, long input, DetectorSettings settings,
        Odds odds, List<Shown> books) {

    private static final int BEYOND = 2;

    /// One leg's side of its book, as far as the leg reaches and a little beyond. `lagNanos` is negative where the exchange sends no
    /// time; `fee` is a fraction at [DetectorSettings#FEE_SCALE], paid in `feeAsset`.
    record Shown(Leg leg, String health, long ageNanos, long lagNanos, long updateId,
            String otherBest, long fee, String feeAsset, List<Level> levels, int more) {}

    /// One level; `taken` is what of its `size` the leg takes. Base units; `worth` is what the taken part costs or brings.
    record Level(BigDecimal price, BigDecimal size, BigDecimal taken, BigDecimal worth) {}

    static Moment of(Opportunity opportunity, Engine engine, long now, long input,
            ToLongFunction<ListingBook> lag) {
        var books = new ArrayList<Shown>();
        for (Leg leg : opportunity.legs()) {
            ListingBook book = engine.books().book(leg.listing().id());
            books.add(shown(leg, book, engine.desk().fees(), now, lag.applyAsLong(book)));
        }
        return new Moment(opportunity, now, input, engine.settings().detector(),
                engine.desk().odds(opportunity), books);
    }

    private static Shown shown(Leg leg, ListingBook book, Fees fees, long now, long lag) {
        var levels = new ArrayList<Level>();
        int more = levels(leg, book, levels);
        String why = book.why();
        Listing listing = leg.listing();
        String coin = fees.coin(listing);
        String asset = !coin.isEmpty()
                ? coin
                : fees.inReceived(listing) ? leg.receives() : listing.instrument().quote();
        return new Shown(leg,
                book.health().name().toLowerCase(java.util.Locale.ROOT)
                        + (why.isEmpty() ? "" : " (" + why + ")"),
                now - book.receivedNanos(), lag, book.updateId(), otherBest(leg, book.levels()),
                fees.taker(listing), asset, levels, more);
    }

    private static String otherBest(Leg leg, OrderBook book) {
        long price = leg.buys() ? book.bestBid() : book.bestAsk();
        long size = leg.buys() ? book.bestBidSize() : book.bestAskSize();
        return price == 0
                ? "none"
                : Plain.of(BigDecimal.valueOf(price, book.priceScale())) + " x "
                        + Plain.of(BigDecimal.valueOf(size, book.sizeScale()));
    }

    /// Returns how many levels lie beyond those that are shown.
    private static int levels(Leg leg, ListingBook book, List<Level> into) {
        OrderBook levels = book.levels();
        BigDecimal multiplier = BigDecimal.valueOf(leg.listing().rules().multiplier());
        BigDecimal rest = BigDecimal.valueOf(leg.size(), leg.sizeScale());
        BigDecimal limit = BigDecimal.valueOf(leg.limit(), leg.priceScale());
        var cursor = new Cursor();
        Side side = leg.side();
        levels.walk(side, cursor);
        int beyond = 0;
        int more = 0;
        while (cursor.next()) {
            BigDecimal price = BigDecimal.valueOf(cursor.price(), levels.priceScale());
            BigDecimal size = BigDecimal.valueOf(cursor.size(), levels.sizeScale())
                    .multiply(multiplier);
            boolean reached = leg.buys()
                    ? price.compareTo(limit) <= 0
                    : price.compareTo(limit) >= 0;
            BigDecimal taken = reached ? size.min(rest) : BigDecimal.ZERO;
            rest = rest.subtract(taken);
            if (taken.signum() == 0 && beyond++ >= BEYOND) {
                more++;
            } else {
                into.add(new Level(price, size, taken, price.multiply(taken).divide(multiplier)));
            }
        }
        return more;
    }
}
