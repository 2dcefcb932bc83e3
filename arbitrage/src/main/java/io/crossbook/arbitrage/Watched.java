package io.crossbook.arbitrage;

import io.crossbook.books.Health;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.List;

/// A listing that a detector watches: its book, what is taken of it, and the pairs that it is part of.
///
/// Nine messages in ten leave the best prices where they are. A pair that failed its [Pair#glance] would then fail it
/// again for the same reason, so nothing is looked at: neither book nor pair of the other side is touched. When they move,
/// the [Board] tells of most pairs that they do not pay; then neither is touched as well.
final class Watched {

    final ListingBook book;
    final Posted posted;
    final Consumed asks = new Consumed(Side.ASK);
    final Consumed bids = new Consumed(Side.BID);
    final List<Pair> pairs = new ArrayList<>();
    /// Whether [#asks] or [#bids] may hold anything.
    boolean anyTaken;
    /// How many of the pairs passed their last glance: what comes after it depends on sizes and time too.
    int near;

    /// The book's [ListingBook#prices] when it was last looked at.
    private long seen;

    Watched(ListingBook book, Board board) {
        this.book = book;
        posted = new Posted(book, board);
    }

    /// Counts what a leg takes as taken.
    void take(Leg leg) {
        (leg.buys() ? asks : bids).take(book, leg.size(), leg.sizeScale(), leg.limit(),
                leg.priceScale());
        anyTaken = true;
    }

    /// Lets the book update past what is taken of it.
    void settle() {
        if (anyTaken && book.health() != Health.BROKEN) {
            asks.settle(book.levels());
            bids.settle(book.levels());
            anyTaken = !asks.isEmpty() || !bids.isEmpty();
        }
    }

    /// Whether anything that a glance goes by may differ from what it was when last asked.
    boolean moved() {
        if (book.prices() == seen) {
            return false;
        }
        seen = book.prices();
        return true;
    }

    /// Whether the board tells why a pair passes, by its place among [#pairs]; then it is counted. Not while one is near: what is
    /// open must be closed.
    boolean passes(int pair) {
        return near == 0 && posted.passes(pair);
    }

    /// How often the board told that a pair passes for this reason.
    long passes(Pair pair, Pass reason) {
        return posted.passes(pairs.indexOf(pair), reason);
    }
}
