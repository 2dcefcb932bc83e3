package io.crossbook.execution.desk;

import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Journal;
import java.util.List;

/// Writes entries: to the journal, and in the same breath into what is known. What cannot be halts.
final class Pen {

    private final Journal journal;
    private final ExecutionState state;
    private final Alarm alarm;
    private long written;

    Pen(Journal journal, ExecutionState state, Alarm alarm) {
        this.journal = journal;
        this.state = state;
        this.alarm = alarm;
    }

    /// How many commits were written.
    long written() {
        return written;
    }

    /// One commit. The number of its last entry.
    long write(Entry... entries) {
        long last = journal.append(List.of(entries));
        written++;
        for (Entry entry : entries) {
            if (!state.apply(entry)) {
                halt("this cannot be: " + entry, entry.atNanos());
            }
        }
        return last;
    }

    void halt(String why, long now) {
        alarm.raise("Halted: " + why, now);
        if (state.halted().isEmpty()) {
            write(new Entry.Halted(why, now));
        }
    }
}
