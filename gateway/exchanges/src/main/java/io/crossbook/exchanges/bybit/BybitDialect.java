package io.crossbook.exchanges.bybit;

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

/// Bybit v5, spot or linear contracts; see [Plan] for how an entry chooses.
public final class BybitDialect implements Dialect {

    /// Five topics each keep well below the 21,000 characters that a connection may ask for.
    static final int LISTINGS = 100;
    /// Its answer to our ping comes every 20 s.
    private static final long IDLE_MILLIS = 45_000;
    private static final int SENDS_PER_SECOND = 20;
    private static final int FRAME_BYTES = 4 << 20;

    private final Plan plan;
    private final Rest rest;

    public BybitDialect(Entry entry) {
        this.plan = Plan.of(entry);
        this.rest = new Rest(plan);
    }

    @Override
    public Set<String> options() {
        return Set.of("category", "orderSocket");
    }

    @Override
    public List<Link> links(List<Listing> wanted) {
        var links = new ArrayList<Link>();
        for (int from = 0; from < wanted.size(); from += LISTINGS) {
            links.add(new Link(plan.entry().name() + "/" + from / LISTINGS, plan.entry().name(),
                    plan.webSocket(),
                    wanted.subList(from, Math.min(wanted.size(), from + LISTINGS)), 0, 0,
                    IDLE_MILLIS, SENDS_PER_SECOND, FRAME_BYTES));
        }
        return links;
    }

    @Override
    public Conversation converse(Link link, Out out) {
        var lines = new Lines(plan, link);
        return new BybitConversation(plan, lines, new Topics(plan, lines, out), out);
    }

    @Override
    public BookShape shape(Listing listing) {
        return new BookShape(plan.depth(), false, null);
    }

    @Override
    public String symbol(Instrument instrument) {
        return Symbols.write(instrument);
    }

    @Override
    public @Nullable Instrument instrument(String symbol) {
        return Symbols.read(symbol, plan.linear());
    }

    @Override
    public List<Request> metadata() {
        return List.of(rest.instruments(""));
    }

    @Override
    public List<Request> more(Request request, Answer answer) {
        return rest.more(answer);
    }

    @Override
    public List<Specification> specifications(Request request, Answer answer) {
        return rest.specifications(answer);
    }

    @Override
    public Request timeRequest() {
        return Request.get(Request.About.TIME, -1, plan.rest("time"), 1);
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

    /// Orders of spot; none of contracts.
    @Override
    public @Nullable Orders orders(List<Listing> listings) {
        return plan.linear() ? null : new BybitOrders(plan.entry(), listings);
    }
}
