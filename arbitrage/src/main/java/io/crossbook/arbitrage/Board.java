package io.crossbook.arbitrage;

import io.crossbook.books.Instrument;
import java.util.Arrays;

/// What the listings of one instrument ask and bid, per base unit, before and after their fees: side by side, so that whoever moves
/// finds in two or three cache lines that it pays nowhere, as nearly always.
///
/// Doubles: what they leave open, and who shows no price that counts, is for [Pair#glance]. A row for each listing, in the order in
/// which they were met.
final class Board {

    private static final int ROW = 4;
    private static final int COST = 1;
    private static final int BID = 2;
    private static final int PROCEEDS = 3;

    private double[] rows = {};
    private boolean exact = true;

    /// What is compared with each other, and has one board: one instrument, or the spot markets and linear perpetuals of the same base and quote.
    static String family(Instrument instrument) {
        boolean linear = instrument.kind() == Instrument.Kind.PERPETUAL
                && instrument.settle().equals(instrument.quote());
        return linear ? instrument.base() + "/" + instrument.quote() : instrument.toString();
    }

    /// A row for one more listing, which shows nothing yet.
    int join() {
        int row = rows.length / ROW;
        rows = Arrays.copyOf(rows, rows.length + ROW);
        hide(row);
        return row;
    }

    /// A listing asks and bids this; with its fees, and the least gain, a buyer pays `cost` and a seller keeps `proceeds`.
    void show(int row, double ask, double cost, double bid, double proceeds) {
        int at = row * ROW;
        rows[at] = ask;
        rows[at + COST] = cost;
        rows[at + BID] = bid;
        rows[at + PROCEEDS] = proceeds;
    }

    /// A listing shows nothing that can be compared: no number is below, or above, this one.
    void hide(int row) {
        show(row, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /// Two of the listings cannot be compared exactly: from now on every pair is looked at by itself.
    void inexact() {
        exact = false;
    }

    /// Whether nobody, whichever way, bids as much as the other asks, nor gains after fees: for all rivals of a row in one pass, in
    /// which no comparison waits for another. False where doubles leave it open, and where somebody shows nothing.
    boolean apart(int row) {
        double[] all = rows;
        int own = row * ROW;
        double asks = Prices.certainlyBelow(all[own]);
        double costs = Prices.certainlyBelow(all[own + COST]);
        double bids = Prices.certainlyAbove(all[own + BID]);
        double proceeds = Prices.certainlyAbove(all[own + PROCEEDS]);
        boolean apart = exact;
        for (int at = 0; at < all.length; at += ROW) {
            apart &= all[at] > bids;
            apart &= all[at + COST] > proceeds;
            apart &= all[at + BID] < asks;
            apart &= all[at + PROCEEDS] < costs;
        }
        return apart;
    }

    /// Whether to buy on the one and to sell on the other certainly does not pay.
    boolean costsMore(int buy, int sell) {
        return exact && Prices.below(rows[sell * ROW + PROCEEDS], rows[buy * ROW + COST]);
    }

    /// Whether the other certainly bids less than the one asks.
    boolean noSpread(int buy, int sell) {
        return Prices.below(rows[sell * ROW + BID], rows[buy * ROW]);
    }

    /// Whether the other certainly bids more than the one asks.
    boolean spread(int buy, int sell) {
        return Prices.below(rows[buy * ROW], rows[sell * ROW + BID]);
    }
}
