package io.crossbook.cli;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookSkip;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Decimals;
import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBook;
import io.crossbook.books.QuoteUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The book of one listing of a recording, and a count of all that was said about it.
final class ReplayedBook {

    /// A book that was whole and is broken, at a record.
    record Break(int record, Kind kind, String why) {}

    /// How breaks are told in the answer.
    enum Kind {
        GAP, CHECKSUM, RESET;

        static Kind of(BookBreak.Kind kind) {
            return switch (kind) {
                // What could not be read is missing.
                case GAP, MALFORMED, TOO_PRECISE, LOST_INPUT, CROSSED, DRIFT -> GAP;
                case CHECKSUM -> CHECKSUM;
                case RESET, DISCONNECTED, UNSUBSCRIBED, HALTED -> RESET;
            };
        }
    }

    private record Best(String bid, String bidSize, String ask, String askSize) {}

    final ListingBook book;
    final List<Break> breaks = new ArrayList<>();
    int bookFrames;
    int snapshots;
    int applied;
    int staleDropped;
    int gaps;
    int unsynced;
    int crossedAfterUpdate;
    int checksumOk;
    int checksumBad;
    int quoteFrames;
    int quotesOfSameUpdate;
    int quotesOfSameUpdateEqual;
    private int lastBookFrame = -1;
    private final Map<Long, Best> quotesAhead = new HashMap<>();

    ReplayedBook(ListingBook book) {
        this.book = book;
    }

    Listing listing() {
        return book.listing();
    }

    /// A frame said something about this book; several messages in one frame count once.
    void frame(int record) {
        if (record != lastBookFrame) {
            lastBookFrame = record;
            bookFrames++;
        }
    }

    /// An update was applied. `inFrame` is false for what a REST answer brought.
    void applied(BookUpdate update, boolean inFrame) {
        snapshots += update.snapshot() ? 1 : 0;
        applied += update.snapshot() && !inFrame ? 0 : 1;
        checksumOk += update.checksum() != BookUpdate.NO_CHECKSUM ? 1 : 0;
        OrderBook levels = book.levels();
        boolean crossed = levels.bestBid() != 0 && levels.bestAsk() != 0
                && levels.bestBid() >= levels.bestAsk();
        crossedAfterUpdate += crossed ? 1 : 0;
        compareQuotesAhead();
    }

    void skipped(BookSkip.Reason reason) {
        switch (reason) {
            case STALE -> staleDropped++;
            case UNSYNCED -> unsynced++;
            case BUFFERED, KEEP_ALIVE -> {
            }
        }
    }

    /// The book is broken now; `before` is what it was. A book that waits for its snapshot cannot break again.
    void broken(int record, BookBreak.Kind kind, Health before) {
        checksumBad += kind == BookBreak.Kind.CHECKSUM ? 1 : 0;
        if (before != Health.BROKEN) {
            gaps += kind == BookBreak.Kind.GAP ? 1 : 0;
            breaks.add(new Break(record, Kind.of(kind), book.why()));
        }
    }

    /// A quote of the faster channel: compared when the book is at the same update, now or when it gets there.
    void quote(QuoteUpdate quote) {
        quoteFrames++;
        var quoted = new Best(
                Decimals.format(quote.bid, quote.priceScale),
                Decimals.format(quote.bidSize, quote.sizeScale),
                Decimals.format(quote.ask, quote.priceScale),
                Decimals.format(quote.askSize, quote.sizeScale));
        if (quote.updateId > book.updateId()) {
            quotesAhead.put(quote.updateId, quoted);
        } else if (quote.updateId == book.updateId() && quote.updateId != 0) {
            compare(quoted);
        }
    }

    private void compareQuotesAhead() {
        if (quotesAhead.isEmpty()) {
            return;
        }
        Best quoted = quotesAhead.get(book.updateId());
        if (quoted != null) {
            compare(quoted);
        }
        quotesAhead.keySet().removeIf(update -> update <= book.updateId());
    }

    private void compare(Best quoted) {
        quotesOfSameUpdate++;
        OrderBook levels = book.levels();
        var ours = new Best(Decimals.format(levels.bestBid(), levels.priceScale()),
                Decimals.format(levels.bestBidSize(), levels.sizeScale()),
                Decimals.format(levels.bestAsk(), levels.priceScale()),
                Decimals.format(levels.bestAskSize(), levels.sizeScale()));
        quotesOfSameUpdateEqual += quoted.equals(ours) ? 1 : 0;
    }
}
