package io.crossbook.exchanges.bybit;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.SymbolTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The listings of one connection, found by topic and by id.
final class Lines {

    private final List<Line> all = new ArrayList<>();
    private final Map<Integer, Line> byListing = new HashMap<>();
    private final SymbolTable topics = new SymbolTable();

    Lines(Plan plan, Link link) {
        for (Listing listing : link.listings()) {
            int place = all.size();
            for (int depth : Plan.DEPTHS) {
                // Level 1 is the book when it was asked for as one. Recordings bring other depths than those asked for.
                Topic topic = depth == 1 && plan.depth() != 1 ? Topic.QUOTE : Topic.BOOK;
                topics.put("orderbook." + depth + "." + listing.symbol(), topic.slot(place));
            }
            topics.put("publicTrade." + listing.symbol(), Topic.TRADES.slot(place));
            topics.put("tickers." + listing.symbol(), Topic.TICKER.slot(place));
            topics.put("allLiquidation." + listing.symbol(), Topic.LIQUIDATIONS.slot(place));
            var line = new Line(listing, plan.entry());
            all.add(line);
            byListing.put(listing.id(), line);
        }
    }

    List<Line> all() {
        return all;
    }

    /// Topics to slots, for [#of].
    SymbolTable topics() {
        return topics;
    }

    Line of(int slot) {
        return all.get(Topic.line(slot));
    }

    @Nullable
    Line byListing(int id) {
        return byListing.get(id);
    }

    /// Whether a topic ends with the symbol of one of these listings.
    boolean knows(String topic) {
        String symbol = topic.substring(topic.lastIndexOf('.') + 1);
        return topics.find("tickers." + symbol) != SymbolTable.UNKNOWN;
    }
}
