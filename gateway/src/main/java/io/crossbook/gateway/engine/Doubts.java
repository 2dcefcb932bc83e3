package io.crossbook.gateway.engine;

import io.crossbook.books.BookBreak;
import io.crossbook.books.Books;
import io.crossbook.books.Health;
import io.crossbook.books.ListingBook;
import java.util.HashMap;
import java.util.Map;

/// What follows from comparing books with the exchange's own snapshots: a book that is confirmed, started anew, or doubted.
///
/// A silent book whose spot check showed nothing is checked again; after a few times it is started anew, for an exchange that has
/// gone on without it no longer feeds it.
final class Doubts {

    /// A doubted book must be checked again.
    static final int RECHECK = 5;
    /// The next sample is due.
    static final int AUDIT = 3;
    private static final long RECHECK_NANOS = 5_000_000_000L;
    private static final int MOST_DOUBTS = 4;

    private final Books books;
    private final Timers timers;
    private final Market market;
    private final Auditor auditor;
    private final Map<Integer, Integer> doubts = new HashMap<>();
    private long auditNanos;
    private boolean auditing;

    Doubts(Books books, Timers timers, Market market, Auditor auditor) {
        this.books = books;
        this.timers = timers;
        this.market = market;
        this.auditor = auditor;
    }

    /// Samples a book this often from now on; never when it is 0.
    void sampleEvery(long nanos, long now) {
        auditNanos = nanos;
        if (auditNanos > 0 && !auditing) {
            auditing = true;
            timers.at(now + auditNanos, AUDIT, 0);
        }
    }

    void sample(long now) {
        auditing = auditNanos > 0;
        if (auditing) {
            auditor.sample(now);
            timers.at(now + auditNanos, AUDIT, 0);
        }
    }

    void found(ListingBook book, Auditor.Finding finding, String detail, Auditor.Audit audit,
            long now) {
        switch (finding) {
            case SAME -> {
                if (audit.quiet) {
                    market.proven(book, audit.askedNanos, now);
                    doubt(book, now); // an answer that took too long proves too little
                }
            }
            case DRIFT -> market.failAndResync(book, BookBreak.Kind.DRIFT, detail, now);
            case NOT_COMPARABLE -> {
                if (audit.quiet) {
                    doubt(book, now);
                }
            }
        }
    }

    private void doubt(ListingBook book, long now) {
        int listing = book.listing().id();
        if (book.health() != Health.STALE) {
            doubts.remove(listing);
        } else if (doubts.merge(listing, 1, Integer::sum) < MOST_DOUBTS) {
            timers.at(now + RECHECK_NANOS, RECHECK, listing);
        } else {
            doubts.remove(listing);
            market.failAndResync(book, BookBreak.Kind.DRIFT,
                    "silent, and no spot check could confirm it", now);
        }
    }

    void recheck(int listing, long now) {
        ListingBook book = books.book(listing);
        if (book.health() == Health.STALE) {
            auditor.quiet(book, now);
        } else {
            doubts.remove(listing);
        }
    }
}
