package io.crossbook.exchanges.binance;

import io.crossbook.books.BookUpdate;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Openings;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.SymbolTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The listings of one connection, found by stream name and by id.
final class Lines {

    private final List<Line> all = new ArrayList<>();
    private final Map<Integer, Line> byListing = new HashMap<>();
    private final SymbolTable streams = new SymbolTable();
    private final Openings depths = new Openings();
    private final Map<String, Line> bySymbol = new HashMap<>();
    private final int snapshotLimit;
    private final long renewalPauseNanos;

    Lines(Market market, Entry entry, Link link, Out out) {
        snapshotLimit = market.snapshotLimit(entry);
        renewalPauseNanos = market.renewalPauseNanos(snapshotLimit);
        for (Listing listing : link.listings()) {
            var sync = new DepthSync(market, listing,
                    snapshotRequest(market, entry, listing, Request.About.SNAPSHOT), out);
            var line = new Line(listing, entry, sync);
            for (String depth : market.depthStreams()) {
                put(line, depth, Stream.DEPTH);
                depths.put(lower(listing) + depth + '"' + Templates.DEPTH_BEGIN, all.size());
            }
            put(line, "@bookTicker", Stream.QUOTE);
            put(line, "@trade", Stream.TRADE);
            put(line, "@aggTrade", Stream.AGGREGATE_TRADE);
            put(line, "@markPrice", Stream.MARK_PRICE);
            put(line, "@markPrice@1s", Stream.MARK_PRICE);
            put(line, "@forceOrder", Stream.LIQUIDATION);
            all.add(line);
            byListing.put(listing.id(), line);
            bySymbol.put(lower(listing), line);
        }
    }

    static Request snapshotRequest(Market market, Entry entry, Listing listing,
            Request.About about) {
        int limit = market.snapshotLimit(entry);
        return Request.get(about, listing.id(), market.rest(entry) + "/depth?symbol="
                + listing.symbol() + "&limit=" + limit, market.snapshotWeight(limit));
    }

    /// What a symbol is called in the names of streams.
    static String lower(Listing listing) {
        return listing.symbol().toLowerCase(Locale.ROOT);
    }

    private void put(Line line, String suffix, Stream stream) {
        streams.put(lower(line.listing) + suffix,
                stream.slot(all.size()));
    }

    /// How long to wait between two renewals here.
    long renewalPauseNanos() {
        return renewalPauseNanos;
    }

    List<Line> all() {
        return all;
    }

    /// Stream names to slots, for [#of] and [#stream].
    SymbolTable streams() {
        return streams;
    }

    Line of(int slot) {
        return all.get(Stream.line(slot));
    }

    /// How depth events begin, from their stream's name to their time, to places for [#at].
    Openings depths() {
        return depths;
    }

    Line at(int place) {
        return all.get(place);
    }

    Stream stream(int slot) {
        return Stream.of(slot);
    }

    @Nullable
    Line byListing(int id) {
        return byListing.get(id);
    }

    /// Whether a stream's name is of one of these listings.
    boolean knows(String stream) {
        int at = stream.indexOf('@');
        return bySymbol.containsKey(at < 0 ? stream : stream.substring(0, at));
    }

    /// Says that a side of a snapshot was cut when it is as long as it may be.
    void complete(BookUpdate update) {
        complete(update, snapshotLimit);
    }

    static void complete(BookUpdate update, int limit) {
        update.complete(update.bids.count() < limit, update.asks.count() < limit);
    }
}
