package io.crossbook.exchanges.kraken;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Kraken spot.
///
/// `webSocket` is the whole address, `wss://ws.kraken.com/v2` by default. The option `version` (`v2` or `v1`) says what is
/// spoken there; without it the address does, as Kraken's own do: one that ends with `/v2` speaks v2, any other v1.
/// `sizeDecimals` is not for Kraken: its checksum runs over every digit, so a rounded book could never be verified.
public final class KrakenDialect implements Dialect {

    private static final String WEB_SOCKET = "wss://ws.kraken.com/v2";
    private static final int[] DEPTHS = {10, 25, 100, 500, 1000};
    private static final int DEFAULT_DEPTH = 100;
    /// What an account may ask for; Kraken, "Spot REST Rate Limits".
    private static final List<String> TIERS = List.of("starter", "intermediate", "pro");
    /// Kraken names no limit; a broken connection shall not take too many books with it.
    private static final int LISTINGS_A_LINK = 50;
    /// Kraken sends a heartbeat a second when it has nothing else to say.
    private static final long IDLE_MILLIS = 10_000;
    private static final int SENDS_PER_SECOND = 10;
    private static final int MAX_FRAME_BYTES = 1 << 20;

    private final Entry entry;
    private final String url;
    private final boolean v1;
    private final BookShape shape;
    private final KrakenRest rest;

    public KrakenDialect(Entry entry) {
        this.entry = entry;
        url = entry.webSocket().isEmpty() ? WEB_SOCKET : entry.webSocket();
        v1 = speaksV1(entry, url);
        String tier = entry.options().getOrDefault("tier", "starter");
        if (!TIERS.contains(tier)) {
            throw new IllegalArgumentException(entry.name() + ": option 'tier' is '" + tier
                    + "', not one of " + String.join(", ", TIERS));
        }
        shape = new BookShape(depth(entry.depth()), true, new KrakenChecksum());
        rest = new KrakenRest(entry, v1);
    }

    private static boolean speaksV1(Entry entry, String url) {
        String version = entry.options().getOrDefault("version", "");
        return switch (version) {
            case "" -> !url.endsWith("/v2");
            case "v1" -> true;
            case "v2" -> false;
            default -> throw new IllegalArgumentException(
                    entry.name() + ": option 'version' is '" + version + "', not v1 or v2");
        };
    }

    /// The depth that Kraken offers and that holds `wanted` levels: 10, 25, 100, 500 or 1000; 100 for 0.
    static int depth(int wanted) {
        if (wanted <= 0) {
            return DEFAULT_DEPTH;
        }
        for (int depth : DEPTHS) {
            if (depth >= wanted) {
                return depth;
            }
        }
        return DEPTHS[DEPTHS.length - 1];
    }

    @Override
    public Set<String> options() {
        return Set.of("version", "tier", "orderSocket");
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
        return v1
                ? new KrakenV1Conversation(link, entry, shape.depth(), out)
                : new KrakenV2Conversation(link, entry, shape.depth(), out);
    }

    @Override
    public BookShape shape(Listing listing) {
        return shape;
    }

    @Override
    public String symbol(Instrument instrument) {
        return KrakenNames.symbol(instrument, v1);
    }

    @Override
    public @Nullable Instrument instrument(String symbol) {
        return KrakenNames.instrument(symbol);
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

    @Override
    public Orders orders(List<Listing> listings) {
        return new KrakenOrders(entry, listings);
    }
}
