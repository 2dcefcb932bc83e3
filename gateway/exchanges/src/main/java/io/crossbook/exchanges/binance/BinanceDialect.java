package io.crossbook.exchanges.binance;

import io.crossbook.books.BookShape;
import io.crossbook.books.BookUpdate;
import io.crossbook.books.Instrument;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.Conversation;
import io.crossbook.exchanges.Dialect;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Specification;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Binance spot, and its sisters Binance US and TR under URLs of their own.
///
/// Options: `depthStream` (`@depth@100ms` or `@depth`), `snapshotLimit` (5000 costs 250 of 6000 a minute, 1000 costs 50),
/// `tradeStream` (`@trade` or `@aggTrade`).
public final class BinanceDialect implements Dialect {

    private final Entry entry;
    private final Rest rest;

    public BinanceDialect(Entry entry) {
        this.entry = entry;
        this.rest = new Rest(Market.SPOT, entry);
    }

    @Override
    public Set<String> options() {
        return Set.of("depthStream", "snapshotLimit", "tradeStream", "orderSocket");
    }

    @Override
    public List<Link> links(List<Listing> wanted) {
        return Links.spread(wanted, "", "/stream", Market.SPOT, entry);
    }

    @Override
    public Conversation converse(Link link, Out out) {
        var suffixes = new EnumMap<Stream, String>(Stream.class);
        suffixes.put(Stream.DEPTH, Market.SPOT.depthStream(entry));
        if (entry.bestQuotes()) {
            suffixes.put(Stream.QUOTE, "@bookTicker");
        }
        if (entry.trades()) {
            Links.trades(suffixes, entry, "@trade");
        }
        return Links.converse(Market.SPOT, entry, link, suffixes, out);
    }

    @Override
    public BookShape shape(Listing listing) {
        return BookShape.FULL;
    }

    @Override
    public String symbol(Instrument instrument) {
        return instrument.base() + instrument.quote();
    }

    @Override
    public @Nullable Instrument instrument(String symbol) {
        Map.Entry<String, String> pair = Symbols.split(symbol);
        return pair == null ? null : Instrument.spot(pair.getKey(), pair.getValue());
    }

    @Override
    public List<Request> metadata() {
        return rest.metadata();
    }

    @Override
    public List<Specification> specifications(Request request, Answer answer) {
        return rest.specifications(answer);
    }

    @Override
    public Request timeRequest() {
        return rest.timeRequest();
    }

    @Override
    public long serverTime(Answer answer) {
        return rest.serverTime(answer);
    }

    @Override
    public Request snapshotRequest(Listing listing) {
        return rest.snapshotRequest(listing);
    }

    @Override
    public boolean snapshot(Listing listing, Answer answer, BookUpdate update) {
        return rest.snapshot(listing, answer, update);
    }

    @Override
    public Orders orders(List<Listing> listings) {
        return new BinanceOrders(entry, listings);
    }
}
