package io.crossbook.gateway.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.exchanges.Fault;
import io.crossbook.gateway.engine.Engine;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Kept;
import io.crossbook.gateway.engine.Numbering;
import io.crossbook.gateway.engine.Pit;
import io.crossbook.gateway.engine.Watcher;
import io.crossbook.gateway.engine.Watchers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that traded, with fills, a halt and a re-arming, is gone through again: the same effects, the same hashes.
final class TradedTapeTest {

    @TempDir
    private Path folder = Path.of("");

    private final List<String> faults = new ArrayList<>();

    /// Tapes what a pit was told, as the loop does it.
    private Engine record(Pit pit, Kept journal) throws IOException {
        try (var tape = Tapes.byHand(new TapeSettings(folder, 1 << 20, 3_600_000_000_000L, 0, 0, 1,
                1 << 22, true, 0, TapeSettings.OnDiskFull.GO_ON))) {
            var engine = Pit.engine(pit.settings,
                    tape.taping(new Replay(Tapes.EMPTY, Replay.Mode.AUDIT, Pace.FULL).effects()),
                    new Watcher() {
                        @Override
                        public void hash(long inputs, long hash, long now) {
                            tape.hash(inputs, hash);
                        }
                    }, journal);
            tape.begin(pit.times.getFirst(), () -> Checkpoint.of(engine));
            for (int i = 0; i < pit.inputs.size(); i++) {
                engine.accept(pit.times.get(i), pit.inputs.get(i));
                tape.input(i + 1, pit.times.get(i), pit.inputs.get(i));
                tape.scribe().step(pit.times.get(i));
            }
            return engine;
        }
    }

    /// Whoever hears a tape.
    private final class Heard implements Player {
        private final Replay replay;
        private final Numbering journal;
        private @Nullable Engine engine;

        Heard(Replay replay, Numbering journal) {
            this.replay = replay;
            this.journal = journal;
        }

        @Override
        public void start(Checkpoint checkpoint) {
            engine = Pit.engine(checkpoint.settings(), replay.effects(),
                    new Watchers(replay.watcher(), new Watcher() {
                        @Override
                        public void fault(String exchange, Fault fault, long now) {
                            faults.add(fault.toString());
                        }
                    }), journal);
            checkpoint.tell(engine);
        }

        @Override
        public void accept(long now, Input input) {
            Objects.requireNonNull(engine).accept(now, input);
        }

        Replay.Outcome play() {
            return replay.play(this);
        }
    }

    private Heard heard(TapeReader reader, Replay.Mode mode, Numbering journal) {
        return new Heard(new Replay(reader, mode, Pace.FULL), journal);
    }

    @Test
    void a_run_that_began_with_an_empty_journal_stands_alone() throws IOException {
        Engine recorded = record(Pit.busy(new Kept()), new Kept());
        try (var reader = TapeReader.open(folder)) {
            Heard heard = heard(reader, Replay.Mode.AUDIT, new Numbering());
            Replay.Outcome outcome = heard.play();

            assertTrue(outcome.whole(), outcome.toString());
            assertEquals(1, outcome.hashes());
            Engine again = Objects.requireNonNull(heard.engine);
            assertEquals(recorded.outputHash(), again.outputHash());
            assertEquals(String.valueOf(recorded.execution()), String.valueOf(again.execution()));
            assertTrue(String.valueOf(again.execution()).contains("attempt 2: settled"),
                    String.valueOf(again.execution()));
        }
    }

    @Test
    void a_run_that_went_on_needs_the_same_past() throws IOException {
        Pit first = Pit.busy(new Kept());
        Engine recorded = record(Pit.busy(Kept.of(first.journal.entries)),
                Kept.of(first.journal.entries));
        Kept past = Kept.of(first.journal.entries);
        try (var reader = TapeReader.open(folder)) {
            Heard heard = heard(reader, Replay.Mode.AUDIT, new Numbering((entries, to) -> {
                past.entries.subList(0, (int) entries).forEach(to);
                return past.check();
            }));
            Replay.Outcome outcome = heard.play();

            assertTrue(outcome.whole(), outcome.toString());
            assertEquals(recorded.outputHash(),
                    Objects.requireNonNull(heard.engine).outputHash());
        }
        try (var reader = TapeReader.open(folder)) {
            Heard alone = heard(reader, Replay.Mode.AUDIT, new Numbering());
            assertTrue(assertThrows(Numbering.Missing.class, alone::play).toString()
                    .contains("entries that its journal had"));
        }
        try (var reader = TapeReader.open(folder)) {
            Heard other = heard(reader, Replay.Mode.AUDIT, new Numbering((_, _) -> "other"));
            assertTrue(assertThrows(Numbering.Missing.class, other::play).toString()
                    .contains("another past"));
        }
    }

    @Test
    void in_a_what_if_nobody_trades_and_nothing_is_wrong() throws IOException {
        record(Pit.busy(new Kept()), new Kept());
        try (var reader = TapeReader.open(folder)) {
            Heard heard = heard(reader, Replay.Mode.WHAT_IF, new Numbering());

            assertTrue(heard.play().whole());
            assertEquals(List.of(), faults);
            assertEquals("null", String.valueOf(
                    Objects.requireNonNull(heard.engine).execution()));
        }
    }

    @Test
    void what_orders_got_is_remembered_where_a_cut_begins() throws IOException {
        Pit pit = Pit.busy(new Kept());
        Engine recorded = record(pit, new Kept());

        assertEquals(recorded.desk().past().fills(),
                Recall.before(folder, pit.inputs.size() + 1L,
                        (_, entry) -> Pit.dialect(entry)).fills());
    }
}
