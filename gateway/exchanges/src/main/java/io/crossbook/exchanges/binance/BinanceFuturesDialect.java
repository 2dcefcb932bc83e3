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
import io.crossbook.exchanges.Out;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Specification;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Binance USD-M futures. Since April 2026 books and best quotes come from `/public`, aggregated trades, marks and liquidations from
/// `/market`: two connections a set of listings.
///
/// Options: `depthStream` (`@depth@100ms`, `@depth@0ms`, ...), `snapshotLimit` (up to 1000).
public final class BinanceFuturesDialect implements Dialect {

    private static final String MARKET = "/market/";

    private final Entry entry;
    private final Rest rest;

    public BinanceFuturesDialect(Entry entry) {
        this.entry = entry;
        this.rest = new Rest(Market.USD_M, entry);
    }

    @Override
    public Set<String> options() {
        return Set.of("depthStream", "snapshotLimit", "tradeStream");
    }

    @Override
    public List<Link> links(List<Listing> wanted) {
        var links = new ArrayList<Link>();
        links.addAll(Links.spread(wanted, "/public", "/public/stream", Market.USD_M, entry));
        links.addAll(Links.spread(wanted, "/market", "/market/stream", Market.USD_M, entry));
        return links;
    }

    @Override
    public Conversation converse(Link link, Out out) {
        var suffixes = new EnumMap<Stream, String>(Stream.class);
        if (link.id().contains(MARKET)) {
            if (entry.trades()) {
                Links.trades(suffixes, entry, "@aggTrade");
                suffixes.put(Stream.LIQUIDATION, "@forceOrder");
            }
            suffixes.put(Stream.MARK_PRICE, "@markPrice@1s");
        } else {
            suffixes.put(Stream.DEPTH, Market.USD_M.depthStream(entry));
            if (entry.bestQuotes()) {
                suffixes.put(Stream.QUOTE, "@bookTicker");
            }
        }
        return Links.converse(Market.USD_M, entry, link, suffixes, out);
    }

    @Override
    public BookShape shape(Listing listing) {
        return BookShape.FULL;
    }

    @Override
    public String symbol(Instrument instrument) {
        return instrument.base() + instrument.quote()
                + (instrument.expiry().isEmpty() ? "" : "_" + instrument.expiry());
    }

    @Override
    public @Nullable Instrument instrument(String symbol) {
        int dated = symbol.indexOf('_');
        Map.Entry<String, String> pair = Symbols
                .split(dated < 0 ? symbol : symbol.substring(0, dated));
        if (pair == null) {
            return null;
        }
        return dated < 0
                ? Instrument.perpetual(pair.getKey(), pair.getValue(), pair.getValue())
                : new Instrument(pair.getKey(), pair.getValue(), Instrument.Kind.FUTURE,
                        pair.getValue(), symbol.substring(dated + 1));
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
}
