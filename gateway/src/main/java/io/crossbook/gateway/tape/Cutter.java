package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Link;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Past;
import io.crossbook.gateway.engine.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Cuts the part around one input out of a tape: the fixture of a bug.
///
/// It begins early enough for the books to be whole at the input: at each connection's last snapshots before it, at the request of
/// the last REST snapshot, or where the connection opened. Earlier frames of a connection are left out. Inputs keep their numbers.
/// A cut that reaches back to the beginning of the run is whole and can be audited; any other is for a what-if, its REST answers
/// there for whoever asks, and goes on counting opportunities where the run stood ([Recall]).
public final class Cutter {

    /// What was cut: first and last input, and how many.
    public record Summary(long first, long last, long inputs, boolean whole) {}

    private static final Pattern SNAPSHOT = Pattern.compile(
            "\"(?:type|action)\":\\s*\"snapshot\"|\"snapshot\":\\s*true|\"as\":\\s*\\[|\"partial\"");

    private final Path tape;
    private final long around;
    private final long from;
    private final long to;
    private final Connections connections = new Connections();
    /// Where each connection's data must begin.
    private final Map<Integer, Long> opened = new HashMap<>();
    private final Map<Integer, Map<String, Long>> snapshots = new HashMap<>();
    private final Map<String, Map<String, Long>> rest = new HashMap<>();
    private final Map<Long, Effect.Ask> asked = new HashMap<>();
    private final Map<Long, Long> askedAt = new HashMap<>();
    private final Map<Integer, Long> begins = new HashMap<>();
    private long first = -1;
    private long runBegins;
    private boolean runWhole;
    private @Nullable Settings settings;
    private final Map<String, Input.Listed> listed = new LinkedHashMap<>();
    private final Map<String, Input.Account> accounts = new LinkedHashMap<>();
    private final Map<String, Link> links = new LinkedHashMap<>();

    private Cutter(Path tape, long around, long before, long after) {
        this.tape = tape;
        this.around = around;
        from = around - before;
        to = around + after;
    }

    /// Cuts `before` inputs or more before `around` and `after` behind it into an empty folder.
    public static Summary cut(Path tape, long around, long before, long after, Path folder,
            String build) throws IOException {
        var cutter = new Cutter(tape, around, before, after);
        return cutter.write(cutter.start(), folder, build);
    }

    /// Reads up to the input and finds where the cut begins.
    private long start() throws IOException {
        try (var reader = TapeReader.open(tape)) {
            boolean found = false;
            while (!found && reader.next()) {
                look(reader);
                found = reader.number() == around && numbered(reader.item());
            }
            if (!found) {
                throw new IOException(tape + ": input " + around + " is not on this tape; it has "
                        + first + " to " + reader.number());
            }
        }
        long start = from;
        for (int connection : connections.open.keySet()) {
            long begin = begin(connection);
            begins.put(connection, begin);
            start = Math.min(start, begin);
        }
        return Math.max(start, runBegins);
    }

    private static boolean numbered(Item item) {
        return item instanceof Item.Taken || item instanceof Item.Recorded;
    }

    private void look(TapeReader reader) {
        Item item = reader.item();
        long number = reader.number();
        connections.see(item);
        first = first < 0 && numbered(item) ? number : first;
        switch (item) {
            case Item.Started started -> {
                if (!started.checkpoint().begun() || first < 0) {
                    runBegins = number + 1;
                    runWhole = !started.checkpoint().begun();
                }
                started.checkpoint().open().forEach(
                        it -> opened.putIfAbsent(it.connection(), number + 1));
            }
            case Item.Taken(Input.Opened it) -> opened.put(it.connection(), number);
            case Item.Taken(Input.Frame frame) -> {
                String text = frame.bytes.toString();
                if (SNAPSHOT.matcher(text).find()) {
                    var symbols = new TreeSet<String>();
                    Symbols.frame(text, symbols);
                    var last = snapshots.computeIfAbsent(frame.connection, _ -> new HashMap<>());
                    symbols.forEach(symbol -> last.put(symbol, number));
                }
            }
            case Item.Did(Effect.Ask ask) -> {
                asked.put(ask.id(), ask);
                askedAt.put(ask.id(), number);
            }
            case Item.Taken(Input.Answered(long id, Answer answer)) -> {
                Effect.Ask ask = asked.remove(id);
                Long at = askedAt.remove(id);
                if (ask != null && at != null && answer.ok() && ask.request().listing() >= 0) {
                    rest.computeIfAbsent(ask.exchange(), _ -> new HashMap<>())
                            .put(ask.request().url(), at);
                }
            }
            // Nobody knows when it was asked for: before the first frame of its exchange.
            case Item.Recorded recorded -> rest.computeIfAbsent(recorded.exchange(),
                    _ -> new HashMap<>()).put(recorded.url(), 0L);
            case Item.Hole _ -> {
                // What was open behind a hole is unknown: what comes after must bring its own snapshots.
            }
            case Item.Taken _,Item.Did _,Item.Hashed _ -> {
            }
        }
    }

    private long begin(int connection) {
        long open = opened.getOrDefault(connection, runBegins);
        String exchange = connections.exchange(connections.link(connection));
        long begin = Long.MAX_VALUE;
        for (long at : snapshots.getOrDefault(connection, Map.of()).values()) {
            begin = Math.min(begin, at);
        }
        for (long at : rest.getOrDefault(exchange, Map.of()).values()) {
            begin = Math.min(begin, at);
        }
        return begin == Long.MAX_VALUE ? open : Math.max(open, begin);
    }

    private Summary write(long start, Path folder, String build) throws IOException {
        boolean whole = runWhole && start == runBegins;
        Past past = whole ? Past.NONE : Recall.before(tape, start);
        connections.see(new Item.Started(0, "", 0, false, Checkpoint.of(
                new Settings(List.of(), io.crossbook.arbitrage.DetectorSettings.DEFAULT, 0,
                        List.of(), List.of()))));
        asked.clear();
        TapeBuilder cut = null;
        long inputs = 0;
        long last = 0;
        try (var reader = TapeReader.open(tape)) {
            while (reader.next()) {
                Item item = reader.item();
                long number = reader.number();
                if (number > to) {
                    break;
                }
                if (cut == null && number >= start && !(item instanceof Item.Started)) {
                    cut = new TapeBuilder(folder, build, start - 1, reader.stamp(), !whole,
                            checkpoint(whole, past));
                }
                follow(item);
                Item kept = cut == null ? null : whole ? item : kept(item, number);
                if (cut != null && kept != null && !(kept instanceof Item.Started)) {
                    cut.add(number, reader.stamp(), kept);
                    inputs += numbered(kept) ? 1 : 0;
                    last = numbered(kept) ? number : last;
                }
            }
            if (cut == null) {
                throw new IOException(tape + ": nothing to cut at input " + around);
            }
            cut.finish();
            return new Summary(start, last, inputs, whole);
        } finally {
            if (cut != null) {
                cut.close();
            }
        }
    }

    /// Keeps track of what the checkpoint of the cut must hold.
    private void follow(Item item) {
        connections.see(item);
        switch (item) {
            case Item.Started started -> {
                settings = started.checkpoint().settings();
                started.checkpoint().listed().forEach(it -> listed.put(it.exchange(), it));
                started.checkpoint().links().forEach(it -> links.put(it.id(), it));
                started.checkpoint().accounts().forEach(this::told);
            }
            case Item.Taken(Input.Configured(Settings fresh)) -> settings = fresh;
            case Item.Taken(Input.Listed fresh) -> listed.put(fresh.exchange(), fresh);
            case Item.Taken(Input.Account it) -> told(it);
            case Item.Did(Effect.Open(Link link)) -> links.put(link.id(), link);
            case Item.Did(Effect.Drop(String link)) -> links.remove(link);
            case Item.Did(Effect.Ask ask) -> asked.put(ask.id(), ask);
            case Item.Taken _,Item.Did _,Item.Recorded _,Item.Hashed _,Item.Hole _ -> {
            }
        }
    }

    /// The last word of each kind that each account heard.
    private void told(Input.Account it) {
        accounts.put(it.word().exchange() + " " + it.word().getClass().getSimpleName(), it);
    }

    private Checkpoint checkpoint(boolean whole, Past past) {
        Settings now = java.util.Objects.requireNonNull(settings);
        return whole
                ? Checkpoint.of(now)
                : new Checkpoint(true, now, List.copyOf(listed.values()),
                        List.copyOf(links.values()), List.copyOf(connections.open.values()),
                        List.copyOf(accounts.values()), past,
                        new io.crossbook.exchanges.Bytes());
    }

    /// What a cut in the middle of a run keeps of an item; null when it keeps nothing.
    private @Nullable Item kept(Item item, long number) {
        return switch (item) {
            case Item.Taken(Input.Frame frame) -> number >= begins.getOrDefault(frame.connection,
                    0L) ? item : null;
            case Item.Taken(Input.Answered(long id, Answer answer)) -> {
                Effect.Ask ask = asked.remove(id);
                yield ask == null || !answer.ok()
                        ? null
                        : new Item.Recorded(ask.exchange(), ask.request().url(), answer.body());
            }
            case Item.Did(Effect.Ask _),Item.Hashed _,Item.Hole _ -> null;
            case Item.Taken _,Item.Recorded _,Item.Did _,Item.Started _ -> item;
        };
    }
}
