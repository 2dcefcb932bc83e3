package io.crossbook.simulator;

import java.util.Comparator;
import java.util.TreeMap;

/// The changes of one book since the last frame of one Binance diff stream; the last size of a
/// price wins.
final class Diff {

    final Listing listing;
    final String suffix;
    final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    final TreeMap<Long, Long> asks = new TreeMap<>();
    long firstId;
    long lastId;
    /// `u` of the frame before: what USD-M calls `pu`.
    long previousId;
    long atMicros;

    Diff(Listing listing, String suffix) {
        this.listing = listing;
        this.suffix = suffix;
    }

    void add(BookEvent event) {
        if (isEmpty()) {
            firstId = event.firstId();
            previousId = event.firstId() - 1;
        }
        lastId = event.lastId();
        atMicros = event.atMicros();
        for (Change change : event.changes()) {
            (change.side() == Side.BID ? bids : asks).put(change.price(), change.size());
        }
    }

    boolean isEmpty() {
        return bids.isEmpty() && asks.isEmpty();
    }

    void clear() {
        bids.clear();
        asks.clear();
    }
}
