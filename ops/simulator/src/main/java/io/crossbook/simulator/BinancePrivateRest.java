package io.crossbook.simulator;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Binance's private REST endpoints of spot: signed requests, over the same desk as the WebSocket API.
final class BinancePrivateRest {

    private static final String ROOT = "/api/v3/";
    private static final String RESTRICTIONS = "/sapi/v1/account/apiRestrictions";
    private static final String DEPOSITS = "/sapi/v1/capital/deposit/hisrec";
    private static final String TRANSFERS = "/sapi/v1/asset/transfer";
    private static final String EARN = "/sapi/v1/simple-earn/";
    private static final Set<String> WALLET = Set.of(RESTRICTIONS, DEPOSITS,
            "/sapi/v1/capital/withdraw/history", TRANSFERS,
            EARN + "flexible/history/subscriptionRecord",
            EARN + "flexible/history/redemptionRecord", EARN + "locked/history/subscriptionRecord",
            EARN + "locked/history/redemptionRecord");
    /// What each endpoint is on the WebSocket API.
    private static final Map<String, String> METHODS = Map.of("POST order", "order.place",
            "POST order/test", "order.test", "DELETE order", "order.cancel", "GET order",
            "order.status", "GET openOrders", "openOrders.status", "DELETE openOrders",
            "openOrders.cancelAll", "GET allOrders", "allOrders", "GET myTrades", "myTrades",
            "GET account", "account.status", "GET account/commission", "account.commission");

    private final BinanceSecurity security;
    private final BinanceTrading trading;

    BinancePrivateRest(TradingDesk desk, BinanceTrading trading) {
        this.trading = trading;
        security = new BinanceSecurity(desk);
    }

    boolean serves(RestRequest request) {
        return wallet(request) || METHODS.containsKey(endpoint(request));
    }

    /// Binance, "Wallet": what the key may do, and what came and went.
    private static boolean wallet(RestRequest request) {
        return request.method().equals("GET") && WALLET.contains(request.path());
    }

    private RestAnswer told(RestRequest request, Map<String, String> params) {
        BinanceSecurity.Checked checked = security.rest(request, params);
        Account account = checked.account();
        if (account == null) {
            return RestAnswer.json(checked.refusal().status(), checked.refusal().json());
        }
        boolean came = request.path().equals(DEPOSITS);
        if (request.path().equals(TRANSFERS) || request.path().startsWith(EARN)) {
            return RestAnswer.json(200, moves(account, request));
        }
        return RestAnswer.json(200, request.path().equals(RESTRICTIONS)
                ? restrictions(account)
                : Json.array(account.movements(request.millis("startTime", 0),
                        request.millis("endTime", Long.MAX_VALUE), came),
                        came ? BinanceOrderWords::deposit : BinanceOrderWords::withdrawal));
    }

    /// What moved to the funding wallet and back; nothing ever was anywhere else.
    private static String moves(Account account, RestRequest request) {
        String type = request.param("type");
        List<Movement> rows = account.movements(request.millis("startTime", 0), Long.MAX_VALUE)
                .stream().filter(each -> each.inside()
                        && type.equals(each.came() ? "FUNDING_MAIN" : "MAIN_FUNDING"))
                .toList();
        return "{\"total\":" + rows.size() + ",\"rows\":"
                + Json.array(rows, each -> BinanceOrderWords.transfer(each, type)) + "}";
    }

    private static String restrictions(Account account) {
        return "{\"ipRestrict\":true,\"createTime\":1698645219000,"
                + "\"enableReading\":true,\"enableInternalTransfer\":false,"
                + "\"enableFutures\":false,\"enablePortfolioMarginTrading\":false,"
                + "\"enableSpotAndMarginTrading\":true,\"enableWithdrawals\":"
                + account.mayWithdraw + ",\"enableMargin\":" + account.mayBorrow + "}";
    }

    private static String endpoint(RestRequest request) {
        return request.path().startsWith(ROOT)
                ? request.method() + " " + request.path().substring(ROOT.length())
                : "";
    }

    /// Binance's request weights.
    int weight(RestRequest request) {
        if (request.path().startsWith(EARN)) {
            return 150;
        }
        return switch (endpoint(request)) {
            case "GET order" -> 4;
            case "GET openOrders" -> request.param("symbol").isEmpty() ? 80 : 6;
            case "GET allOrders", "GET account", "GET account/commission" -> 20;
            case "GET myTrades" -> request.param("orderId").isEmpty() ? 20 : 5;
            default -> 1;
        };
    }

    void answer(RestRequest request, Consumer<RestAnswer> reply) {
        Map<String, String> params = request.withForm().query();
        if (wallet(request)) {
            reply.accept(told(request, params));
            return;
        }
        trading.obey(METHODS.getOrDefault(endpoint(request), ""), params,
                security.rest(request, params), () -> security.rest(request, params),
                answer -> reply.accept(answer.status() == 0
                        ? RestAnswer.LOST
                        : RestAnswer.json(answer.status(), answer.json())));
    }
}
