package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.Rules;
import java.util.Arrays;
import java.util.List;

/// What a listing posts on its instrument's [Board], and how often the board told that its pairs do not pay.
///
/// Of a listing's pairs there are two with each rival, in the order in which they were met; of those first the one that buys where
/// was met later.
final class Posted {

    private final ListingBook book;
    private final Board board;
    private final int row;
    private boolean halted;
    /// The book's [ListingBook#terms] when they were last learnt.
    private long terms;
    /// What makes prices per base unit of the book's, what a buyer pays and what a seller keeps of one.
    private double unit;
    private double cost;
    private double proceeds;
    /// Of each pair, how often the board told that there was no spread, or none that pays.
    private long[] noSpreads = {};
    private long[] fees = {};
    /// How often the board told of all pairs at once that there was no spread.
    private long aparts;

    Posted(ListingBook book, Board board) {
        this.book = book;
        this.board = board;
        row = board.join();
    }

    /// Whether both are of one instrument.
    boolean rivals(Posted other) {
        return board == other.board;
    }

    /// Whether the book has other scales or rules than were last learnt.
    boolean outdated() {
        return book.terms() != terms;
    }

    /// Takes over scales and rules, with settings and fees, for these pairs, and shows what follows. A listing without pairs is
    /// compared with nobody, and needs no fees.
    void learn(List<Pair> pairs, DetectorSettings settings, Costs costs) {
        if (pairs.isEmpty()) {
            return;
        }
        terms = book.terms();
        Listing listing = book.listing();
        long fee = costs.fees().taker(listing);
        halted = listing.rules().status() == Rules.Status.HALTED;
        unit = 1.0 / Decimals.power(book.levels().priceScale()) / listing.rules().multiplier();
        boolean inKind = listing.instrument().kind() == Instrument.Kind.SPOT
                && costs.fees().inReceived(listing);
        double bought = inKind
                ? (double) DetectorSettings.FEE_ONE / (DetectorSettings.FEE_ONE - fee)
                : (double) (DetectorSettings.FEE_ONE + fee) / DetectorSettings.FEE_ONE;
        // Of some pairs less is asked: the board only tells what pays for none.
        cost = bought * (DetectorSettings.BPS_ONE
                + costs.transfers().least(settings.minNetBps())) / DetectorSettings.BPS_ONE;
        proceeds = (double) (DetectorSettings.FEE_ONE - fee) / DetectorSettings.FEE_ONE;
        int known = noSpreads.length;
        noSpreads = Arrays.copyOf(noSpreads, pairs.size());
        if (known < pairs.size()) {
            Arrays.fill(noSpreads, known, pairs.size(), -aparts);
        }
        fees = Arrays.copyOf(fees, pairs.size());
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

    /// Whether the board tells that all pairs pass because there is no spread; then they are counted.
    boolean passAll() {
        boolean apart = board.apart(row);
        aparts += apart ? 1 : 0;
        return apart;
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
    long passes(int pair, Pass reason) {
        return switch (reason) {
            case NO_SPREAD -> aparts + noSpreads[pair];
            case FEES -> fees[pair];
            default -> 0;
        };
    }
}
