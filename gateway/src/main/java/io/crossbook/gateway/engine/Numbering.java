package io.crossbook.gateway.engine;

import io.crossbook.execution.Entry;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A journal for replays: gives every entry the number that it had, and keeps nothing.
///
/// What a run went on from is read where it was kept, and has to be the same.
public final class Numbering implements Chronicle {

    /// Where the past of a run is kept.
    @FunctionalInterface
    public interface Past {
        /// Hands the first `entries` entries to `to`, in their order; the check sum of the last of them.
        String read(long entries, Consumer<Entry> to);
    }

    /// A run cannot be gone through again: what it went on from is not there, or is another.
    public static final class Missing extends IllegalStateException {

        private static final long serialVersionUID = 1;

        Missing(String words) {
            super(words);
        }
    }

    private final @Nullable Past kept;
    private long number;

    /// For runs that begin with an empty journal.
    public Numbering() {
        this(null);
    }

    /// For runs that go on from what is kept there; null where that is not known.
    public Numbering(@Nullable Past kept) {
        this.kept = kept;
    }

    @Override
    public void past(long entries, String check, Consumer<Entry> to) {
        if (entries > 0 && kept == null) {
            throw new Missing("the run went on from the " + entries
                    + " entries that its journal had when it began, and these are not on the tape");
        }
        String found = entries == 0 || kept == null ? "" : kept.read(entries, to);
        if (entries > 0 && !found.equals(check)) {
            throw new Missing("the journal has another past than the run: its entry " + entries
                    + " has the check sum " + found + ", not " + check);
        }
        number = entries;
    }

    @Override
    public long append(List<Entry> commit) {
        number += commit.size();
        return number;
    }
}
