package io.crossbook.gateway.engine;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookShape;
import io.crossbook.books.BookSkip;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.FeedLag;
import io.crossbook.books.Health;
import io.crossbook.books.LiquidationUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.Tops;
import io.crossbook.books.TradeUpdate;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// From what a conversation says to a decision: books, their health, tops, detector; in that order, in one step.
///
/// A listing's books, quotes, trades, liquidations and derivative facts each belong to one connection. A newer connection takes a book
/// over with its first snapshot, the others with its first message; from then on what the older one says of it is ignored. So a reconnect by overlap never shows a hole, and no connection's leftovers survive it.
final class Market {

    /// A book must be looked at: too old, or crossed too long.
    static final int LOOK = 1;

    private final Books books;
    private final Tops tops;
    private final Timers timers;
    private final Watcher watcher;
    private final OutputHash hash;
    private final Auditor auditor;
    private final Desk desk;

    private @Nullable Line[] bookLines = new Line[16];
    private final Owners quotes = new Owners();
    private final Owners trades = new Owners();
    private final Owners liquidations = new Owners();
    private final Owners derivatives = new Owners();
    private @Nullable Executor executor;
    private long[] looks = new long[16];
    private final BitSet held = new BitSet();
    private long prefetched;

    Market(Books books, Tops tops, Timers timers, Watcher watcher, OutputHash hash, Auditor auditor,
            Desk desk) {
        this.books = books;
        this.tops = tops;
        this.timers = timers;
        this.watcher = watcher;
        this.hash = hash;
        this.auditor = auditor;
        this.desk = desk;
    }

    /// Somebody trades from now on, and hears of books and derivatives.
    void tradedBy(Executor somebody) {
        executor = somebody;
    }

    /// A listing was kept out or let in again while the tops were compared: what was found with it ends or begins in the same step, and its instrument's top is told.
    void compared(int listing) {
        held.set(listing);
    }

    /// What was read ahead, added up: it means nothing, but that it could be asked for keeps it from being left out.
    long prefetched() {
        return prefetched;
    }

    /// Makes room for a listing.
    void reserve(int listing) {
        if (listing >= looks.length) {
            int size = Math.max(listing + 1, looks.length * 2);
            bookLines = Arrays.copyOf(bookLines, size);
            quotes.reserve(size);
            trades.reserve(size);
            liquidations.reserve(size);
            derivatives.reserve(size);
            looks = Arrays.copyOf(looks, size);
        }
    }

    /// The connection that a listing's book comes from, or null.
    @Nullable
    Line bookLine(int listing) {
        return bookLines[listing];
    }

    void event(Line line, FeedEvent event, long now) {
        switch (event) {
            case BookUpdate update -> update(line, update, now);
            case QuoteUpdate quote -> {
                if (quotes.owns(line, quote.listing)) {
                    watcher.quote(books.book(quote.listing), quote, now);
                }
            }
            case TradeUpdate trade -> {
                if (trades.owns(line, trade.listing)) {
                    watcher.trade(books.book(trade.listing), trade, now);
                }
            }
            case LiquidationUpdate liquidation -> {
                if (liquidations.owns(line, liquidation.listing())) {
                    watcher.liquidation(books.book(liquidation.listing()), liquidation, now);
                }
            }
            case DerivativeUpdate derivative -> {
                if (derivatives.owns(line, derivative.listing)) {
                    watcher.derivative(books.book(derivative.listing), derivative, now);
                    desk.derivative(books.book(derivative.listing), derivative, now);
                    if (executor != null) {
                        executor.derivative(derivative, now);
                    }
                }
            }
            case BookBreak(int listing, BookBreak.Kind kind, String why) -> {
                Line owner = bookLines[listing];
                if (owner == line || owner == null) {
                    fail(books.book(listing), kind, why, now);
                }
            }
            case BookSkip skip -> skip(line, skip, now);
        }
    }

    private void update(Line line, BookUpdate update, long now) {
        int listing = update.listing();
        ListingBook book = books.book(listing);
        prefetched += book.prefetch() + desk.prefetch(listing) + looks[listing];
        Health before = book.health();
        Line owner = bookLines[listing];
        if (owner != line) {
            boolean takesOver = update.snapshot()
                    && (owner == null || owner.connection < line.connection);
            if (!takesOver) {
                watcher.skipped(book, BookSkip.Reason.UNSYNCED, now);
                return;
            }
            bookLines[listing] = line;
            book.lagging(line.isLate(listing));
        }
        // What follows a snapshot in its own step was held back for it, and measured when it came.
        boolean wasHeld = !update.snapshot() && book.receivedNanos() == now;
        long prices = book.prices();
        ListingBook.Applied applied = book.apply(update, now);
        switch (applied) {
            case YES -> {
                if (!wasHeld) {
                    boolean first = update.snapshot()
                            && (before == Health.BROKEN || owner != line);
                    measureLag(line, book, update.eventNanos(), first, now);
                }
                auditor.applied(book);
                settle(book, before, now);
                watcher.book(book, update, now);
                if (executor != null) {
                    executor.updated(book);
                }
                armLook(book);
                if (book.prices() != prices && book.levels().nearsHorizon()) {
                    line.conversation.renew(book.listing(), now);
                }
            }
            case UNSYNCED -> watcher.skipped(book, BookSkip.Reason.UNSYNCED, now);
            case CHECKSUM -> repair(line, book, before, BookBreak.Kind.CHECKSUM, now);
            case TOO_PRECISE -> repair(line, book, before, BookBreak.Kind.TOO_PRECISE, now);
        }
    }

    /// After a book broke on its own check: tell, then start it anew.
    private void repair(Line line, ListingBook book, Health before, BookBreak.Kind kind, long now) {
        broke(book, before, kind, now);
        line.conversation.resync(book.listing(), book.why(), now);
    }

    private void skip(Line line, BookSkip skip, long now) {
        ListingBook book = books.book(skip.listing());
        watcher.skipped(book, skip.reason(), now);
        Health before = book.health();
        measureLag(line, book, skip.eventNanos(), false, now);
        if (skip.reason() == BookSkip.Reason.KEEP_ALIVE && bookLines[book.id()] == line
                && book.health() != Health.BROKEN) {
            book.confirm(now);
            settle(book, before, now);
            armLook(book);
        } else if (book.health() != before) {
            settle(book, before, now);
        }
    }

    /// A spot check found that a book stood at `asOfNanos` though nothing had come. If that was just now, it is not late either.
    void proven(ListingBook book, long asOfNanos, long now) {
        Health before = book.health();
        book.prove(asOfNanos, now);
        Line line = bookLines[book.id()];
        if (line != null && now - asOfNanos <= line.limits().maxLagNanos()) {
            line.lates.clear(book.id());
            book.lagging(line.late);
        }
        settle(book, before, now);
        armLook(book);
    }

    /// Takes over fresh metadata of a listing: a halt closes what is open in the same step.
    void relisted(ListingBook book, Listing listing, long now) {
        Health before = book.health();
        book.listing(listing);
        settle(book, before, now);
    }

    /// Takes a book out of all that is compared, or lets it in again, though it goes on: what follows does so in the same step.
    void withdraw(ListingBook book, boolean out, long now) {
        if (tops.withdraw(book.id(), out)) {
            settle(book, book.health(), now);
            watcher.top(books.instrumentOf(book.id()), now); // also where it was not the best: its quote is gone all the same
            watcher.withdrawn(book, now);
        }
    }

    /// Other limits or another cut are in force: what follows from them does so in the same step.
    void reshaped(ListingBook book, BookShape shape, BookLimits limits, long now) {
        book.reshape(shape, limits);
        looks[book.listing().id()] = now;
        look(book.listing().id(), now);
    }

    /// Breaks a book for a reason from outside its levels.
    void fail(ListingBook book, BookBreak.Kind kind, String why, long now) {
        Health before = book.health();
        book.fail(kind, why);
        broke(book, before, kind, now);
    }

    /// Breaks a book and starts it anew on its own connection.
    void failAndResync(ListingBook book, BookBreak.Kind kind, String why, long now) {
        fail(book, kind, why, now);
        Line line = bookLines[book.id()];
        if (line != null) {
            line.conversation.resync(book.listing(), why, now);
        }
    }

    private void broke(ListingBook book, Health before, BookBreak.Kind kind, long now) {
        hash.add(book.id());
        hash.add(kind.name());
        settle(book, before, now);
        watcher.broken(book, kind, book.why(), now);
    }

    /// Takes everything from a connection that is gone.
    void gone(Line line, String why, long now) {
        for (int listing = 0; listing < looks.length; listing++) {
            if (bookLines[listing] == line) {
                bookLines[listing] = null;
                fail(books.book(listing), BookBreak.Kind.DISCONNECTED, why, now);
            }
            quotes.gone(line, listing);
            trades.gone(line, listing);
            liquidations.gone(line, listing);
            if (derivatives.gone(line, listing)) {
                desk.derivativeLost(books.book(listing), now);
            }
        }
    }

    /// Whether everything that `older` carried now comes from newer connections.
    boolean relieved(Line older) {
        for (@Nullable
        Line owner : bookLines) {
            if (owner == older) {
                return false;
            }
        }
        return true;
    }

    /// A book whose last message was late is, until its own next one is on time. A connection is first in, first out, so such a
    /// message tells of all that it carries, unless something younger has already come through on time: then
    /// that one listing alone lags. So does one whose `first` snapshot is late, for it may be as old as its market is quiet.
    private void measureLag(Line line, ListingBook book, long event, boolean first, long now) {
        if (event == 0) {
            return;
        }
        long behind = line.lag.lag(now, event);
        boolean isLate = behind > line.limits().maxLagNanos();
        if (isLate || line.late || line.lates.get(book.id())) {
            boolean tells = !first && behind < FeedLag.STEPPED && event >= line.onTimeNanos;
            line.lates.set(book.id(), isLate);
            late(line, isLate && (line.late || tells), now, book);
            if (bookLines[book.id()] == line) {
                book.lagging(isLate); // its own caller settles it
            }
            if (behind == FeedLag.STEPPED) {
                mistrust(book, now);
            }
        }
        if (!isLate) {
            line.onTimeNanos = event;
        }
    }

    /// All that a connection carries is late, or no more.
    private void late(Line line, boolean allAre, long now, ListingBook except) {
        if (allAre == line.late) {
            return;
        }
        line.late = allAre;
        for (int listing = 0; listing < looks.length; listing++) {
            if (bookLines[listing] == line && listing != except.id()) {
                lag(line, books.book(listing), now);
            }
        }
    }

    /// A clock has stepped: nobody knows how old what was received before is, until each listing's own next message.
    private void mistrust(ListingBook except, long now) {
        for (int listing = 0; listing < looks.length; listing++) {
            Line line = bookLines[listing];
            if (line != null && listing != except.id()) {
                line.lates.set(listing);
                lag(line, books.book(listing), now);
            }
        }
    }

    private void lag(Line line, ListingBook book, long now) {
        Health before = book.health();
        book.lagging(line.isLate(book.id()));
        settle(book, before, now);
    }

    /// Everything that follows from a changed book or health, in the same step.
    private void settle(ListingBook book, Health before, long now) {
        boolean moved = tops.update(book);
        Health after = book.health();
        if (moved) {
            hash.add(book.id());
            hash.add(book.levels().bestBid());
            hash.add(book.levels().bestAsk());
        }
        desk.changed(book, now);
        if (!held.isEmpty()) {
            for (int each = held.nextSetBit(0); each >= 0; each = held.nextSetBit(each + 1)) {
                desk.changed(books.book(each), now);
                watcher.top(books.instrumentOf(each), now);
            }
            held.clear();
        }
        if (moved || after != before) {
            watcher.top(books.instrumentOf(book.id()), now);
        }
        if (after != before) {
            hash.add(after.name());
            watcher.health(book, before, after, now);
        }
    }

    /// Sees to it that somebody looks when this book may have become too old or crossed too long.
    private void armLook(ListingBook book) {
        int listing = book.id();
        long next = book.nextLook();
        if (next < looks[listing] || looks[listing] == 0) {
            looks[listing] = next;
            timers.at(next, LOOK, listing);
        }
    }

    /// A look is due; one that came too early, as messages arrived since, is set again.
    void look(int listing, long now) {
        if (looks[listing] == 0 || looks[listing] > now) {
            return;
        }
        looks[listing] = 0;
        ListingBook book = books.book(listing);
        Health before = book.health();
        boolean wasOld = book.isOld();
        boolean changed = book.look(now);
        if (changed) {
            if (book.health() == Health.BROKEN) {
                Line line = bookLines[listing];
                broke(book, before, BookBreak.Kind.CROSSED, now);
                if (line != null) {
                    line.conversation.resync(book.listing(), book.why(), now);
                }
            } else {
                settle(book, before, now);
            }
        }
        if (book.isOld() && !wasOld) {
            auditor.quiet(book, now);
        }
        if (book.nextLook() != Long.MAX_VALUE) {
            armLook(book);
        }
    }
}
