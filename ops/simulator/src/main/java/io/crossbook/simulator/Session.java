package io.crossbook.simulator;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A conversation with a practice exchange, made without a socket: what was sent and received,
/// when, and the whole book that is right after each frame. The same plan gives the same session
/// for ever.
public record Session(SessionPlan plan, List<Entry> entries) {

    /// Copies the entries.
    public Session {
        entries = List.copyOf(entries);
    }

    /// Which way an entry went; the names are those of recorded sessions.
    public enum Direction {
        /// The connection was opened.
        OPEN,
        /// The client said it.
        SEND,
        /// The exchange said it.
        RECV,
        /// The body of a REST answer; the url says to what.
        REST
    }

    /// One frame. `atMicros` is when the client received it. Where it is about a book, `symbol`
    /// names the listing and `truth` is what a client that did everything right holds after it;
    /// null elsewhere.
    public record Entry(long atMicros, String connection, Direction direction, String url,
            String frame,
            String symbol, @Nullable Book truth) {}

    /// Makes a session.
    public static Session generate(SessionPlan plan) {
        return new SessionMaker(plan).make();
    }

    /// The listing behind a symbol of this session; it knows the scales of [Entry#truth].
    public Listing listing(String symbol) {
        return Listings.of(plan.variant().exchange()).stream()
                .filter(listing -> listing.symbol().equals(symbol)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not in this session: " + symbol));
    }

    /// Writes it in the format of recorded sessions: JSON lines, gzip.
    public void write(Path file) {
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)),
                StandardCharsets.UTF_8)) {
            for (Entry entry : entries) {
                out.write(line(entry));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One entry as a line of a recorded session.
    public String line(Entry entry) {
        return "{\"ts\":" + Digits.plain(entry.atMicros, 6) + ",\"venue\":\""
                + plan.variant().exchange().venue() + "\",\"conn\":\"" + entry.connection
                + "\",\"dir\":\"" + entry.direction.name().toLowerCase(Locale.ROOT)
                + "\",\"url\":" + Json.quote(entry.url) + ",\"frame\":" + Json.quote(entry.frame)
                + "}";
    }
}
