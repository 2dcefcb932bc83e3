package io.crossbook.exchanges.okx;

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
import org.jspecify.annotations.Nullable;

/// OKX, API v5: spot and linear perpetuals.
///
/// `webSocket` is the base, `wss://ws.okx.com:8443` by default, or the whole address that ends with `/public`. The book is
/// always OKX's 400 levels; `depth` has no say.
public final class OkxDialect implements Dialect {

    private static final String WEB_SOCKET = "wss://ws.okx.com:8443";
    private static final String PATH = "/ws/v5/public";
    private static final int DEPTH = 400;
    /// One subscription stays far below OKX's 64 KB, and 480 operations an hour go far.
    private static final int LISTINGS_A_LINK = 50;
    /// OKX cuts after 30 s without a byte; the conversation pings before.
    private static final long IDLE_MILLIS = 30_000;
    private static final int SENDS_PER_SECOND = 3;
    private static final int MAX_FRAME_BYTES = 1 << 20;

    private final Entry entry;
    private final String url;
    private final OkxRest rest;
    private final BookShape summed = new BookShape(DEPTH, false, new OkxChecksum());
    private final BookShape rounded = new BookShape(DEPTH, false, null);

    public OkxDialect(Entry entry) {
        this.entry = entry;
        String base = entry.webSocket().isEmpty() ? WEB_SOCKET : entry.webSocket();
        url = base.endsWith("/public") ? base : base + PATH;
        rest = new OkxRest(entry);
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
        return new OkxConversation(link, entry, out);
    }

    /// Rounded sizes would not give OKX's checksum; the sequence decides without it.
    @Override
    public BookShape shape(Listing listing) {
        return entry.sizeDecimals().containsKey(listing.symbol()) ? rounded : summed;
    }

    @Override
    public String symbol(Instrument instrument) {
        return OkxNames.symbol(instrument);
    }

    @Override
    public @Nullable Instrument instrument(String symbol) {
        return OkxNames.instrument(symbol);
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
