package io.crossbook.execution;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is paused, for which reasons, and which of them a human has been shown: reasons are numbered as they come, and an allowing again goes as far as it says. A part of the
/// fold over the journal.
final class Pauses {

    private final Map<String, SortedMap<Long, String>> reasons = new TreeMap<>();
    private final Map<String, String> paused = new TreeMap<>();
    private long last;

    /// What is paused, and why: each reason that stands, the oldest first.
    Map<String, String> paused() {
        return Collections.unmodifiableMap(paused);
    }

    /// The number of the last one that there was; 0 before the first.
    long last() {
        return last;
    }

    /// The number of the oldest reason for which it is paused; 0 when it is not.
    long number(String what) {
        SortedMap<Long, String> standing = reasons.get(what);
        return standing == null ? 0 : standing.firstKey();
    }

    /// What is paused already has one more reason: who was shown the others has not seen this one. The same reason again is the newest.
    void pause(String what, String why) {
        SortedMap<Long, String> standing = reasons.computeIfAbsent(what, _ -> new TreeMap<>());
        standing.values().removeIf(why::equals);
        standing.put(++last, why);
        say(what);
    }

    /// A human who was shown all up to this one has allowed them again.
    void allow(long upTo) {
        reasons.values().forEach(each -> each.keySet().removeIf(number -> number <= upTo));
        reasons.values().removeIf(Map::isEmpty);
        paused.keySet().retainAll(reasons.keySet());
        reasons.keySet().forEach(this::say);
    }

    private void say(String what) {
        paused.put(what, String.join("; ", reasons.getOrDefault(what, Collections.emptySortedMap())
                .values()));
    }

    @Override
    public String toString() {
        return last == 0 ? "" : "paused " + reasons + " of " + last + "\n";
    }
}
