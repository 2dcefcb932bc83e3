package io.crossbook.execution;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What is paused, and which of it a human has been shown: pauses are numbered, and an allowing again goes as far as it says. A part of the fold over the journal.
final class Pauses {

    private final Map<String, String> paused = new TreeMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private long last;

    /// What is paused, and why.
    Map<String, String> paused() {
        return Collections.unmodifiableMap(paused);
    }

    /// The number of the last one that there was; 0 before the first.
    long last() {
        return last;
    }

    /// The number of the pause by which it is paused; 0 when it is not.
    long number(String what) {
        return numbers.getOrDefault(what, 0L);
    }

    /// What is paused already is so anew, for the newer reason: who was shown the other has not seen this one.
    void pause(String what, String why) {
        paused.put(what, why);
        numbers.put(what, ++last);
    }

    /// A human who was shown all up to this one has allowed them again.
    void allow(long upTo) {
        numbers.values().removeIf(number -> number <= upTo);
        paused.keySet().retainAll(numbers.keySet());
    }

    @Override
    public String toString() {
        return last == 0 ? "" : "paused " + paused + " of " + last + "\n";
    }
}
