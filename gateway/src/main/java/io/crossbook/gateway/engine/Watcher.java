package io.crossbook.gateway.engine;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.arbitrage.Stock;
import io.crossbook.books.BookBreak;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.Health;
import io.crossbook.books.LiquidationUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Fault;
import io.crossbook.execution.Entry;
import io.crossbook.execution.report.Markouts;
import io.crossbook.execution.report.Statement;

/// Who wants to see what the engine saw and decided: the feed, metrics, the `books` command, tests. Changes nothing.
///
/// Called on the engine's thread after the decision; mutable events are valid during the call. All methods do nothing by default.
public interface Watcher {

    /// Looks at nothing.
    Watcher NOBODY = new Watcher() {
    };

    /// An update was applied to a book (its state is after the update).
    default void book(ListingBook book, BookUpdate update, long now) {}

    /// A best quote of a faster channel.
    default void quote(ListingBook book, QuoteUpdate quote, long now) {}

    /// A trade.
    default void trade(ListingBook book, TradeUpdate trade, long now) {}

    /// A position was closed by force.
    default void liquidation(ListingBook book, LiquidationUpdate liquidation, long now) {}

    /// Mark, index or funding.
    default void derivative(ListingBook book, DerivativeUpdate update, long now) {}

    /// A book message that rightly changed nothing.
    default void skipped(ListingBook book, io.crossbook.books.BookSkip.Reason reason, long now) {}

    /// A book was broken by a rule; its health is told as well.
    default void broken(ListingBook book, BookBreak.Kind kind, String why, long now) {}

    /// The health of a book changed; `book.why()` says why.
    default void health(ListingBook book, Health before, Health after, long now) {}

    /// The best of an instrument (dense id, see `Books`) changed, or the health of one of its listings.
    default void top(int instrument, long now) {}

    /// An opportunity opened, changed or closed.
    default void opportunity(Opportunity opportunity, long now) {}

    /// On a side, too few trades are left of what is held; told once, until there are enough again.
    default void low(Stock.Depth depth, long now) {}

    /// An exchange did what it should not.
    default void fault(String exchange, Fault fault, long now) {}

    /// The risk gate was tested before anything is traded: what it got wrong, for which nothing is; empty where it got all right.
    default void tested(String fault, long now) {}

    /// A wish of somebody's was not carried out, for this reason.
    default void refused(String why, long now) {}

    /// An order stands or traded on an account of ours that is none of ours: it is left alone. Once each, as far as there is room.
    default void foreign(String exchange, String symbol, String order, long now) {}

    /// A listing is kept out of its instrument from now on: it may not be the same asset.
    default void quarantined(Listing listing, String why, long now) {}

    /// A listing is in no comparison from now on, though its book may go on, or is again: its exchange was switched off or on.
    default void withdrawn(ListingBook book, long now) {}

    /// A book was compared with the exchange's own snapshot: `SAME`, `DRIFT` or `NOT_COMPARABLE`.
    default void audited(ListingBook book, String finding, long now) {}

    /// A connection could not be made.
    default void unreachable(String exchange, String link, String why, long now) {}

    /// A connection of an exchange opened or closed.
    default void connection(String exchange, String link, int connection, boolean open, String why,
            long now) {}

    /// Something that a person should know at once.
    default void alarm(String words, long now) {}

    /// Execution has halted for a reason of its own: nobody outside has pulled the latch yet.
    default void halted(String why, long now) {}

    /// A check of the risk gate has denied this many more times.
    default void denied(String check, long more, long now) {}

    /// Execution has written this down, and acted on it.
    default void entry(Entry entry, long now) {}

    /// How execution stands; once a second while somebody trades.
    default void standing(Standing standing, long now) {}

    /// A fill was compared with its book for the last time.
    default void markout(Markouts.Markout markout, long now) {}

    /// Why all accounts are worth more or less than at the beginning of the day or of the run; at most once a second, after something moved.
    default void earned(Statement statement, long now) {}

    /// The hash over all decisions so far, after every 1,024th input.
    default void hash(long inputs, long hash, long now) {}
}
