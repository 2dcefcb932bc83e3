package io.crossbook.exchanges.bybit;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Entry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What an entry wants of Bybit: which category, how deep, which topics.
///
/// The category is the option `category`, else `linear` for an entry whose name ends so, else `spot`. Depth 200 is the
/// default: its update ids are those of the REST snapshot on spot, which an audit needs; 50 comes every 20 ms
/// instead of every 100.
record Plan(Entry entry, boolean linear, int depth) {

    static final List<Integer> DEPTHS = List.of(1, 50, 200, 500, 1_000);
    private static final int USUAL_DEPTH = 200;

    static Plan of(Entry entry) {
        String category = entry.options().getOrDefault("category",
                entry.name().endsWith("linear") ? "linear" : "spot");
        if (!category.equals("spot") && !category.equals("linear")) {
            throw new IllegalArgumentException("category of " + entry.name() + " is '" + category
                    + "', wanted is spot or linear");
        }
        int depth = entry.depth() == 0 ? USUAL_DEPTH : entry.depth();
        if (!DEPTHS.contains(depth)) {
            throw new IllegalArgumentException("depth of " + entry.name() + " is " + depth
                    + ", wanted is one of " + DEPTHS);
        }
        return new Plan(entry, category.equals("linear"), depth);
    }

    String category() {
        return linear ? "linear" : "spot";
    }

    String webSocket() {
        return (entry.webSocket().isEmpty() ? "wss://stream.bybit.com" : entry.webSocket())
                + "/v5/public/" + category();
    }

    String rest(String path) {
        return (entry.rest().isEmpty() ? "https://api.bybit.com" : entry.rest()) + "/v5/market/"
                + path;
    }

    /// The topics of a listing that this entry subscribes to.
    Map<Topic, String> topics(Listing listing) {
        var topics = new EnumMap<Topic, String>(Topic.class);
        topics.put(Topic.BOOK, "orderbook." + depth + "." + listing.symbol());
        if (entry.bestQuotes() && depth != 1) {
            topics.put(Topic.QUOTE, "orderbook.1." + listing.symbol());
        }
        if (entry.trades()) {
            topics.put(Topic.TRADES, "publicTrade." + listing.symbol());
        }
        if (linear) {
            topics.put(Topic.TICKER, "tickers." + listing.symbol());
            if (entry.trades()) {
                topics.put(Topic.LIQUIDATIONS, "allLiquidation." + listing.symbol());
            }
        }
        return topics;
    }
}
