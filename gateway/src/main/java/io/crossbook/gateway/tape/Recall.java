package io.crossbook.gateway.tape;

import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Dialects;
import io.crossbook.exchanges.Entry;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Numbering;
import io.crossbook.gateway.engine.Past;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What a run remembered of its opportunities just before an input: an engine plays the tape up to there.
///
/// Exact where the tape holds the run from its beginning and this build decides as the one that recorded: then it is an audit. Else it is a what-if, which every
/// checkpoint on the way sets right. What was told in a hole nobody knows. Off line, one thread.
final class Recall implements Tape, Player {

    private final TapeReader reader;
    private final int segment;
    private final long before;
    private final BiFunction<String, Entry, Dialect> dialects;
    private final Replay replay;
    private @Nullable Engine engine;
    /// How many more the engine has told than the run, as of the last checkpoint.
    private long surplus;
    private boolean begun;
    private boolean there;

    private Recall(TapeReader reader, int segment, long before,
            BiFunction<String, Entry, Dialect> dialects, Replay.Mode mode) {
        this.dialects = dialects;
        this.reader = reader;
        this.segment = segment;
        this.before = before;
        replay = new Replay(this, mode, Pace.FULL);
    }

    /// As of just before the input of this number.
    static Past before(Path tape, long number) throws IOException {
        return before(tape, number, Dialects::of);
    }

    /// The same of a run that spoke these dialects.
    static Past before(Path tape, long number, BiFunction<String, Entry, Dialect> dialects)
            throws IOException {
        int segment = segment(tape, number);
        try (var reader = TapeReader.open(tape)) {
            var audit = new Recall(reader, segment, number, dialects, Replay.Mode.AUDIT);
            if (audit.replay.play(audit).whole()) {
                return audit.past();
            }
        } catch (Numbering.Missing _) {
            // A run that went on from a journal: what orders got is known as of the checkpoint before.
        }
        try (var reader = TapeReader.open(tape)) {
            var whatIf = new Recall(reader, segment, number, dialects,
                    Replay.Mode.WHAT_IF);
            whatIf.replay.play(whatIf);
            return whatIf.past();
        }
    }

    /// The first segment of the run after which nothing is missing up to the input; the last one before it where something is.
    private static int segment(Path tape, long number) throws IOException {
        int segment = 0;
        long run = 0;
        boolean missing = true;
        try (var reader = TapeReader.open(tape)) {
            while (reader.next() && reader.number() < number) {
                if (reader.item() instanceof Item.Started started
                        && (missing || started.run() != run)) {
                    segment = started.segment();
                    run = started.run();
                    missing = false;
                }
                missing |= reader.item() instanceof Item.Hole;
            }
        }
        return segment;
    }

    private Past past() {
        Past past = engine().desk().past();
        return new Past(past.told() - surplus, past.lives(), past.fills());
    }

    private Engine engine() {
        return Objects.requireNonNull(engine, "a tape begins with a checkpoint");
    }

    // ---- the part of the tape that is played

    @Override
    public boolean next() {
        while (!there && reader.next()) {
            there = reader.number() >= before;
            if (!there && reader.item() instanceof Item.Started started) {
                begun |= started.segment() == segment;
                setRight(started.checkpoint().past());
            }
            if (begun && !there) {
                return true;
            }
        }
        return false;
    }

    private void setRight(Past past) {
        if (engine != null) {
            engine.desk().remember(past);
            surplus = engine.desk().past().told() - past.told();
        }
    }

    @Override
    public long number() {
        return reader.number();
    }

    @Override
    public long stamp() {
        return reader.stamp();
    }

    @Override
    public Item item() {
        return reader.item();
    }

    @Override
    public Ending ending() {
        return there ? new Ending("", 0, before - 1, "") : reader.ending();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    // ---- the engine that hears it

    @Override
    public void start(Checkpoint checkpoint) {
        engine = new Engine(dialects, checkpoint.settings(), replay.effects(),
                replay.watcher(), new Numbering());
        checkpoint.tell(engine);
        surplus = 0;
    }

    @Override
    public void accept(long now, Input input) {
        engine().accept(now, input);
    }
}
