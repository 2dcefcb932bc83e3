package io.crossbook.cli;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.Instrument;
import io.crossbook.exchanges.Dialects;
import io.crossbook.gateway.engine.Chronicle;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Past;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Trader;
import io.crossbook.gateway.engine.Watcher;

import io.crossbook.gateway.tape.Checkpoint;
import io.crossbook.gateway.tape.Player;
import io.crossbook.gateway.tape.Replay;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plays a tape to the production engine under a configuration that need not be the tape's.
///
/// What was recorded, and how it was spoken, is the tape's: exchanges, addresses, dialects. What it costs, what may be believed
/// and what shall be found is the configuration's. An exchange or instrument that it does not name, or switches off, is left out.
final class WhatIf implements Player {

    private static final Input TICK = new Input.Tick();

    private final Replay replay;
    private final @Nullable Settings file;
    private final Watcher watcher;
    private final Companion companion;
    private @Nullable Engine engine;

    /// Whoever acts beside the engine: is there when it begins, before each input, and asked whether it takes what is found.
    interface Companion extends Trader {
        /// What a recorded run is about to begin with.
        default void from(Checkpoint checkpoint) {}

        /// What the engine is to remember of what a recorded run had told and tried before.
        default Past remembered(Past past) {
            return past;
        }

        /// The journal of the run that is about to begin; null where nobody trades in it as in a daemon.
        default @Nullable Chronicle journal() {
            return null;
        }

        /// A recorded run begins, with this engine.
        void begins(Engine engine);

        /// An input comes; all that was due before it has been done.
        default void comes(long now) {}

        /// When it next has something to do; [Long#MAX_VALUE] when it has not.
        long nextDue();

        /// All that is due by then comes before the engine's next input.
        void until(long now);

        /// Whether the engine is to hear of an input of the tape; frames it always hears.
        default boolean hears(Input input) {
            return true;
        }
    }

    private static final Companion NOBODY = new Companion() {
        @Override
        public void begins(Engine engine) {}

        @Override
        public long nextDue() {
            return Long.MAX_VALUE;
        }

        @Override
        public void until(long now) {}

        @Override
        public boolean takes(Opportunity opportunity, long now) {
            return false;
        }
    };

    /// Under `file`, or as it was recorded when that is null.
    WhatIf(Replay replay, @Nullable Settings file, Watcher watcher) {
        this(replay, file, watcher, NOBODY);
    }

    WhatIf(Replay replay, @Nullable Settings file, Watcher watcher, Companion companion) {
        this.replay = replay;
        this.file = file;
        this.watcher = watcher;
        this.companion = companion;
    }

    @Override
    public void start(Checkpoint checkpoint) {
        companion.from(checkpoint);
        var fresh = new Engine(Dialects::of, under(checkpoint.settings()), replay.effects(),
                watcher, companion, companion.journal());
        engine = fresh;
        companion.begins(fresh);
        fresh.desk().remember(companion.remembered(checkpoint.past()));
        for (Input input : checkpoint.inputs()) {
            accept(0, input);
        }
    }

    @Override
    public void accept(long now, Input input) {
        // What it does meets books that know how old they are by then.
        for (long due = companion.nextDue(); due <= now; due = companion.nextDue()) {
            engine().accept(due, TICK);
            companion.until(due);
        }
        companion.comes(now);
        if (input instanceof Input.Frame) { // nearly all of them
            engine().accept(now, input);
            return;
        }
        if (!companion.hears(input)) {
            engine().accept(now, TICK);
            return;
        }
        engine().accept(now, input instanceof Input.Configured(Settings taped)
                ? new Input.Configured(under(taped))
                : input);
    }

    /// The engine of the run that is being played.
    Engine engine() {
        if (engine == null) {
            throw new IllegalStateException("nothing was played");
        }
        return engine;
    }

    private Settings under(Settings taped) {
        return file == null ? taped : under(taped, file);
    }

    /// What a tape's exchanges become under a configuration.
    static Settings under(Settings taped, Settings file) {
        var exchanges = new ArrayList<Settings.Exchange>();
        for (Settings.Exchange recorded : taped.exchanges()) {
            Settings.Exchange wanted = named(file, recorded);
            exchanges.add(wanted == null
                    ? recorded.with(false)
                    : wanted.of(recorded, both(recorded, wanted)));
        }
        // Snapshots to compare with are on the tape as often as they were asked for then.
        return file.with(exchanges).audited(taped.auditMillis());
    }

    /// Tells what of a tape a configuration leaves out; an error when that is everything.
    static void check(Settings taped, Settings file, String name, PrintWriter err) throws Failure {
        boolean any = false;
        for (Settings.Exchange recorded : taped.exchanges()) {
            Settings.Exchange wanted = named(file, recorded);
            List<Instrument> kept = wanted == null || !wanted.enabled()
                    ? List.of()
                    : both(recorded, wanted);
            any |= !kept.isEmpty();
            var without = new ArrayList<>(recorded.instruments());
            without.removeAll(kept);
            if (kept.isEmpty()) {
                err.println("crossbook: " + recorded.entry().name() + " is left out: " + name
                        + (wanted == null
                                ? " does not name it"
                                : wanted.enabled()
                                        ? " lists nothing of what was recorded"
                                        : " switches it off"));
            } else if (!without.isEmpty()) {
                err.println("crossbook: of " + recorded.entry().name() + " " + without
                        + " is left out: " + name + " does not list it");
            }
        }
        if (!any) {
            throw new Failure(Exit.NOTHING,
                    "nothing that was recorded is in " + name + ": its `exchanges` must name"
                            + " the exchange, and its `listings` the instrument");
        }
    }

    private static Settings.@Nullable Exchange named(Settings file, Settings.Exchange recorded) {
        for (Settings.Exchange exchange : file.exchanges()) {
            if (exchange.entry().name().equals(recorded.entry().name())) {
                return exchange;
            }
        }
        return null;
    }

    private static List<Instrument> both(Settings.Exchange recorded, Settings.Exchange wanted) {
        return recorded.instruments().stream().filter(wanted.instruments()::contains).toList();
    }
}
