package io.crossbook.exchanges.kraken;

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
import io.crossbook.exchanges.ReadEvent;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Subscriptions;
import io.crossbook.exchanges.SymbolTable;
import io.crossbook.exchanges.TrackedBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What both versions of Kraken's WebSocket have in common: three channels, an answer for each symbol, and books that
/// begin anew by unsubscribing and subscribing.
abstract class KrakenConversation implements Conversation {

    static final String BOOK = "book";
    static final String TRADE = "trade";
    private static final String ONLINE = "online";

    final TrackedBook[] books;
    final SymbolTable symbols = new SymbolTable();
    final Out out;
    final int depth;
    final Subscriptions subscriptions;
    private final List<String> channels = new ArrayList<>();
    /// How the trading engine is, as Kraken said last.
    private String system = ONLINE;

    KrakenConversation(Link link, Entry entry, int depth, Out out) {
        this.out = out;
        this.depth = depth;
        subscriptions = new Subscriptions(out);
        // Rounded sizes would never give Kraken's checksum: every digit counts here.
        Entry exact = new Entry(entry.name(), entry.webSocket(), entry.rest(), entry.depth(),
                entry.bestQuotes(), entry.trades(), Map.of(), entry.options());
        books = new TrackedBook[link.listings().size()];
        for (int i = 0; i < books.length; i++) {
            books[i] = new TrackedBook(link.listings().get(i), exact);
            symbols.put(books[i].listing.symbol(), i);
        }
        channels.add(BOOK);
        if (entry.trades()) {
            channels.add(TRADE);
        }
        if (entry.bestQuotes()) {
            channels.add(quotes());
        }
    }

    /// The channel of best quotes.
    abstract String quotes();

    /// The frame that subscribes these symbols, or unsubscribes them.
    abstract String subscription(boolean subscribe, String channel, List<String> wanted);

    /// Reads a frame by template and hands on what it says; false, with nothing said, when it is not one of the usual.
    abstract boolean template(Bytes bytes, long now);

    /// Reads any frame and hands on what it says.
    abstract void general(Json json, Bytes bytes, long now);

    /// The place of the book that a frame changes as far as its bytes tell, −1 for none.
    abstract int bookOf(Bytes bytes);

    @Override
    public void opened(long now) {
        for (String channel : channels) {
            var wanted = new ArrayList<String>();
            for (TrackedBook book : books) {
                wanted.add(book.listing.symbol());
                asked(channel, book, now);
            }
            if (!wanted.isEmpty()) {
                out.send(subscription(true, channel, wanted));
            }
        }
    }

    private void asked(String channel, TrackedBook book, long now) {
        subscriptions.asked(name(channel, book), book.listing, channel.equals(BOOK), now);
    }

    static String name(String channel, TrackedBook book) {
        return channel + " " + book.listing.symbol();
    }

    @Override
    public void closed(long now) {
        // All that this connection carried was held here, and goes with it.
    }

    @Override
    public void frame(Bytes bytes, long now) {
        if (template(bytes, now)) {
            return;
        }
        try {
            general(Json.parse(bytes), bytes, now);
        } catch (Malformed e) {
            malformed(bytes, e, now);
        }
    }

    /// A book that lost a frame is broken at once. When not even its name can be read, the checksum of its next frame tells.
    private void malformed(Bytes bytes, Malformed e, long now) {
        int place = bookOf(bytes);
        String symbol = place < 0 ? "" : books[place].listing.symbol();
        if (place >= 0) {
            books[place].fail(e.kind(), e.why(), out);
            repair(books[place], now);
        }
        out.fault(Fault.malformed(symbol, e.why(), bytes));
    }

    /// Hands a book message on, which was read whole.
    final void tell(int place, BookUpdate update) {
        TrackedBook book = books[place];
        if (update.snapshot() && !book.synced() && online()) {
            book.snapshot();
            subscriptions.answered(name(BOOK, book));
        }
        out.event(book.synced() ? update : book.unsynced());
    }

    /// Hands on what the general parser has read, all of it.
    final void tell(List<ReadEvent> read) {
        for (ReadEvent item : read) {
            books[item.place()].digits.keep();
            if (item.event() instanceof BookUpdate update) {
                tell(item.place(), update);
            } else {
                out.event(item.event());
            }
        }
    }

    @Override
    public void resync(Listing listing, String why, long now) {
        int place = symbols.find(listing.symbol());
        if (place >= 0) {
            repair(books[place], now);
        }
    }

    final void repair(TrackedBook book, long now) {
        if (book.repair(now)) {
            repairDue(book, now);
        }
    }

    private void repairDue(TrackedBook book, long now) {
        if (!online() || !book.repairDue(now)) {
            return;
        }
        List<String> one = List.of(book.listing.symbol());
        out.send(subscription(false, BOOK, one));
        out.send(subscription(true, BOOK, one));
        asked(BOOK, book, now);
    }

    /// Kraken refused a subscription; the channel is empty when the answer does not name it.
    final void refused(String channel, String symbol, String why, long now) {
        int place = symbols.find(symbol);
        if (place < 0) {
            out.fault(new Fault(Fault.Kind.EXCHANGE, symbol, "refused " + channel + ": " + why));
            return;
        }
        TrackedBook book = books[place];
        for (String mine : channels) {
            if ((channel.isEmpty() || channel.equals(mine))
                    && subscriptions.refused(name(mine, book), why) && mine.equals(BOOK)) {
                book.repairFailed();
                if (book.known()) {
                    repair(book, now);
                }
            }
        }
    }

    /// Kraken told how its trading engine is: on connecting, and whenever that changes. Only while it is online are orders
    /// matched ("System Status"), so in any other state the books offer nothing to take; then they begin anew.
    final void status(String told, long now) {
        if (told.equals(system)) {
            return;
        }
        system = told;
        if (online()) {
            for (TrackedBook book : books) {
                repair(book, now);
            }
            return;
        }
        String why = "the exchange is in " + told;
        out.fault(new Fault(Fault.Kind.EXCHANGE, "", why));
        for (TrackedBook book : books) {
            book.fail(BookBreak.Kind.HALTED, why, out);
            // What was asked before may stay unanswered meanwhile: it is asked again when Kraken is back.
            book.repairFailed();
            subscriptions.answered(name(BOOK, book));
        }
    }

    private boolean online() {
        return system.equals(ONLINE);
    }

    final void unknownSymbol(String symbol) {
        out.fault(new Fault(Fault.Kind.UNKNOWN_SYMBOL, symbol, "nobody asked for " + symbol));
    }

    @Override
    public void tick(long now) {
        for (TrackedBook book : books) {
            repairDue(book, now);
        }
        for (String late : subscriptions.overdue(now)) {
            again(late, now);
        }
    }

    private void again(String name, long now) {
        int space = name.indexOf(' ');
        String channel = name.substring(0, space);
        int place = symbols.find(name.substring(space + 1));
        if (channel.equals(BOOK)) {
            books[place].repairFailed();
            repair(books[place], now);
        } else {
            out.send(subscription(true, channel, List.of(name.substring(space + 1))));
        }
    }

    @Override
    public void answer(Request request, Answer answer, long now) {
        // Kraken's books come whole over the socket: nothing was asked for here.
    }
}
