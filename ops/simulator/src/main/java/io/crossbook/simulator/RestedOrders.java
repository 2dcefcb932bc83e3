package io.crossbook.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Orders of accounts that stand in one listing's book, behind the quotes of the same price that
/// the market makes by itself.
final class RestedOrders {

    private final TreeMap<Long, Deque<Rested>> bids = new TreeMap<>();
    private final TreeMap<Long, Deque<Rested>> asks = new TreeMap<>();
    private final NavigableMap<Long, Deque<Rested>> bidsBestFirst = bids.descendingMap();

    /// An order in the book, as the matching engine sees it. Ticks and lots.
    interface Rested {
        Side side();

        long price();

        long left();

        /// It traded, as the maker: the trade is at its price.
        void filled(Trade trade);
    }

    boolean isEmpty() {
        return bids.isEmpty() && asks.isEmpty();
    }

    void add(Rested order) {
        side(order.side()).computeIfAbsent(order.price(), _ -> new ArrayDeque<>()).addLast(order);
    }

    /// Takes it out; nothing happens where it does not stand.
    void remove(Rested order) {
        Deque<Rested> queue = side(order.side()).get(order.price());
        if (queue != null && queue.remove(order) && queue.isEmpty()) {
            side(order.side()).remove(order.price());
        }
    }

    /// The best price of a side; null where nothing stands.
    @Nullable
    Long best(Side side) {
        NavigableMap<Long, Deque<Rested>> orders = side(side);
        return orders.isEmpty() ? null : orders.firstKey();
    }

    /// Who is next at the best price of a side; null where nothing stands.
    @Nullable
    Rested next(Side side) {
        NavigableMap<Long, Deque<Rested>> orders = side(side);
        return orders.isEmpty() ? null : orders.firstEntry().getValue().peekFirst();
    }

    /// How many lots stand at a price.
    long lots(Side side, long price) {
        Deque<Rested> queue = side(side).get(price);
        return queue == null ? 0 : queue.stream().mapToLong(Rested::left).sum();
    }

    /// The prices of a side, best first.
    List<Long> prices(Side side) {
        return new ArrayList<>(side(side).keySet());
    }

    private NavigableMap<Long, Deque<Rested>> side(Side side) {
        return side == Side.BID ? bidsBestFirst : asks;
    }
}
