package io.crossbook.simulator;

import java.util.List;

/// What one moment did to one book: every change has an update id of its own, from first to last.
///
/// The time is in microseconds of the market's clock; no price appears twice on one side.
public record BookEvent(long atMicros, long firstId, long lastId, List<Change> changes) {

    /// Copies the changes.
    public BookEvent {
        changes = List.copyOf(changes);
        if (lastId - firstId + 1 != changes.size()) {
            throw new IllegalArgumentException("one update id a change, please");
        }
    }
}
