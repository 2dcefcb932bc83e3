package io.crossbook.cli;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookLimits;
import io.crossbook.books.BookSkip;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.Health;
import io.crossbook.books.Listing;
import io.crossbook.books.ListingBook;
import io.crossbook.books.OrderBooks;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Rebuilds the books of one recorded session through the conversations that also speak with the exchange.
///
/// Frames arrive as recorded; a recorded REST answer goes to the conversation that asks for it. Age, lag and crossing suppress
/// nothing here, and no time-out fires: a recording does not answer. Holds one line at a time.
final class SessionReplay implements AutoCloseable {

    // Kraken's books are cut off at the subscribed depth. Where that was not recorded, nothing may be: its checksum watches
    // over what that leaves at the far end.
    private static final int KRAKEN_DEEPEST = 1_000;
    // The most that both Binance markets take.
    private static final int BINANCE_LIMIT = 1_000;
    private static final Pattern SYMBOL = Pattern
            .compile("[?&](?:symbol|pair|instId|product_id)=([^&]+)|/products/([^/]+)/book");

    private final Recording recording;
    private final Venue venue;
    private final Dialect dialect;
    private final RecordedListings recorded;
    private final List<ReplayedBook> books = new ArrayList<>();
    private final Map<String, Connection> connections = new LinkedHashMap<>();
    private final Map<Integer, Connection> owners = new HashMap<>();
    private final Map<Integer, Bytes> unclaimed = new HashMap<>();
    private final Map<Fault.Kind, Integer> faults = new LinkedHashMap<>();
    private final List<ReplayedBook> touched = new ArrayList<>();
    private @Nullable Recorded next;
    private int record;
    private long now;

    private SessionReplay(Recording recording, Venue venue, Dialect dialect,
            RecordedListings recorded) throws IOException, Failure {
        this.recording = recording;
        this.next = recording.next();
        this.venue = venue;
        this.dialect = dialect;
        this.recorded = recorded;
        for (Listing listing : recorded.all()) {
            var shape = dialect.shape(listing);
            books.add(new ReplayedBook(new ListingBook(listing, shape,
                    OrderBooks.of(shape, listing.rules()), BookLimits.NONE)));
        }
    }

    /// Prepares a session whose listings are numbered from `firstListing`; empty where no dialect speaks its protocol.
    static Optional<SessionReplay> of(Path file, int firstListing) throws IOException, Failure {
        RecordedFacts facts = RecordedFacts.of(file);
        Venue venue = Venue.of(facts.venue(), facts.url());
        if (venue == null) {
            return Optional.empty();
        }
        Dialect dialect;
        try {
            dialect = Dialects.of(venue.dialect(), entry(facts, venue));
        } catch (IllegalArgumentException e) {
            throw new Failure(Exit.FAILED, file + ": " + e.getMessage());
        }
        var recorded = RecordedListings.of(file, venue, dialect, firstListing);
        return Optional.of(
                new SessionReplay(Recording.open(file), venue, dialect, recorded));
    }

    /// What a configuration would say of the exchange as it was recorded.
    static Entry entry(RecordedFacts facts, Venue venue) {
        return new Entry(venue.exchange(), facts.url(), "", depth(facts, venue), true, true,
                Map.of(), options(facts, venue));
    }

    private static int depth(RecordedFacts facts, Venue venue) {
        return facts.depth() == 0 && venue.dialect().equals("kraken")
                ? KRAKEN_DEEPEST
                : facts.depth();
    }

    // A snapshot as long as its limit was cut there: what lies beyond is unknown.
    private static Map<String, String> options(RecordedFacts facts, Venue venue) {
        boolean binance = venue.dialect().startsWith("binance");
        return binance && facts.snapshotLimit() > 0 && facts.snapshotLimit() <= BINANCE_LIMIT
                ? Map.of("snapshotLimit", Integer.toString(facts.snapshotLimit()))
                : Map.of();
    }

    Venue venue() {
        return venue;
    }

    /// The books that the session holds, in the order of their first appearance.
    List<ReplayedBook> books() {
        return books;
    }

    /// What the exchange did that it should not, by kind.
    Map<Fault.Kind, Integer> faults() {
        return faults;
    }

    /// The record that the next [#step] applies, or null at the end.
    @Nullable
    Recorded next() {
        return next;
    }

    /// Applies the next record. Returns the books about which it said something, in the order in which it did; valid until the
    /// next call.
    List<ReplayedBook> step() throws IOException, Failure {
        touched.clear();
        Recorded line = next;
        if (line == null) {
            return touched;
        }
        record = line.record();
        now = line.nanos();
        switch (line.direction()) {
            case "open" -> open(line);
            case "close" -> close(line);
            case "recv" -> connection(line).frame(line);
            case "rest" -> rest(line);
            default -> {
                // What was sent says nothing about the market.
            }
        }
        next = recording.next();
        return touched;
    }

    @Override
    public void close() throws IOException {
        recording.close();
    }

    private ReplayedBook book(int listing) {
        return books.get(listing - books.getFirst().listing().id());
    }

    private void open(Recorded line) {
        close(line);
        connections.put(line.connection(), new Connection(line));
    }

    private void close(Recorded line) {
        Connection standing = connections.remove(line.connection());
        if (standing != null) {
            standing.close();
        }
    }

    private Connection connection(Recorded line) {
        Connection standing = connections.get(line.connection());
        if (standing == null) {
            standing = new Connection(line);
            connections.put(line.connection(), standing);
        }
        return standing;
    }

    private void rest(Recorded line) {
        Matcher matcher = SYMBOL.matcher(line.url());
        if (!matcher.find()) {
            return;
        }
        String symbol = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        for (ReplayedBook book : books) {
            if (book.listing().symbol().equals(symbol)) {
                unclaimed.put(book.listing().id(), line.frame());
                for (Connection connection : connections.values()) {
                    connection.offer(book.listing().id(), line.nanos());
                }
            }
        }
    }

    /// One recorded connection: its conversation, and what it waits for.
    private final class Connection implements Out {
        private final String name;
        private final String url;
        private final Map<Integer, Request> wanted = new LinkedHashMap<>();
        private Conversation conversation;
        private boolean inFrame;
        private boolean again;

        Connection(Recorded first) {
            name = first.connection();
            url = first.url();
            conversation = begin(first.nanos());
        }

        private Conversation begin(long now) {
            wanted.clear();
            Conversation fresh = dialect.converse(recorded.link(name, url), this);
            fresh.opened(now);
            return fresh;
        }

        void frame(Recorded line) {
            inFrame = true;
            conversation.frame(line.frame(), line.nanos());
            inFrame = false;
            for (Integer listing : List.copyOf(wanted.keySet())) {
                offer(listing, line.nanos());
            }
            if (again) {
                // The recorded connection goes on; what comes now is new to us all the same.
                again = false;
                close();
                conversation = begin(now);
            }
        }

        /// What a connection carried goes with it.
        void close() {
            conversation.closed(now);
            for (ReplayedBook replayed : books) {
                if (owners.remove(replayed.listing().id(), this)) {
                    fail(replayed, BookBreak.Kind.DISCONNECTED, "the connection is gone");
                }
            }
        }

        /// Answers a request with what was recorded, once.
        void offer(int listing, long now) {
            Request request = wanted.get(listing);
            Bytes body = unclaimed.get(listing);
            if (request != null && body != null) {
                wanted.remove(listing);
                unclaimed.remove(listing);
                conversation.answer(request, Answer.ok(body), now);
            }
        }

        @Override
        public void event(FeedEvent event) {
            ReplayedBook replayed = book(event.listing());
            switch (event) {
                case QuoteUpdate quote -> replayed.quote(quote);
                case BookUpdate update -> {
                    if (owns(update.listing(), update.snapshot())) {
                        update(replayed, update);
                    }
                }
                case BookSkip(int listing, BookSkip.Reason reason) -> {
                    if (owns(listing, false)) {
                        said(replayed);
                        replayed.skipped(reason);
                    }
                }
                case BookBreak(int listing, BookBreak.Kind kind, String why) -> {
                    if (owns(listing, false)) {
                        said(replayed);
                        fail(replayed, kind, why);
                    }
                }
                case TradeUpdate _,DerivativeUpdate _ -> {
                }
            }
        }

        private void fail(ReplayedBook replayed, BookBreak.Kind kind, String why) {
            Health before = replayed.book.health();
            replayed.book.fail(kind, why);
            replayed.broken(record, kind, before);
        }

        // A book belongs to the connection of its last snapshot, as in the engine.
        private boolean owns(int listing, boolean snapshot) {
            if (!recorded.carries(name, listing)) {
                return false;
            }
            if (snapshot) {
                owners.put(listing, this);
            }
            Connection owner = owners.get(listing);
            return owner == null || owner == this;
        }

        private void said(ReplayedBook replayed) {
            if (!touched.contains(replayed)) {
                touched.add(replayed);
            }
            if (inFrame) {
                replayed.frame(record);
            }
        }

        private void update(ReplayedBook replayed, BookUpdate update) {
            said(replayed);
            Health before = replayed.book.health();
            ListingBook.Applied applied = replayed.book.apply(update, now);
            switch (applied) {
                case YES -> replayed.applied(update, inFrame);
                case UNSYNCED -> replayed.skipped(BookSkip.Reason.UNSYNCED);
                case CHECKSUM -> repair(replayed, before, BookBreak.Kind.CHECKSUM);
                case TOO_PRECISE -> repair(replayed, before, BookBreak.Kind.TOO_PRECISE);
            }
        }

        private void repair(ReplayedBook replayed, Health before, BookBreak.Kind kind) {
            replayed.broken(record, kind, before);
            conversation.resync(replayed.listing(), replayed.book.why(), now);
        }

        @Override
        public void request(Request request) {
            if (request.about() == Request.About.SNAPSHOT) {
                wanted.put(request.listing(), request);
            }
        }

        @Override
        public void fault(Fault fault) {
            faults.merge(fault.kind(), 1, Integer::sum);
        }

        @Override
        public void reconnect(String why) {
            again = true;
        }

        @Override
        public void send(String frame) {
            // A recording takes no orders.
        }
    }
}
