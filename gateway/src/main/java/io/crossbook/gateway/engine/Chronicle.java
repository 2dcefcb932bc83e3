package io.crossbook.gateway.engine;

import io.crossbook.execution.Entry;
import io.crossbook.execution.Journal;
import java.util.function.Consumer;

/// A journal with its past: what the executor knows when it begins. On the engine's thread.
public interface Chronicle extends Journal {

    /// Hands the first `entries` entries to `to`, in their order; the next that is appended has the number after them. `check` is the sum that the last of
    /// them was kept with, empty where there is none: another past fails with [IllegalStateException].
    void past(long entries, String check, Consumer<Entry> to);
}
