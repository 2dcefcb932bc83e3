package io.crossbook.cli;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookSkip;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.Health;
import io.crossbook.books.LiquidationUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBooks;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Dialect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The books of one recorded session, and which connection each comes from. Age, lag and crossing suppress nothing here.
final class ReplayedBooks {

    private final RecordedListings recorded;
    private final List<ReplayedBook> books = new ArrayList<>();
    private final Map<Integer, ReplayedConnection> owners = new HashMap<>();
    private final List<ReplayedBook> touched = new ArrayList<>();
    private int record;
    private long now;

    ReplayedBooks(Dialect dialect, RecordedListings recorded) {
        this.recorded = recorded;
        for (Listing listing : recorded.all()) {
            var shape = dialect.shape(listing);
            books.add(new ReplayedBook(new ListingBook(listing, shape,
                    OrderBooks.of(shape, listing.rules()), BookLimits.NONE)));
        }
    }

    /// The next record comes.
    void at(Recorded line) {
        touched.clear();
        record = line.record();
        now = line.nanos();
    }

    long now() {
        return now;
    }

    /// In the order of their first appearance.
    List<ReplayedBook> all() {
        return books;
    }

    /// About which the record said something, in the order in which it did.
    List<ReplayedBook> touched() {
        return touched;
    }

    /// What a connection carried goes with it.
    void gone(ReplayedConnection connection) {
        for (ReplayedBook replayed : books) {
            if (owners.remove(replayed.listing().id(), connection)) {
                fail(replayed, BookBreak.Kind.DISCONNECTED, "the connection is gone");
            }
        }
    }

    void event(ReplayedConnection from, FeedEvent event) {
        ReplayedBook replayed = books
                .get(event.listing() - books.getFirst().listing().id());
        switch (event) {
            case QuoteUpdate quote -> replayed.quote(quote);
            case BookUpdate update -> {
                if (owns(from, update.listing(), update.snapshot())) {
                    update(from, replayed, update);
                }
            }
            case BookSkip(int listing, BookSkip.Reason reason, _) -> {
                if (owns(from, listing, false)) {
                    said(from, replayed);
                    replayed.skipped(reason);
                }
            }
            case BookBreak(int listing, BookBreak.Kind kind, String why) -> {
                if (owns(from, listing, false)) {
                    said(from, replayed);
                    fail(replayed, kind, why);
                }
            }
            case TradeUpdate _,LiquidationUpdate _,DerivativeUpdate _ -> {
            }
        }
    }

    private void fail(ReplayedBook replayed, BookBreak.Kind kind, String why) {
        Health before = replayed.book.health();
        replayed.book.fail(kind, why);
        replayed.broken(record, kind, before);
    }

    // A book belongs to the connection of its last snapshot, as in the engine.
    private boolean owns(ReplayedConnection from, int listing, boolean snapshot) {
        if (!recorded.carries(from.name(), listing)) {
            return false;
        }
        if (snapshot) {
            owners.put(listing, from);
        }
        ReplayedConnection owner = owners.get(listing);
        return owner == null || owner.equals(from);
    }

    private void said(ReplayedConnection from, ReplayedBook replayed) {
        if (!touched.contains(replayed)) {
            touched.add(replayed);
        }
        if (from.inFrame()) {
            replayed.frame(record);
        }
    }

    private void update(ReplayedConnection from, ReplayedBook replayed, BookUpdate update) {
        said(from, replayed);
        Health before = replayed.book.health();
        ListingBook.Applied applied = replayed.book.apply(update, now);
        switch (applied) {
            case YES -> replayed.applied(update, from.inFrame());
            case UNSYNCED -> replayed.skipped(BookSkip.Reason.UNSYNCED);
            case CHECKSUM -> repair(from, replayed, before, BookBreak.Kind.CHECKSUM);
            case TOO_PRECISE -> repair(from, replayed, before, BookBreak.Kind.TOO_PRECISE);
        }
    }

    private void repair(ReplayedConnection from, ReplayedBook replayed, Health before,
            BookBreak.Kind kind) {
        replayed.broken(record, kind, before);
        from.resync(replayed);
    }
}
