package io.crossbook.exchanges.kraken;

import io.crossbook.arbitrage.FeeModel;
import io.crossbook.books.Listing;
import io.crossbook.exchanges.Amounts;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.AnswerReader;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Errand;
import io.crossbook.exchanges.Link;
import io.crossbook.exchanges.OrderOut;
import io.crossbook.exchanges.Orders;
import io.crossbook.exchanges.Params;
import io.crossbook.exchanges.PrivateConversation;
import io.crossbook.exchanges.Request;
import io.crossbook.exchanges.Request.About;
import io.crossbook.exchanges.Signer;
import io.crossbook.exchanges.StatusReader;
import io.crossbook.execution.OrderId;
import io.crossbook.execution.OrderIntent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Orders of Kraken spot over REST. Kraken, "Spot REST", "Trading" and "Account Data".
///
/// Kraken finds orders by our id among the open ones and among the closed ones, in two questions, open first: an order that closes between
/// the two is found by the second. Trades are never consolidated: consolidated ones are others than the stream tells.
final class KrakenOrders implements Orders {

    static final String OPEN = "open";
    static final String CLOSED = "closed";
    static final String TRADES = "trades";
    /// How many closed orders a page has.
    static final int PAGE = 50;
    /// How many trades may be asked for at once.
    static final int TRADES_AT_ONCE = 20;

    private final Entry entry;
    private final String base;
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final AnswerReader reader;
    private final KrakenSigner signer = new KrakenSigner();

    KrakenOrders(Entry entry, List<Listing> listings) {
        this.entry = entry;
        base = (entry.rest().isEmpty() ? KrakenRest.BASE : entry.rest()) + "/0/private/";
        for (Listing listing : listings) {
            KrakenNames.pairs(listing.symbol()).forEach(pair -> this.listings.put(pair, listing));
        }
        reader = new AnswerReader(KrakenOrderCodes.table(),
                new KrakenOrderAnswers(entry.name(), this));
    }

    /// The listing that REST calls so; null for one that we do not trade.
    @Nullable
    Listing listing(String pair) {
        return listings.get(pair);
    }

    @Override
    public Request place(OrderIntent order) {
        String symbol = order.listing().symbol();
        var params = new Params().add("pair", KrakenNames.pair(symbol))
                .add("type", order.buys() ? "buy" : "sell").add("ordertype", "limit")
                .add("volume", Amounts.size(order)).add("price", Amounts.price(order));
        switch (order.timeInForce()) {
            case IMMEDIATE_OR_CANCEL -> params.add("timeinforce", "IOC").add("oflags", "fciq");
            case GOOD_TILL_CANCELLED -> params.add("oflags", "fciq");
            case POST_ONLY -> params.add("oflags", "fciq,post");
        }
        params.add("cl_ord_id", order.id().toString()).add("deadline",
                deadline(order.deadlineNanos()));
        return request(About.PLACE, order.listing().id(), "AddOrder", params,
                Errand.of(order.id(), symbol, order.deadlineNanos(), "order"));
    }

    /// RFC 3339 to the millisecond, rounded down.
    static String deadline(long nanos) {
        return Instant.ofEpochMilli(nanos / 1_000_000).toString();
    }

    @Override
    public Request cancel(Listing listing, OrderId id) {
        return request(About.CANCEL, listing.id(), "CancelOrder",
                new Params().add("cl_ord_id", id.toString()),
                Errand.of(id, listing.symbol(), 0, "order"));
    }

    @Override
    public Request ask(Listing listing, OrderId id) {
        return request(About.ASK, listing.id(), "OpenOrders",
                new Params().add("trades", "true").add("cl_ord_id", id.toString()),
                Errand.of(id, listing.symbol(), 0, OPEN));
    }

    /// The same question among the closed orders.
    Request closed(Request request) {
        return request(request.about(), request.listing(), "ClosedOrders",
                new Params().add("trades", "true").add("consolidate_taker", "false")
                        .add("cl_ord_id", request.task().id().toString()),
                request.task().next(CLOSED));
    }

    /// These trades of an order, as another step of the same errand.
    Request trades(Request request, OrderId id, String symbol, List<String> trades) {
        return request(request.about(), request.listing(), "QueryTrades",
                new Params().add("txid", String.join(",", trades)),
                new Errand(id, symbol, 0, TRADES, trades.size(), 0));
    }

    @Override
    public List<Request> sweep(long sinceNanos, long nowNanos) {
        return List.of(
                request(About.SWEEP, -1, "OpenOrders", new Params().add("trades", "true"),
                        Errand.all("", OPEN, 0, sinceNanos)),
                closedSince(sinceNanos, 0));
    }

    /// Orders that were opened or closed since then, from the `offset`-th on.
    Request closedSince(long sinceNanos, long offset) {
        return request(About.SWEEP, -1, "ClosedOrders",
                new Params().add("trades", "true").add("consolidate_taker", "false")
                        .add("start", sinceNanos / 1_000_000_000).add("ofs", offset)
                        .add("closetime", "both"),
                Errand.all("", CLOSED, offset, sinceNanos));
    }

    @Override
    public Request balances(long nowNanos) {
        return request(About.BALANCES, -1, "BalanceEx", new Params(),
                Errand.all("", "account", 0, nowNanos));
    }

    /// Kraken, "Cancel All Orders After X": whole seconds; strikes once, and cancels orders of anybody in the account.
    @Override
    public Request arm(long millis) {
        return request(About.ARM, -1, "CancelAllOrdersAfter",
                new Params().add("timeout", Math.ceilDiv(millis, 1_000)),
                Errand.all("", "switch", 0, 0));
    }

    /// Kraken, "Get API Key Info".
    @Override
    public List<Request> permissions(long nowNanos) {
        return List.of(request(About.PERMISSIONS, -1, "GetApiKeyInfo", new Params(),
                Errand.all("", "permissions", 0, nowNanos)));
    }

    /// Kraken, "Get System Status" and "Get Maintenance Schedule".
    @Override
    public List<Request> status() {
        String open = (entry.rest().isEmpty() ? KrakenRest.BASE : entry.rest()) + "/0/public/";
        return Stream.of("SystemStatus", "MaintenanceSchedule")
                .map(method -> Request.get(About.STATUS, -1, open + method, 1)).toList();
    }

    @Override
    public StatusReader.Told status(Answer answer, long nowNanos) {
        return StatusReader.read(answer, (body, told) -> KrakenOrderAnswers.maintenances(
                body.object("result"), nowNanos, told));
    }

    /// Kraken, "Get Ledgers Info". Its ids are those that the stream tells. Of all types: `earn`, `spend` and others are told, and cannot be asked for one by one.
    @Override
    public List<Request> transfers(long sinceNanos, long nowNanos) {
        return List.of(ledger(sinceNanos, 0));
    }

    /// Entries since then, from the `offset`-th on.
    Request ledger(long sinceNanos, long offset) {
        return request(About.TRANSFERS, -1, "Ledgers",
                new Params().add("type", "all").add("start", sinceNanos / 1_000_000_000)
                        .add("ofs", offset),
                Errand.all("", "ledger", offset, sinceNanos));
    }

    /// Kraken, "Get Trade Volume".
    @Override
    public Request fees() {
        return request(About.PERMISSIONS, -1, "TradeVolume",
                new Params().add("pair", listings.values().stream().distinct()
                        .map(listing -> KrakenNames.pair(listing.symbol()))
                        .collect(Collectors.joining(","))),
                Errand.all("", "fees", 0, 0));
    }

    @Override
    public Map<String, FeeModel.Rate> fees(Answer answer) {
        return KrakenOrderAnswers.fees(answer, this);
    }

    /// What a private connection's frames are to carry. Kraken, "Get Websockets Token".
    Request token() {
        return request(About.LOGIN, -1, "GetWebSocketsToken", new Params(),
                Errand.all("", "token", 0, 0));
    }

    /// Kraken sends a heartbeat a second on a connection that is subscribed.
    @Override
    public List<Link> links() {
        String url = entry.options().getOrDefault("orderSocket", "wss://ws-auth.kraken.com/v2");
        return List.of(new Link(entry.name() + Link.ORDERS, entry.name(), url,
                List.copyOf(new LinkedHashSet<>(listings.values())), 0, 0, 30_000, 10, 1 << 20));
    }

    @Override
    public PrivateConversation converse(Link link, OrderOut out) {
        return new KrakenSocket(link, this, out);
    }

    /// In the account's counter. Kraken, "Spot REST Rate Limits": orders and cancels are counted elsewhere, what looks into the past counts twice.
    private static int weight(String method) {
        return switch (method) {
            case "AddOrder", "CancelOrder" -> 0;
            case "ClosedOrders", "QueryTrades", "Ledgers" -> 2;
            default -> 1;
        };
    }

    private Request request(About about, int listing, String method, Params params,
            Errand errand) {
        return new Request(about, listing, "POST", base + method, params.toString(),
                weight(method), 0, errand);
    }

    @Override
    public String refusal(Request request, Answer answer) {
        return reader.refusal(request, answer);
    }

    @Override
    public void read(Request request, Answer answer, OrderOut out) {
        reader.read(request, answer, out);
    }

    @Override
    public Signer signer() {
        return signer;
    }

    @Override
    public Deadline deadline() {
        return new Deadline(KrakenSigner.NEAREST_MILLIS, KrakenSigner.FARTHEST_MILLIS);
    }

    @Override
    public String toString() {
        return "orders at " + entry.name();
    }
}
