package io.crossbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.crossbook.arbitrage.DetectorSettings;
import io.crossbook.execution.Entry;
import io.crossbook.execution.desk.LegOrder;
import io.crossbook.execution.desk.Patience;
import io.crossbook.execution.paper.PaperTerms;
import io.crossbook.execution.risk.GateSettings;
import io.crossbook.gateway.engine.Execution;
import io.crossbook.gateway.engine.Input;
import io.crossbook.gateway.engine.Mode;
import io.crossbook.gateway.engine.Settings;
import io.crossbook.gateway.ledger.Durability;
import io.crossbook.gateway.ledger.JournalSettings;
import io.crossbook.gateway.ledger.Receipts;
import io.crossbook.gateway.ledger.SqlJournal;
import io.crossbook.gateway.tape.Checkpoint;
import io.crossbook.gateway.tape.Secrets;
import io.crossbook.gateway.tape.TapeAlarms;
import io.crossbook.gateway.tape.TapeSettings;
import io.crossbook.gateway.tape.TapeWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run that went on from what an earlier one had written is audited with that, or not at all.
final class ReplayJournalTest {

    private static final long NOW = 1_767_225_600_000_000_000L;

    @TempDir
    private Path folder;

    private Path tape = Path.of("");

    /// A journal of two entries.
    private JournalSettings journal(String name, String build) {
        var settings = JournalSettings.file(folder.resolve(name), Durability.FULL);
        try (var journal = SqlJournal.open(settings, Mode.PAPER, (_, _, _) -> 0, () -> NOW,
                new Receipts() {
                    @Override
                    public void durable(long number) {}

                    @Override
                    public void failed(String why) {}

                    @Override
                    public void lease(long untilNanos) {}
                })) {
            journal.append(List.of(new Entry.Booted(1, build, "paper:1", NOW),
                    new Entry.Rearmed("looked at it", Entry.Rearmed.ALL, NOW)));
        }
        return settings;
    }

    /// A run of the second boot, on a tape of its own.
    @BeforeEach
    void record() throws IOException {
        tape = folder.resolve("tape");
        String check = SqlJournal.check(journal("journal.db", "build"), 2, _ -> {});
        var settings = new Settings(List.of(), DetectorSettings.DEFAULT, 0, List.of(), List.of());
        var execution = new Execution(Mode.PAPER, GateSettings.DEFAULT,
                Map.of("bybit", Patience.ENFORCED), Map.of(), LegOrder.TOGETHER,
                Execution.LOSS_BUDGET_BPS, 0, PaperTerms.DEFAULT, Set.of());
        try (var writer = TapeWriter.open(new TapeSettings(tape, 1 << 20, Long.MAX_VALUE / 4, 0, 0,
                1_000_000_000L, 1 << 20, false, 0, TapeSettings.OnDiskFull.GO_ON), "test",
                new Secrets(), TapeAlarms.NONE)) {
            writer.begin(NOW, () -> Checkpoint.of(settings));
            writer.input(1, NOW, new Input.Configured(settings));
            writer.input(2, NOW, new Input.Trading(
                    new Input.News.Began(execution, "build", "paper:1", 2, check)));
            writer.input(3, NOW, new Input.Trading(new Input.News.Durable(3)));
        }
    }

    @Test
    void with_its_journal_it_is_compared() {
        Ran ran = Ran.crossbook("replay", "--journal", folder.resolve("journal.db"), tape);

        assertEquals(Exit.OK, ran.code(), ran.out() + ran.err());
        assertTrue(ran.out().contains("everything as on the tape"), ran.out());
    }

    @Test
    void without_it_is_a_what_if_and_says_so() {
        Ran ran = Ran.crossbook("replay", tape);

        assertEquals(Exit.OK, ran.code(), ran.out() + ran.err());
        assertTrue(ran.err().contains("--journal"), ran.err());
        assertTrue(!ran.out().contains("everything as on the tape"), ran.out());
    }

    @Test
    void another_past_or_none_is_refused_in_words() {
        journal("other.db", "another");
        Ran other = Ran.crossbook("replay", "--journal", folder.resolve("other.db"), tape);
        Ran none = Ran.crossbook("replay", "--journal", folder.resolve("none.db"), tape);

        assertEquals(Exit.FAILED, other.code(), other.out());
        assertTrue(other.err().contains("another past"), other.err());
        assertEquals(Exit.FAILED, none.code(), none.out());
        assertTrue(none.err().contains("none.db"), none.err());
    }
}
