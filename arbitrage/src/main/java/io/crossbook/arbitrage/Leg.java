package io.crossbook.arbitrage;

import io.crossbook.books.Decimals;
import io.crossbook.books.Listing;
import io.crossbook.books.Side;

/// One trade of an opportunity: what it takes of one side of a listing's book.
///
/// Taking `ASK` buys, taking `BID` sells. `size` is in base units at `sizeScale`; `limit` is the worst price that the size reaches, on the tick, at
/// the book's `priceScale` (per contract, where a contract is several base units).
public record Leg(Listing listing, Side side, long size, int sizeScale, long limit,
        int priceScale) {

    /// Whether it buys the base.
    public boolean buys() {
        return side == Side.ASK;
    }

    /// The asset that it gives: the quote when it buys.
    public String pays() {
        return buys() ? listing.instrument().quote() : listing.instrument().base();
    }

    /// The asset that it gets.
    public String receives() {
        return buys() ? listing.instrument().base() : listing.instrument().quote();
    }

    /// How people read it: `buy 0.5 BTC on kraken at 60000.1`.
    @Override
    public String toString() {
        return (buys() ? "buy " : "sell ") + Decimals.format(size, sizeScale) + " "
                + listing.instrument().base() + " on " + listing.exchange() + " at "
                + Decimals.format(limit, priceScale);
    }
}
