package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Link;
import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/// Makes a tape of other people's recordings, merged by time; the order inside a recording stays.
///
/// One connection a recording's `conn`: `open` is an [Input.Opened] (made up before the first frame where none was recorded),
/// `recv` a frame, `send` a note, `rest` an [Item.Recorded].
public final class Importer {

    /// What became of the recordings: inputs on the tape, and lines that fell behind an earlier one of their recording, whose
    /// time was raised to it.
    public record Summary(long inputs, long raised) {}

    private static final int SELDOM = 4_096;

    private static final class Reel {
        final Line.Lines lines;
        final int order;
        @Nullable
        Line head;
        long latest = Long.MIN_VALUE;

        Reel(Line.Lines lines, int order) {
            this.lines = lines;
            this.order = order;
        }
    }

    private final List<Line.Source> sources = new ArrayList<>();
    private final Map<String, Integer> connections = new HashMap<>();
    private DoubleConsumer progress = _ -> {};
    private long read;
    private long number;
    private long raised;

    /// Adds a session of JSON lines, gzip or not, as in the corpus and as [Exporter] writes them.
    public Importer session(Path file) {
        sources.add(new Sessions(file));
        return this;
    }

    /// Adds a capture of one connection of `exchange`, `timestamp: payload` a line.
    public Importer capture(Path file, String exchange) {
        sources.add(new Captures(file, exchange, "ws" + sources.size()));
        return this;
    }

    /// Adds a CSV export of tardis.dev: trades, quotes, book_snapshot_N or incremental_book_L2.
    public Importer tardis(Path file) {
        sources.add(new TardisCsv(file));
        return this;
    }

    /// Adds a recording of whatever kind its name says: `.csv` (tardis.dev) or JSON lines, each plain or gzip.
    public Importer add(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".csv") || name.endsWith(".csv.gz") ? tardis(file) : session(file);
    }

    /// Tells now and then how much is done, from 0 to 1: nobody knows how many lines there are before all were read once.
    public Importer telling(DoubleConsumer part) {
        progress = part;
        return this;
    }

    /// Writes the tape to an empty folder.
    public Summary write(Path folder, String build, Catalogue catalogue) throws IOException {
        var symbols = new Symbols();
        long first = Long.MAX_VALUE;
        for (Line.Source source : sources) {
            try (Line.Lines lines = source.lines()) {
                for (Line line = lines.next(); line != null; line = lines.next()) {
                    symbols.see(line);
                    if (++read % SELDOM == 0) {
                        progress.accept(0);
                    }
                    first = Math.min(first, line.stamp());
                }
            }
        }
        long start = first == Long.MAX_VALUE ? 0 : first;
        Catalogue.Configuration configuration = catalogue.of(symbols.found(),
                symbols.own());
        try (var tape = new TapeBuilder(folder, build, 0, start, false,
                Checkpoint.of(configuration.settings()))) {
            tape.add(++number, start,
                    new Item.Taken(new Input.Configured(configuration.settings())));
            for (Input.Listed listed : configuration.listed()) {
                tape.add(++number, start, new Item.Taken(listed));
            }
            merge(tape);
            tape.finish();
        }
        return new Summary(number, raised);
    }

    private void merge(TapeBuilder tape) throws IOException {
        var reels = new ArrayList<Reel>();
        try {
            var next = new PriorityQueue<Reel>(Comparator
                    .comparingLong((Reel reel) -> reel.latest).thenComparingInt(r -> r.order));
            for (Line.Source source : sources) {
                var reel = new Reel(source.lines(), reels.size());
                reels.add(reel);
                advance(reel, next);
            }
            long merged = 0;
            while (!next.isEmpty()) {
                Reel reel = next.remove();
                if (++merged % SELDOM == 0) {
                    progress.accept((1 + (double) merged / read) / 2);
                }
                if (reel.head != null) {
                    add(tape, reel.order, reel.latest, reel.head);
                }
                advance(reel, next);
            }
        } finally {
            for (Reel reel : reels) {
                reel.lines.close();
            }
        }
    }

    private void advance(Reel reel, PriorityQueue<Reel> next) throws IOException {
        Line head = reel.lines.next();
        reel.head = head;
        if (head != null) {
            raised += head.stamp() < reel.latest ? 1 : 0;
            reel.latest = Math.max(reel.latest, head.stamp());
            next.add(reel);
        }
    }

    private void add(TapeBuilder tape, int order, long stamp, Line line) throws IOException {
        String link = line.exchange() + "/" + line.conn();
        String key = order + " " + link;
        switch (line.direction()) {
            case OPEN -> open(tape, key, link, stamp, line);
            case SEND -> {
                opened(tape, key, link, stamp, line);
                tape.add(number + 1, stamp, new Item.Did(new Effect.Send(
                        connection(key), line.frame().toString())));
            }
            case RECV -> {
                opened(tape, key, link, stamp, line);
                var frame = new Input.Frame();
                frame.connection = connection(key);
                frame.bytes.wrap(line.frame().array, line.frame().start, line.frame().end);
                tape.add(++number, stamp, new Item.Taken(frame));
            }
            case REST -> tape.add(++number, stamp, new Item.Recorded(line.exchange(), line.url(),
                    line.frame()));
            case CLOSE -> {
                opened(tape, key, link, stamp, line);
                tape.add(++number, stamp, new Item.Taken(new Input.Closed(connection(key), link,
                        line.frame().toString())));
                connections.remove(key);
            }
        }
    }

    private int connection(String key) {
        return connections.getOrDefault(key, 0);
    }

    private void opened(TapeBuilder tape, String key, String link, long stamp, Line line)
            throws IOException {
        if (!connections.containsKey(key)) {
            open(tape, key, link, stamp, line);
        }
    }

    private int opens;

    private void open(TapeBuilder tape, String key, String link, long stamp, Line line)
            throws IOException {
        connections.put(key, ++opens);
        tape.add(number + 1, stamp, new Item.Did(new Effect.Open(
                new Link(link, line.exchange(), line.url(), List.of(), 0, 0, 0, 0, 0))));
        tape.add(++number, stamp, new Item.Taken(new Input.Opened(opens, link)));
    }
}
