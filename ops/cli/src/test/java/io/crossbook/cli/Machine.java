package io.crossbook.cli;

import io.crossbook.execution.Entry;
import io.crossbook.gateway.ledger.JournalSettings;
import io.crossbook.gateway.ledger.SqlJournal;
import java.io.IOException;
import java.util.SplittableRandom;

/// What a journal is kept on, and loses the end of when it dies: commits that were acknowledged as `NORMAL` acknowledges them, back to the last that was to
/// last.
interface Machine extends AutoCloseable {

    /// Where the journal is, as the configuration has it.
    String yaml();

    /// The same.
    JournalSettings journal();

    /// It loses its power and comes back. Whoever wrote to the journal is dead already.
    void dies(SplittableRandom random) throws Exception;

    @Override
    void close() throws IOException;

    /// How many entries there are.
    default long entries() {
        return SqlJournal.read(journal(), _ -> {});
    }

    /// The number of the last entry that is to last.
    static long lasting(JournalSettings journal) {
        var last = new long[2];
        SqlJournal.read(journal, entry -> count(entry, last));
        return last[1];
    }

    private static void count(Entry entry, long[] last) {
        last[0]++;
        last[1] = entry.lasting() ? last[0] : last[1];
    }
}
