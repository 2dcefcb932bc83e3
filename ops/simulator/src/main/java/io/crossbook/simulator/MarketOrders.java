package io.crossbook.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Market orders as limit orders: how many lots, and down to which price, by the book of the moment.
final class MarketOrders {

    private MarketOrders() {}

    /// The order with lots and limit; no lots where its budget buys none.
    static Ticket sized(Book book, Ticket ticket) {
        Side other = ticket.buys() ? Side.ASK : Side.BID;
        Listing listing = ticket.listing();
        BigDecimal budget = ticket.budget();
        boolean counted = budget.signum() == 0;
        long lots = 0;
        long limit = book.price(other, 0);
        for (int rank = 0; rank < book.depth(other); rank++) {
            BigDecimal lot = new BigDecimal(listing.price(book.price(other, rank)))
                    .movePointLeft(listing.sizeDecimals());
            long wanted = counted
                    ? ticket.lots() - lots
                    : budget.divide(lot, 0, RoundingMode.DOWN).longValueExact();
            if (wanted <= 0) {
                break;
            }
            long taken = Math.min(wanted, book.size(other, rank));
            limit = book.price(other, rank);
            lots += taken;
            budget = budget.subtract(lot.multiply(BigDecimal.valueOf(taken)));
        }
        return ticket.sized(limit, counted ? ticket.lots() : lots);
    }
}
