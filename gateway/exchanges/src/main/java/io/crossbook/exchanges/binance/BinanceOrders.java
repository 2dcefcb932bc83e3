package io.crossbook.exchanges.binance;

import io.crossbook.books.Listing;
import io.crossbook.exchanges.Amounts;
import io.crossbook.exchanges.Answer;
import io.crossbook.exchanges.AnswerReader;
import io.crossbook.exchanges.Entry;
import io.crossbook.exchanges.Errand;
import io.crossbook.exchanges.Fault;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Orders of Binance spot over REST. Binance, "Rest API", "Trading endpoints" and "Account endpoints".
final class BinanceOrders implements Orders {

    static final String DEPOSITS = "deposit/hisrec";
    static final String WITHDRAWALS = "withdraw/history";
    /// The order itself.
    static final String ORDER = "order";
    /// The trades of one order.
    static final String TRADES = "trades";
    /// Open orders of all symbols.
    static final String OPEN = "open";
    /// All orders of a symbol since a time, or from an order id.
    static final String ALL = "all";
    /// How many rows a page has.
    static final int PAGE = 1_000;
    /// "Query All Orders": the time between `startTime` and `endTime` can't be longer than 24 hours.
    private static final long DAY_MILLIS = 24L * 3_600_000;

    private final Entry entry;
    private final List<Listing> listings;
    private final String base;
    private final AnswerReader reader;
    private final BinanceSigner signer = new BinanceSigner();

    BinanceOrders(Entry entry, List<Listing> listings) {
        this.entry = entry;
        this.listings = List.copyOf(listings);
        base = Market.SPOT.rest(entry);
        reader = new AnswerReader(OrderCodes.table(), new OrderAnswers(entry.name(), this));
    }

    @Override
    public Request place(OrderIntent order) {
        return new Request(About.PLACE, order.listing().id(), "POST", base + "/order",
                parameters(order).toString(), 1, 0, Errand.of(order.id(),
                        order.listing().symbol(), order.deadlineNanos(), ORDER));
    }

    /// An order's parameters, the same over REST and WebSocket. Never anything of margin.
    static Params parameters(OrderIntent order) {
        var params = new Params().add("symbol", order.listing().symbol())
                .add("side", order.buys() ? "BUY" : "SELL");
        switch (order.timeInForce()) {
            case IMMEDIATE_OR_CANCEL -> params.add("type", "LIMIT").add("timeInForce", "IOC");
            case GOOD_TILL_CANCELLED -> params.add("type", "LIMIT").add("timeInForce", "GTC");
            case POST_ONLY -> params.add("type", "LIMIT_MAKER");
        }
        return params.add("quantity", Amounts.size(order)).add("price", Amounts.price(order))
                .add("newClientOrderId", order.id().toString()).add("newOrderRespType", "FULL");
    }

    @Override
    public Request cancel(Listing listing, OrderId id) {
        return query(About.CANCEL, listing, "DELETE", "/order",
                new Params().add("symbol", listing.symbol())
                        .add("origClientOrderId", id.toString()),
                1, Errand.of(id, listing.symbol(), 0, ORDER));
    }

    @Override
    public Request ask(Listing listing, OrderId id) {
        return query(About.ASK, listing, "GET", "/order",
                new Params().add("symbol", listing.symbol())
                        .add("origClientOrderId", id.toString()),
                4, Errand.of(id, listing.symbol(), 0, ORDER));
    }

    /// The listing of a symbol; null for one that we do not trade.
    @Nullable
    Listing listing(String symbol) {
        return listings.stream().filter(each -> each.symbol().equals(symbol)).findFirst()
                .orElse(null);
    }

    /// The trades of an order, as another step of the same errand.
    Request trades(Request request, OrderId id, String symbol, long exchangeId) {
        return new Request(request.about(), request.listing(), "GET",
                base + "/myTrades?" + new Params().add("symbol", symbol)
                        .add("orderId", exchangeId).add("limit", PAGE),
                null, 5, 0, new Errand(id, symbol, 0, TRADES, exchangeId, 0));
    }

    /// Orders from an id on: the page behind a full one.
    Request from(Request request, long exchangeId) {
        String symbol = request.task().symbol();
        return new Request(About.SWEEP, request.listing(), "GET",
                base + "/allOrders?" + new Params().add("symbol", symbol)
                        .add("orderId", exchangeId).add("limit", PAGE),
                null, 20, 0, Errand.all(symbol, ALL, exchangeId, 0));
    }

    @Override
    public List<Request> sweep(long sinceNanos, long nowNanos) {
        var requests = new ArrayList<Request>();
        requests.add(new Request(About.SWEEP, -1, "GET", base + "/openOrders", null, 80, 0,
                Errand.all("", OPEN, 0, 0)));
        for (Listing listing : listings) {
            long start = sinceNanos / 1_000_000;
            for (; start + DAY_MILLIS <= nowNanos / 1_000_000; start += DAY_MILLIS) {
                requests.add(all(listing, sinceNanos, new Params().add("startTime", start)
                        .add("endTime", start + DAY_MILLIS - 1)));
            }
            // To now, whatever our clocks say of it.
            requests.add(all(listing, sinceNanos, new Params().add("startTime", start)));
        }
        return requests;
    }

    private Request all(Listing listing, long sinceNanos, Params times) {
        return new Request(About.SWEEP, listing.id(), "GET",
                base + "/allOrders?" + new Params().add("symbol", listing.symbol()) + "&" + times
                        + "&limit=" + PAGE,
                null, 20, 0, Errand.all(listing.symbol(), ALL, 0, sinceNanos));
    }

    @Override
    public Request balances(long nowNanos) {
        return new Request(About.BALANCES, -1, "GET",
                base + "/account?" + new Params().add("omitZeroBalances", "true"), null, 20, 0,
                Errand.all("", "account", 0, nowNanos));
    }

    /// Binance, "Wallet", "Get API Key Permission".
    @Override
    public List<Request> permissions(long nowNanos) {
        if (base.contains("testnet")) {
            return List.of(); // which has no /sapi
        }
        return List.of(new Request(About.PERMISSIONS, -1, "GET",
                Market.SPOT.host(entry) + "/sapi/v1/account/apiRestrictions", null, 1, 0,
                Errand.all("", "permissions", 0, nowNanos)));
    }

    /// Binance, "Wallet", "System Status". Nothing is announced there: 0 is normal, 1 is maintenance.
    @Override
    public List<Request> status() {
        return base.contains("testnet")
                ? List.of() // which has no /sapi
                : List.of(Request.get(About.STATUS, -1,
                        Market.SPOT.host(entry) + "/sapi/v1/system/status", 1));
    }

    @Override
    public StatusReader.Told status(Answer answer, long nowNanos) {
        return StatusReader.read(answer, (body, told) -> {
            if (body.whole("status") != 0) {
                told.absent(nowNanos);
            }
        });
    }

    /// Binance, "Wallet", "Deposit History" and "Withdraw History": at most ninety days at once. Deposits are found by when they were first seen, which is up to a day
    /// before the account has them.
    @Override
    public List<Request> transfers(long sinceNanos, long nowNanos) {
        if (base.contains("testnet")) {
            return List.of(); // which has no /sapi
        }
        long since = sinceNanos / 1_000_000;
        var requests = new ArrayList<Request>();
        requests.add(capital(DEPOSITS, since - DAY_MILLIS, sinceNanos));
        requests.add(capital(WITHDRAWALS, since, sinceNanos));
        requests.addAll(WalletMoves.requests(Market.SPOT.host(entry), sinceNanos));
        return requests;
    }

    private Request capital(String step, long startMillis, long sinceNanos) {
        return new Request(About.TRANSFERS, -1, "GET",
                Market.SPOT.host(entry) + "/sapi/v1/capital/" + step + "?"
                        + new Params().add("startTime", startMillis).add("limit", PAGE),
                null, 1, 0, Errand.all("", step, 0, sinceNanos));
    }

    private Request query(About about, Listing listing, String method, String path, Params params,
            int weight, Errand errand) {
        return new Request(about, listing.id(), method, base + path + "?" + params, null, weight,
                0, errand);
    }

    @Override
    public String refusal(Request request, Answer answer) {
        return reader.refusal(request, answer);
    }

    @Override
    public void read(Request request, Answer answer, OrderOut out) {
        if (WalletMoves.about(request) && OrderCodes.forGood(answer)) {
            out.untold(request, refusal(request, answer));
            out.read(request, true);
            return;
        }
        if (request.about() == About.SWEEP && OrderCodes.unknownSymbol(answer)) {
            // What was ours there is asked after order by order; the other symbols are swept all the same.
            out.fault(new Fault(Fault.Kind.UNKNOWN_SYMBOL, request.task().symbol(),
                    "it is known there no more, and nothing of it is told"));
            out.read(request, true);
            return;
        }
        reader.read(request, answer, out);
    }

    /// Binance, "WebSocket API", "General information": a connection lives 24 hours, and is pinged every 20 s.
    @Override
    public List<Link> links() {
        String url = entry.options().getOrDefault("orderSocket",
                "wss://ws-api.binance.com:443/ws-api/v3");
        return List.of(new Link(entry.name() + Link.ORDERS, entry.name(), url, listings,
                24L * 3_600_000, 60_000, 60_000, 5, 1 << 20));
    }

    @Override
    public PrivateConversation converse(Link link, OrderOut out) {
        return new BinanceSocket(link, this, reader, out);
    }

    @Override
    public Signer signer() {
        return signer;
    }

    @Override
    public Deadline deadline() {
        return new Deadline(1, BinanceSigner.WIDEST_WINDOW);
    }

    @Override
    public String toString() {
        return "orders at " + entry.name();
    }
}
