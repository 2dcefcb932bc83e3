package io.crossbook.exchanges.coinbase;

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
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Coinbase spot.
///
/// The option `api` is `exchange` (the default) or `advanced`; without it an address with `advanced-trade` in it means the
/// latter.
/// The option `channel` names what carries the Exchange feed's books: `level2_batch`, or `level2`, which wants a login.
/// Books are always whole; `depth` has no say.
public final class CoinbaseDialect implements Dialect {

    private static final String EXCHANGE = "wss://ws-feed.exchange.coinbase.com";
    private static final String ADVANCED = "wss://advanced-trade-ws.coinbase.com";
    /// A hole in Advanced Trade's sequence voids every book of its connection, and a whole book is megabytes.
    private static final int LISTINGS_A_LINK = 10;
    /// Both feeds send heartbeats every second.
    private static final long IDLE_MILLIS = 10_000;
    private static final int SENDS_PER_SECOND = 8;
    /// A snapshot holds every level there is.
    private static final int MAX_FRAME_BYTES = 1 << 25;

    private final Entry entry;
    private final String url;
    private final boolean advanced;
    private final CoinbaseRest rest;

    public CoinbaseDialect(Entry entry) {
        this.entry = entry;
        advanced = speaksAdvanced(entry);
        url = entry.webSocket().isEmpty() ? advanced ? ADVANCED : EXCHANGE : entry.webSocket();
        rest = new CoinbaseRest(entry, advanced);
    }

    private static boolean speaksAdvanced(Entry entry) {
        String api = entry.options().getOrDefault("api", "");
        return switch (api) {
            case "" -> entry.webSocket().contains("advanced-trade");
            case "advanced" -> true;
            case "exchange" -> false;
            default -> throw new IllegalArgumentException(
                    entry.name() + ": option 'api' is '" + api + "', not exchange or advanced");
        };
    }

    @Override
    public Set<String> options() {
        return Set.of("api", "channel");
    }

    @Override
    public List<Link> links(List<Listing> wanted) {
        var links = new ArrayList<Link>();
        for (int from = 0; from < wanted.size(); from += LISTINGS_A_LINK) {
            links.add(new Link(entry.name() + "/" + links.size(), entry.name(), url,
                    wanted.subList(from, Math.min(wanted.size(), from + LISTINGS_A_LINK)), 0, 0,
                    IDLE_MILLIS, SENDS_PER_SECOND, MAX_FRAME_BYTES));
        }
        return links;
    }

    @Override
    public Conversation converse(Link link, Out out) {
        return advanced
                ? new AdvancedConversation(link, entry, out)
                : new ExchangeConversation(link, entry, out);
    }

    @Override
    public BookShape shape(Listing listing) {
        return BookShape.FULL;
    }

    @Override
    public String symbol(Instrument instrument) {
        return instrument.base() + "-" + instrument.quote();
    }

    /// Spot only: dated contracts and perpetuals have three parts.
    @Override
    public @Nullable Instrument instrument(String symbol) {
        int dash = symbol.indexOf('-');
        return dash <= 0 || dash == symbol.length() - 1 || symbol.indexOf('-', dash + 1) >= 0
                ? null
                : Instrument.spot(symbol.substring(0, dash), symbol.substring(dash + 1));
    }

    @Override
    public List<Request> metadata() {
        return List.of(rest.metadata());
    }

    @Override
    public List<Specification> specifications(Request request, Answer answer) {
        return rest.specifications(answer);
    }

    @Override
    public Request timeRequest() {
        return rest.time();
    }

    @Override
    public long serverTime(Answer answer) {
        return rest.serverTime(answer);
    }

    @Override
    public Request snapshotRequest(Listing listing) {
        return rest.snapshot(listing);
    }

    @Override
    public boolean snapshot(Listing listing, Answer answer, BookUpdate update) {
        return rest.snapshot(listing, answer, update);
    }
}
