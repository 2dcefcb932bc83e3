package io.crossbook.cli;

import io.crossbook.books.Listing;
import io.crossbook.books.Side;
import io.crossbook.exchanges.Bytes;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The book messages of one session, to be heard by an engine whole or damaged, and the books that are right after each.
final class DamagedTake {

    /// Sessions are heard from their snapshots on: so much of each is enough to damage.
    private static final int BOOK_FRAMES = 100;
    private static final Pattern SYMBOL = Pattern.compile("[?&]symbol=([^&]+)");

    /// One message: a frame, or the REST snapshot of `snapshotOf`. `about` is the listing that a frame changes, −1 for none
    /// or several; `snapshot` is whether it begins that book, `follows` whether it is applied as the next of a sequence.
    record Part(String text, int snapshotOf, int about, boolean snapshot, boolean follows) {

        boolean frame() {
            return snapshotOf < 0;
        }
    }

    final String name;
    final String dialect;
    final Entry entry;
    final List<Listing> listings;
    final List<Part> parts = new ArrayList<>();
    /// How many levels a side are compared; all of them where no checksum tells a number.
    final int checkedLevels;
    private final List<long[]> truth = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final Map<Integer, Ending> endings = new HashMap<>();

    private DamagedTake(Path file, int checkedLevels, RecordedFacts facts, Venue venue)
            throws IOException, Failure {
        this.name = String.valueOf(file.getFileName());
        this.checkedLevels = checkedLevels;
        this.dialect = venue.dialect();
        Entry told = facts.entry(venue);
        // Books alone: what else there is to subscribe to was not recorded everywhere.
        this.entry = new Entry(told.name(), told.webSocket(), "", told.depth(), false, false,
                Map.of(), told.options());
        this.listings = RecordedListings.of(file, venue, Dialects.of(dialect, entry), 0).all();
        read(file);
    }

    static DamagedTake of(Path file, int checkedLevels) throws IOException, Failure {
        RecordedFacts facts = RecordedFacts.of(file);
        Venue venue = Objects.requireNonNull(Venue.of(facts.venue(), facts.url()));
        return new DamagedTake(file, checkedLevels, facts, venue);
    }

    private void read(Path file) throws IOException, Failure {
        var hearing = new Hearing(this, Dialects::of);
        int bookFrames = 0;
        var begun = new HashSet<Integer>();
        try (var recording = Recording.open(file)) {
            for (Recorded line = recording.next(); line != null
                    && bookFrames < BOOK_FRAMES; line = recording.next()) {
                Part part = part(line);
                if (part == null) {
                    continue;
                }
                hearing.hear(part);
                boolean book = part.frame() && !hearing.concerned.isEmpty();
                // Coinbase Advanced numbers all messages of a connection.
                if (book || !part.frame() || connectionWide()) {
                    int about = hearing.concerned.size() == 1 ? hearing.concerned.getFirst() : -1;
                    boolean follows = hearing.applied && !hearing.snapshot
                            && !begun.add(about);
                    parts.add(new Part(part.text(), part.snapshotOf(), about,
                            hearing.snapshot, connectionWide() || follows));
                    truth.add(hearing.states());
                    bookFrames += book ? 1 : 0;
                }
            }
        }
        if (!hearing.breaks.isEmpty() || !hearing.allLive()) {
            throw new IllegalStateException(
                    name + " is damaged as it is: " + hearing.breaks + hearing.faults);
        }
    }

    private @Nullable Part part(Recorded line) {
        if (line.direction().equals("recv")) {
            return new Part(line.frame().toString(), -1, -1, false, false);
        }
        Matcher url = SYMBOL.matcher(line.url());
        if (line.direction().equals("rest") && url.find()) {
            for (Listing listing : listings) {
                if (listing.symbol().equals(url.group(1))) {
                    return new Part(line.frame().toString(), listing.id(), -1, true, false);
                }
            }
        }
        return null;
    }

    /// A new engine that has connected and heard nothing yet.
    Hearing hearing(BiFunction<String, Entry, Dialect> dialects) {
        return new Hearing(this, dialects);
    }

    /// The right state of a book after a part; [Hearing#DEAD] where there is none yet.
    long truth(int listing, int part) {
        return part < 0 ? Hearing.DEAD : truth.get(part)[listing];
    }

    /// The next part after `part` in which the rules can notice what went wrong in it; −1 when there is none.
    int next(int part) {
        for (int i = part + 1; i < parts.size(); i++) {
            if (parts.get(i).frame() && (connectionWide()
                    || parts.get(i).about() == parts.get(part).about())) {
                return i;
            }
        }
        return -1;
    }

    /// Whether one sequence runs over all that a connection says.
    boolean connectionWide() {
        return dialect.equals("coinbase");
    }

    /// The parts that may be damaged: those that change one book and are followed by another of the same sequence, or, where
    /// one sequence runs over the whole connection, any but those that begin a book.
    List<Integer> places() {
        if (places.isEmpty()) {
            for (int i = 1; i < parts.size(); i++) {
                Part part = parts.get(i);
                if (part.frame() && !part.snapshot() && next(i) >= 0
                        && (connectionWide() || part.about() >= 0)) {
                    places.add(i);
                }
            }
        }
        return places;
    }

    /// What Binance answers when it is asked for the book that is right at the end, and the state of its best levels.
    record Ending(Bytes snapshot, long best) {}

    Ending ending(int listing) {
        return endings.computeIfAbsent(listing, _ -> {
            Hearing whole = hearing(Dialects::of);
            parts.forEach(whole::hear);
            return new Ending(Bytes.of("{\"lastUpdateId\":" + whole.book(listing).updateId()
                    + ",\"bids\":" + whole.levels(listing, Side.BID) + ",\"asks\":"
                    + whole.levels(listing, Side.ASK) + "}"), whole.best(listing));
        });
    }
}
