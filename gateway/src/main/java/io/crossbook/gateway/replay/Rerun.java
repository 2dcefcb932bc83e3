package io.crossbook.gateway.replay;

import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.feed.Broadcast;
import io.crossbook.gateway.feed.Feed;
import io.crossbook.gateway.tape.Checkpoint;
import io.crossbook.gateway.tape.Item;
import io.crossbook.gateway.tape.Pace;
import io.crossbook.gateway.tape.Player;
import io.crossbook.gateway.tape.Replay;
import io.crossbook.gateway.tape.TapeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Plays a tape to an engine and a feed like the daemon's, for windows that open and close at their times. One thread plays both.
///
/// What was recorded in a window's run before it opens is played too, but told to nobody: the book has to be right when it opens. A new run and a hole end all connections.
final class Rerun {

    private final Path tape;
    private final List<Window> windows;
    private final Outlet outlet;
    private final Set<String> exchanges = new TreeSet<>();
    /// Those that have no dialect.
    private final Set<String> unread = new TreeSet<>();
    private final Set<String> symbols = new TreeSet<>();
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;

    Rerun(Path tape, List<Window> windows, Outlet outlet) {
        this.tape = tape;
        this.windows = windows;
        this.outlet = outlet;
    }

    /// Plays until the last window closes, or the tape ends. What was not found of what is wanted, empty where all was; a refusal where nothing at all was told.
    String run() throws IOException {
        Span span = windows.stream().map(window -> window.span).reduce(Span::with).orElseThrow();
        try (var stretch = new Stretch(TapeReader.open(tape, span.fromNanos()), span.toNanos())) {
            boolean more = true;
            while (more) {
                var replay = new Replay(stretch, Replay.Mode.WHAT_IF, Pace.FULL);
                var stage = new Stage(replay);
                Replay.Outcome outcome = replay.play(stage);
                boolean hole = !outcome.why().isEmpty() && stretch.item() instanceof Item.Hole;
                if (hole) {
                    stage.interrupted(outcome.why());
                } else if (!outcome.why().isEmpty() && !torn(stretch.ending().file())) {
                    throw new IOException(outcome.why());
                }
                more = hole && stretch.resume();
            }
        }
        List<String> missing = windows.stream().map(this::missing).filter(why -> !why.isEmpty())
                .distinct().toList();
        if (!missing.isEmpty() && outlet.messages() == 0) {
            throw Refusal.notOnTape(missing.getFirst());
        }
        return String.join("; ", missing);
    }

    /// A tape that is being recorded, or whose writer was killed, ends in the middle of a block.
    private boolean torn(String file) throws IOException {
        return file.equals(TapeReader.lastFile(tape).toString());
    }

    private Checkpoint wanted(Checkpoint from) {
        return new Checkpoint(from.begun(), wanted(from.settings()), from.listed(), from.links(),
                from.open(), from.accounts(), from.past(), from.engine());
    }

    /// Without the exchanges that no window wants: nobody would hear of them.
    private Settings wanted(Settings settings) {
        return settings.with(settings.exchanges().stream().filter(exchange -> {
            String name = exchange.entry().name();
            (exchange.dialect().isEmpty() ? unread : exchanges).add(name);
            return !exchange.dialect().isEmpty()
                    && windows.stream().anyMatch(window -> window.option.concerns(name));
        }).toList());
    }

    /// Why a window could show nothing at all; empty when it could.
    private String missing(Window window) {
        String exchange = window.option.exchange();
        if (!window.opened) {
            return lastNanos == Long.MIN_VALUE
                    ? "the tape holds nothing " + window.span
                    : "the tape holds nothing " + window.span + ": what was played of it goes from "
                            + Span.text(firstNanos) + " to " + Span.text(lastNanos);
        }
        if (unread.stream().anyMatch(window.option::concerns)) {
            return "exchange '" + exchange
                    + "' is on the tape, but nothing here reads what it says: /replay has its frames";
        }
        if (exchanges.stream().noneMatch(window.option::concerns)) {
            return "exchange '" + exchange + "' is not on the tape " + window.span + "; "
                    + exchanges + " are";
        }
        return window.found
                ? ""
                : window.option.symbols() + " of " + exchange + " are not on the tape "
                        + window.span + "; " + symbols + " are";
    }

    /// One run on the tape: its engine, its feed, its readers.
    private final class Stage implements Player {
        private final Replay replay;
        private @Nullable Engine engine;
        private @Nullable Broadcast broadcast;

        Stage(Replay replay) {
            this.replay = replay;
        }

        @Override
        public void start(Checkpoint checkpoint) {
            interrupted("another run begins");
            var feed = new Feed(() -> {});
            Checkpoint wanted = wanted(checkpoint);
            var fresh = new Engine(Dialects::of, wanted.settings(), replay.effects(), feed);
            engine = fresh;
            broadcast = new Broadcast(feed, reading -> reading.accept(fresh), Runnable::run);
            wanted.tell(fresh);
            windows.forEach(window -> window.joined = false);
        }

        @Override
        public void accept(long now, Input input) {
            if (engine == null || broadcast == null) {
                throw new IllegalStateException("an input before a checkpoint");
            }
            outlet.step();
            firstNanos = Math.min(firstNanos, now);
            lastNanos = Math.max(lastNanos, now);
            move(now, engine, broadcast);
            engine.accept(now, input instanceof Input.Configured(Settings settings)
                    ? new Input.Configured(wanted(settings))
                    : input);
            if (input instanceof Input.Listed listed) {
                listed.listings().forEach(listing -> symbols.add(listing.toString()));
                broadcast.refresh();
            }
            drain(broadcast);
        }

        /// Opens and closes windows.
        private void move(long now, Engine playing, Broadcast readers) {
            for (Window window : windows) {
                if (!window.joined && !window.left && window.span.holds(now)) {
                    window.joined = true;
                    window.opened = true;
                    playing.accept(now, new Input.Tick()); // it opens with how things stand now
                    readers.join(window);
                    drain(readers);
                } else if (window.joined && !window.left && !window.span.holds(now)) {
                    window.left = true;
                    readers.leave(window);
                }
                if (!window.refusal().isEmpty()) {
                    throw new Refusal(400, window.refusal());
                }
            }
        }

        private void drain(Broadcast readers) {
            boolean more = true;
            while (more) {
                more = readers.drain();
            }
        }

        /// Nothing more comes over the connections that stand.
        void interrupted(String why) {
            if (engine != null && broadcast != null) {
                for (Input.Opened open : engine.open()) {
                    engine.accept(lastNanos,
                            new Input.Closed(open.connection(), open.link(), why));
                }
                drain(broadcast);
            }
        }
    }
}
