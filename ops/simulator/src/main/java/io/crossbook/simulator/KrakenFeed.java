package io.crossbook.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What Kraken's channels say; both WebSocket versions listen to it and write it their own way.
final class KrakenFeed implements MarketListener {

    static final List<Integer> DEPTHS = List.of(10, 25, 100, 500, 1000);

    private final Market market;
    private final Map<Listing, List<Shelf>> shelves = new LinkedHashMap<>();
    private final Map<Listing, Set<Subscriber>> traders = new LinkedHashMap<>();
    private final Map<Listing, Set<Subscriber>> tickers = new LinkedHashMap<>();
    private final Set<Subscriber> watchers = new LinkedHashSet<>();
    private final Map<Listing, String> lastBest = new LinkedHashMap<>();

    /// A connection that hears facts and words them.
    interface Subscriber {
        void book(Listing listing, int depth, Book held, List<Change> changes, long atMicros);

        void trade(Listing listing, Trade trade);

        void ticker(Listing listing);

        void status(Listing listing, boolean trading);
    }

    private static final class Shelf {
        private final int depth;
        private final TopView view;
        private final Set<Subscriber> subscribers = new LinkedHashSet<>();

        private Shelf(int depth, Book first) {
            this.depth = depth;
            this.view = new TopView(depth, first);
        }
    }

    KrakenFeed(Market market) {
        this.market = market;
        for (Listing listing : market.listings(Exchange.KRAKEN)) {
            shelves.put(listing, new ArrayList<>());
            traders.put(listing, new LinkedHashSet<>());
            tickers.put(listing, new LinkedHashSet<>());
        }
        market.listen(this);
    }

    /// The book that a new subscriber starts from; later changes follow on it.
    Book join(Listing listing, int depth, Subscriber subscriber) {
        List<Shelf> mine = shelves.computeIfAbsent(listing, _ -> new ArrayList<>());
        Shelf shelf = mine.stream().filter(known -> known.depth == depth).findFirst()
                .orElseGet(() -> {
                    Shelf fresh = new Shelf(depth, market.published(listing));
                    mine.add(fresh);
                    return fresh;
                });
        shelf.subscribers.add(subscriber);
        return shelf.view.held();
    }

    void joinTrades(Listing listing, Subscriber subscriber) {
        traders.computeIfAbsent(listing, _ -> new LinkedHashSet<>()).add(subscriber);
    }

    void joinTicker(Listing listing, Subscriber subscriber) {
        tickers.computeIfAbsent(listing, _ -> new LinkedHashSet<>()).add(subscriber);
    }

    void joinStatus(Subscriber subscriber) {
        watchers.add(subscriber);
    }

    void leave(Listing listing, int depth, Subscriber subscriber) {
        List<Shelf> mine = shelves.computeIfAbsent(listing, _ -> new ArrayList<>());
        mine.stream().filter(shelf -> shelf.depth == depth)
                .forEach(shelf -> shelf.subscribers.remove(subscriber));
        // A view without readers would go stale: the next reader starts a new one.
        mine.removeIf(shelf -> shelf.subscribers.isEmpty());
    }

    void leaveTrades(Listing listing, Subscriber subscriber) {
        traders.computeIfAbsent(listing, _ -> new LinkedHashSet<>()).remove(subscriber);
    }

    void leaveTicker(Listing listing, Subscriber subscriber) {
        tickers.computeIfAbsent(listing, _ -> new LinkedHashSet<>()).remove(subscriber);
    }

    void leaveStatus(Subscriber subscriber) {
        watchers.remove(subscriber);
    }

    @Override
    public void book(Listing listing, BookEvent event) {
        if (listing.exchange() != Exchange.KRAKEN) {
            return;
        }
        Book present = market.published(listing);
        for (Shelf shelf : List.copyOf(shelves.getOrDefault(listing, List.of()))) {
            List<Change> changes = shelf.view.move(present, true);
            if (!changes.isEmpty()) {
                List.copyOf(shelf.subscribers)
                        .forEach(subscriber -> subscriber.book(listing, shelf.depth,
                                shelf.view.held(), changes, event.atMicros()));
            }
        }
        String best = present.top(1).toString();
        if (!best.equals(lastBest.put(listing, best))) {
            tellTicker(listing);
        }
    }

    @Override
    public void trade(Listing listing, Trade trade) {
        if (listing.exchange() == Exchange.KRAKEN) {
            List.copyOf(traders.getOrDefault(listing, Set.of()))
                    .forEach(subscriber -> subscriber.trade(listing, trade));
            tellTicker(listing);
        }
    }

    private void tellTicker(Listing listing) {
        List.copyOf(tickers.getOrDefault(listing, Set.of()))
                .forEach(subscriber -> subscriber.ticker(listing));
    }

    @Override
    public void status(Listing listing, boolean trading) {
        if (listing.exchange() == Exchange.KRAKEN) {
            List.copyOf(watchers).forEach(subscriber -> subscriber.status(listing, trading));
        }
    }
}
