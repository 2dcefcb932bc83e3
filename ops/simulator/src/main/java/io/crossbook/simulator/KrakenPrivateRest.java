package io.crossbook.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Kraken's private REST. Kraken, "Spot REST", "Authentication", "Trading", "Account Data".
final class KrakenPrivateRest {

    private static final String ROOT = "/0/private/";
    private static final long NEAREST_MILLIS = 2_000;
    private static final int PAGE = 50;
    private static final int MOST_TRADES = 20;

    private final KrakenTrading trading;
    private final TradingDesk desk;
    private final Pacing pacing;

    KrakenPrivateRest(KrakenTrading trading, Pacing pacing) {
        this.trading = trading;
        this.pacing = pacing;
        desk = trading.desk();
    }

    static boolean serves(RestRequest request) {
        return request.path().startsWith(ROOT);
    }

    void answer(RestRequest request, Consumer<RestAnswer> reply) {
        Map<String, String> params = RestRequest.form(request.body());
        Account account = desk.account(request.header("API-Key"));
        String method = request.path().substring(ROOT.length());
        String refusal = account == null
                ? "EAPI:Invalid key"
                : refusal(account, request, params);
        if (account == null || !refusal.isEmpty()) {
            reply.accept(error(refusal));
            return;
        }
        switch (method) {
            case "AddOrder" -> add(account, params, reply);
            case "CancelOrder" -> desk.mischief().obey(symbol(account, params), words(null),
                    () -> cancel(account, params), reply);
            case "CancelAll" -> desk.mischief().obey("", words(null),
                    () -> ok("{\"count\":" + trading.cancelAll(account).size() + "}"), reply);
            default -> reply.accept(ask(account, method, params));
        }
    }

    private String refusal(Account account, RestRequest request, Map<String, String> params) {
        String nonce = params.getOrDefault("nonce", "");
        if (!nonce.matches("\\d{1,18}")) {
            return "EAPI:Invalid nonce";
        }
        if (!Signatures.same(Signatures.kraken(account.secret, request.path(), nonce,
                request.body()), request.header("API-Sign"))) {
            return "EAPI:Invalid signature";
        }
        if (Long.parseLong(nonce) <= account.nonce) {
            return "EAPI:Invalid nonce";
        }
        account.nonce = Long.parseLong(nonce);
        return account.counter.takes(request.path().substring(ROOT.length()), desk.now(), pacing)
                ? ""
                : "EAPI:Rate limit exceeded";
    }

    private static OrderMischief.Words<RestAnswer> words(
            @Nullable RestAnswer rejected) {
        return new OrderMischief.Words<>(RestAnswer.LOST,
                new RestAnswer(520, Map.of("Content-Type", "text/html"),
                        "<html><head><title>520: Web server is returning an unknown error</title>"
                                + "</head></html>"),
                error("EOrder:Rate limit exceeded"), rejected);
    }

    private static RestAnswer error(String error) {
        return RestAnswer.ok("{\"error\":[" + Json.quote(error) + "]}");
    }

    private static RestAnswer ok(String result) {
        return RestAnswer.ok("{\"error\":[],\"result\":" + result + "}");
    }

    private void add(Account account, Map<String, String> params, Consumer<RestAnswer> reply) {
        account.asks(params.getOrDefault("cl_ord_id", ""));
        String early = trading.tickets().early(params, NEAREST_MILLIS);
        if (!early.isEmpty()) {
            reply.accept(error(early));
            return;
        }
        Listing listing = trading.tickets().listing(params.getOrDefault("pair", ""));
        desk.mischief().obey(listing == null ? "" : listing.symbol(),
                words(error("EOrder:Insufficient funds")), () -> {
                    KrakenTrading.Outcome outcome = trading.place(account, params);
                    Order order = outcome.order();
                    return order == null
                            ? error(outcome.error())
                            : ok("{\"descr\":{\"order\":\""
                                    + KrakenOrderWords.description(order.ticket)
                                    + "\"},\"txid\":[\"" + order.wireId + "\"]}");
                }, reply);
    }

    private static String symbol(Account account, Map<String, String> params) {
        Order order = account.order(params.getOrDefault("cl_ord_id", ""));
        return order == null ? "" : order.listing().symbol();
    }

    private RestAnswer cancel(Account account, Map<String, String> params) {
        KrakenTrading.Outcome outcome = trading.cancel(account, params.getOrDefault("txid", ""),
                params.getOrDefault("cl_ord_id", ""));
        return outcome.order() == null ? error(outcome.error()) : ok("{\"count\":1}");
    }

    private RestAnswer ask(Account account, String method, Map<String, String> params) {
        return switch (method) {
            case "OpenOrders" -> ok("{\"open\":{" + rows(seen(account).filter(Order::open)
                    .filter(named(params)).toList(), params) + "}}");
            case "ClosedOrders" -> closed(account, params);
            case "QueryOrders" -> orders(account, params);
            case "QueryTrades" -> trades(account, params);
            case "TradesHistory" -> history(account, params);
            case "Ledgers" -> ledgers(account, params);
            case "Balance" -> ok(account.holdings().entrySet().stream()
                    .map(KrakenOrderWords::total).collect(Collectors.joining(",", "{", "}")));
            case "BalanceEx" -> ok(account.holdings().entrySet().stream()
                    .map(KrakenOrderWords::balance).collect(Collectors.joining(",", "{", "}")));
            case "CancelAllOrdersAfter" -> cancelAfter(account, params);
            case "GetWebSocketsToken" -> ok("{\"token\":\"" + trading.token(account)
                    + "\",\"expires\":900}");
            case "GetApiKeyInfo" -> ok("{\"apiKey\":" + Json.quote(account.key)
                    + ",\"permissions\":[\"query-funds\",\"query-open-trades\",\"query-closed-trades\",\"query-ledger\","
                    + "\"modify-trades\"" + (account.mayWithdraw ? ",\"withdraw-funds\"" : "")
                    + "]}");
            default -> error("EGeneral:Unknown method");
        };
    }

    private Stream<Order> seen(Account account) {
        return account.orders().reversed().stream()
                .filter(order -> order.visibleMillis <= desk.now());
    }

    private static Predicate<Order> named(Map<String, String> params) {
        String id = params.getOrDefault("cl_ord_id", "");
        return order -> id.isEmpty() || order.ticket.clientId().equals(id);
    }

    private static String rows(List<Order> orders, Map<String, String> params) {
        boolean trades = params.getOrDefault("trades", "").equals("true");
        return orders.stream().map(order -> KrakenOrderWords.order(order, trades))
                .collect(Collectors.joining(","));
    }

    private static long number(Map<String, String> params, String name, long otherwise) {
        String text = params.getOrDefault(name, "").replaceAll("\\..*", "");
        return text.matches("\\d{1,15}") ? Long.parseLong(text) : otherwise;
    }

    /// The youngest first, fifty a page.
    private RestAnswer closed(Account account, Map<String, String> params) {
        long start = number(params, "start", 0) * 1_000;
        long end = number(params, "end", 1_000_000_000_000L) * 1_000;
        String by = params.getOrDefault("closetime", "both");
        List<Order> all = seen(account).filter(order -> !order.open()).filter(named(params))
                .filter(order -> (!by.equals("close") && within(order.createdMillis, start, end))
                        || (!by.equals("open") && within(order.updatedMillis, start, end)))
                .toList();
        int from = Math.toIntExact(Math.min(all.size(), number(params, "ofs", 0)));
        return ok("{\"closed\":{"
                + rows(all.subList(from, Math.min(all.size(), from + PAGE)), params)
                + "},\"count\":" + all.size() + "}");
    }

    private static boolean within(long moment, long start, long end) {
        return start <= moment && moment <= end;
    }

    private RestAnswer orders(Account account, Map<String, String> params) {
        List<String> wanted = List.of(params.getOrDefault("txid", "").split(",", -1));
        List<Order> found = seen(account)
                .filter(order -> wanted.contains(order.wireId)
                        || (!order.ticket.clientId().isEmpty() && order.ticket.clientId()
                                .equals(params.getOrDefault("cl_ord_id", ""))))
                .toList();
        return found.isEmpty()
                ? error("EOrder:Unknown order")
                : ok("{" + rows(found, params) + "}");
    }

    private RestAnswer trades(Account account, Map<String, String> params) {
        List<String> wanted = List.of(params.getOrDefault("txid", "").split(",", -1));
        if (wanted.size() > MOST_TRADES) {
            return error("EGeneral:Invalid arguments:txid");
        }
        List<Execution> found = executions(account).stream()
                .filter(each -> wanted.contains(each.wireId())).toList();
        return found.size() < wanted.size()
                ? error("EQuery:Invalid trade")
                : ok(rows(found));
    }

    private static String rows(List<Execution> trades) {
        return trades.stream().map(KrakenOrderWords::trade)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private List<Execution> executions(Account account) {
        List<String> hidden = account.orders().stream()
                .filter(order -> order.visibleMillis > desk.now()).map(order -> order.wireId)
                .toList();
        return account.executions().stream().filter(each -> !hidden.contains(each.orderId()))
                .toList();
    }

    private RestAnswer history(Account account, Map<String, String> params) {
        List<Execution> all = new ArrayList<>(executions(account).reversed());
        int from = Math.toIntExact(Math.min(all.size(), number(params, "ofs", 0)));
        return ok("{\"trades\":" + rows(all.subList(from, Math.min(all.size(), from + PAGE)))
                + ",\"count\":" + all.size() + "}");
    }

    /// Fifty a page: what moved, and what trades did to each of two assets.
    private RestAnswer ledgers(Account account, Map<String, String> params) {
        String type = params.getOrDefault("type", "all");
        long from = number(params, "start", 0) * 1_000;
        long until = number(params, "end", 1_000_000_000_000L) * 1_000;
        var all = new ArrayList<String>();
        account.movements(from, until).stream()
                .filter(each -> type.equals("all") || type.equals(KrakenOrderWords.type(each)))
                .map(KrakenOrderWords::ledger).forEach(all::add);
        if (type.equals("all") || type.equals("trade")) {
            executions(account).reversed().stream()
                    .filter(each -> each.atMillis() >= from && each.atMillis() <= until)
                    .forEach(each -> {
                        all.add(KrakenOrderWords.ledger(each, true));
                        all.add(KrakenOrderWords.ledger(each, false));
                    });
        }
        int first = Math.toIntExact(Math.min(all.size(), number(params, "ofs", 0)));
        return ok("{\"ledger\":{"
                + String.join(",", all.subList(first, Math.min(all.size(), first + PAGE)))
                + "},\"count\":" + all.size() + "}");
    }

    private RestAnswer cancelAfter(Account account, Map<String, String> params) {
        long seconds = number(params, "timeout", -1);
        if (seconds < 0 || seconds > 86_400) {
            return error("EGeneral:Invalid arguments:timeout");
        }
        String[] times = trading.cancelAfter(account, seconds);
        return ok("{\"currentTime\":\"" + times[0] + "\",\"triggerTime\":\"" + times[1] + "\"}");
    }
}
