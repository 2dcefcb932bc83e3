package io.crossbook.arbitrage;

import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBook;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A listing that a detector watches: its book, what is taken of it, and the pairs that it is part of.
///
/// Nine messages in ten leave the best prices where they are. A pair that failed its [Pair#glance] would then fail it
/// again for the same reason, so nothing is looked at: neither book nor pair of the other side is touched.
final class Watched {

    final ListingBook book;
    final Consumed asks = new Consumed(Side.ASK);
    final Consumed bids = new Consumed(Side.BID);
    final List<Pair> pairs = new ArrayList<>();
    /// How many of the pairs passed their last glance: what comes after it depends on sizes and time too.
    int near;

    private @Nullable Listing listing;
    private @Nullable Health health;
    private long bid;
    private long ask;
    private int priceScale;
    private int sizeScale;

    Watched(ListingBook book) {
        this.book = book;
    }

    /// Lets the book update past what is taken of it.
    void settle() {
        if (book.health() != Health.BROKEN) {
            asks.settle(book.levels());
            bids.settle(book.levels());
        }
    }

    /// Whether anything that a glance goes by differs from what it was when last asked.
    @SuppressWarnings("ReferenceEquality") // Fresh metadata is a new record; an equal one only costs a look.
    boolean moved() {
        OrderBook levels = book.levels();
        long newBid = levels.bestBid();
        long newAsk = levels.bestAsk();
        if (newBid == bid && newAsk == ask && book.health() == health && book.listing() == listing
                && levels.priceScale() == priceScale && levels.sizeScale() == sizeScale) {
            return false;
        }
        bid = newBid;
        ask = newAsk;
        health = book.health();
        listing = book.listing();
        priceScale = levels.priceScale();
        sizeScale = levels.sizeScale();
        return true;
    }
}
