package io.crossbook.exchanges.bybit;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Orders of Bybit v5 spot over REST. Bybit v5, "Trade" and "Account".
///
/// Bybit's answer to an order says that it was taken in, no more; what became of it the stream tells, or a question: first among the orders in
/// memory, then, when it is not there, in their history.
final class BybitOrders implements Orders {

    private static final String TRADE = "/trade";
    static final String NOW = "realtime";
    static final String HISTORY = "history";
    static final String KEY = "user/query-api";
    static final String ACCOUNT = "account/info";
    static final String MARGIN = "spot-margin-trade/state";
    static final String TRADES = "execution";
    /// Transactions of any type.
    static final String ANY = "any";
    /// Bybit, "Get Order History" and "Get Trade History": at most seven days at once.
    private static final long WEEK_MILLIS = 7L * 24 * 3_600_000;
    private static final int ORDERS_A_PAGE = 50;
    private static final int TRADES_A_PAGE = 100;

    private final Entry entry;
    private final String base;
    private final Map<String, Listing> listings = new LinkedHashMap<>();
    private final AnswerReader reader;
    private final BybitSigner signer = new BybitSigner();

    BybitOrders(Entry entry, List<Listing> listings) {
        this.entry = entry;
        base = (entry.rest().isEmpty() ? "https://api.bybit.com" : entry.rest()) + "/v5/";
        listings.forEach(listing -> this.listings.put(listing.symbol(), listing));
        reader = new AnswerReader(OrderCodes.table(), new OrderAnswers(entry.name(), this));
    }

    /// The listing of a symbol; null for one that we do not trade.
    @Nullable
    Listing listing(String symbol) {
        return listings.get(symbol);
    }

    @Override
    public Request place(OrderIntent order) {
        return new Request(About.PLACE, order.listing().id(), "POST", base + "order/create",
                parameters(order), 1, 0, Errand.of(order.id(), order.listing().symbol(),
                        order.deadlineNanos(), "create"));
    }

    /// An order's parameters, the same over REST and WebSocket. `isLeverage` 0: spot never borrows.
    static String parameters(OrderIntent order) {
        String timeInForce = switch (order.timeInForce()) {
            case IMMEDIATE_OR_CANCEL -> "IOC";
            case GOOD_TILL_CANCELLED -> "GTC";
            case POST_ONLY -> "PostOnly";
        };
        return "{\"category\":\"spot\",\"symbol\":\"" + order.listing().symbol()
                + "\",\"side\":\"" + (order.buys() ? "Buy" : "Sell")
                + "\",\"orderType\":\"Limit\",\"qty\":\"" + Amounts.size(order)
                + "\",\"price\":\"" + Amounts.price(order) + "\",\"timeInForce\":\""
                + timeInForce + "\",\"orderLinkId\":\"" + order.id()
                + "\",\"isLeverage\":0,\"orderFilter\":\"Order\"}";
    }

    @Override
    public Request cancel(Listing listing, OrderId id) {
        return new Request(About.CANCEL, listing.id(), "POST", base + "order/cancel",
                cancelled(listing, id), 1, 0, Errand.of(id, listing.symbol(), 0, "cancel"));
    }

    /// A cancel's parameters, the same over REST and WebSocket.
    static String cancelled(Listing listing, OrderId id) {
        return "{\"category\":\"spot\",\"symbol\":\"" + listing.symbol()
                + "\",\"orderLinkId\":\"" + id + "\"}";
    }

    @Override
    public Request ask(Listing listing, OrderId id) {
        return about(About.ASK, listing.id(), NOW, id, listing.symbol());
    }

    /// The same question to the history of orders.
    Request history(Request request) {
        return about(request.about(), request.listing(), HISTORY, request.task().id(),
                request.task().symbol());
    }

    /// The trades of an order, as another step of the same errand.
    Request trades(Request request, OrderId id, String symbol) {
        return about(request.about(), request.listing(), TRADES, id, symbol);
    }

    private Request about(About about, int listing, String step, OrderId id, String symbol) {
        var params = new Params().add("category", "spot").add("symbol", symbol)
                .add("orderLinkId", id.toString()).add("limit",
                        step.equals(TRADES) ? TRADES_A_PAGE : ORDERS_A_PAGE);
        return get(about, listing, path(step), params, Errand.of(id, symbol, 0, step));
    }

    private static String path(String step) {
        return step.equals(TRADES) ? "execution/list" : "order/" + step;
    }

    /// The next page of the same question; `cursor` as the exchange gave it, which is encoded.
    Request page(Request request, String cursor) {
        String url = request.url();
        int old = url.indexOf("&cursor=");
        return new Request(request.about(), request.listing(), "GET",
                (old < 0 ? url : url.substring(0, old)) + "&cursor=" + cursor, null, 1, 0,
                request.task());
    }

    @Override
    public List<Request> sweep(long sinceNanos, long nowNanos) {
        var requests = new ArrayList<Request>();
        requests.add(get(About.SWEEP, -1, path(NOW), new Params().add("category", "spot")
                .add("openOnly", 0).add("limit", ORDERS_A_PAGE),
                Errand.all("", NOW, 0, sinceNanos)));
        long end = nowNanos / 1_000_000;
        for (long start = sinceNanos / 1_000_000; start <= end; start += WEEK_MILLIS) {
            for (String step : List.of(HISTORY, TRADES)) {
                requests.add(get(About.SWEEP, -1, path(step), new Params()
                        .add("category", "spot").add("startTime", start)
                        .add("endTime", Math.min(end, start + WEEK_MILLIS - 1))
                        .add("limit", step.equals(TRADES) ? TRADES_A_PAGE : ORDERS_A_PAGE),
                        Errand.all("", step, 0, sinceNanos)));
            }
        }
        return requests;
    }

    @Override
    public Request balances(long nowNanos) {
        return get(About.BALANCES, -1, "account/wallet-balance",
                new Params().add("accountType", "UNIFIED"), Errand.all("", "account", 0, nowNanos));
    }

    /// Bybit v5, "Get API Key Information", "Get Account Info", "Get Status And Leverage" of spot margin.
    @Override
    public List<Request> permissions(long nowNanos) {
        return Stream.of(KEY, ACCOUNT, MARGIN)
                .map(step -> new Request(About.PERMISSIONS, -1, "GET", base + step, null, 1, 0,
                        Errand.all("", step, 0, nowNanos)))
                .toList();
    }

    /// Bybit v5, "Get Transaction Log" of the unified account, which is the one that is traded with and compared: at most seven days at once. Asked for without a type, which is
    /// all of them; and for transfers once more, which the log before v5 told only to who asked for them.
    @Override
    public List<Request> transfers(long sinceNanos, long nowNanos) {
        var requests = new ArrayList<Request>();
        long end = nowNanos / 1_000_000;
        for (long start = sinceNanos / 1_000_000; start <= end; start += WEEK_MILLIS) {
            for (String type : List.of(ANY, "TRANSFER_IN", "TRANSFER_OUT")) {
                var params = new Params().add("accountType", "UNIFIED");
                requests.add(get(About.TRANSFERS, -1, "account/transaction-log",
                        (type.equals(ANY) ? params : params.add("type", type))
                                .add("startTime", start)
                                .add("endTime", Math.min(end, start + WEEK_MILLIS - 1))
                                .add("limit", ORDERS_A_PAGE),
                        Errand.all("", type, 0, sinceNanos)));
            }
        }
        return requests;
    }

    /// Bybit v5, "Get System Status".
    @Override
    public List<Request> status() {
        return List.of(Request.get(About.STATUS, -1, base + "system/status", 1));
    }

    @Override
    public StatusReader.Told status(Answer answer, long nowNanos) {
        return StatusReader.read(answer,
                (body, told) -> OrderRows.maintenances(body, nowNanos, told));
    }

    private Request get(About about, int listing, String path, Params params, Errand errand) {
        return new Request(about, listing, "GET", base + path + "?" + params, null, 1, 0, errand);
    }

    /// Bybit v5, "Set Disconnect Cancel All": 3 to 300 s; strikes when the last connection that has the topic `dcp` is gone for so long, so that it is
    /// disarmed by giving up the topic. Has to be allowed by the exchange for each account.
    @Override
    public @Nullable Request arm(long millis) {
        return millis == 0
                ? null
                : new Request(About.ARM, -1, "POST", base + "order/disconnected-cancel-all",
                        "{\"product\":\"SPOT\",\"timeWindow\":"
                                + Math.clamp(Math.ceilDiv(millis, 1_000), 3, 300) + "}",
                        1, 0, Errand.all("", "switch", 0, 0));
    }

    @Override
    public String refusal(Request request, Answer answer) {
        return reader.refusal(request, answer);
    }

    @Override
    public void read(Request request, Answer answer, OrderOut out) {
        reader.read(request, answer, out);
    }

    /// The stream, and the connection that takes orders.
    @Override
    public List<Link> links() {
        String url = entry.options().getOrDefault("orderSocket", "wss://stream.bybit.com/v5");
        return List.of(link("/private", url), link(TRADE, url));
    }

    private Link link(String path, String url) {
        return new Link(entry.name() + Link.ORDERS + path, entry.name(), url + path,
                List.copyOf(listings.values()), 0, 0, 45_000, 10, 1 << 20);
    }

    @Override
    public PrivateConversation converse(Link link, OrderOut out) {
        return new BybitSocket(link, link.url().endsWith(TRADE), this, out);
    }

    @Override
    public Signer signer() {
        return signer;
    }

    @Override
    public Deadline deadline() {
        return new Deadline(1, BybitSigner.WIDEST_WINDOW);
    }

    @Override
    public String toString() {
        return "orders at " + entry.name();
    }
}
