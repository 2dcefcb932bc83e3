package io.crossbook.cli;

import io.crossbook.arbitrage.Opportunity;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.FeedLag;
import io.crossbook.books.ListingBook;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.engine.Watchers;
import io.crossbook.gateway.tape.Checkpoint;
import io.crossbook.gateway.tape.Pace;
import io.crossbook.gateway.tape.Replay;
import io.crossbook.gateway.tape.Tape;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plays a tape, and keeps what was seen of one opportunity; or of several, where they opened together and nothing says which is meant.
///
/// Ids begin anew with every run on the tape: of several the last one counts, or the one that was asked for.
final class Explained implements Watcher, WhatIf.Companion {

    private final Wanted wanted;
    private final Tape tape;
    private final Map<Integer, FeedLag> lags = new HashMap<>();
    private final Map<Integer, Long> lag = new HashMap<>();
    /// What fits of the last run that has any, by its id; all of it opened at the same time.
    private final Map<Long, Lived> found = new LinkedHashMap<>();
    private @Nullable Engine engine;
    private Replay.@Nullable Outcome outcome;
    private int run;
    private long lastId;
    /// What the run that is being played had told before the tape begins, negative when all of it is there.
    private long before = -1;
    private long cutOff = -1;

    private Explained(Wanted wanted, Tape tape) {
        this.wanted = wanted;
        this.tape = tape;
    }

    /// Which one: by its id, or where `openedAt` (epoch nanoseconds) is not 0 by when it opened, and on which listings it buys and sells. `run` is 0 for the last
    /// that has it.
    record Wanted(long id, long openedAt, int run, List<String> buys, List<String> sells) {

        Wanted {
            buys = List.copyOf(buys);
            sells = List.copyOf(sells);
        }

        /// By its id, in whichever run.
        static Wanted of(long id) {
            return new Wanted(id, 0, 0, List.of(), List.of());
        }

        /// Whether it is meant; an id says nothing of a run that lacks its beginning, and so numbers otherwise, where the time says something.
        boolean is(Opportunity opportunity, boolean whole) {
            if (openedAt == 0) {
                return opportunity.id() == id;
            }
            return opportunity.openedNanos() == openedAt
                    && (id == 0 || !whole || opportunity.id() == id)
                    && Lived.trades(opportunity, buys, sells);
        }
    }

    /// Plays it all under `settings`, or as it was recorded when that is null.
    static Explained of(Wanted wanted, Tape tape, Replay.Mode mode,
            @Nullable Settings settings) {
        var explained = new Explained(wanted, tape);
        var replay = new Replay(tape, mode, Pace.FULL);
        var player = new WhatIf(replay, settings, new Watchers(replay.watcher(), explained),
                explained);
        explained.outcome = replay.play(player);
        return explained;
    }

    /// What fits what was asked for: nothing, one, or several that opened together.
    List<Lived> found() {
        return List.copyOf(found.values());
    }

    /// How the replay ended.
    Replay.Outcome outcome() {
        if (outcome == null) {
            throw new IllegalStateException("nothing was played");
        }
        return outcome;
    }

    /// The highest id of the run that was asked for, or of the last.
    long lastId() {
        return lastId;
    }

    /// How many runs there are.
    int runs() {
        return run;
    }

    /// Why what was found under the id is not for sure what was told under it when the tape was recorded; empty when it is. A run that lacks its beginning finds
    /// again what was open then, and not what it found with books that it does not have: it counts otherwise.
    String unsure() {
        return wanted.openedAt == 0 && cut()
                ? "the tape no longer holds the beginning of the run, so what is found in it is not"
                        + " numbered for sure as it was told: say when it opened, --opened TIME"
                : "";
    }

    /// Whether what was found is of a run that lacks its beginning.
    boolean cut() {
        return found.values().stream().anyMatch(each -> each.before >= 0);
    }

    /// What had been told before the tape begins in the middle of a run that might have had the id; negative when every run is whole.
    long cutOff() {
        return cutOff;
    }

    @Override
    public void from(Checkpoint checkpoint) {
        before = checkpoint.begun() ? checkpoint.past().told() : -1;
        if (wanted.run == 0 || run + 1 == wanted.run) {
            cutOff = Math.max(cutOff, before);
        }
    }

    @Override
    public void begins(Engine fresh) {
        engine = fresh;
        run++;
        lags.clear();
        lag.clear();
        if (wanted.run == 0 || run == wanted.run) {
            lastId = 0;
        }
    }

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

    @Override
    public void book(ListingBook book, BookUpdate update, long now) {
        if (update.eventNanos() != 0) {
            lag.put(book.id(), lags.computeIfAbsent(book.id(), _ -> new FeedLag(FeedLag.UNKNOWN))
                    .lag(now, update.eventNanos()));
        }
    }

    @Override
    public void opportunity(Opportunity opportunity, long now) {
        if (wanted.run != 0 && run != wanted.run) {
            return;
        }
        lastId = Math.max(lastId, opportunity.id());
        Engine seen = engine;
        if (seen == null || !wanted.is(opportunity, before < 0)) {
            return;
        }
        if (opportunity.state() == Opportunity.State.OPENED) {
            found.values().removeIf(each -> each.run != run);
            found.put(opportunity.id(), new Lived(run, before, moment(opportunity, seen, now)));
            return;
        }
        Lived one = found.get(opportunity.id());
        if (one == null || one.run != run) {
            return;
        }
        if (opportunity.state() == Opportunity.State.CHANGED
                && opportunity.net() > one.best().opportunity().net()) {
            one.best(moment(opportunity, seen, now));
        }
        one.told(opportunity);
    }

    private Moment moment(Opportunity opportunity, Engine seen, long now) {
        // The tape's number is that of the input being decided on; messages come after the book's own watcher call.
        return Moment.of(opportunity, seen, now, tape.number(), book -> fresh(book, now));
    }

    /// The lag of the message that is being decided on is not told before the decision: it is measured here.
    private long fresh(ListingBook book, long now) {
        if (book.eventNanos() == 0) {
            return -1;
        }
        if (book.receivedNanos() != now) {
            return lag.getOrDefault(book.id(), -1L);
        }
        return lags.computeIfAbsent(book.id(), _ -> new FeedLag(FeedLag.UNKNOWN)).lag(now,
                book.eventNanos());
    }

    /// How it was played: everything as it happened where the tape is a run of ours and this build decides as that one did; else as
    /// a what-if.
    static Explained audited(Wanted wanted, Tapes tapes, List<String> notes)
            throws IOException {
        try (Tape tape = tapes.open()) {
            Explained exact = of(wanted, tape, Replay.Mode.AUDIT, null);
            if (exact.outcome().divergence() == null && exact.outcome().inputs() > 0) {
                return exact;
            }
            notes.add(exact.outcome().divergence() == null
                    ? exact.outcome().why()
                    : "this build decides otherwise than the one that recorded: "
                            + exact.outcome().divergence());
        }
        try (Tape tape = tapes.open()) {
            return of(wanted, tape, Replay.Mode.WHAT_IF, null);
        }
    }
}
