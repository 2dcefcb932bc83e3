package io.crossbook.books;

/// A position that was closed by force.
///
/// `order` is what the exchange traded for it, [TradeUpdate#taker] its side: [Side#ASK] sold out a long position. Its price is what the exchange tells, which for some is that of
/// bankruptcy and not that of a trade.
public record LiquidationUpdate(TradeUpdate order) implements FeedEvent {

    @Override
    public int listing() {
        return order.listing;
    }
}
