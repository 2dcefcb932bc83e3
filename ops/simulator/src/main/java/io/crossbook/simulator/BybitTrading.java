package io.crossbook.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What Bybit does with orders and questions, whichever way they come.
final class BybitTrading {

    private static final BybitReply UNKNOWN = BybitReply.fault(170_213, "Order does not exist.");

    private final TradingDesk desk;
    private final BybitTickets tickets;
    private final DeadMansSwitch deadMan;
    /// Seconds until all orders are cancelled once the last private connection that watches is gone.
    private final Map<Account, Integer> windows = new HashMap<>();
    private final Map<Account, Integer> watchers = new HashMap<>();

    BybitTrading(TradingDesk desk) {
        this.desk = desk;
        tickets = new BybitTickets(desk);
        deadMan = new DeadMansSwitch(desk);
    }

    TradingDesk desk() {
        return desk;
    }

    /// Obeys `create` or `cancel`; `late` is asked when it reaches the exchange.
    void obey(Account account, String what, JsonNode params, Supplier<@Nullable BybitReply> late,
            Consumer<BybitReply> reply) {
        boolean places = what.equals("create");
        if (places) {
            account.asks(Json.text(params, "orderLinkId"));
        }
        desk.mischief().obey(Json.text(params, "symbol"), words(places), () -> {
            BybitReply refusal = late.get();
            return refusal != null
                    ? refusal
                    : switch (what) {
                        case "create" -> place(account, params);
                        case "cancel" -> cancel(account, params);
                        default -> cancelAll(account, params);
                    };
        }, reply);
    }

    private static OrderMischief.Words<BybitReply> words(boolean places) {
        return new OrderMischief.Words<>(BybitReply.LOST,
                new BybitReply(502, 10_016, "Server error.", "{}"),
                BybitReply.fault(10_006, "Too many visits. Exceeded the API Rate Limit."),
                places ? BybitTickets.refused(Refusal.INSUFFICIENT) : null);
    }

    private static String ids(Order order) {
        return "{\"orderId\":\"" + order.wireId + "\",\"orderLinkId\":"
                + Json.quote(order.ticket.clientId()) + "}";
    }

    private BybitReply place(Account account, JsonNode params) {
        return switch (tickets.read(params)) {
            case BybitTickets.Wrong(BybitReply why) -> why;
            case BybitTickets.Asked(Ticket ticket) -> switch (desk.place(account, ticket)) {
                case Placed.Refused(Refusal why) -> BybitTickets.refused(why);
                case Placed.Taken(Order order) -> BybitReply.ok(ids(order));
            };
        };
    }

    private BybitReply cancel(Account account, JsonNode params) {
        Order order = named(account, Json.text(params, "orderId"),
                Json.text(params, "orderLinkId"));
        return order != null && order.listing().symbol().equals(Json.text(params, "symbol"))
                && desk.cancel(order, "user") ? BybitReply.ok(ids(order)) : UNKNOWN;
    }

    private static @Nullable Order named(Account account, String id, String linkId) {
        if (id.isEmpty()) {
            return linkId.isEmpty() ? null : account.order(linkId);
        }
        return account.orders().stream().filter(order -> order.wireId.equals(id)).findFirst()
                .orElse(null);
    }

    private BybitReply cancelAll(Account account, JsonNode params) {
        String symbol = Json.text(params, "symbol");
        // Bybit v5, "Cancel All Orders", `orderFilter`: for spot `Order` by default.
        boolean stops = Json.text(params, "orderFilter").equals("StopOrder");
        List<Order> cancelled = account.orders().stream()
                .filter(order -> order.open() && order.ticket.stop() == stops
                        && (symbol.isEmpty() || order.listing().symbol().equals(symbol))
                        && desk.cancel(order, "user"))
                .toList();
        return BybitReply.ok("{\"list\":" + Json.array(cancelled, BybitTrading::ids)
                + ",\"success\":\"1\"}");
    }

    /// Sets the window of the disconnection protection. Bybit, "Set Disconnect Cancel All".
    BybitReply protect(Account account, JsonNode params) {
        int seconds = params.path("timeWindow").asInt(0);
        if (seconds < 3 || seconds > 300) {
            return BybitReply.fault(10_001, "params error: timeWindow must be in [3, 300]");
        }
        windows.put(account, seconds);
        return BybitReply.ok("{}");
    }

    /// A private connection watches for the protection, or no longer.
    void watch(Account account, boolean begins) {
        int left = watchers.merge(account, begins ? 1 : -1, Integer::sum);
        Integer window = windows.get(account);
        if (begins) {
            deadMan.disarm(account);
        } else if (left == 0 && window != null) {
            deadMan.arm(account, window * 1_000L);
        }
    }

    private boolean visible(Order order) {
        return order.visibleMillis <= desk.now();
    }

    /// `realtime` tells open orders (or, asked with `openOnly` 1, closed ones), `history` closed ones.
    BybitReply orders(Account account, RestRequest request, boolean history) {
        boolean open = !history && !request.param("openOnly").equals("1");
        return page(request, 50, account.orders().reversed().stream()
                .filter(order -> visible(order) && order.open() == open
                        && matches(request, order) && within(request, order.createdMillis)),
                BybitOrderWords::order);
    }

    private static boolean matches(RestRequest request, Order order) {
        // All kinds where none is asked for.
        return same(request.param("orderFilter"), order.ticket.stop() ? "StopOrder" : "Order")
                && same(request.param("symbol"), order.listing().symbol())
                && same(request.param("orderId"), order.wireId)
                && same(request.param("orderLinkId"), order.ticket.clientId());
    }

    private static boolean same(String asked, String is) {
        return asked.isEmpty() || asked.equals(is);
    }

    private static boolean within(RestRequest request, long at) {
        String start = request.param("startTime");
        String end = request.param("endTime");
        return (!start.matches("\\d{1,15}") || at >= Long.parseLong(start))
                && (!end.matches("\\d{1,15}") || at <= Long.parseLong(end));
    }

    BybitReply executions(Account account, RestRequest request) {
        return page(request, 100, account.executions().reversed().stream()
                .filter(each -> {
                    Order order = order(account, each);
                    return visible(order) && matches(request, order)
                            && within(request, each.atMillis());
                }), each -> BybitOrderWords.execution(order(account, each), each, desk.fees()));
    }

    /// What came into the unified account and left it, and what trades did to each of two assets. Bybit v5, "Get Transaction Log": at most seven days.
    BybitReply log(Account account, RestRequest request) {
        long from = request.millis("startTime", 0);
        long until = request.millis("endTime", 0);
        if (until - from > 7L * 24 * 3_600_000) {
            return BybitReply.fault(10_001, "params error: the time range is more than 7 days");
        }
        String type = request.param("type");
        Stream<String> moves = account.movements(from, until).stream()
                .filter(each -> type.isEmpty() || type.equals(BybitOrderWords.type(each)))
                .map(BybitOrderWords::log);
        Stream<String> trades = type.isEmpty() || type.equals("TRADE")
                ? account.executions().reversed().stream()
                        .filter(each -> each.atMillis() >= from && each.atMillis() <= until)
                        .flatMap(each -> Stream.of(BybitOrderWords.log(each, true),
                                BybitOrderWords.log(each, false)))
                : Stream.empty();
        return page(request, 50, Stream.concat(moves, trades), row -> row);
    }

    static Order order(Account account, Execution execution) {
        return account.orders().stream()
                .filter(order -> order.wireId.equals(execution.orderId())).findFirst()
                .orElseThrow(() -> new IllegalStateException("an execution of no order"));
    }

    /// The cursor's text is the exchange's own business.
    private static <T> BybitReply page(RestRequest request, int most, Stream<T> all,
            Function<T, String> words) {
        List<T> rows = all.toList();
        String cursor = request.param("cursor").replaceAll(".*(=|%3D)", "");
        int from = cursor.matches("\\d{1,8}")
                ? Math.min(rows.size(), Integer.parseInt(cursor))
                : 0;
        int limit = Math.clamp(request.number("limit", 20), 1, most);
        int to = Math.min(rows.size(), from + limit);
        return BybitReply.ok("{\"category\":\"spot\",\"nextPageCursor\":\""
                + (to < rows.size() ? "page%3D" + to : "") + "\",\"list\":"
                + Json.array(rows.subList(from, to), words) + "}");
    }

    BybitReply wallet(Account account) {
        return BybitReply.ok("{\"list\":["
                + BybitOrderWords.wallet(account, account.holdings().keySet()) + "]}");
    }
}
