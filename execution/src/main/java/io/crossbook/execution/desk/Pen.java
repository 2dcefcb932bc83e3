package io.crossbook.execution.desk;

import io.crossbook.execution.Entry;
import io.crossbook.execution.ExecutionState;
import io.crossbook.execution.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Writes entries: to the journal, and in the same breath into what is known. What cannot be halts.
final class Pen {

    private final Journal journal;
    private final ExecutionState state;
    private final Alarm alarm;
    private final List<Consumer<Entry>> listeners = new ArrayList<>();
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

    /// Something is likely to be written soon.
    void rouse() {
        journal.rouse();
    }

    /// From now on every entry is told to it too, after it was taken over.
    void listen(Consumer<Entry> to) {
        listeners.add(to);
    }

    /// One commit. The number of its last entry.
    long write(Entry... entries) {
        long last = journal.append(List.of(entries));
        written++;
        List<Entry> wrong = new ArrayList<>();
        for (Entry entry : entries) {
            if (!state.apply(entry)) {
                wrong.add(entry);
            }
            listeners.forEach(each -> each.accept(entry));
        }
        // Only now: what the journal has first is taken over first.
        wrong.forEach(entry -> halt("this cannot be: " + entry, entry.atNanos()));
        return last;
    }

    /// The same for one entry, and what it shows to be wrong is paused in the same commit: neither is kept without the other.
    void writeAndPause(Entry entry, String what, String why, long now) {
        if (state.paused().getOrDefault(what, "").contains(why)) {
            write(entry);
        } else {
            alarm.raise("Paused: " + what + ": " + why, now);
            write(entry, new Entry.Paused(what, why, now));
        }
    }

    void halt(String why, long now) {
        if (!state.haltedBy(why)) { // one reason may be told more than once, and from several sides
            alarm.raise("Halted: " + why, now);
            write(new Entry.Halted(why, now));
        }
    }
}
