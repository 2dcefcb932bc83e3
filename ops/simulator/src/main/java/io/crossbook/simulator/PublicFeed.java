package io.crossbook.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What an exchange has published of one listing: the book that its feeds stand at, and recent
/// trades.
final class PublicFeed {

    private static final int TRADES = 1_000;

    private final TreeMap<Long, Long> bids = new TreeMap<>();
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    private final NavigableMap<Long, Long> bidsBestFirst = bids.descendingMap();
    private final Deque<Trade> trades = new ArrayDeque<>();
    private long updateId;
    /// The book as it was asked for last, as long as it is that.
    private @Nullable Book book;

    PublicFeed(Ladder ladder) {
        bids.putAll(ladder.side(Side.BID));
        asks.putAll(ladder.side(Side.ASK));
        updateId = ladder.updateId();
    }

    void apply(BookEvent event) {
        for (Change change : event.changes()) {
            TreeMap<Long, Long> side = change.side() == Side.BID ? bids : asks;
            if (change.size() == 0) {
                side.remove(change.price());
            } else {
                side.put(change.price(), change.size());
            }
        }
        updateId = event.lastId();
        book = null;
    }

    void add(Trade trade) {
        trades.addLast(trade);
        if (trades.size() > TRADES) {
            trades.removeFirst();
        }
    }

    Book book() {
        Book present = book;
        if (present == null) {
            present = Book.of(bidsBestFirst, asks, Integer.MAX_VALUE, updateId);
            book = present;
        }
        return present;
    }

    NavigableMap<Long, Long> side(Side side) {
        return side == Side.BID ? bidsBestFirst : asks;
    }

    List<Trade> trades() {
        return List.copyOf(trades);
    }
}
