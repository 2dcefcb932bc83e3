package io.crossbook.simulator;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Binance's private requests, named as on the WebSocket API; REST is another way to the same.
final class BinanceTrading {

    private static final int MOST_ROWS = 1_000;

    private final TradingDesk desk;
    private final BinanceTickets tickets;

    BinanceTrading(TradingDesk desk) {
        this.desk = desk;
        tickets = new BinanceTickets(desk);
    }

    /// Obeys a request of an account. `check` is asked when the request reaches the exchange: only
    /// then it is known whether it is late.
    void obey(String method, Map<String, String> params,
            BinanceSecurity.Checked early, Supplier<BinanceSecurity.Checked> check,
            Consumer<BinanceReply> reply) {
        boolean orders = method.equals("order.place") || method.equals("order.cancel")
                || method.equals("openOrders.cancelAll");
        Account account = early.account();
        if (!orders || account == null) {
            reply.accept(act(method, params, early));
            return;
        }
        if (method.equals("order.place")) {
            account.asks(params.getOrDefault("newClientOrderId", ""));
        }
        desk.mischief().obey(params.getOrDefault("symbol", ""), words(method),
                () -> act(method, params, check.get()), reply);
    }

    private static OrderMischief.Words<BinanceReply> words(String method) {
        return new OrderMischief.Words<>(BinanceReply.LOST,
                BinanceReply.fault(503, -1007, "Timeout waiting for response from backend server."
                        + " Send status unknown; execution status unknown."),
                BinanceReply.fault(429, -1015,
                        "Too many new orders; current limit is 100 orders per TEN_SECONDS."),
                method.equals("order.place")
                        ? BinanceTickets.refused(Refusal.INSUFFICIENT)
                        : null);
    }

    private BinanceReply act(String method, Map<String, String> params,
            BinanceSecurity.Checked checked) {
        Account account = checked.account();
        if (account == null) {
            return checked.refusal();
        }
        return switch (method) {
            case "order.place" -> place(account, params);
            case "order.test" -> test(params);
            case "order.cancel" -> cancel(account, params);
            case "openOrders.cancelAll" -> cancelAll(account, params);
            case "order.status" -> status(account, params);
            case "openOrders.status" -> open(account, params);
            case "allOrders" -> withListing(params, listing -> orders(account, listing, params));
            case "myTrades" -> withListing(params, listing -> trades(account, listing, params));
            case "account.commission" ->
                withListing(params, listing -> BinanceReply.ok(commission(listing)));
            case "account.status" -> BinanceReply.ok(account(account, params));
            default -> BinanceReply.fault(404, -1000,
                    "An unknown error occurred while processing the request.");
        };
    }

    private BinanceReply place(Account account, Map<String, String> params) {
        return switch (tickets.read(params)) {
            case BinanceTickets.Wrong(BinanceReply why) -> why;
            case BinanceTickets.Asked(Ticket ticket, String type, _) ->
                switch (desk.place(account, ticket)) {
                    case Placed.Refused(Refusal why) -> BinanceTickets.refused(why);
                    case Placed.Taken(Order order) -> BinanceReply.ok(BinanceOrderWords.placed(
                            order, params.getOrDefault("newOrderRespType",
                                    // Binance, "New order": what is neither limit nor market order.
                                    type.equals("LIMIT_MAKER") || ticket.stop()
                                            ? "ACK"
                                            : "FULL")));
                };
        };
    }

    private BinanceReply test(Map<String, String> params) {
        return tickets.read(params) instanceof BinanceTickets.Wrong(BinanceReply why)
                ? why
                : BinanceReply.ok("{}");
    }

    private BinanceReply cancel(Account account, Map<String, String> params) {
        if (params.getOrDefault("orderId", "").isEmpty()
                && params.getOrDefault("origClientOrderId", "").isEmpty()) {
            return BinanceReply.fault(400, -1102, "Param 'origClientOrderId' or 'orderId' must be"
                    + " sent, but both were empty/null!");
        }
        return withListing(params, listing -> {
            Order order = named(account, listing, params);
            String cancelId = params.getOrDefault("newCancelClientOrderId", "");
            return order != null && desk.cancel(order, cancelId.isEmpty()
                    ? "cancel_" + order.id
                    : cancelId)
                            ? BinanceReply.ok(BinanceOrderWords.cancelled(order))
                            : BinanceReply.fault(400, -2011, "Unknown order sent.");
        });
    }

    private BinanceReply cancelAll(Account account, Map<String, String> params) {
        return withListing(params, listing -> {
            List<Order> cancelled = account.orders().stream()
                    .filter(order -> order.listing().equals(listing) && order.open()
                            && desk.cancel(order, "cancel_" + order.id))
                    .toList();
            return cancelled.isEmpty()
                    ? BinanceReply.fault(400, -2011, "Unknown order sent.")
                    : BinanceReply.ok(Json.array(cancelled, BinanceOrderWords::cancelled));
        });
    }

    private BinanceReply status(Account account, Map<String, String> params) {
        return withListing(params, listing -> {
            Order order = named(account, listing, params);
            return order == null || !visible(order)
                    ? BinanceReply.fault(400, -2013, "Order does not exist.")
                    : BinanceReply.ok(BinanceOrderWords.asked(order));
        });
    }

    private boolean visible(Order order) {
        return order.visibleMillis <= desk.now();
    }

    private @Nullable Order named(Account account, Listing listing, Map<String, String> params) {
        String id = params.getOrDefault("orderId", "");
        Order order = id.matches("\\d{1,18}")
                ? account.order(Long.parseLong(id))
                : account.order(params.getOrDefault("origClientOrderId", ""));
        return order == null || !order.listing().equals(listing) ? null : order;
    }

    private BinanceReply withListing(Map<String, String> params,
            Function<Listing, BinanceReply> act) {
        String symbol = params.getOrDefault("symbol", "");
        Listing listing = desk.listing(symbol);
        if (symbol.isEmpty()) {
            return BinanceReply.unsent("symbol");
        }
        return listing == null
                ? BinanceReply.fault(400, -1121, "Invalid symbol.")
                : act.apply(listing);
    }

    private BinanceReply open(Account account, Map<String, String> params) {
        String symbol = params.getOrDefault("symbol", "");
        if (!symbol.isEmpty() && desk.listing(symbol) == null) {
            return BinanceReply.fault(400, -1121, "Invalid symbol.");
        }
        return BinanceReply.ok(Json.array(account.orders().stream()
                .filter(order -> order.open() && visible(order)
                        && (symbol.isEmpty() || order.listing().symbol().equals(symbol)))
                .toList(), BinanceOrderWords::asked));
    }

    private static long number(Map<String, String> params, String name, long otherwise) {
        String text = params.getOrDefault(name, "");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
    }

    private static int limit(Map<String, String> params) {
        return Math.clamp(number(params, "limit", 500), 1, MOST_ROWS);
    }

    /// From an order id on the oldest, else the latest in their time.
    private BinanceReply orders(Account account, Listing listing, Map<String, String> params) {
        long from = number(params, "orderId", -1);
        long start = number(params, "startTime", 0);
        long end = number(params, "endTime", Long.MAX_VALUE);
        return page(account.orders().stream().filter(order -> order.listing().equals(listing)
                && visible(order) && order.id >= from && order.createdMillis >= start
                && order.createdMillis <= end), params, from >= 0 || start > 0,
                BinanceOrderWords::asked);
    }

    private BinanceReply trades(Account account, Listing listing, Map<String, String> params) {
        String order = params.getOrDefault("orderId", "");
        long from = number(params, "fromId", -1);
        long start = number(params, "startTime", 0);
        long end = number(params, "endTime", Long.MAX_VALUE);
        return page(account.executions().stream().filter(each -> each.listing().equals(listing)
                && seen(account, each) && (order.isEmpty() || each.orderId().equals(order))
                && each.tradeId() >= from && each.atMillis() >= start && each.atMillis() <= end),
                params, from >= 0 || start > 0, BinanceOrderWords::trade);
    }

    private boolean seen(Account account, Execution execution) {
        Order order = account.order(Long.parseLong(execution.orderId()));
        return order != null && visible(order);
    }

    private static <T> BinanceReply page(Stream<T> all, Map<String, String> params, boolean first,
            Function<T, String> words) {
        List<T> rows = all.toList();
        int limit = limit(params);
        return BinanceReply.ok(Json.array(rows.size() <= limit
                ? rows
                : first
                        ? rows.subList(0, limit)
                        : rows.subList(rows.size() - limit, rows.size()),
                words));
    }

    private String commission(Listing listing) {
        FeeRule fees = desk.fees();
        return "{\"symbol\":\"" + listing.symbol() + "\",\"standardCommission\":"
                + commission(fees.maker(), fees.taker()) + ",\"specialCommission\":"
                + commission(BigDecimal.ZERO, BigDecimal.ZERO) + ",\"taxCommission\":"
                + commission(BigDecimal.ZERO, BigDecimal.ZERO)
                + ",\"discount\":{\"enabledForAccount\":false,\"enabledForSymbol\":false,"
                + "\"discountAsset\":\"BNB\",\"discount\":\"0.75000000\"}}";
    }

    private static String commission(BigDecimal maker, BigDecimal taker) {
        return "{\"maker\":\"" + BinanceOrderWords.amount(maker) + "\",\"taker\":\""
                + BinanceOrderWords.amount(taker)
                + "\",\"buyer\":\"0.00000000\",\"seller\":\"0.00000000\"}";
    }

    private String account(Account account, Map<String, String> params) {
        boolean omit = params.getOrDefault("omitZeroBalances", "").equals("true");
        FeeRule fees = desk.fees();
        String taker = fees.taker().movePointRight(4).toBigInteger().toString();
        String maker = fees.maker().movePointRight(4).toBigInteger().toString();
        return "{\"makerCommission\":" + maker + ",\"takerCommission\":" + taker
                + ",\"buyerCommission\":0,\"sellerCommission\":0,\"commissionRates\":{\"maker\":\""
                + BinanceOrderWords.amount(fees.maker()) + "\",\"taker\":\""
                + BinanceOrderWords.amount(fees.taker())
                + "\",\"buyer\":\"0.00000000\",\"seller\":\"0.00000000\"},\"canTrade\":true,"
                + "\"canWithdraw\":false,\"canDeposit\":true,\"brokered\":false,"
                + "\"requireSelfTradePrevention\":false,\"preventSor\":false,\"updateTime\":"
                + desk.now() + ",\"accountType\":\"SPOT\",\"balances\":"
                + Json.array(account.holdings().entrySet().stream()
                        .filter(each -> !omit || each.getValue().total().signum() > 0).toList(),
                        each -> "{\"asset\":\"" + each.getKey() + "\",\"free\":\""
                                + BinanceOrderWords.amount(each.getValue().free())
                                + "\",\"locked\":\""
                                + BinanceOrderWords.amount(each.getValue().locked()) + "\"}")
                + ",\"permissions\":[\"SPOT\"],\"uid\":354937868}";
    }
}
