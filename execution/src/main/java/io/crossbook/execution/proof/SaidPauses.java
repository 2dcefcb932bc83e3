package io.crossbook.execution.proof;

import io.crossbook.execution.Entry;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What is paused by what was written down, reckoned here anew: pauses count from 1, and who allows again has been shown those up to a number.
final class SaidPauses {

    private final Map<String, Integer> paused = new TreeMap<>();
    private int last;

    /// All that was written down of it.
    static SaidPauses of(List<Entry> entries) {
        var said = new SaidPauses();
        entries.forEach(said::heard);
        return said;
    }

    void heard(Entry entry) {
        if (entry instanceof Entry.Paused(var what, _, _)) {
            last++;
            paused.put(what, last);
        } else if (entry instanceof Entry.Rearmed(_, var shown, _)) {
            paused.values().removeIf(number -> number <= shown);
        }
    }

    Set<String> what() {
        return Collections.unmodifiableSet(paused.keySet());
    }
}
