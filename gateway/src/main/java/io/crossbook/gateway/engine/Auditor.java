package io.crossbook.gateway.engine;

import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Books;
import io.crossbook.books.Cursor;
import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBook;
import io.crossbook.books.OrderBooks;
import io.crossbook.books.Rules;
import io.crossbook.books.Side;
import io.crossbook.books.SpotCheck;
import io.crossbook.exchanges.Answer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Compares books with the exchange's own snapshots: a book that fell quiet (frozen, or is there nothing new?), and samples.
///
/// A snapshot is as old as its way to us, so while one is on its way the states that the book goes through are noted, each with its update id and a
/// digest of its best ten levels; the snapshot is compared with the state of its own id. Where the exchange gives no ids, equal to
/// any noted state is proof, and unequal to all proves nothing. That a silent book still stands is proven only by its last state,
/// and only as of the moment when the exchange was asked.
final class Auditor {

    /// What a comparison showed.
    enum Finding {
        SAME, DRIFT, NOT_COMPARABLE
    }

    private static final int LEVELS = 10;
    private static final int MOST_STATES = 4096;
    /// An answer that has not come by then is waited for no more.
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Books books;
    private final Agent agent;
    private final Map<Integer, Audit> audits = new LinkedHashMap<>();
    private final BookUpdate scratch = new BookUpdate();
    private final Cursor cursor = new Cursor();
    private final BitSet audited = new BitSet();
    private int turn;

    /// Sends requests and acts on findings.
    interface Agent {
        /// False when the exchange has no snapshot to ask for, or is not connected.
        boolean request(ListingBook book, Audit audit);

        /// Reads an answer into `into`; false when it holds no snapshot.
        boolean read(ListingBook book, Answer answer, BookUpdate into);

        /// `detail` says what differs.
        void found(ListingBook book, Finding finding, String detail, Audit audit);
    }

    /// One snapshot that is on its way.
    static final class Audit {
        final int listing;
        final long askedNanos;
        /// Whether it was asked because the book had fallen silent.
        final boolean quiet;
        /// The book fell silent while a sample was on its way.
        private boolean again;
        private long[] ids = new long[16];
        private long[] digests = new long[16];
        private int count;

        Audit(int listing, boolean quiet, long askedNanos) {
            this.listing = listing;
            this.askedNanos = askedNanos;
            this.quiet = quiet;
        }

        private void note(long id, long digest) {
            if (count == MOST_STATES) {
                count = 0; // a snapshot this late is not comparable; only what is recent can be
            }
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, count * 2);
                digests = Arrays.copyOf(digests, count * 2);
            }
            ids[count] = id;
            digests[count++] = digest;
        }

        private Finding compare(long id, long digest) {
            for (int i = quiet ? count - 1 : 0; i < count; i++) {
                if (digests[i] == digest && (id == 0 || ids[i] == 0 || ids[i] == id)) {
                    return Finding.SAME;
                }
            }
            for (int i = 0; i < count; i++) {
                if (id != 0 && ids[i] == id && digests[i] != digest) {
                    return Finding.DRIFT;
                }
            }
            return Finding.NOT_COMPARABLE;
        }
    }

    Auditor(Books books, Agent agent) {
        this.books = books;
        this.agent = agent;
    }

    /// A book fell silent for longer than allowed: ask the exchange whether it still stands.
    void quiet(ListingBook book, long now) {
        start(book, true, now);
    }

    /// Audits the next live book, in the order of their ids.
    void sample(long now) {
        List<ListingBook> all = books.all();
        for (int tried = 0; tried < all.size(); tried++) {
            turn = turn + 1 >= all.size() ? 0 : turn + 1;
            ListingBook book = all.get(turn);
            if (book.health() == Health.LIVE && start(book, false, now)) {
                return;
            }
        }
    }

    private boolean start(ListingBook book, boolean quiet, long now) {
        int listing = book.id();
        Audit underWay = audits.get(listing);
        if (underWay != null && now - underWay.askedNanos < PATIENCE_NANOS) {
            underWay.again |= quiet && !underWay.quiet;
            return false;
        }
        var audit = new Audit(listing, quiet, now);
        if (!agent.request(book, audit)) {
            return false;
        }
        audits.put(listing, audit);
        audited.set(listing);
        audit.note(book.updateId(), digest(book.levels()));
        return true;
    }

    /// A book has a new state.
    void applied(ListingBook book) {
        if (!audited.get(book.id())) {
            return;
        }
        Audit audit = audits.get(book.id());
        if (audit != null) {
            audit.note(book.updateId(), digest(book.levels()));
        }
    }

    /// The snapshot, or what became of it.
    void answer(Audit audit, Answer answer, long now) {
        if (!audits.remove(audit.listing, audit)) {
            return; // another was asked since
        }
        audited.clear(audit.listing);
        ListingBook book = books.book(audit.listing);
        compare(book, audit, answer);
        if (audit.again && book.health() == Health.STALE) {
            quiet(book, now);
        }
    }

    private void compare(ListingBook book, Audit audit, Answer answer) {
        if (book.health() == Health.BROKEN || !answer.ok() || !agent.read(book, answer, scratch)) {
            agent.found(book, Finding.NOT_COMPARABLE, "", audit);
            return;
        }
        switch (SpotCheck.compare(scratch, book, LEVELS)) {
            case SpotCheck.Same _ -> agent.found(book, Finding.SAME, "", audit);
            case SpotCheck.Drift(String detail) ->
                agent.found(book, Finding.DRIFT, detail, audit);
            case SpotCheck.NotComparable _ -> agent.found(book, compareWithNoted(audit),
                    "it was otherwise at the exchange at update " + scratch.updateId(), audit);
        }
    }

    private Finding compareWithNoted(Audit audit) {
        OrderBook snapshot = OrderBooks.of(BookShape.FULL, Rules.UNKNOWN);
        try {
            snapshot.apply(scratch);
        } catch (ArithmeticException _) {
            return Finding.NOT_COMPARABLE; // no book at all: a price of zero, or more than fixed point holds
        }
        return audit.compare(scratch.updateId(), digest(snapshot));
    }

    /// Sums up the best levels by value, whatever the scale.
    private long digest(OrderBook book) {
        return digest(book, Side.ASK, digest(book, Side.BID, 0));
    }

    private long digest(OrderBook book, Side side, long seed) {
        long pricePower = Decimals.power(Decimals.MAX_SCALE - book.priceScale());
        long sizePower = Decimals.power(Decimals.MAX_SCALE - book.sizeScale());
        long digest = seed * 31 + (side == Side.BID ? 1 : 2);
        book.walk(side, cursor);
        for (int i = 0; i < LEVELS && cursor.next(); i++) {
            digest = (digest ^ cursor.price() * pricePower) * 0x9E3779B97F4A7C15L;
            digest = (digest ^ cursor.size() * sizePower) * 0xC2B2AE3D27D4EB4FL;
            digest ^= digest >>> 32;
        }
        return digest;
    }
}
