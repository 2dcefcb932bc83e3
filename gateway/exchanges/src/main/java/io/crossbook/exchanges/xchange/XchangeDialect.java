package io.crossbook.exchanges.xchange;

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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Any exchange that has an XChange streaming module, by the option `class`; also recordings that hold frames of our own.
///
/// Its links are no sockets: `xchange:CLASS?name=value&…` is served by the bridge. All other options are handed to the class as XChange's
/// "exchange specific parameters". Listings have no rules here: such a book is shown and compared, and never fired at.
public final class XchangeDialect implements Dialect {

    /// What the URL of a link that the bridge serves begins with.
    public static final String SCHEME = "xchange:";
    /// The option that names the class.
    public static final String CLASS = "class";

    /// When one book is doubted all of its client start anew: not too many.
    private static final int LISTINGS_A_LINK = 20;
    private static final long IDLE_MILLIS = 60_000;
    private static final int MAX_FRAME_BYTES = 1 << 20;

    private final Entry entry;
    private final String url;

    public XchangeDialect(Entry entry) {
        this.entry = entry;
        String type = entry.options().getOrDefault(CLASS, "");
        if (type.startsWith("info.bitrich.") && !entry.webSocket().isEmpty()) {
            throw new IllegalArgumentException("XChange's " + type
                    + " connects to its own address only: remove webSocketUrl, or name a subclass that reads it");
        }
        url = SCHEME + type + query(entry);
    }

    private static String query(Entry entry) {
        var parameters = new TreeMap<>(entry.options());
        parameters.remove(CLASS);
        put(parameters, "restUrl", entry.rest());
        put(parameters, "webSocketUrl", entry.webSocket());
        put(parameters, "depth", entry.depth() == 0 ? "" : Integer.toString(entry.depth()));
        put(parameters, "trades", Boolean.toString(entry.trades()));
        var text = new StringBuilder();
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            text.append(text.isEmpty() ? '?' : '&').append(encoded(parameter.getKey())).append('=')
                    .append(encoded(parameter.getValue()));
        }
        return text.toString();
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable Set<String> options() {
        return null;
    }

    @Override
    public List<Link> links(List<Listing> wanted) {
        var links = new ArrayList<Link>();
        for (int from = 0; from < wanted.size(); from += LISTINGS_A_LINK) {
            links.add(new Link(entry.name() + "/" + links.size(), entry.name(), url,
                    wanted.subList(from, Math.min(wanted.size(), from + LISTINGS_A_LINK)), 0, 0,
                    IDLE_MILLIS, 0, MAX_FRAME_BYTES));
        }
        return links;
    }

    @Override
    public Conversation converse(Link link, Out out) {
        return new XchangeConversation(link, entry, out);
    }

    /// Every level that came; what lies beyond the last is unknown.
    @Override
    public BookShape shape(Listing listing) {
        return BookShape.FULL;
    }

    @Override
    public String symbol(Instrument instrument) {
        return instrument.toString();
    }

    @Override
    public @Nullable Instrument instrument(String symbol) {
        try {
            return Instrument.parse(symbol);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public List<Request> metadata() {
        return List.of();
    }

    @Override
    public List<Specification> specifications(Request request, Answer answer) {
        return List.of();
    }

    @Override
    public @Nullable Request timeRequest() {
        return null;
    }

    @Override
    public long serverTime(Answer answer) {
        return 0;
    }

    @Override
    public @Nullable Request snapshotRequest(Listing listing) {
        return null;
    }

    @Override
    public boolean snapshot(Listing listing, Answer answer, BookUpdate update) {
        return false;
    }
}
