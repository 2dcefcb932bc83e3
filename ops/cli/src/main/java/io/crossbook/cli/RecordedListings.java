package io.crossbook.cli;

import io.crossbook.books.BookBreak;
import io.crossbook.books.BookSkip;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.DerivativeUpdate;
import io.crossbook.books.FeedEvent;
import io.crossbook.books.Instrument;
import io.crossbook.books.LiquidationUpdate;
import io.crossbook.books.Listing;
import io.crossbook.books.QuoteUpdate;
import io.crossbook.books.Rules;
import io.crossbook.books.TradeUpdate;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Fault;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Finds out what a recording is about: which listings there are, and which connections carry their books.
///
/// A first pass in which conversations that know nothing say, symbol by symbol, what they do not know.
final class RecordedListings {

    private static final long NEVER = 0;
    private static final int ANY_FRAME = 1 << 26;

    private final Venue venue;
    private final Dialect dialect;
    private final int first;
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final Map<String, Ear> ears = new HashMap<>();

    private RecordedListings(Venue venue, Dialect dialect, int first) {
        this.venue = venue;
        this.dialect = dialect;
        this.first = first;
    }

    static RecordedListings of(Path file, Venue venue, Dialect dialect, int first)
            throws IOException, Failure {
        var found = new RecordedListings(venue, dialect, first);
        try (var recording = Recording.open(file)) {
            for (Recorded line = recording.next(); line != null; line = recording.next()) {
                if (line.direction().equals("recv")) {
                    found.ear(line).hear(line);
                }
            }
        }
        return found;
    }

    /// All listings, in the order of their first appearance; ids are dense from the first.
    List<Listing> all() {
        return List.copyOf(listings.values());
    }

    /// The link that a recorded connection stands for.
    Link link(String connection, String url) {
        Ear ear = ears.get(connection);
        List<Listing> heard = ear == null ? List.of() : ear.heard();
        return new Link(venue.exchange() + "/" + connection, venue.exchange(), url, heard, NEVER,
                NEVER, NEVER, 0, ANY_FRAME);
    }

    /// Whether a connection carries the book of a listing.
    boolean carries(String connection, int listing) {
        Ear ear = ears.get(connection);
        return ear != null && ear.books.contains(listing);
    }

    private Ear ear(Recorded line) {
        return ears.computeIfAbsent(line.connection(), _ -> new Ear(line));
    }

    private Listing listing(String symbol) {
        return listings.computeIfAbsent(symbol, _ -> {
            Instrument known = dialect.instrument(symbol);
            // Where the symbol alone does not tell, it is its own instrument.
            Instrument instrument = known == null ? Instrument.spot(symbol, "?") : known;
            return new Listing(first + listings.size(), venue.exchange(), symbol, instrument,
                    Rules.UNKNOWN);
        });
    }

    /// Listens to one connection.
    private final class Ear implements Out {
        private final String connection;
        private final String url;
        private final Set<Integer> books = new TreeSet<>();
        private final Set<Integer> quotes = new TreeSet<>();
        private final List<Listing> known = new ArrayList<>();
        private final Set<String> news = new TreeSet<>();
        private Conversation conversation;

        Ear(Recorded line) {
            connection = line.connection();
            url = line.url();
            conversation = converse(line.nanos());
        }

        private Conversation converse(long now) {
            Conversation fresh = dialect.converse(new Link(connection, venue.exchange(), url,
                    known, NEVER, NEVER, NEVER, 0, ANY_FRAME), this);
            fresh.opened(now);
            return fresh;
        }

        void hear(Recorded line) {
            conversation.frame(line.frame(), line.nanos());
            if (!news.isEmpty()) {
                news.forEach(symbol -> known.add(listing(symbol)));
                news.clear();
                conversation = converse(line.nanos());
                conversation.frame(line.frame(), line.nanos());
            }
        }

        List<Listing> heard() {
            return known.stream()
                    .filter(one -> books.contains(one.id()) || quotes.contains(one.id())).toList();
        }

        @Override
        public void event(FeedEvent event) {
            switch (event) {
                case BookUpdate update -> books.add(update.listing());
                case BookSkip(int listing, _, _) -> books.add(listing);
                case QuoteUpdate quote -> quotes.add(quote.listing);
                case BookBreak _,TradeUpdate _,LiquidationUpdate _,DerivativeUpdate _ -> {
                }
            }
        }

        @Override
        public void fault(Fault fault) {
            boolean unknown = fault.kind() == Fault.Kind.UNKNOWN_SYMBOL
                    && !fault.symbol().isEmpty();
            if (unknown && known.stream().noneMatch(one -> one.symbol().equals(fault.symbol()))) {
                news.add(fault.symbol());
            }
        }

        @Override
        public void send(String frame) {}

        @Override
        public void request(Request request) {}

        @Override
        public void reconnect(String why) {}
    }
}
