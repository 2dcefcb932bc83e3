package io.crossbook.gateway.feed;

import io.crossbook.books.OrderBook;

/// One kind of snapshot of one book, for all who read it: when the next is due, and what it shows.
///
/// As tardis-machine does it: by the exchange's time. With an interval, the first shows the book at once; each further one shows how the book stood when an interval was over, and comes
/// with the first change after it, if the shown levels changed in between.
final class SnapshotTopic {

    final DataType type;
    private LastShown shown;
    private boolean begun;
    private boolean changed;
    /// When the book changed last, by the exchange's clock.
    private long eventNanos;
    /// No change came since the last round of [#late].
    private boolean quiet;

    SnapshotTopic(DataType type) {
        this.type = type;
        shown = fresh(type);
    }

    private static LastShown fresh(DataType type) {
        return new LastShown(type.depth(), type.grouping());
    }

    LastShown shown() {
        return shown;
    }

    /// Whether the interval of the last change is over at the time of this one, and there is something to show of it.
    boolean over(long nowNanos) {
        return changed && begun && type.intervalMillis() > 0
                && type.bucket(nowNanos) > type.bucket(eventNanos);
    }

    /// When the interval of the last change was or is over.
    long overNanos() {
        return type.endNanos(type.bucket(eventNanos));
    }

    /// The book as it is now.
    void take(OrderBook levels, long nowNanos) {
        changed |= shown.renew(levels);
        eventNanos = nowNanos;
        quiet = false;
    }

    /// Whether it has to be shown without waiting for the end of an interval.
    boolean atOnce() {
        return changed && (!begun || type.intervalMillis() == 0);
    }

    void published() {
        changed = false;
        begun = true;
    }

    /// A round of the clock, once an interval: whether something waits that no change will bring soon.
    boolean late() {
        boolean waits = changed && begun && quiet;
        quiet = true;
        return waits;
    }

    /// The connection is gone: what comes next is a beginning.
    void reset() {
        shown = fresh(type);
        begun = false;
        changed = false;
    }
}
