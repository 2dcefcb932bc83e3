package io.crossbook.simulator;

import java.math.BigDecimal;

/// An order as its exchange has understood it, before it has seen the book.
///
/// `limit` is in ticks, 0 for a market order; `lots` is 0 where `budget` says how much of the quote
/// asset a market order spends or wants. `feeAsset` is what the exchange charges in: one of the
/// listing's two. `trigger` is in ticks, 0 for an order that waits for none.
record Ticket(Listing listing, Side side, Kind kind, Life life, long limit, long lots,
        BigDecimal budget, String clientId, String feeAsset, long trigger) {

    enum Kind {
        LIMIT, MARKET, POST_ONLY
    }

    enum Life {
        GOOD_TILL_CANCELLED, IMMEDIATE_OR_CANCEL, FILL_OR_KILL
    }

    Ticket(Listing listing, Side side, Kind kind, Life life, long limit, long lots,
            BigDecimal budget, String clientId, String feeAsset) {
        this(listing, side, kind, life, limit, lots, budget, clientId, feeAsset, 0);
    }

    /// Whether it is a stop order, which no book sees.
    boolean stop() {
        return trigger > 0;
    }

    boolean buys() {
        return side == Side.BID;
    }

    /// The asset that is paid with.
    String gives() {
        return buys() ? listing.instrument().quote() : listing.instrument().base();
    }

    /// The asset that is received.
    String takes() {
        return buys() ? listing.instrument().base() : listing.instrument().quote();
    }

    Ticket sized(long newLimit, long newLots) {
        return new Ticket(listing, side, kind, life, newLimit, newLots, budget, clientId, feeAsset,
                trigger);
    }

    /// The same as a stop order.
    Ticket waitingFor(long newTrigger) {
        return new Ticket(listing, side, kind, life, limit, lots, budget, clientId, feeAsset,
                newTrigger);
    }
}
