package io.crossbook.simulator;

import java.util.ArrayList;
import java.util.List;

/// What the subscribers of a book of limited depth hold, and what they must hear to hold the
/// present one.
final class TopView {

    private final int depth;
    /// All levels that there were when it moved last.
    private Book seen;
    private Book held;

    TopView(int depth, Book first) {
        this.depth = depth;
        seen = first;
        this.held = first.top(depth);
    }

    Book held() {
        return held;
    }

    /// Moves on to the present book; answers the changes since the one before.
    ///
    /// With `silentTail`, levels that were pushed out by better ones are not mentioned: the client
    /// cuts them off itself (Kraken). Otherwise they are deleted by name (Bybit).
    List<Change> move(Book present, boolean silentTail) {
        if (present.equals(seen)) {
            return List.of();
        }
        seen = present;
        Book next = present.top(depth);
        List<Change> changes = new ArrayList<>();
        for (Side side : Side.values()) {
            compare(side, next, silentTail, changes);
        }
        held = next;
        return changes;
    }

    private void compare(Side side, Book next, boolean silentTail, List<Change> changes) {
        int way = side == Side.BID ? -1 : 1;
        int before = 0;
        int after = 0;
        boolean full = next.depth(side) == depth;
        while (before < held.depth(side) || after < next.depth(side)) {
            long order = before == held.depth(side)
                    ? 1
                    : after == next.depth(side)
                            ? -1
                            : way * (held.price(side, before) - next.price(side, after));
            if (order < 0) {
                if (!silentTail || !full || after < next.depth(side)) {
                    changes.add(new Change(side, held.price(side, before), 0));
                }
                before++;
            } else if (order > 0) {
                changes.add(new Change(side, next.price(side, after), next.size(side, after)));
                after++;
            } else {
                if (held.size(side, before) != next.size(side, after)) {
                    changes.add(new Change(side, next.price(side, after), next.size(side, after)));
                }
                before++;
                after++;
            }
        }
    }
}
