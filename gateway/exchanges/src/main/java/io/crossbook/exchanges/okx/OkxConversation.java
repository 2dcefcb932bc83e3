package io.crossbook.exchanges.okx;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookSkip;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.LiquidationUpdate;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.FrameReader;
import io.crossbook.exchanges.Json;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Literal;
import io.crossbook.exchanges.Malformed;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.SymbolTable;
import io.crossbook.exchanges.TrackedBook;
import java.util.ArrayList;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A connection to OKX's public channels.
///
/// Books follow each other by number, see [OkxSequence]; one that does not is subscribed anew, alone. OKX cuts a connection
/// that is silent for 30 s, so a quiet one is pinged.
final class OkxConversation implements Conversation {

    private static final long QUIET_NANOS = 15_000_000_000L;
    private static final Literal BOOK_FRAME = Literal.of("{\"arg\":{\"channel\":\"books\",");
    private static final Literal DATA_FRAME = Literal.of("{\"arg\":{\"channel\":\"");
    private static final Literal INSTRUMENT = Literal.of("\"instId\":\"");

    private final Out out;
    private final Entry entry;
    private final TrackedBook[] books;
    private final OkxSequence[] sequences;
    private final SymbolTable symbols = new SymbolTable();
    private final OkxReader reader;
    private final OkxTopics topics;
    private final FrameReader scan = new FrameReader();
    private long heardNanos;
    private long openedNanos;

    OkxConversation(Link link, Entry entry, Out out) {
        this.out = out;
        this.entry = entry;
        int count = link.listings().size();
        books = new TrackedBook[count];
        sequences = new OkxSequence[count];
        for (int i = 0; i < count; i++) {
            books[i] = new TrackedBook(link.listings().get(i), entry);
            sequences[i] = new OkxSequence();
            symbols.put(books[i].listing.symbol(), i);
        }
        topics = new OkxTopics(entry, books, out);
        reader = new OkxReader(symbols, books);
    }

    @Override
    public void opened(long now) {
        heardNanos = now;
        openedNanos = now;
        topics.subscribe(now);
    }

    @Override
    public void closed(long now) {
        // All that this connection carried was held here, and goes with it.
    }

    @Override
    public void tick(long now) {
        if (now - heardNanos >= QUIET_NANOS) {
            heardNanos = now;
            out.send("ping");
        }
        for (TrackedBook book : books) {
            repairDue(book, now);
        }
        for (String late : topics.overdueBooks(now)) {
            TrackedBook book = books[symbols.find(late)];
            book.repairFailed();
            repair(book, now);
        }
    }

    @Override
    public void frame(Bytes bytes, long now) {
        heardNanos = now;
        switch (reader.read(bytes)) {
            case BOOK -> book(reader.place, reader.update, reader.prevSeqId, reader.seqId, now);
            case QUOTE -> out.event(reader.quote);
            case TRADES -> reader.trades.tell(out);
            case NOTHING -> unusual(bytes, now);
        }
    }

    private void unusual(Bytes bytes, long now) {
        if (pong(bytes)) {
            return;
        }
        try {
            general(Json.parse(bytes).asObject("message"), bytes, now);
        } catch (Malformed e) {
            int place = bookOf(bytes);
            String symbol = place < 0 ? "" : books[place].listing.symbol();
            if (place >= 0) {
                broken(place, e.kind(), e.why(), now);
            }
            out.fault(Fault.malformed(symbol, e.why(), bytes));
        }
    }

    private static boolean pong(Bytes bytes) {
        return bytes.length() == 4 && bytes.array[bytes.start] == 'p'
                && bytes.array[bytes.start + 1] == 'o' && bytes.array[bytes.start + 2] == 'n'
                && bytes.array[bytes.start + 3] == 'g';
    }

    /// Applies the sequence rules to a book message that was read whole.
    private void book(int place, BookUpdate update, long prevSeqId, long seqId, long now) {
        TrackedBook book = books[place];
        OkxSequence sequence = sequences[place];
        if (update.snapshot()) {
            // Rounded sizes give another checksum, which nobody compares.
            boolean rounded = entry.sizeDecimals().containsKey(book.listing.symbol());
            if (!sequence.begin(seqId, rounded ? BookUpdate.NO_CHECKSUM : update.checksum())) {
                broken(place, BookBreak.Kind.MALFORMED,
                        "a snapshot with neither sequence nor checksum", now);
                return;
            }
            if (!book.synced()) {
                book.snapshot();
                topics.began(book);
            }
            out.event(update);
            return;
        }
        if (!book.synced()) {
            out.event(book.unsynced());
            return;
        }
        boolean empty = update.bids.count() == 0 && update.asks.count() == 0;
        long last = sequence.last();
        switch (sequence.step(prevSeqId, seqId, empty, update.checksum())) {
            case NEXT -> out.event(update);
            case KEEP_ALIVE -> out.event(new BookSkip(book.listing.id(),
                    BookSkip.Reason.KEEP_ALIVE, update.eventNanos()));
            case REPEATED -> out.event(new BookSkip(book.listing.id(), BookSkip.Reason.STALE,
                    update.eventNanos()));
            case GAP -> broken(place, BookBreak.Kind.GAP, gap(last, prevSeqId), now);
        }
    }

    private static String gap(long last, long prevSeqId) {
        return last == OkxSequence.NONE || prevSeqId == OkxSequence.NONE
                ? "neither sequence nor checksum"
                : "prevSeqId " + prevSeqId + " does not follow " + last;
    }

    private void broken(int place, BookBreak.Kind kind, String why, long now) {
        books[place].fail(kind, why, out);
        repair(books[place], now);
    }

    private void general(Json.Obj message, Bytes bytes, long now) {
        if (message.has("event")) {
            refused(topics.event(message), now);
            return;
        }
        Json.Obj argument = message.object("arg");
        String channel = argument.text("channel");
        switch (channel) {
            case OkxTopics.BOOKS -> books(message, now);
            case OkxTopics.BEST -> each(message, OkxGeneral::quote);
            case OkxTopics.TRADES -> each(message, OkxGeneral::trade);
            case OkxTopics.FUNDING -> each(message, OkxGeneral::funding);
            case OkxTopics.MARK -> each(message, OkxGeneral::mark);
            case "open-interest" -> each(message, OkxGeneral::interest);
            case OkxTopics.LIQUIDATIONS -> liquidations(message);
            case OkxTopics.INDEX -> OkxGeneral.indices(message, books).forEach(out::event);
            case "tickers" -> {
                /* the best quotes come faster by themselves */ }
            default -> out.fault(Fault.unknownMessage(bytes));
        }
    }

    private void books(Json.Obj message, long now) {
        int place = place(message);
        if (place < 0) {
            return;
        }
        String action = message.text("action");
        boolean snapshot = action.equals("snapshot");
        if (!snapshot && !action.equals("update")) {
            throw new Malformed("action '" + action + "'");
        }
        var read = new ArrayList<OkxGeneral.Book>();
        for (Json item : message.list("data")) {
            read.add(OkxGeneral.book(item.asObject("data"), books[place], snapshot));
        }
        books[place].digits.keep();
        for (OkxGeneral.Book book : read) {
            book(place, book.update(), book.prevSeqId(), book.seqId(), now);
        }
    }

    /// Those of all symbols of a type come, and at first some of the past: they were told by the connection before this one, or are news to nobody.
    private void liquidations(Json.Obj message) {
        var read = new ArrayList<LiquidationUpdate>();
        for (Json each : message.list("data")) {
            Json.Obj item = each.asObject("data");
            int place = symbols.find(item.text("instId"));
            if (place >= 0) {
                read.addAll(OkxGeneral.liquidations(item, books[place].listing, entry));
            }
        }
        read.stream().filter(one -> one.order().eventNanos >= openedNanos).forEach(out::event);
    }

    private int place(Json.Obj message) {
        String symbol = message.object("arg").text("instId");
        int place = symbols.find(symbol);
        if (place < 0) {
            out.fault(new Fault(Fault.Kind.UNKNOWN_SYMBOL, symbol, "nobody asked for " + symbol));
        }
        return place;
    }

    private void each(Json.Obj message, BiFunction<Json.Obj, TrackedBook, FeedEvent> reading) {
        int place = place(message);
        if (place < 0) {
            return;
        }
        var read = new ArrayList<FeedEvent>();
        for (Json item : message.list("data")) {
            read.add(reading.apply(item.asObject("data"), books[place]));
        }
        books[place].digits.keep();
        read.forEach(out::event);
    }

    /// A book that has been here before is asked for again.
    private void refused(@Nullable TrackedBook book, long now) {
        if (book != null) {
            book.repairFailed();
            if (book.known()) {
                repair(book, now);
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

    private void repair(TrackedBook book, long now) {
        if (book.repair(now)) {
            repairDue(book, now);
        }
    }

    private void repairDue(TrackedBook book, long now) {
        if (book.repairDue(now)) {
            topics.subscribeAnew(book, now);
        }
    }

    /// The book that a frame changes as far as its bytes tell.
    private int bookOf(Bytes bytes) {
        boolean other = !scan.over(bytes).optional(BOOK_FRAME) && scan.optional(DATA_FRAME);
        return !other && scan.seek(INSTRUMENT) && scan.string()
                ? symbols.find(scan)
                : SymbolTable.UNKNOWN;
    }

    @Override
    public void answer(Request request, Answer answer, long now) {
        // OKX's books come whole over the socket: nothing was asked for here.
    }
}
