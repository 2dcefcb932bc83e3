package io.crossbook.exchanges.xchange;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Subscriptions;
import io.crossbook.exchanges.SymbolTable;
import io.crossbook.exchanges.TrackedBook;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads frames of our own: from an XChange client behind the bridge, or from a recording.
///
/// Every book of the bridge is whole and replaces the one before. Whatever is doubted (crossed, ended, silent for too long) can
/// only be cured by a new client: XChange hands out the book that it holds, however old, so nothing more of this one is
/// believed once a new one was asked for. A recording has no client: there the next snapshot counts.
final class XchangeConversation implements Conversation {

    /// A book may rest; but XChange loses some without a word, and a new client costs little.
    private static final long SILENCE_NANOS = 60_000_000_000L;
    private static final String BOOK = "book";
    private static final String TRADE = "trade";

    private final TrackedBook[] books;
    private final long[] heardNanos;
    private final SymbolTable symbols = new SymbolTable();
    private final Subscriptions subscriptions;
    private final Out out;
    private final boolean client;
    private final boolean trades;
    private boolean answered;
    private final Set<String> askedAgain = new HashSet<>();
    private boolean over;
    private int reading = SymbolTable.UNKNOWN;

    XchangeConversation(Link link, Entry entry, Out out) {
        this.out = out;
        subscriptions = new Subscriptions(out);
        client = entry.options().containsKey(XchangeDialect.CLASS);
        trades = entry.trades();
        books = new TrackedBook[link.listings().size()];
        heardNanos = new long[books.length];
        for (int i = 0; i < books.length; i++) {
            books[i] = new TrackedBook(link.listings().get(i), entry);
            symbols.put(books[i].listing.symbol(), i);
        }
    }

    @Override
    public void opened(long now) {
        if (!client) {
            return;
        }
        for (TrackedBook book : books) {
            ask(book, now);
            if (trades) {
                out.send(XchangeFrames.subscription(TRADE, book.listing.symbol()));
            }
        }
    }

    private void ask(TrackedBook book, long now) {
        String symbol = book.listing.symbol();
        subscriptions.asked(symbol, book.listing, true, now);
        out.send(XchangeFrames.subscription(BOOK, symbol));
    }

    @Override
    public void closed(long now) {
        // All that this connection carried was held here, and goes with it.
    }

    @Override
    public void tick(long now) {
        if (!client || over) {
            return;
        }
        for (String late : subscriptions.overdue(now)) {
            if (answered && askedAgain.add(late)) {
                out.send(XchangeFrames.subscription(BOOK, late));
            } else {
                // One client in some dozens hangs while it subscribes; and a service of XChange does not send the same wish twice.
                renew(answered
                        ? "no book of " + late + " came of this client"
                        : "no book at all came of this client");
            }
        }
        for (int i = 0; i < books.length && !over; i++) {
            if (books[i].repairDue(now)) {
                books[i].repairFailed();
                ask(books[i], now);
            } else if (books[i].synced() && now - heardNanos[i] >= SILENCE_NANOS) {
                renew("no book of " + books[i].listing.symbol() + " for "
                        + SILENCE_NANOS / 1_000_000_000L + " s");
            }
        }
    }

    private void renew(String why) {
        if (!over) {
            over = true;
            Arrays.stream(books).forEach(TrackedBook::broken);
            out.reconnect(why);
        }
    }

    @Override
    public void frame(Bytes bytes, long now) {
        if (over) {
            return;
        }
        reading = SymbolTable.UNKNOWN;
        try {
            read(Json.parse(bytes).asObject("frame"), bytes, now);
        } catch (Malformed e) {
            malformed(bytes, e);
        }
    }

    private void read(Json.Obj frame, Bytes bytes, long now) {
        if (frame.has(BOOK)) {
            book(frame, now);
        } else if (frame.has(TRADE)) {
            TrackedBook book = known(frame.text(TRADE));
            if (book != null) {
                var trade = XchangeFrames.trade(frame, book);
                book.digits.keep();
                out.event(trade);
            }
        } else if (frame.has("quote")) {
            TrackedBook book = known(frame.text("quote"));
            if (book != null) {
                var quote = XchangeFrames.quote(frame, book);
                book.digits.keep();
                out.event(quote);
            }
        } else if (frame.has("refused")) {
            refused(frame.text("refused"), frame.text("channel"), frame.text("why"), now);
        } else {
            out.fault(Fault.unknownMessage(bytes));
        }
    }

    private @Nullable TrackedBook known(String symbol) {
        int place = symbols.find(symbol);
        if (place == SymbolTable.UNKNOWN) {
            out.fault(new Fault(Fault.Kind.UNKNOWN_SYMBOL, symbol, "nobody asked for " + symbol));
            return null;
        }
        return books[place];
    }

    private void book(Json.Obj frame, long now) {
        TrackedBook book = known(frame.text(BOOK));
        if (book == null) {
            return;
        }
        reading = symbols.find(book.listing.symbol());
        BookUpdate update = XchangeFrames.book(frame, book);
        book.digits.keep();
        heardNanos[reading] = now;
        if (update.snapshot()) {
            answered = true;
            subscriptions.answered(book.listing.symbol());
            book.snapshot();
        }
        out.event(book.synced() ? update : book.unsynced());
    }

    /// A book that lost a frame is broken until its next snapshot; where the frame does not tell which, all are.
    private void malformed(Bytes bytes, Malformed e) {
        String head = bytes.head(16).strip();
        if (reading != SymbolTable.UNKNOWN) {
            books[reading].fail(e.kind(), e.why(), out);
        } else if (!head.startsWith("{\"trade\"") && !head.startsWith("{\"quote\"")) {
            for (TrackedBook book : books) {
                if (book.synced()) {
                    book.fail(e.kind(), e.why(), out);
                }
            }
        }
        out.fault(Fault.malformed(
                reading == SymbolTable.UNKNOWN ? "" : books[reading].listing.symbol(), e.why(),
                bytes));
    }

    /// XChange would not subscribe, or ended what it had.
    private void refused(String symbol, String channel, String why, long now) {
        TrackedBook book = known(symbol);
        if (book == null) {
            return;
        }
        if (!channel.equals(BOOK)) {
            out.fault(new Fault(Fault.Kind.REFUSED, symbol,
                    "subscription to " + channel + " " + symbol + " refused: " + why));
        } else if (subscriptions.refused(symbol, why)) {
            book.repairFailed();
            book.repair(now);
        } else {
            book.fail(BookBreak.Kind.UNSUBSCRIBED, "ended: " + why, out);
            out.fault(new Fault(Fault.Kind.EXCHANGE, symbol,
                    "book of " + symbol + " ended: " + why));
            renew("book of " + symbol + " ended: " + why);
        }
    }

    @Override
    public void answer(Request request, Answer answer, long now) {
        // Nothing is asked for over REST.
    }

    @Override
    public void resync(Listing listing, String why, long now) {
        int place = symbols.find(listing.symbol());
        if (place == SymbolTable.UNKNOWN) {
            return;
        }
        books[place].broken();
        if (client) {
            renew(listing.symbol() + ": " + why);
        }
    }
}
