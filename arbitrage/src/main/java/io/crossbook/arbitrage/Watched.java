package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A listing that a detector watches: its book, what is taken of it, and the pairs that it is part of.
///
/// Nine messages in ten leave the best prices where they are. A pair that failed its [Pair#glance] would then fail it
/// again for the same reason, so nothing is looked at: neither book nor pair of the other side is touched. When they move,
/// the [Board] tells of most pairs that they do not pay; then neither is touched as well, and it is counted here.
final class Watched {

    final ListingBook book;
    /// Whether [#asks] or [#bids] may hold anything.
    boolean anyTaken;
    /// How many of the pairs passed their last glance: what comes after it depends on sizes and time too.
    int near;
    private final int row;
    private boolean halted;
    private final Board board;
    /// The book's [ListingBook#prices] and [ListingBook#terms] when it was last looked at.
    private long seen;
    private long terms;
    /// What makes prices per base unit of the book's, what a buyer pays and what a seller keeps of one.
    private double unit;
    private double cost;
    private double proceeds;
    /// Of each pair, how often the board told that there was no spread, or none that pays.
    private long[] noSpreads = {};
    private long[] fees = {};

    final List<Pair> pairs = new ArrayList<>();
    final Consumed asks = new Consumed(Side.ASK);
    final Consumed bids = new Consumed(Side.BID);

    Watched(ListingBook book, Board board) {
        this.book = book;
        this.board = board;
        row = board.join();
    }

    /// Whether both are of one instrument.
    boolean rivals(Watched other) {
        return board == other.board;
    }

    /// One more pair: with each rival there are two, and of those first the one that buys where was met later.
    void join(Pair pair) {
        pairs.add(pair);
        noSpreads = Arrays.copyOf(noSpreads, pairs.size());
        fees = Arrays.copyOf(fees, pairs.size());
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

    /// Whether the book has other scales or rules than were last learnt.
    boolean outdated() {
        return book.terms() != terms;
    }

    /// Takes over scales and rules, with settings and fees.
    void learn(DetectorSettings settings, Fees taker) {
        terms = book.terms();
        Listing listing = book.listing();
        long fee = taker.taker(listing);
        halted = listing.rules().status() == Rules.Status.HALTED;
        unit = 1.0 / Decimals.power(book.levels().priceScale()) / listing.rules().multiplier();
        cost = (double) (DetectorSettings.FEE_ONE + fee) / DetectorSettings.FEE_ONE
                * (DetectorSettings.BPS_ONE + settings.minNetBps()) / DetectorSettings.BPS_ONE;
        proceeds = (double) (DetectorSettings.FEE_ONE - fee) / DetectorSettings.FEE_ONE;
        for (Pair pair : pairs) {
            if (!pair.scales().fits()) {
                board.inexact();
            }
        }
        show();
    }

    /// Puts on the board what the book shows.
    void show() {
        if (halted || book.health() != Health.LIVE || book.bestAsk() == 0 || book.bestBid() == 0) {
            board.hide(row);
        } else {
            double ask = book.bestAsk() * unit;
            double bid = book.bestBid() * unit;
            board.show(row, ask, ask * cost, bid, bid * proceeds);
        }
    }

    /// Whether the board tells that a pair passes and why; then it is counted.
    boolean passes(int pair) {
        int rival = pair / 2;
        boolean later = rival < row;
        boolean buys = later == (pair % 2 == 0);
        int other = later ? rival : rival + 1;
        int buy = buys ? row : other;
        int sell = buys ? other : row;
        if (!board.costsMore(buy, sell)) {
            return false;
        }
        if (board.noSpread(buy, sell)) {
            noSpreads[pair]++;
            return true;
        }
        if (board.spread(buy, sell)) {
            fees[pair]++;
            return true;
        }
        return false;
    }

    /// How often the board told that a pair passes for this reason.
    long passes(Pair pair, Pass reason) {
        int at = pairs.indexOf(pair);
        return reason == Pass.NO_SPREAD ? noSpreads[at] : reason == Pass.FEES ? fees[at] : 0;
    }
}
