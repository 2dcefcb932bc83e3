package io.crossbook.exchanges.binance;

import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.LiquidationUpdate;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.TradeUpdate;
import org.jspecify.annotations.Nullable;

/// The reusable events of one conversation: both readers fill them, the conversation hands them on.
final class Events {

    final Depth depth = new Depth();
    final QuoteUpdate quote = new QuoteUpdate();
    final TradeUpdate trade = new TradeUpdate();
    final DerivativeUpdate mark = new DerivativeUpdate();
    /// Null where the order that liquidates has not traded.
    @Nullable
    LiquidationUpdate liquidation;
    /// Whether the trade is one of the market: futures also announce those of the insurance fund and of liquidations by ADL.
    boolean marketTrade = true;
}
