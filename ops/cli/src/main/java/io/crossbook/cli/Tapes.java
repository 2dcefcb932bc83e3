package io.crossbook.cli;

import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.tape.Item;
import io.crossbook.gateway.tape.MergedTape;
import io.crossbook.gateway.tape.Tape;
import io.crossbook.gateway.tape.TapeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Tapes and recorded sessions as one tape, to be opened as often as wanted.
///
/// What is no folder and not called `.tape` is a session: all of them are imported into one tape, in a folder of their own
/// that goes when this is closed. Several tapes are merged by time.
final class Tapes implements AutoCloseable {

    private static final long FIRST_NANOS = 60_000_000_000L;

    private final List<Path> tapes;
    private final @Nullable Path imported;
    private @Nullable Map<String, Map<String, Long>> told;
    private @Nullable Progress progress;
    private @Nullable CommandSpec spec;
    private int passes;

    private Tapes(List<Path> tapes, @Nullable Path imported) {
        this.tapes = tapes;
        this.imported = imported;
    }

    static Tapes of(List<Path> paths) throws IOException, Failure {
        return of(paths, (sessions, to) -> TapeImportCommand.write(sessions, Map.of(), to));
    }

    /// Where sessions have to be imported first, the progress of that is shown for the command `spec`.
    static Tapes of(List<Path> paths, CommandSpec spec) throws IOException, Failure {
        return of(paths, (sessions, to) -> {
            try (Progress shown = Progress.of(spec, "", 1)) {
                TapeImportCommand.write(sessions, Map.of(), to, shown::at);
            }
        });
    }

    /// Makes one tape of sessions.
    @FunctionalInterface
    private interface Importing {
        void write(List<Path> sessions, Path to) throws IOException, Failure;
    }

    private static Tapes of(List<Path> paths, Importing importing) throws IOException, Failure {
        var tapes = new ArrayList<Path>();
        var sessions = new ArrayList<Path>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
            (isTape(path) ? tapes : sessions).add(path);
        }
        if (sessions.isEmpty()) {
            return new Tapes(tapes, null);
        }
        Path imported = Files.createTempDirectory("crossbook-tape-");
        var all = new Tapes(tapes, imported);
        try {
            importing.write(sessions, imported);
            tapes.add(imported);
            return all;
        } catch (IOException | Failure | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private static boolean isTape(Path path) {
        return Files.isDirectory(path) || String.valueOf(path.getFileName()).endsWith(".tape");
    }

    /// From now on each reader's progress is shown, as one pass more.
    void show(Progress shown) {
        progress = shown;
    }

    /// From now on each reader shows a progress of its own, for the command `of`.
    Tapes showing(CommandSpec of) {
        spec = of;
        return this;
    }

    /// A fresh reader of it all.
    Tape open() throws IOException {
        Progress shown = progress;
        CommandSpec of = spec;
        if (shown != null) {
            return new ShownTape(opened(), shown, passes++);
        }
        return of == null ? opened() : ShownTape.alone(opened(), Progress.of(of, "", 1));
    }

    private Tape opened() throws IOException {
        if (tapes.size() == 1) {
            return TapeReader.open(tapes.getFirst());
        }
        var readers = new ArrayList<TapeReader>();
        for (Path tape : tapes) {
            readers.add(TapeReader.open(tape));
        }
        return new MergedTape(readers);
    }

    /// The configuration that it begins with.
    Settings settings() throws IOException {
        try (Tape tape = opened()) {
            if (tape.next() && tape.item() instanceof Item.Started started) {
                return started.checkpoint().settings();
            }
            throw new IOException("the tape cannot be read: " + tape.ending());
        }
    }

    /// What accounts told first of what they hold, by exchange, if they did so in the first minute.
    synchronized Map<String, Map<String, Long>> held() throws IOException {
        if (told == null) {
            told = firstHeld();
        }
        return told;
    }

    private Map<String, Map<String, Long>> firstHeld() throws IOException {
        var held = new TreeMap<String, Map<String, Long>>();
        long until = Long.MAX_VALUE;
        try (Tape tape = opened()) {
            while (tape.next() && tape.stamp() <= until) {
                if (tape.item() instanceof Item.Taken(Input input)) {
                    until = Math.min(until, tape.stamp() + FIRST_NANOS);
                    first(held, input);
                } else if (tape.item() instanceof Item.Started started) {
                    started.checkpoint().inputs().forEach(input -> first(held, input));
                }
            }
        }
        return held;
    }

    private static void first(Map<String, Map<String, Long>> held, Input input) {
        if (input instanceof Input.Account(Input.Word.Held word)) {
            held.putIfAbsent(word.exchange(), word.held());
        }
    }

    /// Whether it is a run of ours, of which everything that was done can be compared.
    boolean auditable() throws IOException {
        return tapes.size() == 1 && imported == null && ReplayCommand.auditable(tapes.getFirst());
    }

    @Override
    public void close() throws IOException {
        if (imported == null) {
            return;
        }
        try (Stream<Path> files = Files.list(imported)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(imported);
    }
}
