package io.crossbook.exchanges.bybit;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.LiquidationUpdate;
import io.crossbook.exchanges.TradeBatch;
import java.util.ArrayList;
import java.util.List;

/// What one frame said: both readers fill it, the conversation hands it on. Mutable, reused.
final class Message {

    final BookUpdate update = new BookUpdate();
    final TradeBatch trades = new TradeBatch();
    final List<LiquidationUpdate> liquidations = new ArrayList<>();
    final DerivativeUpdate ticker = new DerivativeUpdate();
    /// `u` and `seq` of a book message.
    long id;
    long sequence;

    /// Whether it replaces what was: a snapshot, or `u` 1 after the service was restarted.
    boolean restarts() {
        return update.snapshot();
    }

    /// Whether the ticker holds anything of what is told; many only move the day's statistics.
    boolean tickerSays() {
        return ticker.markPrice != DerivativeUpdate.NONE
                || ticker.indexPrice != DerivativeUpdate.NONE
                || ticker.lastPrice != DerivativeUpdate.NONE
                || ticker.fundingRate != DerivativeUpdate.NONE
                || ticker.fundingNanos != DerivativeUpdate.NONE
                || ticker.openInterest != DerivativeUpdate.NONE;
    }
}
