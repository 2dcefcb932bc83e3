package io.crossbook.cli;

import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Fault;
import java.io.IOException;
import java.nio.file.Path;
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

    private static final Pattern SYMBOL = Pattern
            .compile("[?&](?:symbol|pair|instId|product_id)=([^&]+)|/products/([^/]+)/book");

    private final Recording recording;
    private final Venue venue;
    private final Dialect dialect;
    private final RecordedListings recorded;
    private final ReplayedBooks books;
    private final Map<String, ReplayedConnection> connections = new LinkedHashMap<>();
    private final Map<Integer, Bytes> unclaimed = new HashMap<>();
    private final Map<Fault.Kind, Integer> faults = new LinkedHashMap<>();
    private @Nullable Recorded next;

    private SessionReplay(Recording recording, Venue venue, Dialect dialect,
            RecordedListings recorded) throws IOException, Failure {
        this.recording = recording;
        this.next = recording.next();
        this.venue = venue;
        this.dialect = dialect;
        this.recorded = recorded;
        this.books = new ReplayedBooks(dialect, recorded);
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
            dialect = Dialects.of(venue.dialect(), facts.entry(venue));
        } catch (IllegalArgumentException e) {
            throw new Failure(Exit.FAILED, file + ": " + e.getMessage());
        }
        var recorded = RecordedListings.of(file, venue, dialect, firstListing);
        return Optional.of(
                new SessionReplay(Recording.open(file), venue, dialect, recorded));
    }

    Venue venue() {
        return venue;
    }

    /// The books that the session holds, in the order of their first appearance.
    List<ReplayedBook> books() {
        return books.all();
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
        Recorded line = next;
        if (line == null) {
            return List.of();
        }
        books.at(line);
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
        return books.touched();
    }

    @Override
    public void close() throws IOException {
        recording.close();
    }

    private void open(Recorded line) {
        close(line);
        connections.put(line.connection(), made(line));
    }

    private ReplayedConnection made(Recorded first) {
        return new ReplayedConnection(first, dialect, recorded, books, unclaimed, faults);
    }

    private void close(Recorded line) {
        ReplayedConnection standing = connections.remove(line.connection());
        if (standing != null) {
            standing.close();
        }
    }

    private ReplayedConnection connection(Recorded line) {
        ReplayedConnection standing = connections.get(line.connection());
        if (standing == null) {
            standing = made(line);
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
        for (ReplayedBook book : books.all()) {
            if (book.listing().symbol().equals(symbol)) {
                unclaimed.put(book.listing().id(), line.frame());
                for (ReplayedConnection connection : connections.values()) {
                    connection.offer(book.listing().id(), line.nanos());
                }
            }
        }
    }
}
