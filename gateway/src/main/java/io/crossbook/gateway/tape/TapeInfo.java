package io.crossbook.gateway.tape;

import io.crossbook.gateway.engine.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;

/// What is on a tape, and whether it is sound: the answer of `tape info` and `tape verify`.
///
/// `first` and `last` number the inputs, `inputs` counts those that are there; stamps are epoch nanoseconds. `counts` is by
/// type of record, `frames` and `frameBytes` by exchange. `holes` are missing inputs that the tape tells of. All of it is up to
/// [Ending], the first damaged place or the end.
public record TapeInfo(Path tape, List<String> builds, int segments, long bytes, long first,
        long last, long inputs, long firstStamp, long lastStamp, int connections,
        SortedMap<String, Long> counts, SortedMap<String, Long> frames,
        SortedMap<String, Long> frameBytes, List<Item.Hole> holes, Ending ending) {

    private static final int SELDOM = 4_096;

    /// Every checksum holds, every fact reads, and no number is missing.
    public boolean sound() {
        return ending.whole() && holes.isEmpty();
    }

    /// One sentence for people: how many inputs are good, and the first place that is not.
    public String verdict() {
        String good = inputs + " inputs in " + segments + " segments";
        if (!ending.whole()) {
            return good + " are good; " + ending;
        }
        return holes.isEmpty()
                ? good + ", all good"
                : good + " are good, " + missing() + " are missing; the first hole is inputs "
                        + holes.getFirst().first() + " to " + holes.getFirst().last();
    }

    /// How many inputs the holes leave out.
    public long missing() {
        return holes.stream().mapToLong(hole -> hole.last() - hole.first() + 1).sum();
    }

    /// Reads a whole tape: every block is checked.
    public static TapeInfo of(Path tape) throws IOException {
        return of(tape, _ -> {});
    }

    /// The same; `progress` hears now and then which part is read.
    public static TapeInfo of(Path tape, DoubleConsumer progress) throws IOException {
        var builds = new ArrayList<String>();
        var counts = new TreeMap<String, Long>();
        var frames = new TreeMap<String, Long>();
        var frameBytes = new TreeMap<String, Long>();
        var holes = new ArrayList<Item.Hole>();
        var connections = new Connections();
        var seen = new java.util.HashSet<Integer>();
        int segments = 0;
        int items = 0;
        long first = 0;
        long last = 0;
        long inputs = 0;
        long firstStamp = 0;
        long lastStamp = 0;
        try (var reader = TapeReader.open(tape)) {
            while (reader.next()) {
                Item item = reader.item();
                connections.see(item);
                counts.merge(name(item), 1L, Long::sum);
                if (++items % SELDOM == 0) {
                    progress.accept(reader.read());
                }
                if (item instanceof Item.Taken || item instanceof Item.Recorded) {
                    inputs++;
                    last = reader.number();
                    lastStamp = reader.stamp();
                    if (inputs == 1) {
                        first = last;
                        firstStamp = lastStamp;
                    }
                }
                switch (item) {
                    case Item.Started started -> {
                        segments++;
                        started.checkpoint().open().forEach(it -> seen.add(it.connection()));
                        if (!builds.contains(started.build())) {
                            builds.add(started.build());
                        }
                    }
                    case Item.Taken(Input.Frame frame) -> {
                        String exchange = connections
                                .exchange(connections.link(frame.connection));
                        frames.merge(exchange, 1L, Long::sum);
                        frameBytes.merge(exchange, (long) frame.bytes.length(), Long::sum);
                        seen.add(frame.connection);
                    }
                    case Item.Taken(Input.Opened opened) -> seen.add(opened.connection());
                    case Item.Hole hole -> holes.add(hole);
                    case Item.Taken _,Item.Did _,Item.Hashed _,Item.Recorded _ -> {
                    }
                }
            }
            return new TapeInfo(tape, builds, segments, size(tape), first, last, inputs,
                    firstStamp, lastStamp, seen.size(), counts, frames, frameBytes, holes,
                    reader.ending());
        }
    }

    private static long size(Path tape) throws IOException {
        long bytes = 0;
        List<Path> files = Files.isDirectory(tape) ? Segments.files(tape) : List.of(tape);
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /// The word for a kind of item: `frame`, `answered`, `send`, `hole`.
    static String name(Item item) {
        return switch (item) {
            case Item.Started _ -> "checkpoint";
            case Item.Taken(Input input) -> word(input);
            case Item.Recorded _ -> "recorded";
            case Item.Did(Effect effect) -> switch (effect) {
                case Effect.Open _ -> "open";
                case Effect.Drop _ -> "drop";
                case Effect.Send _ -> "send";
                case Effect.Close _ -> "close";
                case Effect.Ask _ -> "ask";
                case Effect.Post _ -> "post";
                case Effect.Rearmed _ -> "rearmed";
            };
            case Item.Hashed _ -> "hash";
            case Item.Hole _ -> "hole";
        };
    }

    private static String word(Input input) {
        return switch (input) {
            case Input.Frame _ -> "frame";
            case Input.Opened _ -> "opened";
            case Input.Closed _ -> "closed";
            case Input.Answered _ -> "answered";
            case Input.Listed _ -> "listed";
            case Input.ServerTime _ -> "serverTime";
            case Input.Configured _ -> "configured";
            case Input.Command _ -> "command";
            case Input.Account _ -> "account";
            case Input.Trading _ -> "trading";
            case Input.Lost _ -> "lost";
            case Input.Tick _ -> "tick";
        };
    }
}
