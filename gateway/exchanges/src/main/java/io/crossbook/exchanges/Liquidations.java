package io.crossbook.exchanges;

import io.crossbook.books.LiquidationUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.Side;
import io.crossbook.books.TradeUpdate;

/// Fills liquidations from what the general parser found.
///
/// They come rarely, and their prices may be finer than any of the market's: each is read at digits of its own, so that the book's stay as they are.
public final class Liquidations {

    private Liquidations() {}

    /// One; [Malformed] where its price or size is no amount.
    public static LiquidationUpdate read(Listing listing, Entry entry, Side side, Json price,
            Json size, long eventNanos) {
        var digits = new Digits(listing, entry);
        var order = new TradeUpdate();
        digits.begin(order, listing.id());
        order.price = digits.price(price, order);
        order.size = digits.size(size, order);
        if (order.price == 0 || order.size == 0) {
            throw new Malformed("a liquidation of nothing");
        }
        order.taker = side;
        order.eventNanos = eventNanos;
        return new LiquidationUpdate(order);
    }
}
